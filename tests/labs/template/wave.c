#include "labs/template/wave.h"

#include "base/array.h"
#include "labs/kit/heading.h"
#include "labs/kit/params.h"
#include "labs/kit/scene.h"
#include "labs/kit/tip.h"
#include "plot/curve.h"

#include <math.h>
#include <stdlib.h>

enum { STEPS = 100 };

static const struct param wave_params[] = {
    {"height", "a", "height", "of the wave", PARAM_LINEAR, 0, 10, 1},
    {"waves", "k", "waves", "how many fit", PARAM_INTEGER, 1, 20, 2},
    {0},
};

static const struct param *wave_param(size_t index)
{
    return wave_params[index].key ? &wave_params[index] : NULL;
}

static const struct param *view_param(size_t index)
{
    static const struct param step = {"step", NULL, "step", "place", PARAM_LINEAR, 0, STEPS, 0};
    return index == 0 ? &step : index == 1 ? &kit_theme_param : NULL;
}

static const struct scene_rule sections[] = {
    {"scene", false, kit_scene_param}, {"wave", false, wave_param}, {"view", false, view_param}, {0}};

struct wave {
    struct lab head; // first, so that a struct lab * is one of these
    struct scene scene;
    double y[STEPS + 1];
    struct curve_points scratch;
};

static bool wave_open(struct lab *lab, const struct scene *scene, struct error *error)
{
    struct wave *wave = (struct wave *)lab;
    struct scene copy;
    if (!scene_copy(&copy, scene, error))
        return false;
    scene_clear(&wave->scene);
    wave->scene = copy;
    const double a = scene_number(scene, "wave", &wave_params[0]);
    for (size_t i = 0; i <= STEPS; i++)
        wave->y[i] = a * sin(6.2832 * scene_number(scene, "wave", &wave_params[1]) * i / STEPS);
    lab_take_view(lab, scene);
    return true;
}

static void wave_destroy(struct lab *lab)
{
    struct wave *wave = (struct wave *)lab;
    scene_clear(&wave->scene);
    curve_points_clear(&wave->scratch);
    free(wave);
}

static struct lab *wave_create(const struct scene *scene, int threads, struct error *error)
{
    (void)threads;
    struct wave *wave = array_create(1, sizeof *wave, error);
    if (!wave)
        return NULL;
    wave->head.type = &lab_wave;
    if (wave_open(&wave->head, scene, error))
        return &wave->head;
    wave_destroy(&wave->head);
    return NULL;
}

static bool wave_wait(struct lab *lab, double step, int milliseconds)
{
    return lab && step >= 0 && milliseconds >= -1; // all is computed when it is opened
}

static size_t wave_steps(const struct lab *lab)
{
    return lab ? STEPS : 0;
}

static size_t wave_tick(const struct lab *lab)
{
    return lab ? 10 : 0;
}

static void wave_place(const struct lab *lab, double step, char where[48], char detail[48])
{
    snprintf(where, 48, "step %.0f", step);
    snprintf(detail, 48, "y = %.3g", ((const struct wave *)lab)->y[(size_t)step]);
}

static size_t wave_groups(const struct lab *lab)
{
    return lab ? 1 : 0;
}

static void wave_group(const struct lab *lab, size_t index, double step, struct lab_group *group)
{
    (void)index;
    *group = (struct lab_group){.section = "wave", .name = "wave"};
    snprintf(group->result, sizeof group->result, "%.3g", ((const struct wave *)lab)->y[(size_t)step]);
}

static const struct param *wave_slider(const struct lab *lab, size_t group, size_t index)
{
    return lab && group == 0 && wave_params[index].key ? &wave_params[index] : NULL;
}

static void draw_curve(struct lab *lab, struct canvas *canvas, const struct lab_layout *layout,
                       const struct lab_view *view)
{
    struct wave *wave = (struct wave *)lab;
    struct plot plot = {plot_area(&layout->stage, true, true), {0, STEPS, false, "step"}, {0}};
    axis_fit(&plot.y, -scene_number(&wave->scene, "wave", &wave_params[0]),
             scene_number(&wave->scene, "wave", &wave_params[0]));
    plot_draw_axes(canvas, view->theme, &plot, true);
    const struct curve curve = {.y = wave->y, .count = STEPS + 1, .end = view->step,
                                .stroke = {.color = view->theme->accent, .width = 2}};
    curve_draw(canvas, &plot, &curve, &wave->scratch);
    struct kit_tip tip = {0};
    kit_tip_add(&tip, (struct color){0}, "step %.0f", plot_x_value(&plot, view->pointer.x));
    if (view->has_pointer)
        kit_tip_draw(&tip, canvas, view->theme, view->pointer, &plot.area);
}

static void wave_draw(struct lab *lab, struct canvas *canvas, const struct lab_layout *layout,
                      const struct lab_view *view)
{
    kit_draw_title(lab, &((struct wave *)lab)->scene, canvas, layout, view->theme);
    lab_picture(lab)->draw(lab, canvas, layout, view);
}

static enum lab_effect flatten(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    return lab && view ? kit_put(scene, "wave", "height", "0") : LAB_NOTHING;
}

static enum lab_effect wave_pointer(struct lab *lab, struct scene *scene,
                                    const struct lab_layout *layout,
                                    const struct lab_pointer *pointer)
{
    return lab && layout && pointer->kind == LAB_WHEEL ? kit_put(scene, "wave", "waves", "3") : LAB_NOTHING;
}

static bool wave_table(struct lab *lab, FILE *out, struct error *error)
{
    (void)error;
    fputs("step,y\n", out);
    for (int i = 0; i <= STEPS; i++)
        fprintf(out, "%d,%.17g\n", i, ((struct wave *)lab)->y[i]);
    return true;
}

static const struct lab_picture curve_picture = {
    .name = "curve", .title = "Curve", .what = "the wave up to the step", .draw = draw_curve};
static const struct lab_picture *const pictures[] = {&curve_picture, NULL};
static const struct lab_command commands[] = {{"flatten", "make the wave flat", NULL, flatten}, {0}};

const struct lab_type lab_wave = {
    .name = "wave", .title = "Wave", .what = "a sine to copy from", .scene = "wave",
    .sections = sections, .pictures = pictures, .commands = commands, .create = wave_create,
    .destroy = wave_destroy, .open = wave_open, .wait = wave_wait, .steps = wave_steps,
    .tick = wave_tick, .place = wave_place, .groups = wave_groups, .group = wave_group,
    .slider = wave_slider, .draw = wave_draw, .pointer = wave_pointer, .table = wave_table,
};

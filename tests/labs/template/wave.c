#include "labs/template/wave.h"

#include "labs/kit/params.h"
#include "labs/kit/scene.h"
#include "plot/curve.h"

#include <math.h>

enum { STEPS = 100 };
struct wave {
    struct lab head; // first, so that a struct lab * is one of these
    double y[STEPS + 1];
};

static const struct param params[] = {
    {"height", "a", "height", "of the wave", PARAM_LINEAR, 0, 10, 1},
    {"waves", "k", "waves", "how many fit", PARAM_INTEGER, 1, 20, 2},
    {0}};
KIT_PARAM_FUNCTION(wave_param, params)
static const struct scene_rule sections[] = {{"scene", false, kit_scene_param},
                                             {"wave", false, wave_param},
                                             {"view", false, kit_view_param},
                                             {0}};

static bool wave_open(struct lab *lab, const struct scene *scene, struct error *error)
{
    struct wave *wave = (struct wave *)lab;
    struct scene copy;
    if (!scene_copy(&copy, scene, error))
        return false;
    for (int i = 0; i <= STEPS; i++)
        wave->y[i] = scene_number(scene, "wave", &params[0]) *
                     sin(0.062832 * i * scene_number(scene, "wave", &params[1]));
    lab_take(lab, &copy);
    return true;
}

static size_t wave_steps(const struct lab *lab)
{
    return lab ? STEPS : 0;
}

static void wave_place(const struct lab *lab, double step, char where[48], char detail[48])
{
    snprintf(where, 48, "%.0f", step);
    snprintf(detail, 48, "y = %.3g", ((const struct wave *)lab)->y[(int)step]);
}

static size_t wave_groups(const struct lab *lab)
{
    return lab ? 1 : 0;
}

static void wave_group(const struct lab *lab, size_t index, double step, struct lab_group *group)
{
    *group = (struct lab_group){.section = "wave", .name = "wave"};
    snprintf(group->result, 48, "%.3g", ((const struct wave *)lab)->y[(int)step + (int)index]);
}

static const struct param *wave_slider(const struct lab *lab, size_t group, size_t index)
{
    return lab && group == 0 ? wave_param(index) : NULL;
}

static void draw(struct lab *lab, struct canvas *canvas, const struct lab_layout *layout,
                 const struct lab_view *view)
{
    struct plot plot = {plot_area(&layout->stage, true, true), {0, STEPS}, {-10, 10}};
    plot_draw_axes(canvas, view->theme, &plot, true);
    const struct curve curve = {.y = ((struct wave *)lab)->y,
                                .count = STEPS + 1,
                                .end = view->step,
                                .stroke = {view->theme->accent, 2}};
    struct curve_points scratch = {0};
    curve_draw(canvas, &plot, &curve, &scratch);
    curve_points_clear(&scratch);
}

static enum lab_effect flatten(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    return lab && view ? kit_put(scene, "wave", "height", "0") : LAB_NOTHING;
}

static bool wave_table(struct lab *lab, FILE *out, struct error *error)
{
    for (int i = 0; i <= STEPS && !(error && error->kind); i++)
        fprintf(out, "%d,%.17g\n", i, ((struct wave *)lab)->y[i]);
    return true;
}

static const struct lab_picture picture = {
    .name = "curve", .title = "Curve", .what = "the wave up to the step", .draw = draw};
static const struct lab_picture *const pictures[] = {&picture, NULL};
static const struct lab_command commands[] = {{"flatten", "make it flat", NULL, flatten}, {0}};

const struct lab_type lab_wave = {.name = "wave",
                                  .title = "Wave",
                                  .what = "a sine to copy from",
                                  .scene = "wave",
                                  .sections = sections,
                                  .pictures = pictures,
                                  .commands = commands,
                                  .size = sizeof(struct wave),
                                  .open = wave_open,
                                  .steps = wave_steps,
                                  .place = wave_place,
                                  .groups = wave_groups,
                                  .group = wave_group,
                                  .slider = wave_slider,
                                  .draw = lab_draw_picture,
                                  .table = wave_table};

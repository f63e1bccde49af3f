// Where the parts of a figure go, by what they cover.
#include "base/array.h"
#include "export/direct.h"
#include "export/figure.h"
#include "export/legend.h"
#include "plot/label.h"

#include <math.h>
#include <stdlib.h>

// What is drawn beside the lab, and where.
struct plan {
    struct figure_room room;
    struct lab_layout layout;
    struct legend legend;
    struct direct direct;
    bool is_direct, is_inside, is_right, is_below;
    struct rect box; // of the legend
};

static const float apart = 10; // legend from picture
static const float edge = 6;   // and from the edge of the page

static void draw_lab(struct lab *lab, struct canvas *canvas, const struct figure_options *options,
                     const struct lab_layout *layout, bool has_title)
{
    const struct lab_view view = {
        .theme = options->theme, .step = options->step, .is_asking = !has_title};
    const bool hides_ghost = lab->hides_ghost;
    lab->hides_ghost = true;
    lab_draw(lab, canvas, layout, &view);
    lab->hides_ghost = hides_ghost;
}

// ---- the title ----------------------------------------------------------------------------------

static const float title_size = 18, title_side = 10;

// Title and caption in as many lines as they need; returns how high they are. NULL options: they
// are only measured.
static float draw_title(const struct lab *lab, struct canvas *canvas,
                        const struct figure_options *options)
{
    const float width = canvas->width - 2 * title_side;
    const char *caption = scene_text(&lab->scene, "scene", "caption");
    char title[400];
    lab_title(lab, title, sizeof title);
    const size_t lines = label_lines(canvas, title, title_size, true, width);
    const size_t below = caption ? label_lines(canvas, caption, TYPE_SMALL, false, width) : 0;
    const float caption_top = 8 + LABEL_LINE * title_size * (float)lines;
    const float end = caption_top + LABEL_LINE * TYPE_SMALL * (float)below + 2;
    if (!options)
        return end;
    const struct text_style bold = {.size = title_size, .bold = true, .color = options->theme->ink};
    const struct text_style pale = {.size = TYPE_SMALL, .color = options->theme->soft};
    label_draw_wrapped(canvas, title, title_side, 8, width, lines, &bold);
    if (caption)
        label_draw_wrapped(canvas, caption, title_side, caption_top, width, below, &pale);
    return end;
}

static bool see(struct probe *probe, struct lab *lab, struct canvas *canvas,
                const struct figure_options *options, struct plan *plan)
{
    plan->layout = figure_layout(options, canvas->width, canvas->height, &plan->room);
    probe_clear(probe);
    if (!probe_init(probe, canvas, options->theme, NULL))
        return false;
    draw_lab(lab, &probe->head, options, &plan->layout, false);
    return true;
}

// ---- names at the ends --------------------------------------------------------------------------

static bool is_in(const struct rect *area, const struct rect *part)
{
    return part->width > 0 && area->x >= part->x - 1 &&
           area->x + area->width <= part->x + part->width + 1;
}

// Curves that end at the right edge want room there; where names would take too much of it, there
// is none.
static bool make_room(struct plan *plan, const struct probe *probe)
{
    for (size_t a = 0; a < probe->areas; a++) {
        const float wanted = direct_room(&plan->legend, probe, a);
        const bool is_second = is_in(&probe->area[a], &plan->layout.second);
        const struct rect *part = is_second ? &plan->layout.second : &plan->layout.stage;
        float *room = is_second ? &plan->room.second_right : &plan->room.stage_right;
        if (wanted > 0.42f * part->width)
            return false;
        *room = fmaxf(*room, wanted);
    }
    return true;
}

static bool plan_direct(struct plan *plan, struct probe *probe, struct lab *lab,
                        struct canvas *canvas, const struct figure_options *options)
{
    if (!make_room(plan, probe) || !see(probe, lab, canvas, options, plan))
        return false;
    float right[PROBE_AREAS_MAX] = {0};
    for (size_t a = 0; a < probe->areas; a++) {
        const bool is_second = is_in(&probe->area[a], &plan->layout.second);
        const struct rect *part = is_second ? &plan->layout.second : &plan->layout.stage;
        const float room = is_second ? plan->room.second_right : plan->room.stage_right;
        right[a] = room > 0 ? part->x + part->width + room : 0;
    }
    plan->is_direct = direct_place(&plan->direct, &plan->legend, probe, right);
    return plan->is_direct;
}

// ---- the legend ---------------------------------------------------------------------------------

// At the right of a wide page, else below.
static void plan_beside(struct plan *plan, struct probe *probe, struct lab *lab,
                        struct canvas *canvas, const struct figure_options *options)
{
    const float width = legend_width(&plan->legend, canvas);
    plan->room = (struct figure_room){.top = plan->room.top};
    plan->is_right = width < 0.3f * canvas->width && canvas->width > 1.8f * canvas->height &&
                     legend_height(&plan->legend) < 0.8f * canvas->height;
    plan->is_below = !plan->is_right;
    if (plan->is_right) {
        plan->room.right = width + apart + edge;
        see(probe, lab, canvas, options, plan);
        const float top = probe->areas > 0 ? probe->area[0].y : plan->layout.stage.y + 10;
        plan->box =
            (struct rect){canvas->width - width - edge, top, width, legend_height(&plan->legend)};
        return;
    }
    const float inner = canvas->width - 4 * edge;
    const float height = legend_height_below(&plan->legend, canvas, inner);
    plan->room.below = height + 2;
    see(probe, lab, canvas, options, plan);
    plan->box = (struct rect){2 * edge, canvas->height - height - 3, inner, height};
}

// Whether what a legend takes from a page leaves the picture too little.
static bool is_crowded(const struct plan *plan, struct canvas *canvas)
{
    const float inner = canvas->width - 4 * edge;
    return legend_height_below(&plan->legend, canvas, inner) > 0.3f * canvas->height;
}

static void plan_legend(struct plan *plan, struct probe *probe, struct lab *lab,
                        struct canvas *canvas, const struct figure_options *options)
{
    const bool is_free = legend_find_place(&plan->legend, probe, &plan->box);
    const bool has_place = plan->box.width > 0;
    const bool is_wanted =
        options->legend == LEGEND_INSIDE ||
        (options->legend == LEGEND_AUTO && (is_free || is_crowded(plan, canvas)));
    plan->is_inside = has_place && is_wanted;
    if (!plan->is_inside)
        plan_beside(plan, probe, lab, canvas, options);
}

// Whether the picture has all names in it already, as labels or in its heading.
static bool is_said(const struct legend *legend, const struct probe *probe)
{
    for (size_t i = 0; i < legend->count; i++)
        if (!probe_says(probe, legend->entry[i].name))
            return false;
    return true;
}

static void plan_with(struct plan *plan, struct probe *probe, struct lab *lab,
                      struct canvas *canvas, const struct figure_options *options)
{
    if (!see(probe, lab, canvas, options, plan))
        return;
    legend_list(&plan->legend, lab, options->step, probe->looks, options->results == SWITCH_ON);
    if (plan->legend.count == 0)
        return;
    const bool is_asked = options->legend != LEGEND_AUTO || options->results == SWITCH_ON;
    if (!is_asked && is_said(&plan->legend, probe))
        return;
    if (options->labels == LABELS_DIRECT) {
        if (plan_direct(plan, probe, lab, canvas, options))
            return;
        plan->room = (struct figure_room){.top = plan->room.top};
        see(probe, lab, canvas, options, plan);
    }
    if (options->legend != LEGEND_NONE)
        plan_legend(plan, probe, lab, canvas, options);
}

// Without memory there is no legend.
static void make_plan(struct plan *plan, struct lab *lab, struct canvas *canvas,
                      const struct figure_options *options)
{
    struct probe *probe = array_create(1, sizeof *probe, NULL);
    if (options->title == SWITCH_ON)
        plan->room.top = draw_title(lab, canvas, NULL);
    plan->layout = figure_layout(options, canvas->width, canvas->height, &plan->room);
    if (!probe) {
        canvas_miss(canvas);
        return;
    }
    struct figure_options planned = *options;
    planned.step = options->is_planned ? options->plan_step : options->step;
    plan_with(plan, probe, lab, canvas, &planned);
    // Results are those of the step that is shown.
    if (options->is_planned && options->results == SWITCH_ON)
        legend_list(&plan->legend, lab, options->step, probe->looks, true);
    // What the plan did not see may lie where it puts something.
    if (probe->head.is_short)
        canvas_miss(canvas);
    probe_clear(probe);
    free(probe);
}

static void draw_part(struct lab *lab, struct canvas *canvas, const struct figure_options *options)
{
    struct plan plan = {0};
    make_plan(&plan, lab, canvas, options);
    draw_lab(lab, canvas, options, &plan.layout, false);
    if (options->title == SWITCH_ON)
        draw_title(lab, canvas, options);
    if (plan.is_direct)
        direct_draw(&plan.direct, canvas, options->theme);
    if (plan.is_inside)
        legend_draw_inside(&plan.legend, canvas, options->theme, &plan.box);
    if (plan.is_right)
        legend_draw_beside(&plan.legend, canvas, options->theme, &plan.box);
    if (plan.is_below)
        legend_draw_below(&plan.legend, canvas, options->theme, &plan.box);
}

// ---- all of it ----------------------------------------------------------------------------------

static void draw_all(struct lab *lab, struct canvas *canvas, const struct figure_options *options)
{
    struct lab_layout layout = lab_layout(canvas->width, canvas->height, 0);
    lab_arrange(lab, &layout, figure_legend_least(lab, options->step));
    if (options->title == SWITCH_OFF) {
        layout.stage.height += layout.stage.y - layout.title.y;
        layout.stage.y = layout.title.y;
    }
    draw_lab(lab, canvas, options, &layout, options->title == SWITCH_ON);
    if (options->legend != LEGEND_NONE)
        figure_draw_legend(lab, canvas, &layout.panel, options->theme, options->step);
}

void figure_draw(struct lab *lab, struct canvas *canvas, const struct figure_options *options)
{
    if (options->part == FIGURE_ALL || options->part == FIGURE_UNSAID)
        draw_all(lab, canvas, options);
    else
        draw_part(lab, canvas, options);
}

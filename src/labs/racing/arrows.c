#include "labs/racing/arrows.h"

#include "base/text.h"
#include "labs/racing/hood.h"
#include "labs/racing/places.h"

#include <math.h>

static const float label_size = 16;
static const float least_length = 4; // of an arrow that has a name

void racing_arrows_add(struct racing_arrows *arrows, const struct plot *stage,
                       const struct racing_arrow *arrow)
{
    const float far = 4 * (stage->area.width + stage->area.height);
    const float length = hypotf(arrow->to.x - arrow->from.x, arrow->to.y - arrow->from.y);
    if (length < far && arrows->count < ARROWS_MAX)
        arrows->arrow[arrows->count++] = *arrow;
}

void racing_arrows_add_last(struct racing_arrows *arrows, const struct racing *lab,
                            const struct theme *theme, const struct plot *stage, size_t runner,
                            double step)
{
    const struct trail *trail = race_trail(lab->race, runner);
    const double end = racing_end(trail, step);
    if (end < 1)
        return;
    const size_t k = (size_t)end;
    const double *before = trail->plane + 2 * (k - 1), *after = trail->plane + 2 * k;
    const double *gradient_at = trail->gradient + trail->dimension * k;
    const double descent[2] = {before[0] - trail->alpha[k] * gradient_at[0],
                               before[1] - trail->alpha[k] * gradient_at[trail->dimension - 1]};
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    const struct racing_arrow gradient = {
        .from = racing_at(lab, stage, before),
        .to = racing_at(lab, stage, descent),
        .stroke = {.color = theme->ink, .width = 1.5f, .dash = {4, 4}},
        .head = 7,
        .label = "−αg",
    };
    struct racing_arrow moved = gradient;
    moved.to = racing_at(lab, stage, after);
    moved.stroke = (struct stroke){.color = look.color, .width = 3};
    moved.head = 9;
    text_print(moved.label, sizeof moved.label, "Δθ");
    racing_arrows_add(arrows, stage, &gradient);
    racing_arrows_add(arrows, stage, &moved);
}

// ---- names --------------------------------------------------------------------------------------

struct label_space racing_space(const struct racing *lab, const struct plot *stage)
{
    struct label_space space = {.bounds = racing_stage_area(lab, stage)};
    struct rect box[16];
    const size_t count = lab->contour && !racing_is_relief(lab)
                             ? contour_labels(lab->contour, box, sizeof box / sizeof *box)
                             : 0;
    for (size_t i = 0; i < count; i++)
        label_take(&space, &box[i]);
    const struct objective *objective = lab->cache.objective;
    for (size_t i = 0; i <= objective->minimum_count; i++) {
        const struct point at =
            racing_at(lab, stage, i == 0 ? lab->start : objective->minimum[i - 1].theta);
        const struct rect mark = {at.x - 9, at.y - 9, 18, 18};
        label_take(&space, &mark);
    }
    return space;
}

bool racing_draw_label(struct canvas *canvas, const struct theme *theme, struct label_space *space,
                       struct point at, struct point direction, const char *text)
{
    const struct text_style style = {.size = label_size,
                                     .bold = true,
                                     .color = theme->ink,
                                     .horizontal = ALIGN_MIDDLE,
                                     .vertical = ALIGN_MIDDLE,
                                     .halo = theme->paper,
                                     .halo_width = 3};
    const float width = canvas_text_width(canvas, text, style.size, true) + 6;
    struct rect box;
    if (!label_place(space, at, direction, width, label_size + 2, &box))
        return false;
    canvas_text(canvas, box.x + box.width / 2, box.y + box.height / 2, text, &style);
    return true;
}

// Where an arrow ends that is to be seen: at its head, or where it leaves the area. False where it
// begins outside.
static bool visible_end(const struct rect *area, const struct racing_arrow *arrow,
                        struct point *end)
{
    const struct point from = arrow->from, to = arrow->to;
    if (!rect_contains(area, from))
        return false;
    const float dx = to.x - from.x, dy = to.y - from.y;
    float share = 1;
    if (to.x < area->x || to.x > area->x + area->width)
        share = fminf(share, ((to.x < area->x ? area->x : area->x + area->width) - from.x) / dx);
    if (to.y < area->y || to.y > area->y + area->height)
        share = fminf(share, ((to.y < area->y ? area->y : area->y + area->height) - from.y) / dy);
    *end = (struct point){from.x + share * dx, from.y + share * dy};
    return true;
}

void racing_arrows_draw(const struct racing_arrows *arrows, struct canvas *canvas,
                        const struct theme *theme, struct label_space *space)
{
    const struct rect *area = &space->bounds;
    canvas_clip(canvas, area);
    for (size_t i = 0; i < arrows->count; i++) {
        const struct racing_arrow *arrow = &arrows->arrow[i];
        struct stroke halo = {.color = theme->paper, .width = arrow->stroke.width + 1.5f};
        curve_draw_arrow(canvas, arrow->from, arrow->to, arrow->head, &halo);
        curve_draw_arrow(canvas, arrow->from, arrow->to, arrow->head, &arrow->stroke);
        struct point end;
        if (!visible_end(area, arrow, &end))
            continue;
        label_take_line(space, arrow->from, end, arrow->stroke.width + 2);
        const struct rect head = {end.x - 7, end.y - 7, 14, 14};
        label_take(space, &head);
    }
    canvas_clip(canvas, NULL);
    for (size_t i = 0; i < arrows->count; i++) {
        const struct racing_arrow *arrow = &arrows->arrow[i];
        const struct point way = {arrow->to.x - arrow->from.x, arrow->to.y - arrow->from.y};
        struct point end;
        if (*arrow->label && hypotf(way.x, way.y) >= least_length && visible_end(area, arrow, &end))
            racing_draw_label(canvas, theme, space, end, way, arrow->label);
    }
}

void racing_draw_arrows(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                        const struct lab_view *view, const size_t order[], size_t count,
                        struct label_space *space)
{
    struct racing_arrows arrows = {0};
    size_t hood = RUNNERS_SHOWN_MAX;
    if (!view->arrows && !lab->arrows)
        return;
    if (lab->shows_hood)
        racing_hood_runner(lab, view, &hood);
    for (size_t i = 0; i < count; i++)
        if (order[i] != hood)
            racing_arrows_add_last(&arrows, lab, view->theme, stage, order[i], view->step);
    racing_arrows_draw(&arrows, canvas, view->theme, space);
}

#include "labs/racing/arrows.h"

#include "base/text.h"
#include "labs/racing/hood.h"
#include "labs/racing/places.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const float label_size = 16;
static const float least_length = 4; // of an arrow that has a name

struct relief_way racing_way(const struct racing *lab, const struct plot *stage,
                             const double from[2], const double to[2])
{
    if (!racing_is_relief(lab))
        return (struct relief_way){.at = {racing_at(lab, stage, from), racing_at(lab, stage, to)},
                                   .count = 2};
    if (!lab->relief)
        return (struct relief_way){.count = 0};
    const struct relief_stage relief = racing_relief_stage(lab, stage);
    return relief_stage_way(&relief, from, to);
}

// From the first to the last place of the way.
static struct point span_of(const struct relief_way *way)
{
    const struct point from = way->at[0], to = way->at[way->count - 1];
    return (struct point){to.x - from.x, to.y - from.y};
}

void racing_arrows_add(struct racing_arrows *arrows, const struct plot *stage,
                       const struct racing_arrow *arrow)
{
    const float far = 4 * (stage->area.width + stage->area.height);
    if (arrow->way.count < 2 || arrows->count == ARROWS_MAX)
        return;
    const struct point span = span_of(&arrow->way);
    if (hypotf(span.x, span.y) < far)
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
        .way = racing_way(lab, stage, before, descent),
        .stroke = {.color = theme->ink, .width = 1.5f, .dash = {4, 4}},
        .head = 7,
        .label = "−αg",
    };
    struct racing_arrow moved = gradient;
    moved.way = racing_way(lab, stage, before, after);
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
        label_take_words(&space, &box[i]);
    const struct objective *objective = lab->cache.objective;
    for (size_t i = 0; i <= objective->minimum_count; i++) {
        const struct point at =
            racing_at(lab, stage, i == 0 ? lab->start : objective->minimum[i - 1].theta);
        const struct rect mark = {at.x - 9, at.y - 9, 18, 18};
        label_take(&space, &mark);
    }
    return space;
}

static struct text_style name_style(const struct theme *theme, float size)
{
    return (struct text_style){.size = size,
                               .bold = true,
                               .color = theme->ink,
                               .horizontal = ALIGN_MIDDLE,
                               .vertical = ALIGN_MIDDLE,
                               .halo = theme->paper,
                               .halo_width = 3};
}

static bool draw_sized(struct canvas *canvas, const struct theme *theme, struct label_space *space,
                       struct point at, struct point direction, const char *text, float size)
{
    const struct text_style style = name_style(theme, size);
    const float width = canvas_text_width(canvas, text, style.size, true) + 6;
    struct rect box;
    if (!label_place(space, at, direction, width, size + 2, &box))
        return false;
    canvas_text(canvas, box.x + box.width / 2, box.y + box.height / 2, text, &style);
    return true;
}

bool racing_draw_label(struct canvas *canvas, const struct theme *theme, struct label_space *space,
                       struct point at, struct point direction, const char *text)
{
    return draw_sized(canvas, theme, space, at, direction, text, label_size) ||
           draw_sized(canvas, theme, space, at, direction, text, TYPE_SMALL);
}

// "Δθ" of "Δθ = −αv".
static void shorten(const char *label, char text[48])
{
    snprintf(text, 48, "%s", label);
    char *end = strstr(text, " = ");
    if (end)
        *end = '\0';
}

// As a whole, or its first part.
static bool draw_name(struct canvas *canvas, const struct theme *theme, struct label_space *space,
                      const struct racing_arrow *arrow, struct point end)
{
    const struct point way = span_of(&arrow->way);
    char text[48];
    shorten(arrow->label, text);
    return racing_draw_label(canvas, theme, space, end, way, arrow->label) ||
           racing_draw_label(canvas, theme, space, end, way, text);
}

// A name that has no room beside its arrow stands further away, with a piece of the arrow before
// it; where there is no room at all, over whatever is no text, with a short piece or none.
static void draw_legend(struct canvas *canvas, const struct theme *theme, struct label_space *space,
                        const struct racing_arrow *arrow, struct point end)
{
    static const float samples[] = {22, 12, 0};
    const float gap = 4, height = TYPE_SMALL + 2, least = 0.8f * TYPE_SMALL;
    struct text_style style = name_style(theme, TYPE_SMALL);
    char label[48];
    shorten(arrow->label, label);
    const float text = canvas_text_width(canvas, label, style.size, true);
    struct rect box;
    size_t i = 0;
    if (!label_place_far(space, end, span_of(&arrow->way), samples[0] + text + 2 * gap, height,
                         &box))
        while (!label_place_over(space, samples[i] + text + 2 * gap, least, &box))
            if (++i == sizeof samples / sizeof *samples)
                return;
    const float y = box.y + box.height / 2, head = fminf(arrow->head, 9);
    const struct stroke halo = {.color = theme->paper, .width = arrow->stroke.width + 2};
    const struct point from = {box.x + 2, y}, to = {box.x + 2 + samples[i], y};
    curve_draw_arrow(canvas, from, to, head, &halo);
    curve_draw_arrow(canvas, from, to, head, &arrow->stroke);
    style.horizontal = ALIGN_START;
    canvas_text(canvas, to.x + gap, y, label, &style);
}

// Where an arrow ends that is to be seen: at its head, or where it leaves the area. False where it
// begins outside.
static bool visible_end(const struct rect *area, const struct relief_way *way, struct point *end)
{
    const struct point from = way->at[0], to = way->at[way->count - 1];
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

static void draw_arrow(struct canvas *canvas, const struct racing_arrow *arrow,
                       const struct stroke *stroke)
{
    const struct relief_way *way = &arrow->way;
    if (way->count == 2 && !way->is_cut && !way->is_hidden[0])
        curve_draw_arrow(canvas, way->at[0], way->at[1], arrow->head, stroke);
    else
        relief_draw_arrow(canvas, way, arrow->head, stroke);
}

// Nothing is to stand on an arrow that ends there.
static void take_arrow(struct label_space *space, const struct racing_arrow *arrow,
                       struct point end)
{
    const struct relief_way *way = &arrow->way;
    const float width = arrow->stroke.width + 2;
    for (size_t i = 0; i + 1 < way->count; i++)
        label_take_line(space, way->at[i], i + 2 == way->count ? end : way->at[i + 1], width);
    const struct rect head = {end.x - 7, end.y - 7, 14, 14};
    label_take(space, &head);
}

static bool has_name(const struct rect *area, const struct racing_arrow *arrow, struct point *end)
{
    const struct point span = span_of(&arrow->way);
    return *arrow->label && hypotf(span.x, span.y) >= least_length &&
           visible_end(area, &arrow->way, end);
}

// Where one name is read, others that say the same may be missing.
static void draw_names(const struct racing_arrows *arrows, struct canvas *canvas,
                       const struct theme *theme, struct label_space *space)
{
    bool is_named[ARROWS_MAX] = {false};
    struct point end;
    for (size_t i = 0; i < arrows->count; i++) {
        const struct racing_arrow *arrow = &arrows->arrow[i];
        is_named[i] =
            has_name(&space->bounds, arrow, &end) && draw_name(canvas, theme, space, arrow, end);
    }
    for (size_t i = 0; i < arrows->count; i++) {
        const struct racing_arrow *arrow = &arrows->arrow[i];
        bool is_read = !has_name(&space->bounds, arrow, &end);
        for (size_t k = 0; k < arrows->count && !is_read; k++)
            is_read = is_named[k] && strcmp(arrows->arrow[k].label, arrow->label) == 0;
        if (is_read)
            continue;
        draw_legend(canvas, theme, space, arrow, end);
        is_named[i] = true;
    }
}

void racing_arrows_draw(const struct racing_arrows *arrows, struct canvas *canvas,
                        const struct theme *theme, struct label_space *space)
{
    const struct rect *area = &space->bounds;
    canvas_clip(canvas, area);
    for (size_t i = 0; i < arrows->count; i++) {
        const struct racing_arrow *arrow = &arrows->arrow[i];
        struct stroke halo = {.color = theme->paper, .width = arrow->stroke.width + 1.5f};
        draw_arrow(canvas, arrow, &halo);
        draw_arrow(canvas, arrow, &arrow->stroke);
        struct point end;
        if (visible_end(area, &arrow->way, &end))
            take_arrow(space, arrow, end);
    }
    canvas_clip(canvas, NULL);
    draw_names(arrows, canvas, theme, space);
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

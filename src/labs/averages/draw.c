// The pictures of the Averages lab: the series and its averages, the ledger, the weights.
#include "base/text.h"
#include "base/words.h"
#include "labs/averages/day.h"
#include "labs/averages/hood.h"
#include "labs/averages/span.h"
#include "labs/averages/ticks.h"
#include "labs/averages/weights.h"
#include "labs/kit/ghost.h"
#include "labs/kit/heading.h"
#include "labs/kit/snap.h"
#include "labs/kit/tip.h"
#include "plot/label.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// ---- where things are ---------------------------------------------------------------------------

static void include(double value, double *low, double *high)
{
    if (isnan(value))
        return;
    *low = fmin(*low, value);
    *high = fmax(*high, value);
}

static void fit_values(const struct averages *lab, struct axis *axis)
{
    double low = INFINITY, high = -INFINITY;
    const size_t first = (size_t)fmax(lab->low - 1, 0);
    for (size_t day = first; day < lab->days && (double)day < lab->high; day++) {
        include(lab->series.value[day], &low, &high);
        for (size_t i = 0; i < lab->count; i++)
            if (!lab->entry[i].hidden)
                include(lab->entry[i].value[day], &low, &high);
    }
    for (size_t i = 0; i < lab->count; i++) {
        size_t days;
        const struct averaged *ghost = averages_ghost(lab, i, &days);
        for (size_t day = first; ghost && !lab->entry[i].hidden && day < days; day++)
            if ((double)day < lab->high)
                include(ghost->value[day], &low, &high);
    }
    axis_fit(axis, low, high);
}

void averages_plots(const struct averages *lab, const struct lab_layout *layout, struct plot *stage,
                    struct plot *second)
{
    struct rect box = layout->stage;
    if (!layout->is_apart)
        box.height = fmaxf(box.height - averages_ledger_height(lab), 60);
    *stage = (struct plot){
        .area = plot_area(&box, !lab->series.has_dates, true),
        .x = {.low = lab->low,
              .high = lab->high,
              .label = lab->series.has_dates ? NULL : "reading"},
        .y = {.label = *lab->series.unit ? lab->series.unit : NULL},
    };
    fit_values(lab, &stage->y);
    box = layout->second;
    box.y += HEADING_HEIGHT;
    box.height = fmaxf(box.height - HEADING_HEIGHT - (layout->narrow ? 0 : NOTES_HEIGHT), 40);
    *second = (struct plot){.area = plot_area(&box, true, false)};
}

// ---- the stage ----------------------------------------------------------------------------------

// Days as dots; those that the chosen average looks back on are as strong as their weights.
static void draw_days(const struct averages *lab, struct canvas *canvas, const struct theme *theme,
                      const struct plot *stage, const struct averaged *average, size_t cursor)
{
    const struct color blue = look_style(theme, LOOK_BLUE).color;
    const struct color strong = look_style(theme, average->look).color;
    const double pitch = (double)stage->area.width / (stage->x.high - stage->x.low);
    const float size = pitch > 4 ? 6 : pitch > 1.2 ? 5 : 4;
    const double most = average_weight(&average->average, 0);
    canvas_clip(canvas, &stage->area);
    for (int is_weighted = 0; is_weighted < 2; is_weighted++) {
        for (size_t day = 0; day < lab->days; day++) {
            const double value = lab->series.value[day];
            if (isnan(value) || (double)day + 2 < stage->x.low || (double)day > stage->x.high)
                continue;
            const double weight =
                day > cursor ? 0
                             : average_weight(&average->average, averages_back(lab, day, cursor));
            if ((weight > 0.02 * most) != (is_weighted == 1))
                continue;
            const float share = is_weighted ? 0.25f + 0.75f * (float)(weight / most) : 0;
            const struct marker_style style = {
                .shape = MARKER_CIRCLE,
                .size = is_weighted ? size + 1.5f : size,
                .fill = is_weighted ? color_mix(theme->background, strong, share)
                                    : color_mix(theme->background, blue, 0.45f),
            };
            const struct point at = {plot_x(stage, (double)(day + 1)), plot_y(stage, value)};
            canvas_markers(canvas, &at, 1, &style);
        }
    }
    canvas_clip(canvas, NULL);
}

static struct curve curve_of(const struct averages *lab, const struct averaged *entry,
                             const struct theme *theme)
{
    const struct color color = look_style(theme, entry->look).color;
    struct curve curve = {
        .x = lab->position,
        .y = entry->value,
        .count = lab->days,
        .stroke = {.color = color, .width = 2.5f},
    };
    // Dashes tell apart what is not the plain thing: no correction, or no exponential weights.
    if (entry->average.kind == AVERAGE_WINDOW)
        memcpy(curve.stroke.dash, (float[]){4, 5}, 2 * sizeof(float));
    else if (!entry->average.bias_correction)
        memcpy(curve.stroke.dash, (float[]){12, 6}, 2 * sizeof(float));
    return curve;
}

// What they were before the last change.
static void draw_ghosts(struct averages *lab, struct canvas *canvas, const struct theme *theme,
                        const struct plot *stage)
{
    for (size_t i = 0; i < lab->count; i++) {
        size_t days;
        const struct averaged *ghost = averages_ghost(lab, i, &days);
        if (lab->entry[i].hidden || !ghost)
            continue;
        const struct curve curve = {
            .x = lab->position,
            .y = ghost->value,
            .count = days,
            .end = (double)days - 1,
            .stroke = kit_ghost_stroke(look_style(theme, lab->entry[i].look).color, theme),
        };
        curve_draw(canvas, stage, &curve, &lab->scratch);
    }
}

// What is to come after the cursor is pale.
static void draw_curves(struct averages *lab, struct canvas *canvas, const struct theme *theme,
                        const struct plot *stage, const struct averaged *top, double cursor)
{
    for (int is_top = 0; is_top < 2; is_top++) {
        for (size_t i = 0; i < lab->count; i++) {
            const struct averaged *entry = &lab->entry[i];
            if (entry->hidden || (entry == top) != (is_top == 1))
                continue;
            struct curve curve = curve_of(lab, entry, theme);
            const struct color color = curve.stroke.color;
            curve.end = (double)(lab->days - 1);
            if (cursor < curve.end) {
                curve.stroke.color = color_mix(theme->background, color, 0.45f);
                curve_draw(canvas, stage, &curve, &lab->scratch);
                curve.stroke.color = color;
                curve.end = cursor;
            }
            curve_draw(canvas, stage, &curve, &lab->scratch);
        }
    }
}

static float height_at(const struct averages *lab, const struct plot *stage,
                       const struct averaged *entry, size_t day)
{
    return day < lab->days ? plot_y(stage, entry->value[day]) : NAN;
}

// How far a label at a place is from all other curves and labels before it.
static float freedom(const struct averages *lab, const struct plot *stage,
                     const struct averaged *of, float x, float y, float width,
                     const struct rect taken[], size_t taken_count)
{
    float least = INFINITY;
    for (size_t k = 0; k < taken_count; k++) {
        const float dx = fmaxf(taken[k].x - x - width, x - taken[k].x - taken[k].width);
        const float dy = fmaxf(taken[k].y - y - 16, y - taken[k].y - 16);
        least = fminf(least, fmaxf(dx, dy));
    }
    for (size_t i = 0; i < lab->count; i++) {
        if (lab->entry[i].hidden)
            continue;
        for (int part = 0; part <= 8; part++) {
            const double day = plot_x_value(stage, x + width * (float)part / 8) - 1;
            const float at = height_at(lab, stage, &lab->entry[i], (size_t)fmax(day, 0));
            const float away = fabsf(at - y - 8) - 8;
            least = fminf(least, &lab->entry[i] == of ? away + 6 : away);
        }
    }
    return least;
}

static bool is_taken(const struct rect *box, const struct rect taken[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (box->x < taken[i].x + taken[i].width && taken[i].x < box->x + box->width &&
            box->y < taken[i].y + taken[i].height && taken[i].y < box->y + box->height)
            return true;
    return false;
}

// Where draw_origin writes.
static struct rect origin_box(const struct averages *lab, struct canvas *canvas,
                              const struct plot *stage)
{
    const struct rect *area = &stage->area;
    const float width =
        fminf(canvas_text_width(canvas, lab->series.name, TYPE_SMALL, false), area->width - 10);
    return (struct rect){area->x + area->width - width, area->y, width, 16};
}

// Where the name of a curve stands: beside it, farthest from the other curves and on no other text;
// above or below at once, or where all that is taken a line further.
static bool place_name(const struct averages *lab, const struct plot *stage,
                       const struct averaged *entry, const struct rect taken[], size_t count,
                       struct rect *place)
{
    enum { COLUMNS = 40 };
    static const float offsets[] = {-26, 9, -47, 30};
    const struct rect *area = &stage->area;
    float best = -INFINITY;
    for (size_t i = 0; i < 4 * COLUMNS; i++) {
        const size_t column = i % COLUMNS;
        if (i == 2 * COLUMNS && isfinite(best))
            break;
        const float x =
            area->x + 6 + (area->width - place->width - 12) * (float)column / (COLUMNS - 1);
        const double day = plot_x_value(stage, x + place->width / 2) - 1;
        const float y = height_at(lab, stage, entry, (size_t)fmax(day, 0)) + offsets[i / COLUMNS];
        const struct rect box = {x, y, place->width, place->height};
        if (isnan(y) || y < area->y + 2 || y + 18 > area->y + area->height ||
            is_taken(&box, taken, count))
            continue;
        // Further right is a little better: there the curves have parted.
        const float free = fminf(freedom(lab, stage, entry, x, y, place->width, taken, count), 14) +
                           0.1f * (float)column;
        if (free > best) {
            best = free;
            *place = box;
        }
    }
    return isfinite(best);
}

// A name beside each curve.
static void draw_names(const struct averages *lab, struct canvas *canvas, const struct theme *theme,
                       const struct plot *stage)
{
    struct rect taken[AVERAGES_MAX + 1];
    size_t count = 0;
    taken[count++] = origin_box(lab, canvas, stage);
    for (size_t i = 0; i < lab->count; i++) {
        const struct averaged *entry = &lab->entry[i];
        struct rect place = {.width = canvas_text_width(canvas, entry->name, TYPE_BODY, true),
                             .height = 16};
        if (entry->hidden || !place_name(lab, stage, entry, taken, count, &place))
            continue;
        taken[count++] = place;
        const struct text_style style = {.size = TYPE_BODY,
                                         .bold = true,
                                         .color = look_style(theme, entry->look).text,
                                         .vertical = ALIGN_MIDDLE,
                                         .halo = theme->background,
                                         .halo_width = 3};
        canvas_text(canvas, place.x, place.y + 8, entry->name, &style);
    }
}

// Where a series has been made up, every picture of it says so.
static void draw_origin(const struct averages *lab, struct canvas *canvas,
                        const struct theme *theme, const struct plot *stage)
{
    const struct text_style style = {.size = TYPE_SMALL,
                                     .color = theme->soft,
                                     .horizontal = ALIGN_END,
                                     .vertical = ALIGN_START,
                                     .halo = theme->background,
                                     .halo_width = 3};
    char fitted[200];
    canvas_fit_text(canvas, lab->series.name, style.size, false, stage->area.width - 10, fitted,
                    sizeof fitted);
    canvas_text(canvas, stage->area.x + stage->area.width, stage->area.y + 2, fitted, &style);
}

static void draw_stage(struct averages *lab, struct canvas *canvas, struct plot *stage,
                       const struct lab_view *view)
{
    const struct theme *theme = view->theme;
    const struct averaged *top = averages_chosen(lab, view);
    const size_t cursor = averages_day(lab, view->step);
    struct averages_ticks dates;
    if (lab->series.has_dates)
        averages_put_ticks(lab, stage, &dates);
    plot_draw_axes(canvas, theme, stage, true);
    draw_days(lab, canvas, theme, stage, top, cursor);
    draw_ghosts(lab, canvas, theme, stage);
    draw_curves(lab, canvas, theme, stage, top, fmax(view->step - 1, 0));
    const float x = plot_x(stage, fmax(view->step, 1));
    if (x >= stage->area.x && x <= stage->area.x + stage->area.width) {
        const struct stroke line = {.color = theme->axis, .width = 1.5f};
        canvas_line(canvas, x, stage->area.y, x, stage->area.y + stage->area.height, &line);
        for (size_t i = 0; i < lab->count; i++) {
            const struct averaged *entry = &lab->entry[i];
            if (entry->hidden || isnan(entry->value[cursor]))
                continue;
            const struct point at = {plot_x(stage, (double)cursor + 1),
                                     plot_y(stage, entry->value[cursor])};
            const struct marker_style style = {
                MARKER_CIRCLE, 9, look_style(theme, entry->look).color, theme->background, 1.5f};
            canvas_markers(canvas, &at, 1, &style);
        }
    }
    draw_origin(lab, canvas, theme, stage);
    draw_names(lab, canvas, theme, stage);
}

// ---- hovering -----------------------------------------------------------------------------------

// What was on a day, in a box beside `at`.
static void draw_tip(const struct averages *lab, struct canvas *canvas, const struct plot *stage,
                     const struct lab_view *view, size_t day, struct point at)
{
    struct kit_tip tip = {0};
    char date[48], value[64];
    averages_date(lab, day, date);
    averages_show(lab, lab->series.value[day], value, sizeof value);
    kit_tip_add(&tip, (struct color){0}, "%s   %s", date, value);
    for (size_t i = 0; i < lab->count; i++) {
        const struct averaged *entry = &lab->entry[i];
        if (entry->hidden)
            continue;
        averages_show(lab, entry->value[day], value, sizeof value);
        kit_tip_add(&tip, look_style(view->theme, entry->look).color, "%s   %s", entry->name,
                    value);
    }
    kit_tip_draw(&tip, canvas, view->theme, at, &stage->area);
}

// The day that is read, with a line through it and a ring on the selected average.
static void draw_reading(const struct averages *lab, struct canvas *canvas,
                         const struct plot *stage, const struct lab_view *view)
{
    const struct rect *area = &stage->area;
    const size_t day = averages_day(lab, view->reading);
    const struct averaged *entry = averages_chosen(lab, view);
    const struct point at = {plot_x(stage, (double)day + 1), plot_y(stage, entry->value[day])};
    if (at.x < area->x || at.x > area->x + area->width)
        return;
    const struct stroke line = {.color = view->theme->axis, .width = 1};
    canvas_line(canvas, at.x, area->y, at.x, area->y + area->height, &line);
    const struct marker_style ring = {MARKER_CIRCLE, 7, view->theme->background,
                                      look_style(view->theme, entry->look).color, 2.5f};
    const bool is_there = rect_contains(area, at);
    if (is_there)
        canvas_markers(canvas, &at, 1, &ring);
    draw_tip(lab, canvas, stage, view, day, is_there ? at : (struct point){at.x, area->y});
}

// The dot of a day or the point of an average that the pointer means; the group of a dot is
// lab->count.
static struct kit_snap find_point(const struct averages *lab, const struct plot *stage,
                                  const struct lab_view *view)
{
    struct kit_snap snap = kit_snap_at(view->pointer);
    const size_t first = averages_day(lab, plot_x_value(stage, view->pointer.x - SNAP_REACH));
    const size_t last = averages_day(lab, plot_x_value(stage, view->pointer.x + SNAP_REACH));
    for (size_t i = 0; i <= lab->count; i++) {
        const double *value = i < lab->count ? lab->entry[i].value : lab->series.value;
        for (size_t day = first; day <= last; day++)
            if ((i == lab->count || !lab->entry[i].hidden) && isfinite(value[day]))
                kit_snap_offer(
                    &snap,
                    (struct point){plot_x(stage, (double)day + 1), plot_y(stage, value[day])}, i,
                    day);
    }
    return snap;
}

static void draw_hover(const struct averages *lab, struct canvas *canvas, const struct plot *stage,
                       const struct lab_view *view)
{
    if (view->is_reading) {
        draw_reading(lab, canvas, stage, view);
        return;
    }
    if (!view->has_pointer || !rect_contains(&stage->area, view->pointer))
        return;
    const struct kit_snap snap = find_point(lab, stage, view);
    if (!kit_snap_found(&snap)) {
        draw_tip(lab, canvas, stage, view,
                 averages_day(lab, round(plot_x_value(stage, view->pointer.x))), view->pointer);
        return;
    }
    const struct theme *theme = view->theme;
    kit_draw_ring(canvas, stage, snap.at, theme->background,
                  snap.group < lab->count ? look_style(theme, lab->entry[snap.group].look).color
                                          : theme->soft);
    draw_tip(lab, canvas, stage, view, snap.index, snap.at);
}

void averages_draw_series(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                          const struct lab_view *view)
{
    struct averages *lab = (struct averages *)base;
    struct plot stage, second;
    averages_plots(lab, layout, &stage, &second);
    lab_move_axes(view, &stage);
    draw_stage(lab, canvas, &stage, view);
    if (!layout->is_apart) {
        // A narrow table takes the room below the numbers of the axis, too: names are whole then.
        const float height = averages_ledger_height(lab), end = stage.area.x + stage.area.width;
        const float x =
            stage.area.width < AVERAGES_LEDGER_WIDE ? layout->stage.x + 20 : stage.area.x;
        const struct rect ledger = {x, layout->stage.y + layout->stage.height - height + 10,
                                    end - x, height - 10};
        averages_draw_ledger(lab, canvas, &ledger, view);
    }
    draw_hover(lab, canvas, &stage, view);
}

void averages_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                   const struct lab_view *view)
{
    struct averages *lab = (struct averages *)base;
    struct plot stage, second;
    averages_plots(lab, layout, &stage, &second);
    if (lab->shows_hood && layout->second.width > 0)
        averages_draw_hood(lab, canvas, layout, view);
    else if (plot_is_shown(&second))
        averages_draw_weights(lab, canvas, layout, &second, view);
    lab_draw_picture(base, canvas, layout, view);
    if (layout->below.width > 0)
        averages_draw_ledger(lab, canvas, &layout->below, view);
}

#include "labs/averages/weights.h"
#include "base/maths.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/averages/day.h"
#include "labs/averages/params.h"
#include "labs/averages/span.h"
#include "labs/hide.h"
#include "labs/kit/ghost.h"
#include "labs/kit/heading.h"
#include "labs/kit/snap.h"
#include "labs/kit/tip.h"
#include "plot/label.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct averaged *averages_chosen(const struct averages *lab, const struct lab_view *view)
{
    if (view->is_selected && view->selected < lab->count && !lab->entry[view->selected].hidden)
        return &lab->entry[view->selected];
    for (size_t i = 0; i < lab->count; i++)
        if (!lab->entry[i].hidden)
            return &lab->entry[i];
    return &lab->entry[0];
}

// How many days back the weights are shown.
static size_t days_back(const struct averaged *entry)
{
    const double wanted = 4.2 * (double)average_days(entry->average.beta);
    return wanted < 12 ? 12 : (size_t)wanted;
}

static void draw_stems(const struct averages *lab, struct canvas *canvas, const struct theme *theme,
                       const struct plot *plot, const struct averaged *entry, size_t cursor)
{
    const size_t back = days_back(entry);
    const size_t seen = lab->gaps_age ? cursor + 1 : lab->measured[cursor];
    const struct color color = look_style(theme, entry->look).color;
    const float pitch = plot->area.width / (float)back;
    const float bottom = plot->area.y + plot->area.height;
    const float width = fminf(fmaxf(0.55f * pitch, 0.8f), 9);
    // Where days are closer than stems can be told apart, one in so many stands for its neighbours.
    const size_t stride = pitch < 0.7f ? (size_t)ceilf(0.7f / pitch) : 1;
    canvas_clip(canvas, &plot->area);
    for (size_t k = 0; k < back; k += stride) {
        const double weight = average_weight(&entry->average, k);
        if (!(weight > 0) || (plot->y.log && weight < plot->y.low))
            continue;
        // Days before the first one have a weight and no value: what bias correction mends.
        const struct color shade = k < seen ? color : color_mix(theme->background, color, 0.25f);
        const struct stroke stem = {.color = shade, .width = width};
        const float x = plot_x(plot, -(double)k), top = plot_y(plot, weight);
        canvas_line(canvas, x, bottom + width, x, top + width / 2, &stem);
    }
    canvas_clip(canvas, NULL);
}

// The weights before the last change, as a line over their tops.
static void draw_ghost(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                       const struct averaged *entry, const struct averaged *ghost)
{
    const size_t back = days_back(entry);
    double *weight = calloc(back, sizeof *weight);
    struct curve_points scratch = {0};
    for (size_t k = 0; weight && k < back; k++) {
        const double w = average_weight(&ghost->average, k);
        weight[k] = w > 0 || !plot->y.log ? w : NAN;
    }
    const struct curve curve = {
        .x_step = -1,
        .y = weight,
        .count = back,
        .end = (double)back - 1,
        .stroke = kit_ghost_stroke(look_style(theme, entry->look).color, theme),
    };
    if (weight)
        curve_draw(canvas, plot, &curve, &scratch);
    else
        canvas_miss(canvas);
    curve_points_clear(&scratch);
    free(weight);
}

// "β¹⁰"; exponents that are not whole keep the sign of the power: "β^14.3".
static void write_power(const char *base, double exponent, char *text, size_t size)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    char number[32];
    if (fabs(exponent - round(exponent)) > 1e-6) {
        text_show(exponent, 3, number, sizeof number);
        snprintf(text, size, "%s^%s", base, number);
        return;
    }
    snprintf(number, sizeof number, "%.0f", exponent);
    snprintf(text, size, "%s", base);
    for (const char *digit = number; *digit; digit++)
        text_append(text, size, "%s", raised[*digit - '0']);
}

// The mark 1/(1−β) days back and how much of a weight is left there.
static void draw_mark(const struct averages *lab, struct canvas *canvas, const struct theme *theme,
                      const struct plot *plot, const struct averaged *entry)
{
    if (entry->average.kind != AVERAGE_EWA)
        return;
    const double beta = entry->average.beta, days = 1 / (1 - beta);
    const float x = plot_x(plot, -days);
    const struct stroke line = {.color = theme->soft, .width = 1.5f};
    canvas_line(canvas, x, plot->area.y, x, plot->area.y + plot->area.height, &line);
    char line_of[4][128], span[64], left[32];
    size_t lines = 0;
    const float room = x - 8 - plot->area.x;
    averages_span(lab, days, 3, span);
    text_print(line_of[lines++], 128, words("1/(1−β) = %s"), span);
    char *tail = strstr(line_of[0], " = ");
    tail = tail ? strstr(tail + 1, " = ") : NULL;
    if (tail && canvas_text_width(canvas, line_of[0], TYPE_SMALL, false) > room) {
        text_print(line_of[lines++], 128, "%s", tail + 1);
        *tail = '\0';
    }
    text_show(maths_pow(beta, days), 3, left, sizeof left);
    write_power("β", days, line_of[lines], 128);
    text_append(line_of[lines++], 128, " = %s%s", left,
                fabs(maths_pow(beta, days) - maths_exp(-1)) < 0.05 * maths_exp(-1) ? " ≈ 1/e" : "");
    averages_half_life(lab, beta, line_of[lines++]);
    const struct text_style style = {.size = TYPE_SMALL,
                                     .color = theme->ink,
                                     .horizontal = ALIGN_END,
                                     .vertical = ALIGN_START,
                                     .halo = theme->background,
                                     .halo_width = 3};
    // What has no room is left out, the last first.
    for (size_t i = 0; i < lines; i++) {
        const float y = 4 + 20 * (float)i;
        const bool has_room = y + 18 <= plot->area.height &&
                              canvas_text_width(canvas, line_of[i], TYPE_SMALL, false) <= room;
        if (i < 2 || has_room)
            canvas_text(canvas, x - 8, plot->area.y + y, line_of[i], &style);
    }
}

static void draw_notes(const struct averages *lab, struct canvas *canvas, const struct theme *theme,
                       const struct rect *box, const struct averaged *entry, size_t cursor)
{
    const size_t t = lab->measured[cursor];
    const double sum = averages_weight_sum(lab, entry, cursor);
    char line[240], span[64], number[32], beta[32], fitted[240];
    text_show(sum, 4, number, sizeof number);
    text_show(entry->average.beta, 4, beta, sizeof beta);
    const bool is_window = entry->average.kind == AVERAGE_WINDOW;
    averages_span(lab, (double)t, 6, span);
    if (is_window)
        text_print(line, sizeof line, words("sum of the weights after %s = %s"), span, number);
    else if (lab->gaps_age)
        text_print(line, sizeof line, words("sum of the weights, aged over gaps = %s"), number);
    else {
        char power[96];
        write_power(beta, (double)t, power, sizeof power);
        text_print(line, sizeof line, words("sum of the weights = 1 − βᵗ = 1 − %s = %s"), power,
                   number);
    }
    struct text_style style = {.size = TYPE_SMALL, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    canvas_fit_text(canvas, line, style.size, false, box->width, fitted, sizeof fitted);
    canvas_text(canvas, box->x, box->y + 12, fitted, &style);
    char value[64], raw[64];
    if (entry->average.bias_correction) {
        // As many digits as the quotient needs to come out.
        text_show(entry->value[cursor], 3, value, sizeof value);
        // One digit more than the quotient has, so that who divides gets the same.
        text_show(entry->value[cursor] * sum, 4, raw, sizeof raw);
        text_print(line, sizeof line, words("bias correction divides by it: %s / %s = %s"), raw,
                   number, value);
    } else
        text_print(line, sizeof line, words("not corrected: %.0f %% of the weight fell on no day"),
                   100 * (1 - sum));
    style.color = theme->soft;
    canvas_fit_text(canvas, line, style.size, false, box->width, fitted, sizeof fitted);
    canvas_text(canvas, box->x, box->y + 33, fitted, &style);
}

// How many days back the weight is that is read, or that the pointer means; false where none is.
static bool find_weight(const struct averages *lab, const struct plot *plot,
                        const struct lab_view *view, const struct averaged *entry, size_t cursor,
                        size_t *back)
{
    struct kit_snap snap = kit_snap_at(view->pointer);
    if (view->is_reading) {
        const size_t day = averages_day(lab, view->reading);
        *back = cursor - (day < cursor ? day : cursor);
        return *back < days_back(entry);
    }
    if (!view->has_pointer || !rect_contains(&plot->area, view->pointer))
        return false;
    for (size_t k = 0; k < days_back(entry); k++)
        kit_snap_offer(&snap,
                       (struct point){plot_x(plot, -(double)k),
                                      plot_y(plot, average_weight(&entry->average, k))},
                       0, k);
    *back = snap.index;
    return kit_snap_found(&snap);
}

static void draw_weight(const struct averages *lab, struct canvas *canvas, const struct plot *plot,
                        const struct lab_view *view, const struct averaged *entry, size_t cursor)
{
    size_t back;
    char number[32];
    if (!find_weight(lab, plot, view, entry, cursor, &back))
        return;
    const double weight = average_weight(&entry->average, back);
    const struct color color = look_style(view->theme, entry->look).color;
    const struct point at = {plot_x(plot, -(double)back), plot_y(plot, weight)};
    struct kit_tip tip = {0};
    kit_draw_ring(canvas, plot, at, view->theme->background, color);
    char span[64];
    averages_span(lab, (double)back, 6, span);
    kit_tip_add(&tip, (struct color){0}, "%s before", span);
    text_show(weight, 4, number, sizeof number);
    kit_tip_add(&tip, color, "weight %s", number);
    kit_tip_draw(&tip, canvas, view->theme, at, &plot->area);
}

void averages_draw_weights(const struct averages *lab, struct canvas *canvas,
                           const struct lab_layout *layout, struct plot *plot,
                           const struct lab_view *view)
{
    const struct averaged *entry = averages_chosen(lab, view);
    const size_t cursor = averages_day(lab, view->step), back = days_back(entry);
    char heading[160], brief[160];
    if (hide_slider(&lab->head.scene, entry->section, averages_entry_params[ENTRY_BETA].key)) {
        kit_draw_note(canvas, view->theme, &layout->second, "The exercise hides the weights.");
        return;
    }
    text_print(heading, sizeof heading,
               averages_is_daily(lab) ? lab->log_weights
                                            ? words("Weight of each day before, %s, log scale")
                                            : words("Weight of each day before, %s")
               : lab->log_weights ? words("Weight of each reading before, %s, log scale")
                                      : words("Weight of each reading before, %s"),
               entry->name);
    text_print(brief, sizeof brief,
               lab->log_weights ? words("Weights of %s, log scale") : words("Weights of %s"),
               entry->name);
    label_draw_fitting_heading(canvas, view->theme, &layout->second,
                               (const char *const[]){heading, brief, NULL});
    plot->x = (struct axis){.low = -(double)back,
                            .high = 0.6,
                            .label = averages_is_daily(lab) ? "days before" : "readings before"};
    plot->y = (struct axis){.log = lab->log_weights};
    size_t days;
    const struct averaged *ghost = averages_ghost(lab, (size_t)(entry - lab->entry), &days);
    const double now = average_weight(&entry->average, 0);
    // What was much higher is cut: the weights of now have to be seen.
    const double most =
        ghost ? fmin(fmax(now, average_weight(&ghost->average, 0)), 2.5 * now) : now;
    axis_fit(&plot->y, lab->log_weights ? 0.005 * now : 0, most);
    plot_draw_axes(canvas, view->theme, plot, true);
    draw_stems(lab, canvas, view->theme, plot, entry, cursor);
    if (ghost)
        draw_ghost(canvas, view->theme, plot, entry, ghost);
    draw_mark(lab, canvas, view->theme, plot, entry);
    draw_weight(lab, canvas, plot, view, entry, cursor);
    if (layout->narrow)
        return;
    const struct rect box = {layout->second.x,
                             layout->second.y + layout->second.height - NOTES_HEIGHT + 4,
                             layout->second.width, NOTES_HEIGHT};
    draw_notes(lab, canvas, view->theme, &box, entry, cursor);
}

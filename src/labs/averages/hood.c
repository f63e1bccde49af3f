#include "labs/averages/hood.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/averages/day.h"
#include "labs/averages/span.h"
#include "labs/averages/weights.h"
#include "labs/kit/hood_lab.h"
#include "plot/label.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TERMS_MAX = 64, DIGITS = 4 };

static const float title_height = 32, line_pitch = 25, small_pitch = 19;
static const float least_room = 190; // below the title, for all of it on one page
static const float formula_size = 16, small_size = TYPE_SMALL;

// ---- the numbers --------------------------------------------------------------------------------

struct day_sum averages_day_sum(const struct averages *lab, const struct averaged *entry,
                                size_t day)
{
    const struct average *average = &entry->average;
    const bool is_corrected = average->bias_correction;
    struct day_sum sum = {.days = lab->measured[day]};
    if (average->kind == AVERAGE_WINDOW && sum.days > average_days(average->beta))
        sum.days = average_days(average->beta);
    if (average->kind == AVERAGE_WINDOW && lab->gaps_age) {
        const size_t reach = average_days(average->beta);
        sum.days = lab->measured[day] - (day >= reach ? lab->measured[day - reach] : 0);
    }
    sum.weight = averages_weight_sum(lab, entry, day);
    sum.value = sum.days == 0 ? 0 : entry->value[day] * (is_corrected ? sum.weight : 1);
    if (day > 0 && lab->measured[day - 1] > 0)
        sum.before =
            entry->value[day - 1] * (is_corrected ? averages_weight_sum(lab, entry, day - 1) : 1);
    return sum;
}

size_t averages_day_terms(const struct averages *lab, const struct averaged *entry, size_t day,
                          size_t skip, size_t most, struct day_term term[], struct day_rest *rest)
{
    const struct day_sum sum = averages_day_sum(lab, entry, day);
    size_t count = 0, back = 0;
    *rest = (struct day_rest){sum.days, sum.weight, sum.value};
    for (size_t k = day + 1; k-- > 0 && back < sum.days && count < most;) {
        if (isnan(lab->series.value[k]))
            continue;
        const double weight = average_weight(&entry->average, lab->gaps_age ? day - k : back);
        if (back++ < skip)
            continue;
        term[count] =
            (struct day_term){k, weight, lab->series.value[k], weight * lab->series.value[k]};
        rest->weight -= weight;
        rest->part -= term[count].part;
        count++;
    }
    rest->count -= count;
    return count;
}

// ---- words --------------------------------------------------------------------------------------

// "θ₁₀₀"
static void write_index(const char *symbol, size_t index, char text[64])
{
    static const char *const lowered[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
    char number[24];
    snprintf(number, sizeof number, "%zu", index);
    text_print(text, 64, "%s", symbol);
    for (const char *digit = number; *digit; digit++)
        text_append(text, 64, "%s", lowered[*digit - '0']);
}

static void show(double value, char text[32])
{
    text_show(value, DIGITS, text, 32);
}

// Behind a ·: "(−3)".
static void show_factor(double value, char text[32])
{
    char number[28];
    text_show(value, DIGITS, number, sizeof number);
    text_print(text, 32, value < 0 ? "(%s)" : "%s", number);
}

// What the drawing knows.
struct hood {
    struct canvas *canvas;
    const struct theme *theme;
    const struct averages *lab;
    const struct averaged *entry;
    size_t day; // from 0
    struct day_sum sum;
    struct rect rect; // what is left
};

static bool fits(const struct hood *hood, const char *text, float size, float width)
{
    return canvas_text_width(hood->canvas, text, size, false) <= width;
}

// "0.02 θ₁₀₀ + 0.0196 θ₉₉ + … + 0.00276 θ₁": as many terms as there is room for, and the oldest.
static void write_sum(const struct hood *hood, float width, char text[400])
{
    struct day_term term[TERMS_MAX], last;
    struct day_rest rest;
    const size_t count =
        averages_day_terms(hood->lab, hood->entry, hood->day, 0, TERMS_MAX, term, &rest);
    char index[64], weight[32], tail[160] = "", longer[400];
    write_index("v", hood->day + 1, index);
    text_print(text, 400, "%s =", index);
    if (averages_day_terms(hood->lab, hood->entry, hood->day, hood->sum.days - 1, 1, &last,
                           &rest) == 1) {
        text_show(last.weight, 3, weight, sizeof weight);
        write_index("θ", last.day + 1, index);
        text_print(tail, sizeof tail, " + … + %s %s", weight, index);
    }
    for (size_t k = 0; k < count; k++) {
        const bool is_last = k + 1 == hood->sum.days;
        text_show(term[k].weight, 3, weight, sizeof weight);
        write_index("θ", term[k].day + 1, index);
        text_print(longer, sizeof longer, "%s%s %s %s%s", text, k > 0 ? " +" : "", weight, index,
                   is_last ? "" : tail);
        if (k > 0 && !fits(hood, longer, formula_size, width))
            break;
        if (is_last) {
            text_print(text, 400, "%s", longer);
            return;
        }
        text_append(text, 400, "%s %s %s", k > 0 ? " +" : "", weight, index);
    }
    // Where the term before the oldest is there, nothing is left out between them.
    text_append(text, 400, "%s", tail);
}

// How v comes from the day before: the formula, and the same with its numbers.
static void write_step(const struct hood *hood, char formula[200], char working[200])
{
    const struct average *average = &hood->entry->average;
    const double today = hood->lab->series.value[hood->day];
    char v[64], before[64], theta[64], number[4][32];
    write_index("v", hood->day + 1, v);
    write_index("v", hood->day, before);
    write_index("θ", hood->day + 1, theta);
    *working = '\0';
    if (isnan(today)) {
        text_print(formula, 200, average->ages ? "%s = β %s" : "%s = %s", v, before);
        text_print(working, 200, "%s",
                   average->ages ? words("not measured: all weights fade by β")
                   : averages_is_daily(hood->lab)
                       ? words("not measured on this day: v is carried over")
                       : words("not measured: v is carried over"));
        return;
    }
    show(average->kind == AVERAGE_WINDOW ? average_weight(average, 0) : average->beta, number[0]);
    show_factor(hood->sum.before, number[1]);
    show(1 - average->beta, number[2]);
    show_factor(today, number[3]);
    if (average->kind == AVERAGE_WINDOW) {
        text_print(formula, 200,
                   averages_is_daily(hood->lab) ? words("%s = Σθ / %zu, of the last %zu days")
                                                : words("%s = Σθ / %zu, of the last %zu readings"),
                   v, average_days(average->beta), hood->sum.days);
        return;
    }
    text_print(formula, 200, "%s = β %s + (1−β) %s", v, before, theta);
    text_print(working, 200, "%s·%s + %s·%s", number[0], number[1], number[2], number[3]);
}

static void write_correction(const struct hood *hood, char formula[200], char working[200])
{
    const struct average *average = &hood->entry->average;
    char v[64], value[32], weight[32];
    write_index("v", hood->day + 1, v);
    show(hood->sum.value, value);
    show(hood->sum.weight, weight);
    if (!average->bias_correction) {
        text_print(formula, 200, "%s", words("not corrected"));
        text_print(working, 200, words("the weights sum to %s: %.0f %% fell on no day"), weight,
                   100 * (1 - hood->sum.weight));
        return;
    }
    text_print(formula, 200,
               average->kind == AVERAGE_WINDOW || average->ages ? "v̂ = %s / Σw" : "v̂ = %s / (1−βᵗ)",
               v);
    text_print(working, 200, "%s / %s", value, weight);
}

// ---- drawing ------------------------------------------------------------------------------------

static void draw_text(const struct hood *hood, float x, float y, const char *text, float size,
                      struct color color)
{
    char fitted[400];
    const struct text_style style = {.size = size, .color = color, .vertical = ALIGN_MIDDLE};
    canvas_fit_text(hood->canvas, text, size, false, hood->rect.x + hood->rect.width - x, fitted,
                    sizeof fitted);
    canvas_text(hood->canvas, x, y, fitted, &style);
}

static void draw_number(const struct hood *hood, float end, float y, double number, float size,
                        bool is_strong)
{
    char text[32];
    show(number, text);
    const struct text_style style = {.size = size,
                                     .bold = is_strong,
                                     .color = hood->theme->ink,
                                     .horizontal = ALIGN_END,
                                     .vertical = ALIGN_MIDDLE};
    canvas_text(hood->canvas, end, y, text, &style);
}

static void take(struct hood *hood, float height)
{
    hood->rect.y += height;
    hood->rect.height -= height;
}

// The average, and the day: "β = 0.98, day 100: 9 Apr 2012".
static void draw_title(struct hood *hood)
{
    const struct look_style look = look_style(hood->theme, hood->entry->look);
    const float y = hood->rect.y + 12;
    char text[200], date[48], day[48], fitted[200];
    averages_date(hood->lab, hood->day, date);
    averages_count(hood->lab, hood->day + 1, day);
    if (hood->lab->series.has_dates)
        text_print(text, sizeof text, "%s, %s: %s", hood->entry->name, day, date);
    else
        text_print(text, sizeof text, "%s, %s", hood->entry->name, day);
    const struct text_style style = {
        .size = 17, .bold = true, .color = hood->theme->ink, .vertical = ALIGN_MIDDLE};
    label_draw_sample(hood->canvas, hood->theme, hood->rect.x, y, 30, &look);
    canvas_fit_text(hood->canvas, text, style.size, true, hood->rect.width - 38, fitted,
                    sizeof fitted);
    canvas_text(hood->canvas, hood->rect.x + 38, y, fitted, &style);
    take(hood, title_height);
}

// A formula with its value, and the same with its numbers below it.
static void draw_step(struct hood *hood, const char *formula, const char *working, double value,
                      bool is_result)
{
    const struct rect *rect = &hood->rect;
    const float height = line_pitch + (*working ? small_pitch : 0) + 4;
    const struct stroke rule = {.color = hood->theme->grid, .width = 1};
    const struct rect row = {rect->x - 6, rect->y, rect->width + 12, height};
    if (is_result)
        canvas_rectangle(hood->canvas, &row, 3, hood->theme->selection);
    else
        canvas_line(hood->canvas, rect->x, rect->y, rect->x + rect->width, rect->y, &rule);
    const float y = rect->y + line_pitch / 2 + 1;
    draw_text(hood, rect->x, y, formula, formula_size, hood->theme->ink);
    draw_number(hood, rect->x + rect->width, y, value, formula_size + 1, true);
    draw_text(hood, rect->x, y + (line_pitch + small_pitch) / 2 - 1, working, small_size,
              hood->theme->soft);
    take(hood, height);
}

// "θ₁₀₀ 9 Apr   0.02 · 9.4   0.188"
static void draw_term(struct hood *hood, const struct day_term *term)
{
    const struct rect *rect = &hood->rect;
    const float y = rect->y + small_pitch / 2;
    char index[64], weight[32], value[32], text[96];
    write_index("θ", term->day + 1, index);
    text_show(term->weight, 3, weight, sizeof weight);
    show_factor(term->value, value);
    text_print(text, sizeof text, "%s · %s", weight, value);
    draw_text(hood, rect->x + 12, y, index, small_size, hood->theme->soft);
    draw_text(hood, rect->x + 0.3f * rect->width, y, text, small_size, hood->theme->ink);
    draw_number(hood, rect->x + rect->width, y, term->part, small_size, false);
    take(hood, small_pitch);
}

// What is not written out, and how much it weighs.
static void draw_rest(struct hood *hood, const struct day_rest *rest, size_t page, size_t pages)
{
    const struct rect *rect = &hood->rect;
    const float y = rect->y + small_pitch / 2;
    char weight[32], text[160], fitted[160];
    text_show(rest->weight, 3, weight, sizeof weight);
    text_print(text, sizeof text,
               rest->count == 1 ? words("%zu other, weight %s") : words("%zu others, weights %s"),
               rest->count, weight);
    if (pages > 1)
        text_append(text, sizeof text, words(" (part %zu of %zu)"), page + 1, pages);
    canvas_fit_text(hood->canvas, text, small_size, false, rect->width - 84, fitted, sizeof fitted);
    draw_text(hood, rect->x + 12, y, fitted, small_size, hood->theme->soft);
    draw_number(hood, rect->x + rect->width, y, rest->part, small_size, false);
    take(hood, small_pitch);
}

// How many of so many terms have room; the others have a line of their own.
static size_t terms_in(float room, size_t days)
{
    const size_t most = (size_t)fminf(fmaxf(room / small_pitch, 2), TERMS_MAX);
    return most - (days > most);
}

// The terms of one page, and all others as one. Returns how many pages there are.
static size_t draw_terms(struct hood *hood, float room, size_t page)
{
    struct day_term term[TERMS_MAX];
    struct day_rest rest;
    const size_t most = terms_in(room, hood->sum.days);
    const size_t pages = (hood->sum.days + most - 1) / most, skip = page % pages * most;
    const size_t count =
        averages_day_terms(hood->lab, hood->entry, hood->day, skip, most, term, &rest);
    for (size_t i = 0; i < count; i++)
        draw_term(hood, &term[i]);
    if (rest.count > 0)
        draw_rest(hood, &rest, page % pages, pages);
    return pages;
}

static void draw_update(struct hood *hood)
{
    char formula[200], working[200];
    write_step(hood, formula, working);
    draw_step(hood, formula, working, hood->sum.value, false);
}

static void draw_result(struct hood *hood)
{
    char formula[200], working[200];
    write_correction(hood, formula, working);
    draw_step(hood, formula, working, hood->entry->value[hood->day], true);
}

// All of it, one below the other; the terms have what is left.
static void draw_whole(struct hood *hood, struct averages *lab)
{
    char sum[400];
    draw_update(hood);
    write_sum(hood, hood->rect.width, sum);
    const float end = hood->rect.y + hood->rect.height - line_pitch - small_pitch - 8;
    draw_text(hood, hood->rect.x, hood->rect.y + line_pitch / 2 + 2, sum, formula_size,
              hood->theme->ink);
    take(hood, line_pitch + 4);
    lab->head.pages = draw_terms(hood, end - hood->rect.y, lab->head.page);
    take(hood, 4);
    draw_result(hood);
}

// In a low room: the two formulas first, then the terms, page by page.
static void draw_in_parts(struct hood *hood, struct averages *lab)
{
    const size_t most = terms_in(hood->rect.height, hood->sum.days);
    const size_t pages = 1 + (hood->sum.days + most - 1) / most, page = lab->head.page % pages;
    lab->head.pages = pages;
    if (page > 0) {
        draw_terms(hood, hood->rect.height, page - 1);
        return;
    }
    draw_update(hood);
    if (hood->rect.height >= line_pitch + small_pitch + 4)
        draw_result(hood);
}

void averages_draw_hood(struct averages *lab, struct canvas *canvas,
                        const struct lab_layout *layout, const struct lab_view *view)
{
    struct hood hood = {.canvas = canvas,
                        .theme = view->theme,
                        .lab = lab,
                        .entry = averages_chosen(lab, view),
                        .day = averages_day(lab, view->is_reading ? view->reading : view->step),
                        .rect = layout->second};
    hood.rect.x += 6;
    hood.rect.width -= 12;
    hood.sum = averages_day_sum(lab, hood.entry, hood.day);
    lab->head.pages = 1;
    draw_title(&hood);
    if (hood.sum.days == 0) {
        draw_text(&hood, hood.rect.x, hood.rect.y + 12,
                  words("No day has been measured up to here."), TYPE_BODY, view->theme->soft);
        return;
    }
    if (hood.rect.height < least_room)
        draw_in_parts(&hood, lab);
    else
        draw_whole(&hood, lab);
}

// ---- the room -----------------------------------------------------------------------------------

void averages_arrange(const struct lab *base, struct lab_layout *layout, float panel)
{
    if (((const struct averages *)base)->shows_hood && !layout->is_apart)
        kit_make_hood_room(layout, panel);
}

const char *averages_second(const struct lab *base)
{
    return ((const struct averages *)base)->shows_hood ? "Hood" : NULL;
}

// The finder's card: what has been tried, where it diverges, what is good, what was chosen.
#include "app/finder.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/search.h"
#include "plot/curve.h"
#include "plot/label.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const float heading_height = 26, foot_height = 22;

// What is drawn, by α.
struct card {
    struct tune_try tried[TUNE_TRIES_MAX];
    size_t count;
    struct tune_try best; // so far; cost INFINITY: none
    double most;          // of what is measured
};

static struct card look_at(const struct finder *finder, const struct lab *lab)
{
    const struct tune *tune = search_tune(finder->search);
    struct card card = {.best.cost = INFINITY, .most = INFINITY};
    if (lab->type->aim->most)
        card.most = lab->type->aim->most(lab);
    const size_t count = tune_tries(tune);
    for (size_t i = 0; i < count; i++) {
        const struct tune_try one = tune_try(tune, i);
        size_t at = card.count++;
        for (; at > 0 && card.tried[at - 1].alpha > one.alpha; at--)
            card.tried[at] = card.tried[at - 1];
        card.tried[at] = one;
        if (one.cost < card.best.cost)
            card.best = one;
    }
    // Only then: until it is over, the result is the searching thread's.
    if (finder->is_over) {
        const struct tune_result result = tune_result(tune);
        card.best = (struct tune_try){result.alpha, result.cost};
    }
    return card;
}

// Whether a try is a number of what is measured.
static bool is_measured(const struct card *card, const struct tune_try *one)
{
    return isfinite(one->cost) && one->cost <= card->most;
}

// ---- axes ---------------------------------------------------------------------------------------

// Two decades about the best, as far as it has been tried; no farther than a little beyond the
// edge.
static struct plot fit(const struct card *card, double edge, const struct rect *box)
{
    struct plot plot = {.area = plot_area(box, true, false),
                        .x = {.log = true, .label = "α, log scale"}};
    const double centre = isfinite(card->best.cost) ? card->best.alpha : card->tried[0].alpha;
    const double first = card->tried[0].alpha, last = card->tried[card->count - 1].alpha;
    plot.x.low = fmax(centre / 100, fmin(first, centre / 3));
    plot.x.high = fmin(fmin(centre * 100, fmax(last, centre * 3)), fmax(5 * edge, centre * 3));
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < card->count; i++) {
        const struct tune_try one = card->tried[i];
        if (!is_measured(card, &one) || one.alpha < plot.x.low || one.alpha > plot.x.high)
            continue;
        low = fmin(low, one.cost);
        high = fmax(high, one.cost);
    }
    plot.y.log = low > 0;
    if (!(low <= high))
        low = high = 1;
    axis_fit(&plot.y, low, high);
    return plot;
}

// Decades, and 2 and 5 of them where few decades are shown: the card is small.
static void tick_decades(struct axis *axis, struct tick ticks[TICKS_MAX])
{
    const bool is_short = axis->high < 30 * axis->low;
    static const double units[] = {1, 2, 5};
    size_t count = 0;
    for (int power = (int)floor(log10(axis->low)); power <= log10(axis->high); power++)
        for (size_t u = 0; u < (is_short ? 3 : 1); u++) {
            const double value = units[u] * pow(10, power);
            if (value < axis->low || value > axis->high || count == TICKS_MAX)
                continue;
            ticks[count].value = value;
            text_show(value, 1, ticks[count++].text, TICK_TEXT_MAX);
        }
    axis->ticks = ticks;
    axis->tick_count = count;
}

// ---- drawing ------------------------------------------------------------------------------------

static void draw_band(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                      const struct tune_result *result)
{
    if (!(result->low < result->high))
        return;
    const float right = plot->area.x + plot->area.width;
    const float from = fmaxf(plot_x(plot, result->low), plot->area.x);
    const float to = fminf(plot_x(plot, result->high), right);
    const struct rect band = {from, plot->area.y, fmaxf(to - from, 1), plot->area.height};
    canvas_rectangle(canvas, &band, 0, theme->selection);
}

static void draw_line_at(struct canvas *canvas, const struct plot *plot, double alpha,
                         const struct stroke *stroke)
{
    const float x = plot_x(plot, alpha);
    if (x >= plot->area.x && x <= plot->area.x + plot->area.width)
        canvas_line(canvas, x, plot->area.y, x, plot->area.y + plot->area.height, stroke);
}

// Right of the edge, where there is room for the word.
static void draw_edge(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                      double edge)
{
    const struct stroke stroke = {.color = theme->error, .width = 1.5f, .dash = {5, 4}};
    if (!(edge < plot->x.high))
        return;
    draw_line_at(canvas, plot, edge, &stroke);
    const char *word = words("diverges");
    const float x = plot_x(plot, edge) + 5;
    const struct text_style style = {.size = TYPE_SMALL,
                                     .color = theme->error,
                                     .vertical = ALIGN_END,
                                     .halo = theme->background,
                                     .halo_width = 3};
    if (x + canvas_text_width(canvas, word, style.size, false) < plot->area.x + plot->area.width)
        canvas_text(canvas, x, plot->area.y + plot->area.height - 8, word, &style);
}

// The curve through what has been tried, and each try: a dot; at the top a cross where it diverged,
// a ring where it did not come to be measured.
static void draw_tries(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                       const struct card *card, struct color color)
{
    double alpha[TUNE_TRIES_MAX], cost[TUNE_TRIES_MAX];
    struct curve_points scratch = {0};
    size_t first = 0, end = card->count;
    while (first < end && card->tried[first].alpha < plot->x.low)
        first++;
    while (end > first && card->tried[end - 1].alpha > plot->x.high)
        end--;
    for (size_t i = first; i < end; i++) {
        alpha[i] = card->tried[i].alpha;
        cost[i] = is_measured(card, &card->tried[i]) ? card->tried[i].cost : NAN;
    }
    if (first == end)
        return;
    const struct curve curve = {.x = alpha + first,
                                .y = cost + first,
                                .count = end - first,
                                .end = (double)(end - first) - 1,
                                .stroke = {.color = color, .width = 1.5f}};
    curve_draw(canvas, plot, &curve, &scratch);
    curve_points_clear(&scratch);
    for (size_t i = first; i < end; i++) {
        const bool has_cost = !isnan(cost[i]), diverged = !isfinite(card->tried[i].cost);
        const struct point at = {plot_x(plot, alpha[i]),
                                 has_cost ? plot_y(plot, cost[i]) : plot->area.y + 5};
        const struct marker_style style = {
            .shape = diverged ? MARKER_CROSS : MARKER_CIRCLE,
            .size = diverged ? 6 : 4,
            .fill = diverged   ? theme->error
                    : has_cost ? color
                               : theme->background,
            .outline = color,
            .outline_width = diverged || has_cost ? 0 : 1,
        };
        if (rect_contains(&plot->area, at))
            canvas_markers(canvas, &at, 1, &style);
    }
}

static void draw_best(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                      const struct card *card)
{
    const struct point at = {plot_x(plot, card->best.alpha), plot_y(plot, card->best.cost)};
    const struct marker_style style = {MARKER_STAR, 13, theme->ink, theme->background, 1.5f};
    if (isfinite(card->best.cost) && rect_contains(&plot->area, at))
        canvas_markers(canvas, &at, 1, &style);
}

// ---- texts --------------------------------------------------------------------------------------

// The longer text where it has room, else the shorter, cut where even that has none.
static void draw_text(struct canvas *canvas, const struct rect *box, float y, bool bold,
                      struct color color, const char *longer, const char *shorter)
{
    char fitted[260];
    const struct text_style style = {
        .size = TYPE_SMALL, .bold = bold, .color = color, .vertical = ALIGN_MIDDLE};
    const float room = box->width - 8;
    const bool fits = canvas_text_width(canvas, longer, style.size, bold) <= room;
    canvas_fit_text(canvas, fits ? longer : shorter, style.size, bold, room, fitted, sizeof fitted);
    canvas_text(canvas, box->x + 4, y, fitted, &style);
}

static void draw_heading(const struct finder *finder, const struct document *document,
                         const struct card *card, struct canvas *canvas, const struct theme *theme,
                         const struct rect *box)
{
    const struct lab_aim *aim = document->lab->type->aim;
    char before[32], now[32], outcome[64], what[160], text[240];
    if (finder->is_over) {
        const struct tune_result result = tune_result(search_tune(finder->search));
        text_show(finder->before, 4, before, sizeof before);
        text_show(card->best.alpha, 6, now, sizeof now);
        aim->show(document->lab, card->best.cost, outcome);
        if (finder->before == card->best.alpha)
            text_print(what, sizeof what, words("α = %s is the best, %s"), now, outcome);
        else
            text_print(what, sizeof what, words("α = %s → %s, %s"), before, now, outcome);
        if (result.is_at_bound)
            text_append(what, sizeof what, "%s", words(" (the end of what was looked at)"));
    } else {
        text_print(what, sizeof what, words("best α: %zu tried; Esc stops"), card->count);
    }
    text_print(text, sizeof text, words("%s: %s"), finder->name, what);
    draw_text(canvas, box, box->y + 8, true, theme->ink, text, what);
}

// How wide the range of good ones is; while it searches, what the curve shows.
static void draw_foot(const struct finder *finder, const struct document *document,
                      struct canvas *canvas, const struct theme *theme, const struct rect *box)
{
    char low[32], high[32], text[240], shorter[120];
    text_print(text, sizeof text, "%s", words(document->lab->type->aim->measure(document->lab)));
    text_print(shorter, sizeof shorter, "%s", text);
    if (finder->is_over) {
        const struct tune_result result = tune_result(search_tune(finder->search));
        text_show(result.low, 3, low, sizeof low);
        text_show(result.high, 3, high, sizeof high);
        text_print(text, sizeof text, words("at most twice that from α = %s to %s"), low, high);
        text_print(shorter, sizeof shorter, words("good: %s to %s"), low, high);
        if (!(result.low <= result.high))
            text_print(text, sizeof text, "%s", words("the time is up: the best so far"));
    }
    draw_text(canvas, box, box->y + box->height - 8, false, theme->soft, text, shorter);
}

void finder_draw(const struct finder *finder, struct canvas *canvas, const struct theme *theme,
                 const struct document *document, const struct rect *box)
{
    if (!finder->search)
        return;
    const struct card card = look_at(finder, document->lab);
    const struct rect edge = {box->x - 4, box->y - 6, box->width + 6, box->height + 8};
    const struct rect ground = {edge.x + 1.5f, edge.y + 1.5f, edge.width - 3, edge.height - 3};
    canvas_rectangle(canvas, &edge, 6, theme->accent);
    canvas_rectangle(canvas, &ground, 5, theme->background);
    draw_heading(finder, document, &card, canvas, theme, box);
    if (card.count == 0)
        return;
    struct rect inner = *box;
    inner.y += heading_height;
    inner.height = fmaxf(box->height - heading_height - foot_height, 40);
    inner.width -= 8;
    struct tune_result result = {.edge = INFINITY};
    if (finder->is_over)
        result = tune_result(search_tune(finder->search));
    struct plot plot = fit(&card, result.edge, &inner);
    struct tick ticks[TICKS_MAX];
    tick_decades(&plot.x, ticks);
    const struct color color =
        look_style(theme, document_group(document, finder->group).look).color;
    if (finder->is_over)
        draw_band(canvas, theme, &plot, &result);
    plot_draw_axes(canvas, theme, &plot, true);
    draw_tries(canvas, theme, &plot, &card, color);
    if (finder->is_over) {
        const struct stroke chosen = {.color = theme->ink, .width = 1.5f};
        draw_line_at(canvas, &plot, card.best.alpha, &chosen);
        draw_edge(canvas, theme, &plot, result.edge);
    }
    draw_best(canvas, theme, &plot, &card);
    draw_foot(finder, document, canvas, theme, box);
}

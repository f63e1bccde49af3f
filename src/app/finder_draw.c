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
    double before;        // cost at the α that it began with; NaN: not tried yet
};

static struct card look_at(const struct finder *finder)
{
    const struct tune *tune = search_tune(finder->search);
    struct card card = {.best.cost = INFINITY, .before = NAN};
    const size_t count = tune_tries(tune);
    for (size_t i = 0; i < count; i++) {
        const struct tune_try one = tune_try(tune, i);
        size_t at = card.count++;
        for (; at > 0 && card.tried[at - 1].alpha > one.alpha; at--)
            card.tried[at] = card.tried[at - 1];
        card.tried[at] = one;
        if (one.cost < card.best.cost)
            card.best = one;
        if (one.alpha == finder->before)
            card.before = one.cost;
    }
    const struct tune_result result = tune_result(tune);
    if (finder->is_over && result.is_found)
        card.best = (struct tune_try){result.alpha, result.cost};
    return card;
}

// ---- axes ---------------------------------------------------------------------------------------

// Three decades about the best; the costs from the best to a thousand times what it began with.
static struct plot fit(const struct card *card, const struct rect *box)
{
    struct plot plot = {.area = plot_area(box, true, false),
                        .x = {.log = true, .label = "α, log scale"}};
    const double centre = isfinite(card->best.cost) ? card->best.alpha : card->tried[0].alpha;
    const double first = card->tried[0].alpha, last = card->tried[card->count - 1].alpha;
    plot.x.low = fmax(centre / 1e3, fmin(first, centre / 3));
    plot.x.high = fmin(centre * 1e3, fmax(last, centre * 3));
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < card->count; i++) {
        const struct tune_try one = card->tried[i];
        if (!isfinite(one.cost) || one.alpha < plot.x.low || one.alpha > plot.x.high)
            continue;
        low = fmin(low, one.cost);
        high = fmax(high, one.cost);
    }
    plot.y.log = low > 0;
    const bool knows = isfinite(card->before);
    high =
        fmin(high, plot.y.log ? 1e3 * (knows ? card->before : 1e3 * low)
                              : low + 3 * (knows ? fmax(card->before - low, 1e-300) : high - low));
    if (!(low <= high))
        low = high = 1;
    axis_fit(&plot.y, low, high);
    return plot;
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

// The curve through what has been tried, and each try: a dot, or where it diverged a cross at the
// top.
static void draw_tries(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                       const struct card *card, struct color color)
{
    double alpha[TUNE_TRIES_MAX], cost[TUNE_TRIES_MAX];
    struct curve_points scratch = {0};
    for (size_t i = 0; i < card->count; i++) {
        alpha[i] = card->tried[i].alpha;
        cost[i] = isfinite(card->tried[i].cost) ? card->tried[i].cost : NAN;
    }
    const struct curve curve = {.x = alpha,
                                .y = cost,
                                .count = card->count,
                                .end = (double)card->count - 1,
                                .stroke = {.color = color, .width = 1.5f}};
    curve_draw(canvas, plot, &curve, &scratch);
    curve_points_clear(&scratch);
    for (size_t i = 0; i < card->count; i++) {
        const bool is_finite = !isnan(cost[i]);
        const struct point at = {plot_x(plot, alpha[i]),
                                 is_finite ? plot_y(plot, cost[i]) : plot->area.y + 5};
        const struct marker_style style = {.shape = is_finite ? MARKER_CIRCLE : MARKER_CROSS,
                                           .size = is_finite ? 4 : 6,
                                           .fill = is_finite ? color : theme->error};
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

static void write_heading(const struct finder *finder, const struct document *document,
                          const struct card *card, char text[240])
{
    const struct lab_aim *aim = document->lab->type->aim;
    char before[32], now[32], outcome[64];
    if (!finder->is_over) {
        text_print(text, 240, words("%s: looking for the best α, %zu tried; Esc stops"),
                   finder->name, card->count);
        return;
    }
    text_show(finder->before, 4, before, sizeof before);
    text_show(card->best.alpha, 6, now, sizeof now);
    aim->show(document->lab, card->best.cost, outcome);
    if (finder->before == card->best.alpha)
        text_print(text, 240, words("%s: α = %s is the best, %s"), finder->name, now, outcome);
    else
        text_print(text, 240, words("%s: α = %s → %s, %s"), finder->name, before, now, outcome);
}

// How wide the range of good ones is.
static void write_foot(const struct finder *finder, const struct document *document, char text[240])
{
    const struct tune_result result = tune_result(search_tune(finder->search));
    char low[32], high[32];
    if (!finder->is_over) {
        text_print(text, 240, "%s", words(document->lab->type->aim->measure(document->lab)));
        return;
    }
    if (isnan(result.low)) {
        text_print(text, 240, "%s", words("the time is up: this is the best so far"));
        return;
    }
    text_show(result.low, 3, low, sizeof low);
    text_show(result.high, 3, high, sizeof high);
    text_print(text, 240, words("%s at most twice the best from α = %s to %s"),
               words(document->lab->type->aim->measure(document->lab)), low, high);
}

static void draw_text(struct canvas *canvas, const struct rect *box, float y, bool bold,
                      struct color color, const char *text)
{
    char fitted[260];
    const struct text_style style = {
        .size = TYPE_SMALL, .bold = bold, .color = color, .vertical = ALIGN_MIDDLE};
    canvas_fit_text(canvas, text, style.size, bold, box->width - 8, fitted, sizeof fitted);
    canvas_text(canvas, box->x + 4, y, fitted, &style);
}

void finder_draw(const struct finder *finder, struct canvas *canvas, const struct theme *theme,
                 const struct document *document, const struct rect *box)
{
    if (!finder->search)
        return;
    const struct card card = look_at(finder);
    const struct rect edge = {box->x - 4, box->y - 6, box->width + 6, box->height + 8};
    const struct rect ground = {edge.x + 1.5f, edge.y + 1.5f, edge.width - 3, edge.height - 3};
    canvas_rectangle(canvas, &edge, 6, theme->accent);
    canvas_rectangle(canvas, &ground, 5, theme->background);
    char text[240];
    write_heading(finder, document, &card, text);
    draw_text(canvas, box, box->y + 8, true, theme->ink, text);
    if (card.count == 0)
        return;
    struct rect inner = *box;
    inner.y += heading_height;
    inner.height = fmaxf(box->height - heading_height - foot_height, 40);
    inner.width -= 8;
    const struct plot plot = fit(&card, &inner);
    const struct tune_result result = tune_result(search_tune(finder->search));
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
    write_foot(finder, document, text);
    draw_text(canvas, box, box->y + box->height - 8, false, theme->soft, text);
}

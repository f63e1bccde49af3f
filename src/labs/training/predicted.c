#include "labs/training/predicted.h"

#include "base/text.h"
#include "base/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DOTS_MAX = 1500 };
static const float bin = 6;   // units across, of where dots are counted
static const float reach = 9; // units within which the pointer means an example

static struct plot lay_out(const struct training_lab *lab, const struct rect *box)
{
    struct plot plot = {.area = plot_area(box, true, true)};
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < lab->learned.lesson.count; i++) {
        low = fmin(low, lab->learned.truth[i]);
        high = fmax(high, lab->learned.truth[i]);
    }
    plot.x.log = lab->examples.is_log;
    axis_fit(&plot.x, low, high);
    plot.y = plot.x;
    return plot;
}

static bool is_beyond(const struct axis *axis, double y)
{
    return !(y >= axis->low && y <= axis->high);
}

size_t predicted_beyond(const struct training_lab *lab)
{
    const struct rect anywhere = {0, 0, 100, 100};
    const struct plot plot = lay_out(lab, &anywhere);
    size_t count = 0;
    for (size_t i = 0; i < lab->learned.lesson.count; i++)
        count += is_beyond(&plot.y, lab->learned.predicted[i]);
    return count;
}

// What was predicted beyond the axis lies on its end.
static struct point place(const struct training_lab *lab, const struct plot *plot, size_t i)
{
    const double y = lab->learned.predicted[i];
    return (struct point){plot_x(plot, lab->learned.truth[i]),
                          plot_y(plot, y > plot->y.low ? fmin(y, plot->y.high) : plot->y.low)};
}

static void draw_dots(const struct training_lab *lab, struct canvas *canvas,
                      const struct plot *plot, struct color color)
{
    const struct marker_style dot = {
        .shape = MARKER_CIRCLE, .size = 5, .fill = color_alpha(color, 0.6f)};
    for (size_t i = 0; i < lab->learned.lesson.count; i++) {
        const struct point at = place(lab, plot, i);
        canvas_markers(canvas, &at, 1, &dot);
    }
}

// Returns the largest count.
static size_t count_bins(const struct training_lab *lab, const struct plot *plot, size_t columns,
                         size_t rows, size_t count[])
{
    size_t most = 1;
    for (size_t i = 0; i < lab->learned.lesson.count; i++) {
        const struct point at = place(lab, plot, i);
        const size_t x = (size_t)fmaxf((at.x - plot->area.x) / bin, 0);
        const size_t y = (size_t)fmaxf((at.y - plot->area.y) / bin, 0);
        if (x >= columns || y >= rows)
            continue;
        const size_t there = ++count[y * columns + x];
        most = there > most ? there : most;
    }
    return most;
}

// The strength of a place follows the logarithm of how many lie there: one alone can be seen.
static void draw_density(const struct training_lab *lab, struct canvas *canvas,
                         const struct plot *plot, struct color color)
{
    const size_t columns = (size_t)(plot->area.width / bin) + 1;
    const size_t rows = (size_t)(plot->area.height / bin) + 1;
    size_t *count = calloc(columns * rows, sizeof *count);
    if (!count)
        return;
    const size_t most = count_bins(lab, plot, columns, rows, count);
    for (size_t i = 0; i < columns * rows; i++) {
        if (count[i] == 0)
            continue;
        const float x = plot->area.x + bin * (float)(i % columns);
        const float y = plot->area.y + bin * (float)(i / columns);
        const struct rect square = {x, y, fminf(bin, plot->area.x + plot->area.width - x),
                                    fminf(bin, plot->area.y + plot->area.height - y)};
        const double strength = log(1 + (double)count[i]) / log(1 + (double)most);
        canvas_rectangle(canvas, &square, 0, color_alpha(color, 0.2f + 0.8f * (float)strength));
    }
    free(count);
}

void predicted_draw(const struct training_lab *lab, struct canvas *canvas,
                    const struct theme *theme, const struct rect *box, struct color color)
{
    struct plot plot = lay_out(lab, box);
    char title[200];
    text_print(title, sizeof title, words("true %s"), lab->examples.what);
    plot.x.label = title;
    plot.y.label = "ŷ";
    plot_draw_axes(canvas, theme, &plot, true);
    canvas_clip(canvas, &plot.area);
    if (lab->learned.lesson.count > DOTS_MAX)
        draw_density(lab, canvas, &plot, color);
    else
        draw_dots(lab, canvas, &plot, color);
    const struct stroke line = {.color = theme->ink, .width = 1.5f, .dash = {7, 5}};
    canvas_line(canvas, plot_x(&plot, plot.x.low), plot_y(&plot, plot.y.low),
                plot_x(&plot, plot.x.high), plot_y(&plot, plot.y.high), &line);
    canvas_clip(canvas, NULL);
}

void predicted_tell(const struct training_lab *lab, const struct rect *box, struct point at,
                    struct kit_tip *tip)
{
    const struct plot plot = lay_out(lab, box);
    float best = reach;
    size_t nearest = 0;
    for (size_t i = 0; i < lab->learned.lesson.count; i++) {
        const struct point there = place(lab, &plot, i);
        const float away = hypotf(there.x - at.x, there.y - at.y);
        if (away < best) {
            best = away;
            nearest = i;
        }
    }
    if (!(best < reach))
        return;
    char truth[32], predicted[32];
    const struct color none = {0};
    text_show(lab->learned.truth[nearest], 4, truth, sizeof truth);
    text_show(lab->learned.predicted[nearest], 4, predicted, sizeof predicted);
    kit_tip_add(tip, none, "row %zu of the data",
                lab->data->row[lab->data->train.count + nearest] + 1);
    kit_tip_add(tip, none, "true %s, predicted %s", truth, predicted);
}

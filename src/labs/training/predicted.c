#include "labs/training/predicted.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/kit/snap.h"
#include "labs/training/zoom.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DOTS_MAX = 1500 };
static const float bin = 6; // units across, of where dots are counted

// With axes that show everything.
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

struct plot predicted_plot(const struct training_lab *lab, const struct rect *box)
{
    struct plot plot = lay_out(lab, box);
    training_zoom_apply(lab, ZOOM_LEARNED, &plot);
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

// What was predicted beyond the axis that shows everything lies on that one's end.
static struct point place(const struct training_lab *lab, const struct plot *plot,
                          const struct axis *whole, size_t i)
{
    const double y = lab->learned.predicted[i];
    return (struct point){plot_x(plot, lab->learned.truth[i]),
                          plot_y(plot, y > whole->low ? fmin(y, whole->high) : whole->low)};
}

static void draw_dots(const struct training_lab *lab, struct canvas *canvas,
                      const struct plot *plot, const struct axis *whole, struct color color)
{
    const struct marker_style dot = {
        .shape = MARKER_CIRCLE, .size = 5, .fill = color_alpha(color, 0.6f)};
    for (size_t i = 0; i < lab->learned.lesson.count; i++) {
        const struct point at = place(lab, plot, whole, i);
        canvas_markers(canvas, &at, 1, &dot);
    }
}

// Returns the largest count.
static size_t count_bins(const struct training_lab *lab, const struct plot *plot,
                         const struct axis *whole, size_t columns, size_t rows, size_t count[])
{
    size_t most = 1;
    for (size_t i = 0; i < lab->learned.lesson.count; i++) {
        const struct point at = place(lab, plot, whole, i);
        if (!rect_contains(&plot->area, at))
            continue;
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
                         const struct plot *plot, const struct axis *whole, struct color color)
{
    const size_t columns = (size_t)(plot->area.width / bin) + 1;
    const size_t rows = (size_t)(plot->area.height / bin) + 1;
    size_t *count = calloc(columns * rows, sizeof *count);
    if (!count) {
        canvas_miss(canvas);
        return;
    }
    const size_t most = count_bins(lab, plot, whole, columns, rows, count);
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
                    const struct lab_view *view, const struct rect *box, struct color color)
{
    const struct theme *theme = view->theme;
    const struct axis whole = lay_out(lab, box).y;
    struct plot plot = predicted_plot(lab, box);
    lab_move_axes(view, &plot);
    char title[200];
    text_print(title, sizeof title, words("true %s"), lab->examples.what);
    plot.x.label = title;
    plot.y.label = "ŷ";
    plot_draw_axes(canvas, theme, &plot, true);
    canvas_clip(canvas, &plot.area);
    if (lab->learned.lesson.count > DOTS_MAX)
        draw_density(lab, canvas, &plot, &whole, color);
    else
        draw_dots(lab, canvas, &plot, &whole, color);
    const struct stroke line = {.color = theme->ink, .width = 1.5f, .dash = {7, 5}};
    canvas_line(canvas, plot_x(&plot, whole.low), plot_y(&plot, whole.low),
                plot_x(&plot, whole.high), plot_y(&plot, whole.high), &line);
    canvas_clip(canvas, NULL);
}

void predicted_tell(const struct training_lab *lab, const struct rect *box, struct point at,
                    struct kit_tip *tip)
{
    const struct axis whole = lay_out(lab, box).y;
    const struct plot plot = predicted_plot(lab, box);
    struct kit_snap snap = kit_snap_at(at);
    for (size_t i = 0; i < lab->learned.lesson.count; i++) {
        const struct point there = place(lab, &plot, &whole, i);
        if (rect_contains(&plot.area, there))
            kit_snap_offer(&snap, there, 0, i);
    }
    if (!kit_snap_found(&snap))
        return;
    char truth[32], predicted[32];
    const struct color none = {0};
    text_show(lab->learned.truth[snap.index], 4, truth, sizeof truth);
    text_show(lab->learned.predicted[snap.index], 4, predicted, sizeof predicted);
    kit_tip_add(tip, none, "row %zu of the data",
                lab->data->row[lab->data->train.count + snap.index] + 1);
    kit_tip_add(tip, none, "true %s, predicted %s", truth, predicted);
}

// Axes: from numbers to places, ticks at 1, 2, 5 × 10ⁿ, labels that people can read.
#ifndef RAVINE_PLOT_AXES_H
#define RAVINE_PLOT_AXES_H

#include "canvas/canvas.h"
#include "plot/theme.h"

enum { TICKS_MAX = 32, TICK_TEXT_MAX = 32 };

struct tick {
    double value;
    char text[TICK_TEXT_MAX]; // "−2", "0.05", "10⁻³"; empty for a tick without a label
};

// An axis on its way from one part to another: the ticks of the one fade out, those of the other
// in; what both have stays. Zeroed: it is at rest.
struct axis_glide {
    bool is_on;
    double from_low, from_high, to_low, to_high;
    float arrived;                 // 0 … 1
    const struct tick *from_ticks; // where the axis has `ticks`, which are those of the other
    size_t from_count;
};

struct axis {
    double low, high; // low < high; both > 0 when log
    bool log;
    const char *label;        // "step", "θ₁": English, looked up when drawn; NULL = none
    const struct tick *ticks; // instead of round numbers, such as dates; NULL = none
    size_t tick_count;
    // On a log axis: numbers below this cannot be told from 0 (the precision of J). They are placed
    // at it, and a y axis that reaches so low draws the line and says what it is. 0 = none.
    double floor;
    struct axis_glide glide;
};

// Round ticks within the axis and above its floor, about `wanted` of them. Log axes tick whole
// decades (thinned to fit), and 2 and 5 between when fewer than two decades show. All labels of an
// axis are of one style: a linear axis has the same decimals everywhere, or the same power of ten;
// a log axis plain decimals where all lie within 0.001…10 000, else powers. Returns the count.
size_t axis_ticks(const struct axis *axis, size_t wanted, struct tick ticks[TICKS_MAX]);

// Widens low…high to a sensible range: never empty, a margin on linear axes. Where the numbers
// reach down to the axis's floor, that lies a tenth of the axis above its end.
void axis_fit(struct axis *axis, double low, double high);

struct plot {
    struct rect area; // the data rectangle, inside the tick labels
    struct axis x, y;
};

// The data rectangle that leaves room for tick labels and axis labels inside `outer`. The left
// room is fixed so that nothing moves sideways while numbers change.
// An `outer` without width has one that is nowhere: nobody points at it, and plot_is_shown is
// false.
struct rect plot_area(const struct rect *outer, bool x_label, bool y_label);
bool plot_is_shown(const struct plot *plot);

// Data → canvas and back. On a log axis a value below the floor lands on it; without a floor, a
// value ≤ 0 lands at the low end.
float plot_x(const struct plot *plot, double x);
float plot_y(const struct plot *plot, double y);
double plot_x_value(const struct plot *plot, float x);
double plot_y_value(const struct plot *plot, float y);

// Grid lines, zero lines, tick labels, axis labels. `grid` false draws ticks without grid lines
// (over a filled field). The y label stands left of the tick labels, as far as they reach; a longer
// one is turned; where there is no room for it either, it stands within the area's upper corner.
void plot_draw_axes(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                    bool grid);

#endif

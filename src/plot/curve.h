// Curves and paths: rows of numbers to polylines.
#ifndef RAVINE_PLOT_CURVE_H
#define RAVINE_PLOT_CURVE_H

#include "base/error.h"
#include "plot/axes.h"
#include "plot/label.h"

// Reusable storage for the points of one line; zeroed is empty.
struct curve_points {
    struct point *point;
    size_t count, capacity;
};

void curve_points_clear(struct curve_points *points);

// How a curve fades with the age of its steps, counted back from its `end`. Zeroed: not at all.
struct curve_fade {
    double strong; // the last steps, as many, are drawn in full
    double over;   // over as many before them it fades; 0: nothing fades
    float faint;   // share of the colour's alpha that what is older keeps
    // The way from the start: the first steps keep this share, which falls to `faint` over as many.
    float start;
    double start_over;
};

// One curve: y[k·y_stride] − y_from over x[k·x_stride]·x_step (x NULL: over x_first + k·x_step), k
// < count.
struct curve {
    const double *x, *y;
    size_t x_stride, y_stride; // 0 means 1
    double x_first, x_step;    // x_first where x is NULL; x_step 0 means 1
    double y_from;             // y is measured from here: it is subtracted
    size_t count;
    double end; // draw to this fractional index (interpolated); count − 1 for all; ≤ count − 1
    struct stroke stroke;
    struct color halo; // a = 0: none; drawn `halo_width` wider underneath
    float halo_width;
    struct curve_fade fade;
    float slack; // device pixels that the line may pass by a step; 0: as few as nobody sees
    bool dots;   // a dot on every step, as long as they can be told apart
    size_t cut;  // drawn no further than this row, as a path that diverges has to be: curve_exit
                 // + 1. 0: all of it
};

// How far it is drawn: up to this fractional row, whatever its `end` says.
double curve_end(const struct curve *curve);

// The last of the rows from `first` + 1 on, up to `last`, to which a curve with this end is drawn
// alike, and the share of its colours' alpha there.
size_t curve_fade_stretch(const struct curve *curve, size_t first, size_t last, float *share);

// Draws inside the plot's area (clips by itself), breaks at NaN, leaves out points that the line
// passes within half a device pixel of without them, and clips long segments so that huge numbers
// never reach the canvas. Memory that cannot be had leaves the curve out.
void curve_draw(struct canvas *canvas, const struct plot *plot, const struct curve *curve,
                struct curve_points *scratch);

// True when the last row is not finite or lies outside the plot's area by more than its width or
// height: gone, and not just on its way round.
bool curve_has_left(const struct plot *plot, const struct curve *curve);

// The last row inside the plot's area: from it to the next row the curve leaves for good. A path
// that diverges swings from edge to edge of the area ever after, so it is cut there. 0 when no row
// is inside. Looks at the rows from the last one backwards, whatever `end` is. The plot may have
// wider axes than the one that is drawn on, so that zooming in does not move the exit.
size_t curve_exit(const struct plot *plot, const struct curve *curve);

// The place of the curve at its `end`; false where it is NaN.
bool curve_head(const struct plot *plot, const struct curve *curve, struct point *head);

// The last place of the curve up to its `end` that is inside the plot's area, and whither it goes
// from there, upwards where that cannot be told; false where none is inside.
bool curve_last_inside(const struct plot *plot, const struct curve *curve, struct point *inside,
                       struct point *towards);

// The mark of a path that left the frame or the finite numbers: an arrow at the edge of the area,
// pointing from `inside` towards `towards`, and beside it, where there is room, the word
// `diverged`, both in the colours of its look. Returns the box of the word, which the space has
// taken.
struct rect curve_draw_diverged(struct canvas *canvas, const struct theme *theme,
                                const struct plot *plot, struct point inside, struct point towards,
                                const struct look_style *look, struct label_space *space);

// The same mark where the arrow is given, from `tail` to `tip`.
struct rect curve_draw_leaving(struct canvas *canvas, const struct theme *theme,
                               struct label_space *space, const struct rect *area,
                               struct point tail, struct point tip, const struct look_style *look);

// Keeps labels off the curve up to its `end`, as far as it comes within `reach` of `at`. is_own:
// nothing may stand on it; else nothing should.
void curve_keep_clear(struct label_space *space, const struct plot *plot, const struct curve *curve,
                      struct point at, float reach, bool is_own);

// An arrow from `from` to `to`, head size in units.
void curve_draw_arrow(struct canvas *canvas, struct point from, struct point to, float head,
                      const struct stroke *stroke);

#endif

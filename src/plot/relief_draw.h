// Drawing on a relief: the box with its axes, the lit surface, paths and markers that lie on it.
// What a hill hides is drawn faintly.
#ifndef RAVINE_PLOT_RELIEF_DRAW_H
#define RAVINE_PLOT_RELIEF_DRAW_H

#include "plot/curve.h"
#include "plot/label.h"
#include "plot/relief.h"

// A relief as it is seen, over the axes of its field.
struct relief_stage {
    const struct relief *relief;
    struct relief_view view;
    struct axis x, y;   // with their labels
    const char *symbol; // of what the height shows: "J"
    bool is_moving;     // a hand turns it: frames have to be quick
};

// Reusable storage for the points of one path; zeroed is empty.
struct relief_scratch {
    double *x, *seen, *veiled; // canvas; y goes up; NaN where it is hidden or where it is not
    size_t count, x_capacity, seen_capacity, veiled_capacity;
    struct curve_points points;
    bool is_short; // a place is missing, for memory was out
};

void relief_scratch_clear(struct relief_scratch *scratch);

// The box behind the surface with ticks and labels, and the surface with the numbers of isolines.
// All of them take their places in the space, and stand on none that is taken.
void relief_draw(struct canvas *canvas, const struct theme *theme, const struct relief_stage *stage,
                 struct label_space *space);

// Where a point of the plane lies on the surface; false where there is none. *is_hidden, which may
// be NULL: something stands before it.
bool relief_stage_place(const struct relief_stage *stage, double x, double y, struct point *at,
                        bool *is_hidden);

// A path over the plane, in the axes' numbers, laid on the surface.
void relief_draw_curve(struct canvas *canvas, const struct relief_stage *stage,
                       const struct curve *curve, struct relief_scratch *scratch);

// A straight way over the plane, laid on the surface as far as there is one.
enum { RELIEF_WAY_MAX = 33 };

struct relief_way {
    struct point at[RELIEF_WAY_MAX];
    bool is_hidden[RELIEF_WAY_MAX]; // something stands before the piece that begins there
    size_t count;                   // 0: none of it is on the surface
    bool is_cut;                    // it goes on beyond the surface
};

struct relief_way relief_stage_way(const struct relief_stage *stage, const double from[2],
                                   const double to[2]);

// An arrow along it, head size in units. One that is cut has no head.
void relief_draw_arrow(struct canvas *canvas, const struct relief_way *way, float head,
                       const struct stroke *stroke);

void relief_draw_marker(struct canvas *canvas, const struct relief_stage *stage, double x, double y,
                        const struct marker_style *style);

// The mark of a path that left: an arrow on from `inside` towards `towards` and the word.
struct rect relief_draw_leaving(struct canvas *canvas, const struct theme *theme,
                                const struct relief_stage *stage, const double inside[2],
                                const double towards[2], const struct look_style *look,
                                struct label_space *space);

#endif

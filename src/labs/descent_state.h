// What the files of the Descent lab share.
#ifndef RAVINE_LABS_DESCENT_STATE_H
#define RAVINE_LABS_DESCENT_STATE_H

#include "labs/lab.h"
#include "labs/objectives.h"
#include "labs/runners.h"
#include "plot/contour.h"
#include "plot/curve.h"
#include "sim/race.h"

enum descent_drag { DRAG_NONE, DRAG_START, DRAG_PAN };

struct descent {
    struct lab head; // first, so that a struct lab * is one of these
    int threads;
    struct scene scene; // as it was opened last
    struct objective_cache cache;
    struct runner_set runners;
    struct race *race;
    char *race_key; // everything the race depends on, as text
    unsigned generation; // counts objectives, so that pictures know when to be drawn anew
    double start[2];

    double low[2], high[2]; // the part of the plane that the stage shows
    bool log_cost, arrows;

    // The stage's background, kept while nothing it depends on changes.
    struct contour *contour;
    float *grid;
    size_t grid_capacity;
    struct {
        double low[2], high[2];
        size_t columns, rows;
        unsigned generation;
    } drawn;

    struct curve_points scratch; // of the curve being drawn
    double *above;               // costs above the minimum, [above_capacity]
    size_t above_capacity;

    enum descent_drag drag;
    struct point drag_at;
};

// What the second plot shows: J, or J − J* on a log axis.
struct cost_scale {
    bool log;
    bool wanted_log; // asked for, but costs fall below the least known one
    double base;     // subtracted
};

struct cost_scale descent_cost_scale(const struct descent *lab);

// The two plots in a layout.
void descent_plots(const struct descent *lab, const struct lab_layout *layout, struct plot *stage,
                   struct plot *second);

// The published rows of a runner's trail that lie on the timeline up to `step`, as the fractional
// row where its curve ends.
double descent_end(const struct trail *trail, double step);

void descent_draw(struct lab *lab, struct canvas *canvas, const struct lab_layout *layout,
                  const struct lab_view *view);

// The numbers under the pointer, over both plots.
void descent_draw_hover(struct descent *lab, struct canvas *canvas, const struct plot *stage,
                        const struct plot *second, const struct lab_view *view);

enum lab_effect descent_pointer(struct lab *lab, struct scene *scene,
                                const struct lab_layout *layout,
                                const struct lab_pointer *pointer);

#endif

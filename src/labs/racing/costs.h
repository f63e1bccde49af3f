// The second plot of the Descent lab: costs against steps, epochs or examples.
#ifndef RAVINE_LABS_RACING_COSTS_H
#define RAVINE_LABS_RACING_COSTS_H

#include "labs/racing/racing.h"
#include "plot/label.h"

// What the plot shows: J, or J − J* on a log axis.
struct cost_scale {
    bool log;
    bool wanted_log;  // asked for, but costs fall below the least known one
    bool is_above;    // the least known cost is subtracted from all
    double base;      // that of the runners that are shown; else 0
    double precision; // differences below this say nothing
};

struct cost_scale costs_scale(const struct racing *lab);

// How far a step of a trail is on the x axis. The start lies at 0, which the axis of examples,
// being logarithmic, does not have.
double costs_x_step(const struct racing *lab, const struct trail *trail);

// Where the plot is in a layout, with its axes fitted to the visible runners.
struct plot costs_plot(const struct racing *lab, const struct lab_layout *layout);

// The cost of a runner after a step as its curve shows it: the average where that is a band.
double costs_shown(const struct racing *lab, const struct plot *plot, size_t runner, double step);
bool costs_is_band(const struct racing *lab, const struct plot *plot, size_t runner);

// Keeps a box beside `at` off the curves that are drawn.
void costs_keep_clear(const struct racing *lab, const struct plot *plot, double step,
                      struct point at, struct label_space *space);

void costs_draw(struct racing *lab, struct canvas *canvas, const struct plot *plot,
                const struct lab_layout *layout, const struct lab_view *view);

#endif

// The numbers of a step or of a place on the stage, as labs with races show them.
#ifndef RAVINE_LABS_RACING_HOVER_H
#define RAVINE_LABS_RACING_HOVER_H

#include "labs/racing/racing.h"

// A step of a runner.
struct racing_step {
    size_t runner, step;
};

// The step whose numbers are asked for: the one that is read, else the one of a visible runner that
// is nearest to the pointer and near enough. False when there is none.
bool racing_find_step(const struct racing *lab, const struct plot *stage,
                      const struct lab_view *view, struct racing_step *found);

// Where on the stage it is.
struct point racing_step_place(const struct racing *lab, const struct plot *stage,
                               const struct racing_step *step);

// A ring in the runner's colour, within the plot.
void racing_draw_ring(const struct racing *lab, struct canvas *canvas, const struct plot *plot,
                      struct point at, size_t runner, const struct theme *theme);

// The step with a ring and its numbers; `step` NULL: the numbers of the place under the pointer.
void racing_draw_tip(const struct racing *lab, struct canvas *canvas, const struct plot *stage,
                     const struct lab_view *view, const struct racing_step *step);

// What pictures of a race answer to walk(); and the place on a stage, with its plot.
double racing_walk(const struct lab *lab, size_t group, double step, int by);
bool racing_place_of(const struct racing *lab, const struct plot *stage, size_t group, double step,
                     struct point *at);

#endif

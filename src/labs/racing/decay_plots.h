// The plots of the Decay lab beside its stage: learning rates, distances, the schedule's formula.
#ifndef RAVINE_LABS_RACING_DECAY_PLOTS_H
#define RAVINE_LABS_RACING_DECAY_PLOTS_H

#include "labs/racing/racing.h"

struct decay_plots {
    struct plot stage, alpha, distance;
    bool has_alpha, has_distance; // drawn; under the hood the room is needed otherwise
    bool in_epochs; // the x axes count epochs; else steps, for runners disagree what an epoch is
};

// Where everything is. Follows the runners' distances first.
struct decay_plots decay_lay_out(struct racing *lab, const struct lab_layout *layout,
                                 const struct lab_view *view);

// Where the stage is and what it shows.
void decay_stage(const struct racing *lab, const struct lab_layout *layout, struct plot *stage);

// The runner that commands and the formula are about: the selected one, else the first that is
// drawn.
size_t decay_chosen(const struct racing *lab, const struct lab_view *view);

// Both plots and the formula.
void decay_draw_plots(struct racing *lab, struct canvas *canvas, const struct lab_layout *layout,
                      const struct lab_view *view);
// What the pointer or a reading asks for, over everything.
void decay_draw_hover(const struct racing *lab, struct canvas *canvas,
                      const struct decay_plots *plots, const struct lab_view *view);

#endif

// The numbers of isolines on a relief.
#ifndef RAVINE_PLOT_RELIEF_LEVELS_H
#define RAVINE_PLOT_RELIEF_LEVELS_H

#include "plot/relief_draw.h"

// Every third level or so has its number on one of its lines, upright for whoever looks: where the
// line is in sight and runs across, the surface faces the eye, and nothing that `space` has stands.
// Takes the places. A level that has no such place has no number.
void relief_draw_levels(struct canvas *canvas, const struct theme *theme,
                        const struct relief_stage *stage, struct label_space *space);

// Keeps numbers off a path over the plane: off all of it, however far it is drawn, so that they
// stay where they are while it grows. A few of a long path's steps stand for it.
void relief_avoid_curve(const struct relief_stage *stage, const struct curve *curve,
                        struct label_space *space);

#endif

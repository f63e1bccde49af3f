// The second plot of the Averages lab: the weight of each day before.
#ifndef RAVINE_LABS_AVERAGES_WEIGHTS_H
#define RAVINE_LABS_AVERAGES_WEIGHTS_H

#include "labs/averages/state.h"

// Units below the plot for what is said about the weights.
#define NOTES_HEIGHT 46.0f

// The average whose weights are shown: the selected one, else the first that is drawn.
const struct averaged *averages_chosen(const struct averages *lab, const struct lab_view *view);

// `plot` says where; its axes are fitted to the weights.
void averages_draw_weights(const struct averages *lab, struct canvas *canvas,
                           const struct lab_layout *layout, struct plot *plot,
                           const struct lab_view *view);

#endif

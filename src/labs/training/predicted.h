// Predicted against true numbers of the test part.
#ifndef RAVINE_LABS_TRAINING_PREDICTED_H
#define RAVINE_LABS_TRAINING_PREDICTED_H

#include "labs/kit/tip.h"
#include "labs/training/state.h"

// A dot an example; where there are more than can be told apart, how many lie in each place.
void predicted_draw(const struct training_lab *lab, struct canvas *canvas,
                    const struct lab_view *view, const struct rect *box, struct color color);

// The plot in the box, with the part that the scene shows.
struct plot predicted_plot(const struct training_lab *lab, const struct rect *box);

// How many predictions are beyond the axes, which are those of the true numbers; they lie on the
// end.
size_t predicted_beyond(const struct training_lab *lab);

// The example at a point; nothing where there is none.
void predicted_tell(const struct training_lab *lab, const struct rect *box, struct point at,
                    struct kit_tip *tip);

#endif

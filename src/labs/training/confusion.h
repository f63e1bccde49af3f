// The confusion matrix: which class is taken for which.
#ifndef RAVINE_LABS_TRAINING_CONFUSION_H
#define RAVINE_LABS_TRAINING_CONFUSION_H

#include "labs/kit/tip.h"
#include "labs/training/state.h"

// Behind a cell: what share of its row it has, 0…1, right answers in another colour than wrong
// ones. The theme's ink is legible on all of it.
struct color confusion_shade(const struct theme *theme, double share, bool is_right);

// Rows are the true classes, columns what was said. Counts stand in the cells as far as they fit.
void confusion_draw(const struct training_lab *lab, struct canvas *canvas,
                    const struct theme *theme, const struct rect *box);

// What a cell at a point says; nothing where there is none.
void confusion_tell(const struct training_lab *lab, struct canvas *canvas, const struct rect *box,
                    struct point at, struct kit_tip *tip);

#endif

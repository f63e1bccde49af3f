// Curves and dots that several plots of the Training lab draw.
#ifndef RAVINE_LABS_TRAINING_MARKS_H
#define RAVINE_LABS_TRAINING_MARKS_H

#include "labs/training/state.h"

// A runner's marker, where it is inside the plot.
void training_draw_dot(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                       struct point at, const struct look_style *look, float size);

// y[count] over x[count], ascending, up to x = end.
void training_draw_curve(struct training_lab *lab, struct canvas *canvas, const struct plot *plot,
                         const double x[], const double y[], size_t count, double end,
                         const struct stroke *stroke);

#endif

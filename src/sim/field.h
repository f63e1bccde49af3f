// A two-dimensional objective on a grid, for contours.
#ifndef RAVINE_SIM_FIELD_H
#define RAVINE_SIM_FIELD_H

#include "sim/objective.h"

// value[rows × columns] = J at the grid points, row 0 at low[1], column 0 at low[0], the last row
// and column at high. In parallel (threads 0 = as many as the machine has to offer).
void field_evaluate(const struct objective *objective, const double low[2], const double high[2],
                    size_t columns, size_t rows, int threads, float value[]);

#endif

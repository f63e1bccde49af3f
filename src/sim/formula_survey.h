// Where on the plane something happens, for a function that nobody knows: the domain worth looking
// at, minima, a start and a step size.
#ifndef RAVINE_SIM_FORMULA_SURVEY_H
#define RAVINE_SIM_FORMULA_SURVEY_H

#include "sim/objective.h"

// Fills domain, start, alpha and minima of an objective of two parameters that has its type and
// whatever its gradient needs. The minima are what a search from grids of several sizes around the
// origin, up to half sides of `reach`, comes to; one is global where nothing on the grids lies below
// it. INFINITY: the largest is about a thousand.
void formula_survey(struct objective *objective, double reach);

// Only start and alpha, of one that has its domain.
void formula_survey_start(struct objective *objective);

#endif

// A formula of two variables as an objective.
#ifndef RAVINE_SIM_FORMULA_OBJECTIVE_H
#define RAVINE_SIM_FORMULA_OBJECTIVE_H

#include "base/error.h"
#include "sim/formula.h"
#include "sim/objective.h"

// number[formula_parameters()] are the values of the free names. Domain, start, step size and
// minima are found numerically (formula_survey.h), or taken from `alike`, one of the same formula
// and numbers; NULL: there is none. Takes the formula over, on failure too; NULL is a failure that
// has been told already. Error (NULL): memory.
struct objective *formula_objective_create(struct formula *formula, const double number[],
                                           const struct objective *alike, struct error *error);

#endif

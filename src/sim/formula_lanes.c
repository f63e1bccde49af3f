// Evaluating a formula, at one point and at many.
#include "sim/formula.h"
#include "sim/formula_tape.h"

#include <math.h>
#include <string.h>

#define LANES      FORMULA_LANES
#define NAME(word) lanes_##word
#include "sim/formula_body.h"
#undef LANES
#undef NAME

#define LANES      1
#define NAME(word) point_##word
#include "sim/formula_body.h"
#undef LANES
#undef NAME

double formula_gradient(const struct formula *formula, const double uniform[],
                        const double variable[], double gradient[FORMULA_DIRECTIONS])
{
    const double *place[FORMULA_VARIABLES_MAX];
    double value, slope[FORMULA_DIRECTIONS][1];
    for (size_t k = 0; k < formula->names.variables; k++)
        place[k] = &variable[k];
    point_run(formula, uniform, place, &value, slope);
    for (int k = 0; gradient && k < FORMULA_DIRECTIONS; k++)
        gradient[k] = isnan(value) ? value : slope[k][0];
    return value;
}

double formula_value(const struct formula *formula, const double uniform[], const double variable[])
{
    return formula_gradient(formula, uniform, variable, NULL);
}

void formula_lanes(const struct formula *formula, const double uniform[],
                   const double *const variable[], double value[FORMULA_LANES],
                   double gradient[FORMULA_DIRECTIONS][FORMULA_LANES])
{
    lanes_run(formula, uniform, variable, value, gradient);
}

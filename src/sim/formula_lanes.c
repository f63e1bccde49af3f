// Evaluating a formula, at one point and at many.
#include "base/maths.h"
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

// ---- kinks --------------------------------------------------------------------------------------

static bool is_kink(const struct formula_step *step)
{
    return step->op == OP_ABS || step->op == OP_SIGN || step->op == OP_FLOOR ||
           step->op == OP_MIN || step->op == OP_MAX || step->op == OP_LESS ||
           step->op == OP_LESS_EQUAL;
}

size_t formula_kinks(const struct formula *formula)
{
    size_t count = 0;
    for (size_t s = 0; s < formula->steps; s++)
        count += is_kink(&formula->step[s]);
    return count < FORMULA_KINKS_MAX ? count : FORMULA_KINKS_MAX;
}

bool formula_kink_is_stair(const struct formula *formula, size_t kink)
{
    for (size_t s = 0; s < formula->steps; s++)
        if (is_kink(&formula->step[s]) && kink-- == 0)
            return formula->step[s].op == OP_FLOOR;
    return false;
}

void formula_kink_lanes(const struct formula *formula, const double uniform[],
                        const double *const variable[],
                        double argument[FORMULA_KINKS_MAX][FORMULA_LANES])
{
    struct lanes_register reg[FORMULA_REGISTERS];
    size_t kink = 0;
    for (size_t k = 0; k < formula->names.variables; k++) {
        memcpy(reg[k].v, variable[k], sizeof reg[k].v);
        for (int i = 0; k < FORMULA_DIRECTIONS && i < FORMULA_LANES; i++)
            reg[k].d[k][i] = 1;
    }
    for (size_t s = 0; s < formula->steps && kink < FORMULA_KINKS_MAX; s++) {
        const struct formula_step *step = &formula->step[s];
        for (int i = 0; is_kink(step) && i < FORMULA_LANES; i++)
            argument[kink][i] = formula_operands(step->op) == 1
                                    ? reg[step->a].v[i]
                                    : reg[step->a].v[i] - reg[step->b].v[i];
        kink += is_kink(step);
        lanes_step(step, uniform, reg);
    }
}

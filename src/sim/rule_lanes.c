#include "sim/rule_program.h"

#include <math.h>
#include <string.h>

#define IS_SINGLE 0
#include "sim/precision.h"
#include "sim/rule_lanes.h"

#define IS_SINGLE 1
#include "sim/precision.h"
#include "sim/rule_lanes.h"

void rule_typed_double(const struct rule_step *step, double theta[], const double gradient[],
                       double state[], size_t n)
{
    typed_double(step, theta, gradient, state, n);
}

void rule_typed_single(const struct rule_step *step, float theta[], const float gradient[],
                       float state[], size_t n)
{
    typed_single(step, theta, gradient, state, n);
}

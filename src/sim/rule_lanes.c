#include "sim/rule_program.h"

#include <math.h>
#include <string.h>

#define REAL       double
#define STEP(name) name##_double
#define ROOT       sqrt
#define SIZE       fabs
#include "sim/rule_lanes.h"
#undef REAL
#undef STEP
#undef ROOT
#undef SIZE

#define REAL       float
#define STEP(name) name##_single
#define ROOT       sqrtf
#define SIZE       fabsf
#include "sim/rule_lanes.h"
#undef REAL
#undef STEP
#undef ROOT
#undef SIZE

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

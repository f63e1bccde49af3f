#include "sim/rule_stride.h"

#include "sim/stepper.h"

#include <math.h>

struct slope {
    double theta, gradient, slope;
};

static double look(void *user, const uint32_t batch[], size_t count)
{
    struct slope *slope = user;
    (void)batch, (void)count;
    slope->gradient = slope->slope;
    return slope->slope * slope->theta;
}

double rule_stride(const struct rule *rule, double alpha, double slope, int steps)
{
    struct runner runner = {.rule = rule};
    struct slope line = {.slope = slope};
    struct stepper stepper;
    const struct stepper_setup setup = {.runner = &runner, .examples = 1, .dimension = 1};
    const struct stepper_place place = {&line.theta, &line.gradient, look, &line};
    double before = NAN;
    for (size_t i = 0; rule->params[i].key; i++)
        runner.number[i] = i == 0 ? alpha : rule->params[i].standard;
    if (stepper_init(&stepper, &setup, NULL))
        for (int t = 1; t <= steps; t++) {
            before = line.theta;
            stepper_next(&stepper, &place);
        }
    stepper_clear(&stepper);
    return fabs(line.theta - before);
}

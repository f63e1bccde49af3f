// A runner on a surface, or on gradients of the test's own. Include after test.h.
#ifndef RAVINE_TESTS_SIM_WALKER_H
#define RAVINE_TESTS_SIM_WALKER_H

#include "sim/rule.h"

#include <string.h>

struct walker {
    const struct rule *rule;
    double number[RULE_NUMBERS_MAX], carry[RULE_CARRY_MAX];
    double theta[2], state[2 * RULE_STATES_MAX];
    float theta_single[2], state_single[2 * RULE_STATES_MAX];
    uint64_t t;
};

static inline struct walker walker_at(const struct rule *rule, double x, double y)
{
    struct walker walker = {.rule = rule, .theta = {x, y}};
    walker.theta_single[0] = (float)x;
    walker.theta_single[1] = (float)y;
    for (int i = 0; rule->params[i].key; i++)
        walker.number[i] = rule->params[i].standard;
    for (int i = 0; i < RULE_CARRY_MAX; i++)
        walker.carry[i] = 1;
    return walker;
}

static inline void set_number(struct walker *walker, const char *key, double value)
{
    const int i = rule_number_index(walker->rule, key);
    assert_true(i >= 0);
    walker->number[i] = value;
}

static inline struct rule_step next_step(struct walker *walker)
{
    return (struct rule_step){walker->number, walker->number[0], walker->carry, ++walker->t};
}

static inline void take_step(struct walker *walker, const double gradient[])
{
    const struct rule_step step = next_step(walker);
    walker->rule->step_double(&step, walker->theta, gradient, walker->state, 2);
}

static inline void take_step_single(struct walker *walker, const double gradient[])
{
    const struct rule_step step = next_step(walker);
    const float single[2] = {(float)gradient[0], (float)gradient[1]};
    walker->rule->step_single(&step, walker->theta_single, single, walker->state_single, 2);
}

// ½(x² + 25y²), its cost multiplied by `scale`.
static inline void ravine_step(struct walker *walker, double scale)
{
    const double gradient[2] = {scale * walker->theta[0], scale * 25 * walker->theta[1]};
    take_step(walker, gradient);
}

static inline void ravine_step_single(struct walker *walker)
{
    const double gradient[2] = {walker->theta_single[0], 25 * walker->theta_single[1]};
    take_step_single(walker, gradient);
}

#endif

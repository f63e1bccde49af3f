// A runner of many parameters in both precisions, for rules that are typed. Include after test.h.
#ifndef RAVINE_TESTS_SIM_TYPED_WALKER_H
#define RAVINE_TESTS_SIM_TYPED_WALKER_H

#include "sim/rule_text.h"

#include <math.h>
#include <string.h>

enum { N = 300, STEPS = 300 }; // more than two blocks

struct walker {
    const struct rule *rule;
    double number[RULE_NUMBERS_MAX], carry[RULE_CARRY_MAX], single_carry[RULE_CARRY_MAX];
    double theta[N], state[N * RULE_STATES_MAX];
    float theta_single[N], state_single[N * RULE_STATES_MAX];
    uint64_t t;
};

static inline void start(struct walker *walker, const struct rule *rule)
{
    memset(walker, 0, sizeof *walker);
    walker->rule = rule;
    for (size_t i = 0; rule->params[i].key; i++)
        walker->number[i] = rule->params[i].standard;
    for (size_t k = 0; k < RULE_CARRY_MAX; k++)
        walker->carry[k] = walker->single_carry[k] = 1;
    for (size_t i = 0; i < N; i++)
        walker->theta_single[i] = (float)(walker->theta[i] = sin((double)i));
    for (size_t i = 0; i < N; i++)
        walker->theta[i] = (double)walker->theta_single[i];
}

static inline void take_step(struct walker *walker, double alpha, const double gradient[N])
{
    float single[N];
    for (size_t i = 0; i < N; i++)
        single[i] = (float)gradient[i];
    const struct rule_step step = {walker->number, alpha, walker->carry, ++walker->t, walker->rule};
    struct rule_step other = step;
    other.carry = walker->single_carry;
    walker->rule->step_double(&step, walker->theta, gradient, walker->state, N);
    walker->rule->step_single(&other, walker->theta_single, single, walker->state_single, N);
}

static inline struct walker *walk(const struct rule *rule, int steps)
{
    static struct walker walker;
    double gradient[N];
    start(&walker, rule);
    for (int k = 1; k <= steps; k++) {
        for (size_t i = 0; i < N; i++)
            gradient[i] = k + (double)i / 8;
        take_step(&walker, 0.5, gradient);
    }
    return &walker;
}

#endif

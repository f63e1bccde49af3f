// Rules: how a gradient becomes a step. Each is one const struct in a registry that the command
// line, the sliders, the tests and the help iterate over.
#ifndef RAVINE_SIM_RULE_H
#define RAVINE_SIM_RULE_H

#include "base/param.h"

#include <stddef.h>
#include <stdint.h>

enum { RULE_NUMBERS_MAX = 8, RULE_STATES_MAX = 4, RULE_CARRY_MAX = 4 };

// What a step is given besides vectors.
struct rule_step {
    const double *number; // in the order of the rule's params
    double alpha;         // the scheduled learning rate of this step (number[0] is α₀)
    double *carry;        // [RULE_CARRY_MAX] scalars the rule keeps, all 1 before the first step
                          // (running products such as β₁ᵗ)
    uint64_t t;           // 1, 2, 3, …
};

struct rule {
    const char *name;           // "adam"
    const char *title;          // "Adam"
    const char *formula;        // as people write it: "v ← β₁v + (1−β₁)g …"
    const char *source;         // author, year
    const struct param *params; // the first is always alpha; ends with a NULL key
    size_t states;              // state vectors of θ's dimension, all 0 before the first step
    const char *state_symbol[RULE_STATES_MAX]; // "v", "s"
    // theta[n] and gradient[n]; state[states·n], vector k at state + k·n.
    void (*step_double)(const struct rule_step *step, double theta[], const double gradient[],
                        double state[], size_t n);
    void (*step_single)(const struct rule_step *step, float theta[], const float gradient[],
                        float state[], size_t n);
};

// NULL-terminated.
extern const struct rule *const rules[];
extern const char *const rule_names[]; // in the same order, for a PARAM_CHOICE

const struct rule *rule_find(const char *name);

// The index of `key` in the rule's params (and so in number[]), or −1.
int rule_number_index(const struct rule *rule, const char *key);

#endif

// Rules: how a gradient becomes a step. Each is one const struct in a registry that the command
// line, the sliders, the tests and the help iterate over.
#ifndef RAVINE_SIM_RULE_H
#define RAVINE_SIM_RULE_H

#include "base/param.h"

#include <stddef.h>
#include <stdint.h>

enum { RULE_NUMBERS_MAX = 16, RULE_STATES_MAX = 8, RULE_CARRY_MAX = 4 };

struct rule;
struct rule_program;

// What a step is given besides vectors.
struct rule_step {
    const double *number;    // in the order of the rule's params
    double alpha;            // the scheduled learning rate of this step (number[0] is α₀)
    double *carry;           // [RULE_CARRY_MAX] scalars the rule keeps, all 1 before the first step
                             // (running products such as β₁ᵗ)
    uint64_t t;              // 1, 2, 3, …
    const struct rule *rule; // whose step it is; only those of one's own look
};

// What a term of a rule is to a picture, which chooses arrows and ellipses by it.
enum term_kind {
    TERM_GRADIENT,  // g, given
    TERM_FACTOR,    // a number for the whole step, the same on every axis
    TERM_SIZE,      // a number for this axis alone
    TERM_AVERAGE,   // of gradients
    TERM_SQUARES,   // average or sum of squares
    TERM_DIVISOR,   // what the step is divided by
    TERM_RATE,      // the learning rate that is left for this axis, α over the divisor
    TERM_DIRECTION, // where the step goes, before α
    TERM_DECAY,     // how far θ itself shrinks
    TERM_STEP,      // Δθ
    TERM_LINE,      // of a typed rule, none of these
};

// One line of a rule's working. The formula is written as people write it and is what is computed:
// rule_terms.h says what may stand in it. A symbol that is assigned stands for the new value from
// the next line on.
struct rule_term {
    enum term_kind kind;
    const char *symbol;  // "v̂"
    const char *formula; // "v / (1 − β₁ᵗ)"
    const char *key;     // the line holds while the choice with this key …
    int value;           // … has this value; of a number: 0 while it is 0, else 1. NULL: always
    const char *also;    // and while this one …
    int also_value;
};

struct rule {
    const char *name;           // "adam"
    const char *title;          // "Adam"
    const char *formula;        // as people write it: "v ← β₁v + (1−β₁)g …"
    const char *source;         // author, year
    const struct param *params; // the first is always alpha; ends with a NULL key
    // What a sensible α depends on. 0: on the objective's curvature, for a step is α times a
    // gradient or an average of gradients. Above 0: on how large the objective is, for a step is
    // about as long as α whatever the gradient; this share of the domain is a fine one. Below 0: on
    // neither; the standard is fine everywhere.
    double reach;
    bool hides_divisor; // divides within its lines, so that no line tells the rate that is left
    bool is_sum;        // steps by a sum of gradients, 1/(1−β₁) as long as their average
    size_t states;      // state vectors of θ's dimension, all 0 before the first step
    const char *state_symbol[RULE_STATES_MAX]; // "v", "s"
    const char *carry_symbol[RULE_CARRY_MAX];  // of the scalars that a term uses, before the step
    const struct rule_term *terms; // from g to Δθ, in the order they are worked out; ends with a
                                   // NULL symbol
    // theta[n] and gradient[n]; state[states·n], vector k at state + k·n.
    void (*step_double)(const struct rule_step *step, double theta[], const double gradient[],
                        double state[], size_t n);
    void (*step_single)(const struct rule_step *step, float theta[], const float gradient[],
                        float state[], size_t n);
    struct rule_program *program; // of a rule of one's own (rule_text.h); NULL of a shipped one
};

// NULL-terminated.
extern const struct rule *const rules[];
extern const char *const rule_names[]; // in the same order, for a PARAM_CHOICE

const struct rule *rule_find(const char *name);

// The index of `key` in the rule's params (and so in number[]), or −1.
int rule_number_index(const struct rule *rule, const char *key);

#endif

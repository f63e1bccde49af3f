// The working of one step: a rule's formula line by line, each line's value on every axis, and each
// line with its numbers in it.
//
// A formula is a sum of products as people write them: + − · / ( ) √ ² ^ ᵗ (to the power of t), ½,
// decimals, |x|, sign(x), max(x, y), min(x, y); factors side by side are multiplied, and a /
// divides by the one factor after it. Symbols: those of the rule's parameters (α is the scheduled
// rate of the step), t, θ, g, the rule's states and carries, all as they are before the step, and
// those that earlier lines have assigned.
#ifndef RAVINE_SIM_RULE_TERMS_H
#define RAVINE_SIM_RULE_TERMS_H

#include "sim/rule.h"

#include <stdbool.h>

enum { RULE_TERMS_MAX = 16 };

// Everything that a step is made from. Nothing of it is written.
struct rule_moment {
    const struct rule *rule;
    const double *number;           // in the order of the rule's params
    double alpha;                   // the scheduled learning rate of this step
    const double *carry;            // [RULE_CARRY_MAX] before the step
    uint64_t t;                     // 1, 2, 3, …
    size_t n;                       // dimension
    const double *theta, *gradient; // [n] before the step; what the step is given
    const double *state;            // [states·n] before the step, vector k at state + k·n
};

// The lines that hold with these numbers (form, bias correction), in order. Returns how many, at
// most RULE_TERMS_MAX.
size_t rule_terms(const struct rule *rule, const double number[],
                  const struct rule_term *term[RULE_TERMS_MAX]);

// The values of those lines on one axis, 0…n−1: value[k] is term k's. NaN where a formula cannot be
// read, and from there on.
void rule_terms_values(const struct rule_moment *moment, size_t axis, double value[RULE_TERMS_MAX]);

// Line `k` on one axis with this step's numbers in it, of at most `digits` digits each:
// "0.9·0.12 + 0.1·0.5 = 0.158". What is in brackets and the same on every axis is worked out. False
// (and an empty text) when there is no such line or `size` is too small.
bool rule_terms_show(const struct rule_moment *moment, size_t axis, size_t k, int digits,
                     char *text, size_t size);

// What a kind of term is, for people: "average of squared gradients".
const char *rule_term_title(enum term_kind kind);

#endif

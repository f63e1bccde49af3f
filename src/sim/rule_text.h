// A rule of one's own: lines as in a paper.
//
//   v = beta*v + (1-beta)*g
//   v(0) = g                                              where v begins; 0 where nothing is said
//   s = gamma*s + (1-gamma)*g^2
//   theta = theta - alpha*v/(sqrt(s/(1-gamma^t)) + eps)
//   beta = 0.9 in 0..1                                    a parameter, and the range of its slider
//
// What stands on the right is a formula (formula.h). Given are theta, g (the gradient at theta), t
// (the number of the step, from 1) and alpha (the scheduled learning rate of this step). Lines run
// from top to bottom, once for every element of theta. A name on the left stands for its new value
// in the lines below its own; read there or above, it is a state: its value of the step before.
// Every other name is a parameter; a line whose right side is a plain number says where it begins,
// with "in LOW..HIGH" its range. Greek letters are their names: β₁ is beta1, θ theta.
//
// theta is assigned once; some line depends on g; no name is assigned twice; g and t are not
// assigned, alpha only a number. A start value, v(0), is made of g, theta, alpha and parameters. At
// most 14 lines besides numbers and start values, 15 numbers besides alpha, 8 states; those that
// are the same for all elements, such as a product of betas, need no vector.
//
// rule_text.c reads, rule_assemble.c lays out, rule_describe.c writes the terms; rule_program.h is
// what comes of it, and rule_lanes.h its step.
#ifndef RAVINE_SIM_RULE_TEXT_H
#define RAVINE_SIM_RULE_TEXT_H

#include "sim/rule.h"

#include <stdbool.h>

struct rule_line {
    const char *name; // "v" or "v(0)"
    const char *text; // "beta*v + (1-beta)*g"
};

// Where a text is wrong: the index of the line, and the character in its text, from 1; character 0
// is the line's name. line == count: the lines as a whole (no line for theta).
struct rule_fault {
    size_t line, character;
    bool is_idle; // nothing else is wrong than that no line uses the number that it gives
};

// A rule like any other, counted: the caller releases it. `name` is the scene's, "mine". What is
// wrong is an error of one sentence, which names what the line is about, and *fault (may be NULL).
const struct rule *rule_compile(const char *name, const struct rule_line line[], size_t count,
                                struct rule_fault *fault, struct error *error);

// A shipped rule is held and released for nothing; NULL is fine. Any thread. Returns the rule.
const struct rule *rule_hold(const struct rule *rule);
void rule_release(const struct rule *rule);

bool rule_is_typed(const struct rule *rule);

#endif

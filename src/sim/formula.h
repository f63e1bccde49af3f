// A function as people write it on paper, as text: "(a − x)² + b·(y − x²)²", its value and its
// exact gradient.
//
//   choice  = test { "or" test }          test = same { "and" same }
//   same    = sum [ ("<" | ">" | "<=" | ">=" | "==" | "!=") sum ]
//   sum     = product { ("+" | "-") product }
//   product = factor { [ "*" | "/" ] factor }            2x y is 2·x·y, and 1/2x is (1/2)·x
//   factor  = ("+" | "-") factor | power
//   power   = raised [ "^" factor ]                      −x^2 is −(x²), 2^3^2 is 2^9
//   raised  = atom { superscript }                       βᵗ, too, where t is a name
//   atom    = number | name | call | "(" choice ")" | "|" choice "|" | "√" raised
//   call    = function [ power ] ( "(" list ")" | factors up to the next sign or function )
//
// Functions are abs, sqrt, cbrt, exp, expm1, log, ln, log1p, log2, log10, sin, cos, tan, asin,
// acos, atan, sinh, cosh, tanh, sigmoid, sign, floor, min, max, if(condition, then, else) and
// sum(i, from, to, term); constants are π, pi and e. Any other name is free: the caller gives its
// value.
//
// formula.c → formula_parse.c → formula_spelling.c → formula_graph.c; formula_lanes.c evaluates
// what formula.c lays out.
#ifndef RAVINE_SIM_FORMULA_H
#define RAVINE_SIM_FORMULA_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    FORMULA_LANES = 16,         // points at once
    FORMULA_NAME = 33,          // bytes of a name with its 0
    FORMULA_NAMES_MAX = 24,     // variables and free names
    FORMULA_VARIABLES_MAX = 16, // of them that differ from point to point
    FORMULA_DEPTH_MAX = 200,    // of parentheses, powers and signs within each other
    FORMULA_DIRECTIONS = 2,     // the gradient is along the first two variables
    FORMULA_KINKS_MAX = 16,     // of its operations whose kinks are told
};

struct formula;

// variables: their names, NULL-terminated. Names that are neither variables nor constants become
// parameters, in the order in which they come; a name that is made of variables alone is their
// product: "xy" is x·y. What is wrong is an error with one sentence, and *character (may be NULL)
// is its place in the text in characters, from 1. The caller destroys the formula.
struct formula *formula_parse(const char *text, const char *const variables[], size_t *character,
                              struct error *error);
void formula_destroy(struct formula *formula); // NULL is fine

// The parameters; their index is what `number` below is ordered by.
size_t formula_parameters(const struct formula *formula);
const char *formula_parameter(const struct formula *formula, size_t index);

// Whether the variable makes any difference.
bool formula_uses(const struct formula *formula, size_t variable);

// What depends on the parameters alone is computed once: uniform[formula_uniforms()] from
// number[formula_parameters()].
size_t formula_uniforms(const struct formula *formula);
void formula_bind(const struct formula *formula, const double number[], double uniform[]);

// At one point, variable[] in the order of the names. Of the gradient, gradient[2] is along the
// first two of them, by forward differentiation (dual numbers; Wengert 1964), exact but for
// rounding. At a kink it is that of one side, 0 for |x| and √(x²) at 0. Where the formula has no
// value the results are NaN, at a pole they are infinite. Any number of threads may evaluate.
double formula_value(const struct formula *formula, const double uniform[],
                     const double variable[]);
double formula_gradient(const struct formula *formula, const double uniform[],
                        const double variable[], double gradient[FORMULA_DIRECTIONS]);

// At FORMULA_LANES points: variable[k] are the values of variable k there. `gradient` may be NULL.
void formula_lanes(const struct formula *formula, const double uniform[],
                   const double *const variable[], double value[FORMULA_LANES],
                   double gradient[FORMULA_DIRECTIONS][FORMULA_LANES]);

// Where the formula may have a kink or a jump: each of these operations (abs, sign, floor, min,
// max, < and the like) has one where its argument is 0, or, is_stair, any whole number. At most
// FORMULA_KINKS_MAX.
size_t formula_kinks(const struct formula *formula);
bool formula_kink_is_stair(const struct formula *formula, size_t kink);
// Their arguments at FORMULA_LANES points.
void formula_kink_lanes(const struct formula *formula, const double uniform[],
                        const double *const variable[],
                        double argument[FORMULA_KINKS_MAX][FORMULA_LANES]);

// The names that cannot be free: functions and constants, NULL-terminated, and what they do.
struct formula_word {
    const char *name;      // "sqrt"
    const char *arguments; // "(x)"
    const char *what;
};
extern const struct formula_word formula_words[]; // ends with a NULL name

#endif

// Under the hood: what one step of a rule is made of, from rule_terms alone. No rule is named here.
//
// An axis is one number of θ; a moment has as many as are to be shown, at most HOOD_AXES_MAX. Who
// shows a few of many numbers makes a moment of those.
#ifndef RAVINE_LABS_KIT_HOOD_H
#define RAVINE_LABS_KIT_HOOD_H

#include "sim/rule_terms.h"

enum {
    HOOD_AXES_MAX = 2,
    HOOD_LINES_MAX = RULE_TERMS_MAX + 1,
    HOOD_STEMS_MAX = 120,
    HOOD_VECTORS_MAX = 3,
};

// ---- the table ----------------------------------------------------------------------------------

// A line of the table: a term of the rule, or at the end the new θ.
struct hood_line {
    enum term_kind kind;
    bool is_place; // the new θ; `kind` says nothing then
    const char *symbol, *formula;
    const char *title; // what it is, English
    double value[HOOD_AXES_MAX];
    char shown[HOOD_AXES_MAX][32];    // the value
    char working[HOOD_AXES_MAX][160]; // the formula with numbers; empty where it only repeats them
};

// All lines of a step in order, none left out, with numbers of at most `digits` digits. Returns how
// many.
size_t hood_lines(const struct rule_moment *moment, int digits,
                  struct hood_line lines[HOOD_LINES_MAX]);

// ---- arrows and the ellipse ---------------------------------------------------------------------

// An arrow from θ before the step, in units of θ.
struct hood_vector {
    enum term_kind kind; // TERM_GRADIENT, TERM_AVERAGE or TERM_STEP
    char label[48];      // "Δθ = −αv": what ends at the same place is one arrow
    double by[HOOD_AXES_MAX];
};

// The step first, then α times the average that it is made from and α times the gradient, both
// downhill, as far as they differ. Returns how many.
size_t hood_vectors(const struct rule_moment *moment, struct hood_vector vector[HOOD_VECTORS_MAX]);

// The learning rate that is left for each axis, rate[n]; false under a rule that has one α for all.
bool hood_rates(const struct rule_moment *moment, double rate[HOOD_AXES_MAX]);

// ---- stems --------------------------------------------------------------------------------------

// Gradients of the steps up to the moment's own.
struct hood_history {
    const double *gradient; // [count × n], the oldest first, the last one the moment's
    size_t count;           // at most as many as steps were made
};

// How the last 1/(1−β) gradients make up the average that a rule keeps, on one axis.
struct hood_stems {
    const char *symbol; // of the average, "v"
    double keep, take;  // v = keep·v + take·g
    size_t count;
    double part[HOOD_STEMS_MAX]; // take·keepᵏ·g of k steps back; part[0] is this step's
    double sum, up, down;        // of all parts, of those above and of those below 0
    double older;                // what is in the average from before
    double value;                // of the average: sum + older
    bool is_all;                 // nothing is older
};

// False where the rule keeps no such average, or there is no history.
bool hood_stems(const struct rule_moment *moment, const struct hood_history *history, size_t axis,
                struct hood_stems *stems);
// How many gradients there would be stems for under a rule with these numbers, 1/(1−β) of them or
// HOOD_STEMS_MAX; 0: it keeps no such average.
size_t hood_memory(const struct rule *rule, const double number[]);
bool hood_has_stems(const struct rule *rule, const double number[]);

#endif

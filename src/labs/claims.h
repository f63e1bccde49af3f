// What a scene claims, as tests of its own numbers: the lines of its section [claim].
//
//   NAME = TERM { and TERM } [ : what is claimed, for people ]
//   TERM = [ not ] EXPRESSION [ COMPARISON EXPRESSION { COMPARISON EXPRESSION } ]
//
// COMPARISON is < ≤ <= > ≥ >=, = for equal to nine digits and ≈ or ~ for equal within 5 %. A
// comparison with what has no value (NaN) is false; ∞ is a value: the steps to a cost that is never
// reached. A TERM without comparison holds where it is not 0: diverged(plain).
//
// An EXPRESSION is arithmetic (base/expression.h) over the lab's measures (struct lab_measure) and
// abs, min and max. A runner is named by its section, in quotes where it has blanks or a comma.
#ifndef RAVINE_LABS_CLAIMS_H
#define RAVINE_LABS_CLAIMS_H

#include "labs/lab.h"

#include <stdint.h>

enum { CLAIM_TERMS_MAX = 8 };

struct claim_term {
    double left, right;
    const char *comparison; // as it is written best: "≤"; NULL: the left side stands alone
    bool is_truth;          // then it is a yes or a no
    bool is_negated;        // "not"
    bool is_chained;        // its left side is the right one of the term before
    bool holds;
};

struct claim {
    const char *name, *value; // the scene's
    const char *words;        // the part of `value` for people; "" where there is none
    size_t length;            // bytes of `value` before its colon
    struct claim_term term[CLAIM_TERMS_MAX];
    size_t count;
    bool holds;
    // A measure depends on this machine's clock: where it does not hold, the machine may be why.
    bool is_clock;
    uint64_t seed; // of the worst case, whose sides the terms have
};

struct claims {
    struct scene scene; // what the texts of the claims point into
    struct claim *claim;
    size_t count, seeds; // that were tried
};

// Measures that every lab has, for the help page; end with a NULL name and have no `of`.
extern const struct lab_measure claims_common[];

// Whether every line of [claim] reads: its arithmetic, and the names of its measures. What its
// arguments name may be missing: a runner that has been taken away leaves the scene one that opens.
// Errors carry file and line and name the nearest measure.
bool claims_check(const struct lab_type *type, const struct scene *scene, struct error *error);

struct claims_setup {
    const struct lab_type *type;
    const struct scene *scene; // passed lab_check
    size_t seeds;              // 0 or 1: the scene's own; more: the following ones as well
    int threads;               // 0 = as many as the machine has to offer
    bool skips_clock;          // claims about the clock are left out of the list
    // Called while it computes: which share of all is there (NaN: nobody knows). May be NULL.
    void (*await)(void *user, double share);
    void *user;
};

// Runs the scene to its end, for each seed where seeds make a difference, and judges its claims; of
// several seeds each claim's worst is kept, which is where it fails, or holds by the least. Error:
// a scene that does not open, and a claim that names a runner or an axis that is not there, with
// file and line and the nearest one. On failure *claims is empty.
bool claims_measure(const struct claims_setup *setup, struct claims *claims, struct error *error);
void claims_clear(struct claims *claims);

// Who asks for a number or a yes or no of a run, beside what a scene claims.
struct claims_of {
    const struct lab_type *type;
    const struct scene *scene;
    struct lab *lab; // open, has run to its end; NULL: it is only read, and the value means nothing
    const char *member; // whom "r" stands for, without its kind; NULL: nobody
    bool finds;         // without a lab, members and axes have to be there all the same
};

// An EXPRESSION, and TERM { and TERM }. Errors say what is wrong, without a place.
bool claims_value(const struct claims_of *of, const char *text, double *value, struct error *error);
bool claims_holds(const struct claims_of *of, const char *text, bool *holds, struct error *error);

// A side of a term: "0.0123" with three digits, "1437" where it is whole, "∞", "–" where it has no
// value.
void claims_show(double side, char text[32]);

#endif

// Arithmetic that people type where a number is asked for.
#ifndef RAVINE_BASE_EXPRESSION_H
#define RAVINE_BASE_EXPRESSION_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

// Parentheses, powers and signs within each other; more is refused.
enum { EXPRESSION_DEPTH_MAX = 64 };

// The value of a whole text such as "1e-3", "1/25", "0.9^2", "2*pi" or "sqrt(0.1)": numbers with a
// decimal point, pi, sqrt, exp, ln, parentheses, + - * / ^ and the signs − × · ÷ π √. ^ binds
// tightest and to the right, so that -2^2 is −4. Error: anything else, and what is no finite number
// (1/0); the message points at the character where it goes wrong, counted from 1.
bool expression_read(const char *text, double *value, struct error *error);

// Of a text that is no number but computes one, what to write where numbers are written out, as the
// end of a sentence: "; 1/25 is 0.04: write 0.04". Else empty.
void expression_hint(const char *text, char hint[160]);

// ---- with names ---------------------------------------------------------------------------------

enum { EXPRESSION_ARGUMENTS_MAX = 8, EXPRESSION_WORD = 72 };

// What stands between the parentheses of a name: a word, or arithmetic.
struct expression_argument {
    char word[EXPRESSION_WORD]; // without its quotes; empty where arithmetic is asked for
    double number;
};

// The names that an expression may have beside its own: "steps_to(plain, 0.01)", "days".
struct expression_names {
    void *context;
    // One letter an argument of the name: w a word, n arithmetic; those behind a '?' may be left
    // out. "" is a name without parentheses. NULL with `error`: there is none of that name.
    const char *(*arguments)(void *context, const char *name, struct error *error);
    // Its value, which may be infinite, or NaN where there is none. False with `error`: an argument
    // that is none.
    bool (*value)(void *context, const char *name, const struct expression_argument argument[],
                  size_t count, double *value, struct error *error);
};

// The value of the longest expression that begins at *at, a place in `text`; *at becomes the place
// behind it, blanks passed over. A name is letters, digits and _; a word everything up to the next
// , or ), or whatever stands in quotes. With names what is not finite is a value like any other.
// Errors count characters from the beginning of `text`.
bool expression_part(const char *text, const char **at, const struct expression_names *names,
                     double *value, struct error *error);

#endif

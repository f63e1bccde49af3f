// Arithmetic that people type where a number is asked for.
#ifndef RAVINE_BASE_EXPRESSION_H
#define RAVINE_BASE_EXPRESSION_H

#include "base/error.h"

#include <stdbool.h>

// Parentheses, powers and signs within each other; more is refused.
enum { EXPRESSION_DEPTH_MAX = 64 };

// The value of a whole text such as "1e-3", "1/25", "0.9^2", "2*pi" or "sqrt(0.1)": numbers with a
// decimal point, pi, sqrt, exp, ln, parentheses, + - * / ^ and the signs − × · ÷ π √. ^ binds
// tightest and to the right, so that -2^2 is −4. Error: anything else, and what is no finite number
// (1/0); the message points at the character where it goes wrong, counted from 1.
bool expression_read(const char *text, double *value, struct error *error);

#endif

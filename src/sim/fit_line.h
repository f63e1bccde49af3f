// The mean loss of a fit along a line of the plane, for pictures of it: where the model is linear
// in an unknown, model = p(x)·u + q(x), one pass over the data tells all of the line.
//
//   squares       a parabola in u, about its own lowest place
//   abs, huber    a parabola between the places where a residual comes to 0 or ±δ: each row adds
//                 what it changes there
//   logistic      log(1 + e^z) of a table, by cubics (error below 1e-10), as z goes on
#ifndef RAVINE_SIM_FIT_LINE_H
#define RAVINE_SIM_FIT_LINE_H

#include "base/error.h"
#include "sim/fit_data.h"
#include "sim/fit_loss.h"
#include "sim/formula.h"

#include <stdbool.h>

struct fit_softplus;

struct fit_line_of {
    const struct formula *formula; // of the unknowns and x
    const double *uniform;
    const struct fit_data *data;
    const struct fit_softplus *softplus; // NULL except for logistic
    enum fit_loss loss;
    double delta;
};

enum { FIT_LINE_MAX = 512 }; // places at once

// The mean loss where the unknown `axis`, in which the model is linear, is u[count], ascending, and
// the other one is `other`; against the direct sum within 1e-12 (squares) or 1e-9 of it and of the
// largest on the line. False, value[] undefined, where that cannot be promised: numbers that are
// not finite, or more than FIT_LINE_MAX.
bool fit_line(const struct fit_line_of *of, int axis, const double u[], double other, size_t count,
              double value[]);

struct fit_softplus *fit_softplus_create(struct error *error); // log(1 + e^z)
void fit_softplus_destroy(struct fit_softplus *softplus);      // NULL is fine

#endif

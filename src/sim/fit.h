// A model of one's own over two columns, y ≈ model(x), as an objective of its two unknowns: the
// mean loss J(θ) = 1/m Σ ℓ(model(xᵢ; θ), yᵢ), with ℓ of sim/fit_loss.h.
//
// fit.c → fit_data.c, fit_line.c, formula_linear.c, fit_survey.c → formula_survey.c
#ifndef RAVINE_SIM_FIT_H
#define RAVINE_SIM_FIT_H

#include "base/error.h"
#include "sim/fit_loss.h"
#include "sim/formula.h"
#include "sim/objective.h"

#include <stdbool.h>

// Different values of x, each of which costs an evaluation at every point of a contour.
enum { FIT_VALUES_MAX = 20000 };

struct fit_setup {
    struct formula *formula; // of three variables: the unknowns, then x
    const double *number;    // [formula_parameters()]: the values of its other names
    const double *x, *y;     // [rows], copied
    size_t rows;
    enum fit_loss loss;
    double delta;     // of huber
    bool standardize; // x becomes (x − mean)/deviation
    // One with the plane of a fit of the same setup, which is taken over; NULL: it is looked for.
    const struct objective *alike;
};

// The gradient is exact, by forward differentiation (sim/formula.h); batches are rows. The full
// cost goes over the different values of x, not over the rows. Domain, start, step size and minima
// are found numerically. Takes the formula over, on failure too. Error (NULL): fewer than 2 rows;
// too many values; a model that x is missing from; an x that cannot be standardized; labels of
// logistic other than 0 and 1, or of one kind only; memory.
struct objective *fit_create(const struct fit_setup *setup, struct error *error);

// x[rows] and y[rows] as it computes with them, in the order of the table.
void fit_examples(const struct objective *objective, const double **x, const double **y);

#endif

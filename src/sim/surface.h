// Cost surfaces of two parameters, with analytic gradients.
#ifndef RAVINE_SIM_SURFACE_H
#define RAVINE_SIM_SURFACE_H

#include "base/error.h"
#include "base/param.h"
#include "sim/objective.h"

enum { SURFACE_NUMBERS_MAX = 4 };

struct surface {
    const char *name;    // "ravine"
    const char *title;   // "Ravine"
    const char *formula; // "½(x² + κy²)"
    // The same of these numbers, with their symbols, where that is another one; NULL: never.
    const char *(*written)(const double number[]);
    const char *source;         // where the formula comes from
    const char *hint;           // one line: what there is to see
    const struct param *params; // its own numbers (condition, angle), at most SURFACE_NUMBERS_MAX;
                                // ends with a NULL key
    double low[2], high[2], start[2];
    double alpha; // a step size with which plain gradient descent behaves from `start`
    // number[] in the order of params. theta[2].
    double (*cost)(const double number[], const double theta[]);
    // Writes gradient[2] and returns the cost.
    double (*gradient)(const double number[], const double theta[], double gradient[]);
    // Writes the known minima, the global ones first, and may move the objective's domain, start
    // and alpha (which hold the values above) to where number[] puts them. NULL where there are
    // none.
    void (*minima)(const double number[], struct objective *objective);
};

// NULL-terminated, in the order people should see them.
extern const struct surface *const surfaces[];
extern const char *const surface_names[]; // in the same order, for a PARAM_CHOICE

// What a scene may name: the same, then SURFACE_FORMULA, which is a function of its own.
#define SURFACE_FORMULA "formula"
extern const char *const surface_words[];

// NULL when there is none of that name.
const struct surface *surface_find(const char *name);

// The surface as an objective, under the per-example noise of noise_create (m = examples, σ =
// sigma). number[] in the order of surface->params. m = 1 has no noise. NULL on failure.
struct objective *surface_objective_create(const struct surface *surface, const double number[],
                                           size_t examples, double sigma, uint64_t seed,
                                           struct error *error);

#endif

// A race as a description from which a program in another language can be written: what a lab hands
// over (lab_type.program), and nothing of how it is shown.
//
// What is pointed to belongs to the lab, or is constant; it is there until the lab is opened again.
#ifndef RAVINE_LABS_PROGRAM_H
#define RAVINE_LABS_PROGRAM_H

#include "scene/scene.h"
#include "sim/fit.h"
#include "sim/formula.h"
#include "sim/network.h"
#include "sim/objective.h"
#include "sim/stepper.h"

enum { PROGRAM_RUNNERS_MAX = 64 };

enum program_kind {
    PROGRAM_FORMULA,   // J is a formula of x and y
    PROGRAM_QUADRATIC, // J(θ) = ½ Σ κᵢθᵢ²
    PROGRAM_LINE,      // J(w, b) = 1/2m Σ (w·xᵢ + b − yᵢ)²
    PROGRAM_FIT,       // the mean loss of a model of two unknowns
    PROGRAM_NETWORK,   // θ are the weights of a network
};

// A number by name, as the formula has it.
struct program_number {
    const char *name;
    double value;
};

// What is minimised. The fields of one kind are empty in the others.
struct program_objective {
    enum program_kind kind;
    char name[200]; // for people: "Rosenbrock"

    // PROGRAM_FORMULA: as sim/formula.h reads it, of x, y and the numbers.
    const char *formula;
    struct program_number number[FORMULA_NAMES_MAX];
    size_t numbers;

    double condition; // PROGRAM_QUADRATIC: κᵢ = condition^((i−1)/(n−1))

    // PROGRAM_LINE and PROGRAM_FIT: example i is x[i·stride], y[i·stride]. The formula of a fit is
    // the model's, of the unknowns, x and the numbers.
    const double *x, *y;
    size_t stride;
    char unknown[2][FORMULA_NAME];
    enum fit_loss loss;
    double delta;

    // All but a network: θ, and what makes examples differ. An example's cost is J(θ) + noise·⟨its
    // tilt, θ⟩; the mean of all of them is J.
    size_t dimension;
    double start[OBJECTIVE_PLANE_MAX];
    const double *tilt; // [m × dimension]; NULL: none
    double noise;

    // PROGRAM_NETWORK
    const struct network *network;
    const float *weights; // θ at the start, as sim/network.h lays it out
    bool starts_at_zero;
    const struct network_data *train, *test;
    size_t scores; // full costs an epoch

    size_t examples; // m
};

struct program {
    struct program_objective objective;
    uint64_t seed;                         // names the shuffles
    size_t steps;                          // of each runner; 0: as many as `epochs` have
    size_t epochs;                         // of a network
    const char *name[PROGRAM_RUNNERS_MAX]; // as the table has it
    // The lines of a runner's rule, a key each, where it is of the scene's own; NULL: it ships.
    const struct scene_section *lines[PROGRAM_RUNNERS_MAX];
    const struct runner *runner; // [runners]
    size_t runners;
};

#endif

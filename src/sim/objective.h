// An objective: the mean cost of m examples, J(θ) = 1/m Σ Jᵢ(θ). Surfaces, regressions and
// networks stand behind this one interface.
#ifndef RAVINE_SIM_OBJECTIVE_H
#define RAVINE_SIM_OBJECTIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OBJECTIVE_MINIMA_MAX = 32, OBJECTIVE_PLANE_MAX = 16, OBJECTIVE_KINKS_MAX = 16 };

struct objective;

// What every kind of objective can do. All functions only read the objective, as its callers see
// it: any number of threads may call them at once.
struct objective_type {
    const char *name; // "surface"
    // J(θ) over all m examples. theta[dimension].
    double (*cost)(const struct objective *objective, const double theta[]);
    // Mean cost and mean gradient over a batch. batch[count] holds example numbers 0…m−1; NULL
    // means all m. Writes gradient[dimension], returns the batch cost.
    double (*gradient)(const struct objective *objective, const double theta[],
                       const uint32_t batch[], size_t count, double gradient[]);
    void (*destroy)(struct objective *objective);
    // J of two parameters at (x[i], y), i < count, of an objective that is_upright at (y, x[i]),
    // faster than one by one where x ascends. NULL: one by one.
    void (*costs)(const struct objective *objective, const double x[], double y, size_t count,
                  double value[]);
    // The arguments of its kinks there: value[k][i] for k < objective->kinks. NULL: it has none.
    void (*kinks)(const struct objective *objective, const double x[], double y, size_t count,
                  double *const value[]);
    // objective_draw. NULL: nothing is left to be drawn.
    bool (*draw)(const struct objective *objective, size_t amount);
};

// The common head of every objective.
struct objective {
    const struct objective_type *type;
    size_t dimension;
    size_t examples; // m ≥ 1
    size_t work;     // multiply-adds of one example's gradient; 0: not counted, it is one formula
    bool is_slow;    // J goes over the examples: a picture takes it at fewer points
    bool is_upright; // type->costs goes along the second parameter
    // What a picture needs, on the plane of the first and the last of θ. At most
    // OBJECTIVE_PLANE_MAX parameters have one; those between are 0 at every minimum.
    double low[2], high[2]; // the domain worth looking at
    double start[2];        // a sensible start
    double alpha; // a step size with which plain gradient descent behaves from there; 0 = unknown
    bool are_minima_found; // by a search, which may have missed some; else they are known
    // Functions of the plane, type->kinks: J may have a kink or a jump where one of them is 0, or,
    // where a bit of `stairs` says so, a whole number.
    size_t kinks;
    uint32_t stairs;
    size_t minimum_count; // known minima, the global ones first
    struct minimum {
        double theta[2];
        double cost;
        int is_global;
    } minimum[OBJECTIVE_MINIMA_MAX];
};

// θ[dimension] of a start that is given on the plane: what lies between the first and the last of θ
// lies between the two numbers, evenly.
void objective_spread(const struct objective *objective, const double start[2], double theta[]);

// J where the first and the last of θ are at[2] and those between are 0.
double objective_plane_cost(const struct objective *objective, const double at[2]);

// The same at (x[i], y), i < count, of one that is_upright at (y, x[i]): value[count].
void objective_plane_costs(const struct objective *objective, const double x[], double y,
                           size_t count, double value[]);

// How far θ[dimension] is from a minimum.
double objective_away(const struct objective *objective, const double theta[],
                      const struct minimum *minimum);

// The curvature of J along each direction at θ[dimension], ∂²J/∂θᵢ², by differences of gradients:
// exact for a quadratic but for rounding. curvature[dimension].
void objective_curvatures(const struct objective *objective, const double theta[],
                          double curvature[]);

// An objective may leave random numbers of its examples undrawn until somebody looks at some of
// them, who waits for all. Draws about `amount` more ahead of that; true while some are left.
bool objective_draw(const struct objective *objective, size_t amount);

// NULL is fine.
void objective_destroy(struct objective *objective);

#endif

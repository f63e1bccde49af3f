// What the files with the rules' steps share: the list of the rules, where each keeps its numbers,
// and the scalars of a step. rule_steps.h is included after it, for each precision and each kind of
// processor.
#ifndef RAVINE_SIM_RULE_SCALARS_H
#define RAVINE_SIM_RULE_SCALARS_H

#include "base/maths.h"
#include "sim/rule.h"

#include <math.h>
#include <stdbool.h>

// One row a rule, in the order people should see them.
#define RULES(ROW)                                                                                 \
    ROW(gd)                                                                                        \
    ROW(momentum)                                                                                  \
    ROW(heavyball)                                                                                 \
    ROW(nesterov)                                                                                  \
    ROW(adagrad)                                                                                   \
    ROW(adadelta)                                                                                  \
    ROW(rmsprop)                                                                                   \
    ROW(adam)                                                                                      \
    ROW(adamax)                                                                                    \
    ROW(amsgrad)                                                                                   \
    ROW(nadam)                                                                                     \
    ROW(radam)                                                                                     \
    ROW(adamw)                                                                                     \
    ROW(signsgd)                                                                                   \
    ROW(lion)                                                                                      \
    ROW(rprop)

// Where each rule keeps its numbers; number[0] is α₀ in all of them.
enum { GD_WEIGHT_DECAY = 1 };
enum { MOMENTUM_BETA1 = 1, MOMENTUM_FORM, MOMENTUM_BIAS_CORRECTION, MOMENTUM_WEIGHT_DECAY };
enum { HEAVYBALL_BETA1 = 1 };
enum { NESTEROV_BETA1 = 1 };
enum { ADAGRAD_EPSILON = 1 };
enum { SQUARES_BETA2 = 1, SQUARES_EPSILON }; // adadelta, rmsprop
enum { RMSPROP_EPSILON_PLACE = SQUARES_EPSILON + 1 };
// adamax, amsgrad, nadam, radam and adamw begin like adam.
enum { ADAM_BETA1 = 1, ADAM_BETA2, ADAM_EPSILON, ADAM_BIAS_CORRECTION, ADAM_EPSILON_PLACE };
enum { ADAMW_WEIGHT_DECAY = ADAM_EPSILON_PLACE + 1 };
enum { NADAM_MOMENTUM_DECAY = ADAM_EPSILON + 1 };
enum { LION_BETA1 = 1, LION_BETA2 };
enum { RPROP_GROW = 1, RPROP_SHRINK, RPROP_MOST, RPROP_LEAST };

enum { FORM_EWA, FORM_CLASSIC };
enum { EPSILON_OUTSIDE, EPSILON_INSIDE };

// ---- scalars of a step --------------------------------------------------------------------------

// *carry ← *carry · factor. All of these products are used as 1 − product, so one below 1e-20 is as
// good as 0. It has to become 0: left alone, it would end in the denormal numbers, whose arithmetic
// is a hundred times slower, and stay there.
static inline double carry_on(double *carry, double factor)
{
    const double product = *carry * factor;
    return *carry = product < 1e-20 ? 0 : product;
}

// 1 − βᵗ, the weight that an average has gathered since it began at 0; 1 where the rule's number
// `switch_index` turns bias correction off.
static inline double grown_weight(const struct rule_step *step, int switch_index, double beta,
                                  double *carry)
{
    return step->number[switch_index] != 0 ? 1 - carry_on(carry, beta) : 1;
}

struct adam_scalars {
    double beta1, beta2;
    double rate;   // α / (1 − β₁ᵗ)
    double scale;  // 1 / √(1 − β₂ᵗ)
    double square; // 1 / (1 − β₂ᵗ)
};

static inline struct adam_scalars adam_scalars(const struct rule_step *step)
{
    const double beta1 = step->number[ADAM_BETA1], beta2 = step->number[ADAM_BETA2];
    const double grown1 = grown_weight(step, ADAM_BIAS_CORRECTION, beta1, &step->carry[0]);
    const double grown2 = grown_weight(step, ADAM_BIAS_CORRECTION, beta2, &step->carry[1]);
    return (struct adam_scalars){beta1, beta2, step->alpha / grown1, 1 / sqrt(grown2), 1 / grown2};
}

struct nadam_scalars {
    double now;   // factor of g: α(1 − μₜ) / (1 − Πμ)
    double next;  // factor of v: αμₜ₊₁ / (1 − Πμ·μₜ₊₁)
    double scale; // 1 / √(1 − β₂ᵗ)
};

// Dozat 2016 with the warming momentum μₜ = β₁(1 − ½·0.96^(tψ)), as PyTorch 2 has it. Πμ = μ₁…μₜ;
// the factor of v looks one step ahead and so divides by 1 − μ₁…μₜ₊₁. The carries are Πμ and
// 0.96^(tψ). Powers are taken anew each step, each once: where Nadam swings at the edge of
// stability, an error in them grows until it shows.
static inline struct nadam_scalars nadam_scalars(const struct rule_step *step)
{
    const double beta1 = step->number[ADAM_BETA1], beta2 = step->number[ADAM_BETA2];
    const double psi = step->number[NADAM_MOMENTUM_DECAY], t = (double)step->t;
    double *carry = step->carry;
    if (step->t == 1)
        carry[1] = maths_pow(0.96, psi);
    const double mu = beta1 * (1 - 0.5 * carry[1]);
    carry[1] = maths_pow(0.96, (t + 1) * psi);
    const double mu_next = beta1 * (1 - 0.5 * carry[1]);
    const double product = carry_on(&carry[0], mu);
    return (struct nadam_scalars){
        .now = step->alpha * (1 - mu) / (1 - product),
        .next = step->alpha * mu_next / (1 - product * mu_next),
        .scale = 1 / sqrt(1 - maths_pow(beta2, t)),
    };
}

struct radam_scalars {
    bool is_known; // the variance: s may divide
    double rate;   // α / (1 − β₁ᵗ), times q√(1 − β₂ᵗ) where the variance is known
};

// Liu et al. 2020, algorithm 2, with the threshold of PyTorch, 5 for the paper's 4. Powers are
// taken anew each step: ρₜ is a small difference of large numbers.
static inline struct radam_scalars radam_scalars(const struct rule_step *step)
{
    const double t = (double)step->t, grown1 = 1 - maths_pow(step->number[ADAM_BETA1], t);
    const double beta2 = step->number[ADAM_BETA2], power = maths_pow(beta2, t);
    const double rho_end = fmax(5, 2 / (1 - beta2) - 1);
    const double rho = rho_end - 2 * t * power / (1 - power);
    if (!(rho > 5))
        return (struct radam_scalars){false, step->alpha / grown1};
    const double q = sqrt((rho - 4) * (rho - 2) * rho_end / ((rho_end - 4) * (rho_end - 2) * rho));
    return (struct radam_scalars){true, step->alpha / grown1 * q * sqrt(1 - power)};
}

#endif

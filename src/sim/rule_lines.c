#include "sim/rule_lines.h"

// A line a row. First those that several rules share.

// clang-format off
#define GRADIENT TERM_GRADIENT, "g", "g"
#define AVERAGE  TERM_AVERAGE, "v", "β₁v + (1 − β₁)g"
#define SQUARES  TERM_SQUARES, "s", "β₂s + (1 − β₂)g²"
#define RATE     TERM_RATE, "η", "α / r"
// L2 in the gradient, of the rules that have their weight decay there.
#define PENALTY  TERM_GRADIENT, "g", "g + λθ", "weight_decay", 1

const struct rule_term gd_terms[] = {
    {GRADIENT},
    {PENALTY},
    {TERM_STEP, "Δθ", "−αg"},
    {0},
};
const struct rule_term momentum_terms[] = {
    {GRADIENT},
    {PENALTY},
    {TERM_AVERAGE, "v", "β₁v + (1 − β₁)g", "form", FORM_EWA},
    {TERM_AVERAGE, "v", "β₁v + g", "form", FORM_CLASSIC},
    {TERM_AVERAGE, "v̂", "v / (1 − β₁ᵗ)", "bias_correction", 1},
    {TERM_STEP, "Δθ", "−αv̂", "bias_correction", 1},
    {TERM_STEP, "Δθ", "−αv", "bias_correction", 0},
    {0},
};
const struct rule_term heavyball_terms[] = {
    {GRADIENT},
    {TERM_DIRECTION, "v", "β₁v + αg"}, // α is in it: no average of gradients
    {TERM_STEP, "Δθ", "−v"},
    {0},
};
const struct rule_term nesterov_terms[] = {
    {GRADIENT},
    {TERM_AVERAGE, "v", "β₁v + g"},
    {TERM_DIRECTION, "d", "g + β₁v"},
    {TERM_STEP, "Δθ", "−αd"},
    {0},
};
const struct rule_term adagrad_terms[] = {
    {GRADIENT},
    {TERM_SQUARES, "s", "s + g²"},
    {TERM_DIVISOR, "r", "√s + ε"},
    {RATE},
    {TERM_STEP, "Δθ", "−αg / r"},
    {0},
};
const struct rule_term adadelta_terms[] = {
    {GRADIENT},
    {SQUARES},
    {TERM_DIVISOR, "r", "√(s + ε)"},
    {TERM_RATE, "η", "α√(u + ε) / r"},
    {TERM_DIRECTION, "d", "g√(u + ε) / r"},
    {TERM_SQUARES, "u", "β₂u + (1 − β₂)d²"},
    {TERM_STEP, "Δθ", "−αd"},
    {0},
};
const struct rule_term rmsprop_terms[] = {
    {GRADIENT},
    {SQUARES},
    {TERM_DIVISOR, "r", "√s + ε", "epsilon_place", EPSILON_OUTSIDE},
    {TERM_DIVISOR, "r", "√(s + ε)", "epsilon_place", EPSILON_INSIDE},
    {RATE},
    {TERM_STEP, "Δθ", "−αg / r"},
    {0},
};

// Adam's lines up to the effective rate.
#define ADAM_TERMS \
    {GRADIENT}, \
    {AVERAGE}, \
    {TERM_AVERAGE, "v̂", "v / (1 − β₁ᵗ)", "bias_correction", 1}, \
    {SQUARES}, \
    {TERM_SQUARES, "ŝ", "s / (1 − β₂ᵗ)", "bias_correction", 1}, \
    {TERM_DIVISOR, "r", "√ŝ + ε", "bias_correction", 1, "epsilon_place", EPSILON_OUTSIDE}, \
    {TERM_DIVISOR, "r", "√s + ε", "bias_correction", 0, "epsilon_place", EPSILON_OUTSIDE}, \
    {TERM_DIVISOR, "r", "√(ŝ + ε)", "bias_correction", 1, "epsilon_place", EPSILON_INSIDE}, \
    {TERM_DIVISOR, "r", "√(s + ε)", "bias_correction", 0, "epsilon_place", EPSILON_INSIDE}, \
    {RATE}

const struct rule_term adam_terms[] = {
    ADAM_TERMS,
    {TERM_STEP, "Δθ", "−αv̂ / r", "bias_correction", 1},
    {TERM_STEP, "Δθ", "−αv / r", "bias_correction", 0},
    {0},
};
const struct rule_term adamax_terms[] = {
    {GRADIENT},
    {AVERAGE},
    {TERM_AVERAGE, "v̂", "v / (1 − β₁ᵗ)"},
    {TERM_DIVISOR, "u", "max(β₂u, |g| + ε)"},
    {TERM_RATE, "η", "α / u"},
    {TERM_STEP, "Δθ", "−αv̂ / u"},
    {0},
};
const struct rule_term adamw_terms[] = {
    ADAM_TERMS,
    {TERM_DECAY, "w", "−αλθ"},
    {TERM_STEP, "Δθ", "w − αv̂ / r", "bias_correction", 1},
    {TERM_STEP, "Δθ", "w − αv / r", "bias_correction", 0},
    {0},
};
const struct rule_term amsgrad_terms[] = {
    {GRADIENT},
    {AVERAGE},
    {TERM_AVERAGE, "v̂", "v / (1 − β₁ᵗ)", "bias_correction", 1},
    {SQUARES},
    {TERM_SQUARES, "ŝ", "max(ŝ, s)"},
    {TERM_DIVISOR, "r", "√(ŝ / (1 − β₂ᵗ)) + ε", "bias_correction", 1},
    {TERM_DIVISOR, "r", "√ŝ + ε", "bias_correction", 0},
    {RATE},
    {TERM_STEP, "Δθ", "−αv̂ / r", "bias_correction", 1},
    {TERM_STEP, "Δθ", "−αv / r", "bias_correction", 0},
    {0},
};
const struct rule_term nadam_terms[] = {
    {GRADIENT},
    {TERM_FACTOR, "μₜ", "β₁(1 − ½·0.96^(tψ))"},
    {TERM_FACTOR, "μₜ₊₁", "β₁(1 − ½·0.96^((t + 1)ψ))"},
    {TERM_FACTOR, "μ₁…μₜ", "μ₁…μₜ₋₁·μₜ"},
    {AVERAGE},
    {TERM_AVERAGE, "v̂", "(1 − μₜ)g / (1 − μ₁…μₜ) + μₜ₊₁v / (1 − μ₁…μₜ·μₜ₊₁)"},
    {SQUARES},
    {TERM_SQUARES, "ŝ", "s / (1 − β₂ᵗ)"},
    {TERM_DIVISOR, "r", "√ŝ + ε"},
    {RATE},
    {TERM_STEP, "Δθ", "−αv̂ / r"},
    {0},
};
// With β₂ below 2/3 the variance is never known well enough; ρ∞ is held at 5 there, where the paper's
// is less: nothing but h depends on it then, and h is 0 for both.
const struct rule_term radam_terms[] = {
    {GRADIENT},
    {AVERAGE},
    {TERM_AVERAGE, "v̂", "v / (1 − β₁ᵗ)"},
    {SQUARES},
    {TERM_FACTOR, "ρ∞", "max(5, 2 / (1 − β₂) − 1)"},
    {TERM_FACTOR, "ρₜ", "ρ∞ − 2tβ₂ᵗ / (1 − β₂ᵗ)"},
    {TERM_FACTOR, "h", "max(0, sign(ρₜ − 5))"},
    {TERM_FACTOR, "q", "√(max(0, (ρₜ − 4)(ρₜ − 2)ρ∞) / ((ρ∞ − 4)(ρ∞ − 2)max(1, ρₜ)))"},
    {TERM_DIVISOR, "r", "(√s + ε) / √(1 − β₂ᵗ)"},
    {TERM_RATE, "η", "α(1 − h + hq / r)"},
    {TERM_STEP, "Δθ", "−ηv̂"},
    {0},
};
const struct rule_term signsgd_terms[] = {
    {GRADIENT},
    {TERM_STEP, "Δθ", "−α·sign(g)"},
    {0},
};
const struct rule_term lion_terms[] = {
    {GRADIENT},
    {TERM_AVERAGE, "c", "β₁v + (1 − β₁)g"},
    {TERM_STEP, "Δθ", "−α·sign(c)"},
    {TERM_AVERAGE, "v", "β₂v + (1 − β₂)g"},
    {0},
};
// m is 1 before the first step, where its state is still 0.
const struct rule_term rprop_terms[] = {
    {GRADIENT},
    {TERM_SIZE, "c", "sign(gp)"},
    {TERM_SIZE, "m", "max(m₋, min(m₊, (m + (1 − sign(t − 1)))(1 + (η₊ − 1)max(0, c) − (1 − η₋)max(0, −c))))"},
    {TERM_DIRECTION, "d", "g·sign(1 + c)"},
    {TERM_DIRECTION, "p", "d"},
    {TERM_RATE, "η", "αm"},
    {TERM_STEP, "Δθ", "−η·sign(d)"},
    {0},
};
// clang-format on

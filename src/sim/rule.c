#include "sim/rule.h"

#include "sim/rule_lines.h"
#include "sim/rule_scalars.h"

#include <string.h>

static const char *const forms[] = {"ewa", "classic", NULL};
static const char *const off_on[] = {"off", "on", NULL};
static const char *const epsilon_places[] = {"outside", "inside", NULL};

// ---- steps --------------------------------------------------------------------------------------

#define IS_SINGLE 0
#include "sim/precision.h"
#include "sim/rule_steps.h"

#define IS_SINGLE 1
#include "sim/precision.h"
#include "sim/rule_steps.h"

// ---- parameters ---------------------------------------------------------------------------------
//
// One row a key, the same in every rule but for the standard value.

#define ALPHA(standard)                                                                            \
    {                                                                                              \
        "alpha", "α", "learning rate", "how far a step goes for the gradient it is given",         \
            PARAM_LOG, 1e-6, 1e4, standard                                                         \
    }
#define BETA1(standard)                                                                            \
    {                                                                                              \
        "beta1", "β₁", "average of g",                                                             \
            "weight of the past in the average of gradients, which remembers about 1/(1−β₁) " \
            "steps",                                                                               \
            PARAM_NEAR_ONE, 0, 0.9999, standard                                                    \
    }
#define BETA2(standard)                                                                            \
    {                                                                                              \
        "beta2", "β₂", "average of g²",                                                            \
            "weight of the past in the average of squared gradients (lion: in the gradients it "   \
            "keeps; adamax: in the largest |g|)",                                                  \
            PARAM_NEAR_ONE, 0, 0.99999, standard                                                   \
    }
#define EPSILON(standard)                                                                          \
    {                                                                                              \
        "epsilon", "ε", "floor of the divisor",                                                    \
            "keeps the divisor off 0, so that a tiny gradient does not make a huge step",          \
            PARAM_LOG, 1e-12, 1, standard                                                          \
    }
#define FORM                                                                                       \
    {                                                                                              \
        "form", NULL, "form", "ewa: v ← β₁v + (1−β₁)g; classic: v ← β₁v + g", PARAM_CHOICE,        \
            .standard = FORM_EWA, .choices = forms                                                 \
    }
#define BIAS_CORRECTION(standard_value)                                                            \
    {                                                                                              \
        "bias_correction", NULL, "bias correction",                                                \
            "divide averages by 1−βᵗ, the weight they have gathered since they began at 0",        \
            PARAM_CHOICE, .standard = standard_value, .choices = off_on                            \
    }
#define WEIGHT_DECAY(standard)                                                                         \
    {                                                                                                  \
        "weight_decay", "λ", "weight decay",                                                           \
            "pulls θ towards 0: adamw shrinks θ itself by the factor 1−αλ; gd and momentum add " \
            "λθ "                                                                                    \
            "to g, the gradient of ½λθ² (L2)",                                                         \
            PARAM_LINEAR, 0, 1, standard                                                               \
    }
#define MOMENTUM_DECAY(standard)                                                                   \
    {                                                                                              \
        "momentum_decay", "ψ", "momentum decay",                                                   \
            "how fast β₁ warms up: step t uses β₁(1 − ½·0.96^(tψ))", PARAM_LINEAR, 0, 0.1,         \
            standard                                                                               \
    }

#define EPSILON_PLACE                                                                                          \
    {                                                                                                          \
        "epsilon_place", NULL, "place of ε",                                                                   \
            "outside: √s + ε, a floor of ε under √s; inside: √(s + ε), a floor of √ε: 1e-8 there " \
            "holds the divisor above 1e-4, ten thousand times as high",                                        \
            PARAM_CHOICE, .choices = epsilon_places                                                            \
    }

static const struct param gd_params[] = {ALPHA(0.01), [GD_WEIGHT_DECAY] = WEIGHT_DECAY(0), {0}};
static const struct param momentum_params[] = {
    ALPHA(0.01),
    [MOMENTUM_BETA1] = BETA1(0.9),
    [MOMENTUM_FORM] = FORM,
    [MOMENTUM_BIAS_CORRECTION] = BIAS_CORRECTION(0),
    [MOMENTUM_WEIGHT_DECAY] = WEIGHT_DECAY(0),
    {0},
};
static const struct param heavyball_params[] = {ALPHA(0.01), [HEAVYBALL_BETA1] = BETA1(0.9), {0}};
static const struct param nesterov_params[] = {ALPHA(0.01), [NESTEROV_BETA1] = BETA1(0.9), {0}};
static const struct param adagrad_params[] = {ALPHA(0.01), [ADAGRAD_EPSILON] = EPSILON(1e-10), {0}};
static const struct param adadelta_params[] = {
    ALPHA(1), [SQUARES_BETA2] = BETA2(0.9), [SQUARES_EPSILON] = EPSILON(1e-6), {0}};
static const struct param rmsprop_params[] = {
    ALPHA(0.01),
    [SQUARES_BETA2] = BETA2(0.99),
    [SQUARES_EPSILON] = EPSILON(1e-8),
    [RMSPROP_EPSILON_PLACE] = EPSILON_PLACE,
    {0},
};

static const struct param adam_params[] = {
    ALPHA(0.001),
    [ADAM_BETA1] = BETA1(0.9),
    [ADAM_BETA2] = BETA2(0.999),
    [ADAM_EPSILON] = EPSILON(1e-8),
    [ADAM_BIAS_CORRECTION] = BIAS_CORRECTION(1),
    [ADAM_EPSILON_PLACE] = EPSILON_PLACE,
    {0},
};
static const struct param amsgrad_params[] = {
    ALPHA(0.001),
    [ADAM_BETA1] = BETA1(0.9),
    [ADAM_BETA2] = BETA2(0.999),
    [ADAM_EPSILON] = EPSILON(1e-8),
    [ADAM_BIAS_CORRECTION] = BIAS_CORRECTION(1),
    {0},
};
static const struct param adamax_params[] = {
    ALPHA(0.002),
    [ADAM_BETA1] = BETA1(0.9),
    [ADAM_BETA2] = BETA2(0.999),
    [ADAM_EPSILON] = EPSILON(1e-8),
    {0},
};
static const struct param radam_params[] = {
    ALPHA(0.001),
    [ADAM_BETA1] = BETA1(0.9),
    [ADAM_BETA2] = BETA2(0.999),
    [ADAM_EPSILON] = EPSILON(1e-8),
    {0},
};
static const struct param nadam_params[] = {
    ALPHA(0.002),
    [ADAM_BETA1] = BETA1(0.9),
    [ADAM_BETA2] = BETA2(0.999),
    [ADAM_EPSILON] = EPSILON(1e-8),
    [NADAM_MOMENTUM_DECAY] = MOMENTUM_DECAY(0.004),
    {0},
};
static const struct param adamw_params[] = {
    ALPHA(0.001),
    [ADAM_BETA1] = BETA1(0.9),
    [ADAM_BETA2] = BETA2(0.999),
    [ADAM_EPSILON] = EPSILON(1e-8),
    [ADAM_BIAS_CORRECTION] = BIAS_CORRECTION(1),
    [ADAM_EPSILON_PLACE] = EPSILON_PLACE,
    [ADAMW_WEIGHT_DECAY] = WEIGHT_DECAY(0.01),
    {0},
};
static const struct param lion_params[] = {
    ALPHA(0.0001), [LION_BETA1] = BETA1(0.9), [LION_BETA2] = BETA2(0.99), {0}};
static const struct param signsgd_params[] = {ALPHA(0.001), {0}};
static const struct param rprop_params[] = {
    ALPHA(0.01),
    [RPROP_GROW] = {"grow", "η₊", "growth", "what a step grows by where g keeps its sign",
                    PARAM_LINEAR, 1, 2, 1.2},
    [RPROP_SHRINK] = {"shrink", "η₋", "shrinking", "what is left of a step where g turns round",
                      PARAM_LINEAR, 0.01, 1, 0.5},
    [RPROP_MOST] = {"step_max", "m₊", "longest step", "in learning rates", PARAM_LOG, 1, 1e6, 50},
    [RPROP_LEAST] = {"step_min", "m₋", "shortest step", "in learning rates", PARAM_LOG, 1e-12, 1,
                     1e-6},
    {0},
};

// ---- the registry -------------------------------------------------------------------------------

#define STEPS(name) .step_double = name##_double, .step_single = name##_single

static const struct rule gd = {
    .name = "gd",
    .title = "gradient descent",
    .formula = "θ ← θ − αg",
    .source = "Cauchy 1847",
    .params = gd_params,
    .terms = gd_terms,
    STEPS(gd),
};

static const struct rule momentum = {
    .name = "momentum",
    .title = "momentum",
    .formula = "v ← β₁v + (1−β₁)g, θ ← θ − αv",
    .source = "Polyak 1964",
    .params = momentum_params,
    .states = 1,
    .state_symbol = {"v"},
    .terms = momentum_terms,
    STEPS(momentum),
};

static const struct rule heavyball = {
    .name = "heavyball",
    .title = "Heavy ball",
    .formula = "v ← β₁v + αg, θ ← θ − v",
    .source = "Polyak 1964; Sutskever, Martens, Dahl & Hinton 2013, eq. 1",
    .params = heavyball_params,
    .is_sum = true,
    .states = 1,
    .state_symbol = {"v"},
    .terms = heavyball_terms,
    STEPS(heavyball),
};

static const struct rule nesterov = {
    .name = "nesterov",
    .title = "Nesterov momentum",
    .formula = "v ← β₁v + g, θ ← θ − α(g + β₁v)",
    .source = "Nesterov 1983; Sutskever, Martens, Dahl & Hinton 2013",
    .params = nesterov_params,
    .is_sum = true,
    .states = 1,
    .state_symbol = {"v"},
    .terms = nesterov_terms,
    STEPS(nesterov),
};

static const struct rule adagrad = {
    .name = "adagrad",
    .title = "AdaGrad",
    .formula = "s ← s + g², θ ← θ − αg / (√s + ε)",
    .source = "Duchi, Hazan & Singer 2011",
    .params = adagrad_params,
    .reach = 0.05,
    .states = 1,
    .state_symbol = {"s"},
    .terms = adagrad_terms,
    STEPS(adagrad),
};

static const struct rule adadelta = {
    .name = "adadelta",
    .title = "AdaDelta",
    .formula = "s ← β₂s + (1−β₂)g², d ← g·√(u+ε) / √(s+ε), u ← β₂u + (1−β₂)d², θ ← θ − αd",
    .source = "Zeiler 2012",
    .params = adadelta_params,
    .reach = -1,
    .states = 2,
    .state_symbol = {"s", "u"},
    .terms = adadelta_terms,
    STEPS(adadelta),
};

static const struct rule rmsprop = {
    .name = "rmsprop",
    .title = "RMSProp",
    .formula = "s ← β₂s + (1−β₂)g², θ ← θ − αg / (√s + ε)",
    .source = "Tieleman & Hinton 2012",
    .params = rmsprop_params,
    .reach = 0.006,
    .states = 1,
    .state_symbol = {"s"},
    .terms = rmsprop_terms,
    STEPS(rmsprop),
};

static const struct rule adam = {
    .name = "adam",
    .title = "Adam",
    .formula = "v ← β₁v + (1−β₁)g, s ← β₂s + (1−β₂)g², "
               "θ ← θ − α · v/(1−β₁ᵗ) / (√(s/(1−β₂ᵗ)) + ε)",
    .source = "Kingma & Ba 2015",
    .params = adam_params,
    .reach = 0.02,
    .states = 2,
    .state_symbol = {"v", "s"},
    .terms = adam_terms,
    STEPS(adam),
};

static const struct rule adamax = {
    .name = "adamax",
    .title = "AdaMax",
    .formula = "v ← β₁v + (1−β₁)g, u ← max(β₂u, |g| + ε), θ ← θ − α · v/(1−β₁ᵗ) / u",
    .source = "Kingma & Ba 2015, algorithm 2",
    .params = adamax_params,
    .reach = 0.02,
    .states = 2,
    .state_symbol = {"v", "u"},
    .terms = adamax_terms,
    STEPS(adamax),
};

static const struct rule amsgrad = {
    .name = "amsgrad",
    .title = "AMSGrad",
    .formula = "v ← β₁v + (1−β₁)g, s ← β₂s + (1−β₂)g², ŝ ← max(ŝ, s), "
               "θ ← θ − α · v/(1−β₁ᵗ) / (√(ŝ/(1−β₂ᵗ)) + ε)",
    .source = "Reddi, Kale & Kumar 2018",
    .params = amsgrad_params,
    .reach = 0.02,
    .states = 3,
    .state_symbol = {"v", "s", "ŝ"},
    .terms = amsgrad_terms,
    STEPS(amsgrad),
};

static const struct rule nadam = {
    .name = "nadam",
    .title = "Nadam",
    .formula = "v ← β₁v + (1−β₁)g, s ← β₂s + (1−β₂)g², μₜ = β₁(1 − ½·0.96^(tψ)), "
               "θ ← θ − α · [(1−μₜ)g/(1−μ₁…μₜ) + μₜ₊₁v/(1−μ₁…μₜ₊₁)] / (√(s/(1−β₂ᵗ)) + ε)",
    .source = "Dozat 2016",
    .params = nadam_params,
    .reach = 0.015,
    .states = 2,
    .state_symbol = {"v", "s"},
    .carry_symbol = {"μ₁…μₜ₋₁"},
    .terms = nadam_terms,
    STEPS(nadam),
};

static const struct rule radam = {
    .name = "radam",
    .title = "RAdam",
    .formula = "v ← β₁v + (1−β₁)g, s ← β₂s + (1−β₂)g², ρₜ = ρ∞ − 2tβ₂ᵗ/(1−β₂ᵗ), "
               "θ ← θ − α · v/(1−β₁ᵗ) · q·√(1−β₂ᵗ) / (√s + ε) where ρₜ > 5, else "
               "θ ← θ − α · v/(1−β₁ᵗ)",
    .source = "Liu et al. 2020",
    .params = radam_params,
    .states = 2,
    .state_symbol = {"v", "s"},
    .terms = radam_terms,
    STEPS(radam),
};

static const struct rule adamw = {
    .name = "adamw",
    .title = "AdamW",
    .formula = "v ← β₁v + (1−β₁)g, s ← β₂s + (1−β₂)g², "
               "θ ← (1−αλ)θ − α · v/(1−β₁ᵗ) / (√(s/(1−β₂ᵗ)) + ε)",
    .source = "Loshchilov & Hutter 2019",
    .params = adamw_params,
    .reach = 0.02,
    .states = 2,
    .state_symbol = {"v", "s"},
    .terms = adamw_terms,
    STEPS(adamw),
};

static const struct rule signsgd = {
    .name = "signsgd",
    .title = "signSGD",
    .formula = "θ ← θ − α·sign(g)",
    .source = "Bernstein et al. 2018",
    .params = signsgd_params,
    .reach = 0.005,
    .terms = signsgd_terms,
    STEPS(signsgd),
};

static const struct rule lion = {
    .name = "lion",
    .title = "Lion",
    .formula = "θ ← θ − α·sign(β₁v + (1−β₁)g), v ← β₂v + (1−β₂)g",
    .source = "Chen et al. 2023",
    .params = lion_params,
    .reach = 0.005,
    .states = 1,
    .state_symbol = {"v"},
    .terms = lion_terms,
    STEPS(lion),
};

static const struct rule rprop = {
    .name = "rprop",
    .title = "Rprop",
    .formula = "m ← min(η₊m, m₊) where g keeps its sign, max(η₋m, m₋) and g ← 0 where it turns, "
               "θ ← θ − αm·sign(g)",
    .source = "Riedmiller & Braun 1993; Igel & Hüsken 2000 (iRprop−)",
    .params = rprop_params,
    .reach = 0.005,
    .states = 2,
    .state_symbol = {"p", "m"},
    .terms = rprop_terms,
    STEPS(rprop),
};

#define ADDRESS(rule) &rule,
#define NAME(rule)    #rule,

const struct rule *const rules[] = {RULES(ADDRESS) NULL};
const char *const rule_names[] = {RULES(NAME) NULL};

const struct rule *rule_find(const char *name)
{
    for (size_t i = 0; rules[i]; i++)
        if (strcmp(rules[i]->name, name) == 0)
            return rules[i];
    return NULL;
}

int rule_number_index(const struct rule *rule, const char *key)
{
    for (int i = 0; rule->params[i].key; i++)
        if (strcmp(rule->params[i].key, key) == 0)
            return i;
    return -1;
}

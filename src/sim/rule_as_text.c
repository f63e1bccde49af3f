#include "sim/rule_as_text.h"

#include "base/text.h"
#include "sim/rule_scalars.h"

#include <string.h>

// A line a row; where a key is given, it holds while that choice has the value, and so for the
// second.
struct row {
    const char *name, *text, *key;
    int value;
    const char *also;
    int also_value;
};

// clang-format off
#define AVERAGE   {"v", "beta1*v + (1 - beta1)*g"}
#define SQUARES   {"s", "beta2*s + (1 - beta2)*g^2"}
#define CORRECTED \
    {"v_hat", "v/(1 - beta1^t)", "bias_correction", 1}, \
    {"s_hat", "s/(1 - beta2^t)", "bias_correction", 1}
// Adam's last line, where θ is what is given.
#define ADAM_STEP(theta) \
    {"theta", theta " - alpha*v_hat/(sqrt(s_hat) + epsilon)", "bias_correction", 1, "epsilon_place", EPSILON_OUTSIDE}, \
    {"theta", theta " - alpha*v_hat/sqrt(s_hat + epsilon)", "bias_correction", 1, "epsilon_place", EPSILON_INSIDE}, \
    {"theta", theta " - alpha*v/(sqrt(s) + epsilon)", "bias_correction", 0, "epsilon_place", EPSILON_OUTSIDE}, \
    {"theta", theta " - alpha*v/sqrt(s + epsilon)", "bias_correction", 0, "epsilon_place", EPSILON_INSIDE}

static const struct row gd_rows[] = {
    {"theta", "theta - alpha*(g + weight_decay*theta)"},
    {0},
};
static const struct row momentum_rows[] = {
    {"v", "beta1*v + (1 - beta1)*(g + weight_decay*theta)", "form", FORM_EWA},
    {"v", "beta1*v + (g + weight_decay*theta)", "form", FORM_CLASSIC},
    {"theta", "theta - alpha*v", "bias_correction", 0},
    {"theta", "theta - alpha*v/(1 - beta1^t)", "bias_correction", 1},
    {0},
};
static const struct row heavyball_rows[] = {
    {"v", "beta1*v + alpha*g"},
    {"theta", "theta - v"},
    {0},
};
static const struct row nesterov_rows[] = {
    {"v", "beta1*v + g"},
    {"theta", "theta - alpha*(g + beta1*v)"},
    {0},
};
static const struct row adagrad_rows[] = {
    {"s", "s + g^2"},
    {"theta", "theta - alpha*g/(sqrt(s) + epsilon)"},
    {0},
};
static const struct row adadelta_rows[] = {
    SQUARES,
    {"d", "g*sqrt(u + epsilon)/sqrt(s + epsilon)"},
    {"u", "beta2*u + (1 - beta2)*d^2"},
    {"theta", "theta - alpha*d"},
    {0},
};
static const struct row rmsprop_rows[] = {
    SQUARES,
    {"theta", "theta - alpha*g/(sqrt(s) + epsilon)", "epsilon_place", EPSILON_OUTSIDE},
    {"theta", "theta - alpha*g/sqrt(s + epsilon)", "epsilon_place", EPSILON_INSIDE},
    {0},
};
static const struct row adam_rows[] = {
    AVERAGE,
    SQUARES,
    CORRECTED,
    ADAM_STEP("theta"),
    {0},
};
static const struct row adamax_rows[] = {
    AVERAGE,
    {"v_hat", "v/(1 - beta1^t)"},
    {"u", "max(beta2*u, |g| + epsilon)"},
    {"theta", "theta - alpha*v_hat/u"},
    {0},
};
static const struct row amsgrad_rows[] = {
    AVERAGE,
    SQUARES,
    {"s_max", "max(s_max, s)"},
    {"theta", "theta - alpha*v/(1 - beta1^t)/(sqrt(s_max/(1 - beta2^t)) + epsilon)", "bias_correction", 1},
    {"theta", "theta - alpha*v/(sqrt(s_max) + epsilon)", "bias_correction", 0},
    {0},
};
static const struct row nadam_rows[] = {
    {"mu", "beta1*(1 - 0.5*0.96^(t*momentum_decay))"},
    {"mu_next", "beta1*(1 - 0.5*0.96^((t + 1)*momentum_decay))"},
    {"product", "product*mu"},
    {"product(0)", "1"},
    AVERAGE,
    SQUARES,
    {"v_hat", "(1 - mu)*g/(1 - product) + mu_next*v/(1 - product*mu_next)"},
    {"theta", "theta - alpha*v_hat/(sqrt(s/(1 - beta2^t)) + epsilon)"},
    {0},
};
static const struct row radam_rows[] = {
    AVERAGE,
    SQUARES,
    {"v_hat", "v/(1 - beta1^t)"},
    {"rho_end", "max(5, 2/(1 - beta2) - 1)"},
    {"rho", "rho_end - 2*t*beta2^t/(1 - beta2^t)"},
    {"q", "sqrt((rho - 4)*(rho - 2)*rho_end/((rho_end - 4)*(rho_end - 2)*rho))"},
    {"theta", "theta - alpha*v_hat*if(rho > 5, q*sqrt(1 - beta2^t)/(sqrt(s) + epsilon), 1)"},
    {0},
};
static const struct row adamw_rows[] = {
    AVERAGE,
    SQUARES,
    CORRECTED,
    ADAM_STEP("(1 - alpha*weight_decay)*theta"),
    {0},
};
static const struct row signsgd_rows[] = {
    {"theta", "theta - alpha*sign(g)"},
    {0},
};
static const struct row lion_rows[] = {
    {"theta", "theta - alpha*sign(beta1*v + (1 - beta1)*g)"},
    {"v", "beta2*v + (1 - beta2)*g"},
    {0},
};
static const struct row rprop_rows[] = {
    {"c", "sign(g)*sign(p)"},
    {"m", "max(step_min, min(step_max, m*if(c > 0, grow, if(c < 0, shrink, 1))))"},
    {"m(0)", "1"},
    {"p", "if(c < 0, 0, g)"},
    {"theta", "theta - alpha*m*sign(p)"},
    {0},
};
// clang-format on

#define ROWS(name) name##_rows,

static const struct row *const rows[] = {RULES(ROWS)};

static bool holds(const struct rule *rule, const double number[], const char *key, int value)
{
    return !key || (int)number[rule_number_index(rule, key)] == value;
}

static void add(struct rule_as_text *as, const char *name, const char *text)
{
    as->line[as->count++] = (struct rule_line){name, text};
}

// "0.9", and the range where it would not be guessed.
static void write_number(const struct param *param, double value, char text[96])
{
    char number[32], low[32], high[32];
    param_format(param, value, number, sizeof number);
    text_print(text, 96, "%s", number);
    if (strcmp(param->key, "alpha") == 0 || strcmp(param->key, "epsilon") == 0 ||
        param->scale == PARAM_NEAR_ONE)
        return;
    text_shortest(param->min, low, sizeof low);
    text_shortest(param->max, high, sizeof high);
    text_append(text, 96, " in %s..%s", low, high);
}

void rule_as_text(const struct rule *rule, const double number[], struct rule_as_text *as)
{
    size_t index = 0;
    while (rules[index] != rule)
        index++;
    as->count = 0;
    for (const struct row *row = rows[index]; row->name; row++)
        if (holds(rule, number, row->key, row->value) &&
            holds(rule, number, row->also, row->also_value))
            add(as, row->name, row->text);
    for (size_t i = 0; rule->params[i].key; i++) {
        if (rule->params[i].scale == PARAM_CHOICE)
            continue;
        write_number(&rule->params[i], number[i], as->number[i]);
        add(as, rule->params[i].key, as->number[i]);
    }
}

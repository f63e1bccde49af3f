// Formulas and rules that are typed where memory runs out at each request, one after the other.
#include "scarce.h"

#include "sim/formula.h"
#include "sim/rule_text.h"

#include "test.h"

#include <stdlib.h>
#include <string.h>

static bool read_formula(const void *from, uint64_t *sum, struct error *error)
{
    static const char *const plane[] = {"x", "y", NULL};
    struct formula *formula = formula_parse(from, plane, NULL, error);
    if (!formula)
        return false;
    const double number[FORMULA_NAMES_MAX] = {1, 2, 3};
    double *uniform = calloc(formula_uniforms(formula) + 1, sizeof *uniform);
    bool done = uniform || error_memory(error);
    if (done) {
        formula_bind(formula, number, uniform);
        const double value = formula_value(formula, uniform, (double[]){0.3, 0.4});
        scarce_sum(sum, &value, sizeof value);
        for (size_t i = 0; i < formula_parameters(formula); i++)
            scarce_sum_text(sum, formula_parameter(formula, i));
    }
    free(uniform);
    formula_destroy(formula);
    return done;
}

static bool read_rule(const void *from, uint64_t *sum, struct error *error)
{
    const struct rule_line *line = from;
    size_t count = 0;
    while (line[count].name)
        count++;
    const struct rule *rule = rule_compile("mine", line, count, NULL, error);
    if (!rule)
        return false;
    for (size_t i = 0; rule->params[i].key; i++) {
        scarce_sum_text(sum, rule->params[i].key);
        scarce_sum(sum, &rule->params[i].standard, sizeof rule->params[i].standard);
    }
    rule_release(rule);
    return true;
}

static void formulas_are_read_whole_or_not_at_all(void **state)
{
    (void)state;
    static const char *const texts[] = {"a (1 - x)² + b (y - x²)²", "sin(x)^2 + |y| + min(x, c)",
                                        "sum(i, 1, 4, x^i) + if(x < y, 2^x, log10(y))"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        scarce_try(texts[i], read_formula, texts[i], 1);
}

static void rules_are_read_whole_or_not_at_all(void **state)
{
    (void)state;
    static const struct rule_line adam[] = {
        {"v", "beta1*v + (1-beta1)*g"},
        {"v(0)", "g/2"},
        {"s", "beta2*s + (1-beta2)*g^2"},
        {"r", "sqrt(s/(1-beta2^t)) + epsilon"},
        {"theta", "theta - alpha*v/(1-beta1^t)/r"},
        {"beta1", "0.9 in 0..1"},
        {"beta2", "1 - 1/1000"},
        {"epsilon", "1e-8"},
        {0},
    };
    scarce_try("a rule", read_rule, adam, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_are_read_whole_or_not_at_all),
        cmocka_unit_test(rules_are_read_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

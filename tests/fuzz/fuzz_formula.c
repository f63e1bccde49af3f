// Random bytes as a formula: never a crash; a value at every point, the same in lanes and with
// everything written out, or one sentence and a place.
#include "fuzz/fuzz.h"
#include "sim/formula.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const fuzz_seeds[] = {
    "(a - x)^2 + b*(y - x^2)^2",
    "−20·exp(−0.2·√((x² + y²)/2)) − exp((cos 2πx + cos 2πy)/2) + e + 20",
    "if(x > 0 and y <= 1 or x == y, |x|, ||y| - 1|) + sum(i, 1, 5, i sin^2(x/i))",
    "½κ₁x⁻² + min(x, y)**-2 / max(1e-3, .5) - θ₂'",
    "log2(x) tanh 2y sigmoid(x) - floor(y) x^y",
    "((((x))))|y|x y 2xyx",
    NULL,
};

const char *const fuzz_folder = NULL;

static bool is_same(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b || fabs(a - b) <= 1e-9 * (fabs(a) + fabs(b));
}

static void evaluate(const struct formula *formula)
{
    double number[FORMULA_NAMES_MAX], x[FORMULA_LANES], y[FORMULA_LANES], value[FORMULA_LANES],
        gradient[FORMULA_DIRECTIONS][FORMULA_LANES], slope[FORMULA_DIRECTIONS];
    double *uniform = calloc(formula_uniforms(formula) + 1, sizeof *uniform);
    if (!uniform)
        return;
    for (int i = 0; i < FORMULA_NAMES_MAX; i++)
        number[i] = 0.5 + i;
    formula_bind(formula, number, uniform);
    for (int i = 0; i < FORMULA_LANES; i++) {
        x[i] = i - 3;
        y[i] = 0.5 * i - 2;
    }
    formula_lanes(formula, uniform, (const double *[]){x, y}, value, gradient);
    for (int i = 0; i < FORMULA_LANES; i++) {
        const double one = formula_gradient(formula, uniform, (double[]){x[i], y[i]}, slope);
        if (!is_same(one, value[i]))
            abort();
        for (int k = 0; k < FORMULA_DIRECTIONS && !isnan(one); k++)
            if (!is_same(slope[k], gradient[k][i]))
                abort();
    }
    free(uniform);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const variables[] = {"x", "y", NULL};
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    struct error error = {0};
    size_t character = 0;
    struct formula *formula = formula_parse(text, variables, &character, &error);
    if (formula)
        evaluate(formula);
    else if (error.kind != ERROR_INPUT || !*error.text || character < 1 ||
             character > strlen(text) + 1)
        abort();
    formula_destroy(formula);
    free(text);
    return 0;
}

#include "test.h"

#include "base/random.h"
#include "sim/formula.h"
#include "sim/surface.h"

#include <complex.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const plane[] = {"x", "y", NULL};

struct bound {
    struct formula *formula;
    double *uniform;
};

static struct bound bind(const char *text, const double number[])
{
    struct error error = {0};
    struct bound bound = {formula_parse(text, plane, NULL, &error), NULL};
    if (!bound.formula)
        fail_msg("%s: %s", text, error.text);
    bound.uniform = calloc(formula_uniforms(bound.formula) + 1, sizeof *bound.uniform);
    formula_bind(bound.formula, number, bound.uniform);
    return bound;
}

static void drop(struct bound *bound)
{
    formula_destroy(bound->formula);
    free(bound->uniform);
}

// The value at (x, y), all parameters 1, 2, 3 …
static double value(const char *text, double x, double y)
{
    double number[FORMULA_NAMES_MAX];
    for (int i = 0; i < FORMULA_NAMES_MAX; i++)
        number[i] = i + 1;
    struct bound bound = bind(text, number);
    const double result = formula_value(bound.formula, bound.uniform, (double[]){x, y});
    drop(&bound);
    return result;
}

static void check(const char *text, double expected)
{
    const double got = value(text, 3, 5);
    if (!(fabs(got - expected) <= 1e-12 * (1 + fabs(expected))))
        fail_msg("%s is %.17g, not %.17g", text, got, expected);
}

static void reads_what_people_write_on_paper(void **state)
{
    (void)state;
    check("2x y", 30);
    check("2xy", 30);
    check("x²+y³", 134);
    check("-x^2", -9);
    check("−x²", -9);
    check("2^3^2", 512);
    check("2^-1", 0.5);
    check("x⁻¹", 1.0 / 3);
    check("|x - y|", 2);
    check("2|x-y|x", 12);
    check("||x-y|-5|", 3);
    check("|x||y|", 15);
    check("(x+1)(y-1)", 16);
    check("x(y-1)", 12);
    check("2(x+y)^2", 128);
    check("1/2x", 1.5);
    check("½(x² + y²)", 17);
    check("√x²", 3);
    check("√(x+y+1)", 3);
    check("2√4", 4);
    check("cos 2πx", 1);
    check("sin² x + cos^2 x", 1);
    check("sin x cos y", sin(3) * cos(5));
    check("10·cos 2πx + y", 15);
    check("π + e", 3.14159265358979323846 + 2.71828182845904523536);
    check("e^x", exp(3));
    check("2e", 2 * exp(1));
    check("1e2x", 300);
    check("min(x, y) + max(x, y)", 8);
    check("if(x > 0, 1, 2)", 1);
    check("if(x > 0 and y < 0 or x == 3, 1, 2)", 1);
    check("if(x ≤ 2, 1, if(y ≥ 5, 7, 8))", 7);
    check("sum(i, 1, 5, i x)", 45);
    check("sum(i, 1, 3, sum(j, 1, i, j))", 10);
    check("sum(i, 2, 1, x)", 0);
    check("log2(8) + log10 100", 5);
    check("a x + b y", 13);
    check("κ₁x + αy", 13);
    check("- - x", 3);
    check("x**2", 9);
    check("--2--x", 5);
    check("tanh(0) + sigmoid(0)", 0.5);
}

static void free_names_become_parameters_in_their_order(void **state)
{
    (void)state;
    struct formula *formula = formula_parse("(a - x)^2 + b*(y - x^2)^2 + a*κ", plane, NULL, NULL);
    assert_non_null(formula);
    assert_int_equal(formula_parameters(formula), 3);
    assert_string_equal(formula_parameter(formula, 0), "a");
    assert_string_equal(formula_parameter(formula, 1), "b");
    assert_string_equal(formula_parameter(formula, 2), "κ");
    assert_true(formula_uses(formula, 0) && formula_uses(formula, 1));
    formula_destroy(formula);
}

// ---- gradients ----------------------------------------------------------------------------------

static double complex c_tan(double complex z)
{
    return csin(z) / ccos(z);
}

static double complex c_cbrt(double complex z)
{
    return cpow(z, 1.0 / 3);
}

static double complex c_expm1(double complex z)
{
    return cexp(z) - 1;
}

static double complex c_log1p(double complex z)
{
    return clog(1 + z);
}

static double complex c_log2(double complex z)
{
    return clog(z) / log(2);
}

static double complex c_log10(double complex z)
{
    return clog(z) / log(10);
}

static double complex c_sigmoid(double complex z)
{
    return 1 / (1 + cexp(-z));
}

static double complex c_abs(double complex z)
{
    return creal(z) < 0 ? -z : z;
}

static double complex c_square(double complex z)
{
    return z * z;
}

static double complex c_fifth(double complex z)
{
    return z * z * z * z * z;
}

static double complex c_inverse(double complex z)
{
    return 1 / z;
}

static double complex c_power(double complex z)
{
    return cpow(z, 1.7);
}

static double complex c_raised(double complex z)
{
    return cpow(1.7, z);
}

static double complex c_self(double complex z)
{
    return cpow(z, z);
}

static double complex c_floor(double complex z)
{
    return floor(creal(z));
}

static double complex c_min(double complex z)
{
    return creal(z) < 0.5 ? z : 0.5;
}

static double complex c_max(double complex z)
{
    return creal(z) > 0.5 ? z : 0.5;
}

static double complex c_if(double complex z)
{
    return creal(z) > 0.5 ? z * z : 3 * z;
}

static double complex c_sum(double complex z)
{
    return z + z * z + z * z * z;
}

static double complex c_sign(double complex z)
{
    return creal(z) > 0 ? 1 : -1;
}

// f(x + ih) = f(x) + ih·f′(x) + O(h²): Squire & Trapp 1998. Exact to rounding with h = 1e-30.
static void every_function_has_the_slope_of_a_complex_step(void **state)
{
    (void)state;
    static const struct {
        const char *text; // of z = x·y
        double complex (*of)(double complex);
        double low, high;
    } rows[] = {
        {"abs(z)", c_abs, -1, 1},
        {"sqrt(z)", csqrt, 0.1, 4},
        {"cbrt(z)", c_cbrt, 0.1, 4},
        {"exp(z)", cexp, -2, 2},
        {"expm1(z)", c_expm1, 0.5, 2},
        {"log(z)", clog, 0.1, 4},
        {"ln(z)", clog, 0.1, 4},
        {"log1p(z)", c_log1p, 0.5, 4},
        {"log2(z)", c_log2, 0.1, 4},
        {"log10(z)", c_log10, 0.1, 4},
        {"sin(z)", csin, -4, 4},
        {"cos(z)", ccos, -4, 4},
        {"tan(z)", c_tan, -1, 1},
        {"asin(z)", casin, -0.9, 0.9},
        {"acos(z)", cacos, -0.9, 0.9},
        {"atan(z)", catan, -2, 2},
        {"sinh(z)", csinh, -2, 2},
        {"cosh(z)", ccosh, -2, 2},
        {"tanh(z)", ctanh, -2, 2},
        {"sigmoid(z)", c_sigmoid, -3, 3},
        {"sign(z)", c_sign, -2, 2},
        {"floor(z)", c_floor, -2, 2},
        {"min(z, 0.5)", c_min, -1, 2},
        {"max(z, 0.5)", c_max, -1, 2},
        {"if(z > 0.5, z^2, 3z)", c_if, -1, 2},
        {"sum(i, 1, 3, z^i)", c_sum, -2, 2},
        {"z^2", c_square, -2, 2},
        {"z^5", c_fifth, -2, 2},
        {"1/z", c_inverse, 0.2, 2},
        {"z^(-1)", c_inverse, 0.2, 2},
        {"z^1.7", c_power, 0.1, 2},
        {"1.7^z", c_raised, -2, 2},
        {"z^z", c_self, 0.1, 2},
    };
    struct random random;
    random_init(&random, 7, 0);
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        char text[200] = "";
        for (const char *c = rows[r].text; *c; c++)
            strcat(text, *c == 'z' ? "(x*y)" : (char[]){*c, '\0'});
        struct bound bound = bind(text, NULL);
        for (int k = 0; k < 40; k++) {
            const double z = rows[r].low + (rows[r].high - rows[r].low) * random_unit(&random);
            const double y = 0.5 + random_unit(&random), x = z / y, h = 1e-30;
            double gradient[2];
            const double got =
                formula_gradient(bound.formula, bound.uniform, (double[]){x, y}, gradient);
            const double complex along_x = rows[r].of(x * y + h * y * I);
            const double complex along_y = rows[r].of(x * y + h * x * I);
            const double wanted[3] = {creal(along_x), cimag(along_x) / h, cimag(along_y) / h};
            const double have[3] = {got, gradient[0], gradient[1]};
            for (int i = 0; i < 3; i++)
                if (!(fabs(have[i] - wanted[i]) <= 1e-12 * (1 + fabs(wanted[i]))))
                    fail_msg("%s at %g, %g: %.17g, not %.17g", text, x, y, have[i], wanted[i]);
        }
        drop(&bound);
    }
}

static void the_shipped_surfaces_written_as_formulas_agree(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
        double number[2];
    } rows[] = {
        {"ravine", "½(x² + κy²)", {25, 0}},
        {"rosenbrock", "(1 − x)² + 100(y − x²)²", {0}},
        {"beale", "(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²", {0}},
        {"himmelblau", "(x² + y − 11)² + (x + y² − 7)²", {0}},
        {"booth", "(x + 2y − 7)² + (2x + y − 5)²", {0}},
        {"three-hump-camel", "2x² − 1.05x⁴ + x⁶/6 + xy + y²", {0}},
        {"two-valleys", "x⁴/4 − x³/3 − x² + y² + 8/3", {0}},
        {"saddle", "x² − y²", {0}},
        {"monkey-saddle", "x³ − 3xy²", {0}},
        {"plateau", "(x² + 2y²) / (1 + x² + 2y²)", {0}},
        {"rastrigin", "20 + x² − 10·cos 2πx + y² − 10·cos 2πy", {0}},
        {"ackley", "−20·exp(−0.2·√((x² + y²)/2)) − exp((cos 2πx + cos 2πy)/2) + e + 20", {0}},
    };
    struct random random;
    random_init(&random, 3, 0);
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        const struct surface *surface = surface_find(rows[r].name);
        assert_string_equal(rows[r].text, surface->formula);
        struct bound bound = bind(surface->formula, rows[r].number);
        for (int k = 0; k < 200; k++) {
            double at[2], gradient[2], wanted[2];
            for (int i = 0; i < 2; i++)
                at[i] =
                    surface->low[i] + (surface->high[i] - surface->low[i]) * random_unit(&random);
            const double cost = surface->gradient(rows[r].number, at, wanted);
            const double got = formula_gradient(bound.formula, bound.uniform, at, gradient);
            const double size = 20 + fabs(cost) + hypot(wanted[0], wanted[1]);
            if (!(fabs(got - cost) <= 1e-12 * size &&
                  fabs(gradient[0] - wanted[0]) <= 1e-12 * size &&
                  fabs(gradient[1] - wanted[1]) <= 1e-12 * size))
                fail_msg("%s at %g, %g: %.17g, not %.17g", rows[r].name, at[0], at[1], got, cost);
        }
        drop(&bound);
    }
}

static void lanes_are_the_points_one_by_one(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "(a - x)^2 + b*(y - x^2)^2",
        "if(x > y, min(x, y^2), max(sin x, tanh(y)/x)) + |x|",
        "x",
        "7",
        "y",
        "a x^1.5/(y^b + floor(x)) + x^3 sigmoid(y)",
        "sum(i, 1, 40, exp(-i (x - i)^2)) sum(i, 1, 40, exp(-i (x - i)^2))"};
    const double number[] = {1.5, 2.5};
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        struct bound bound = bind(texts[t], number);
        double x[FORMULA_LANES], y[FORMULA_LANES], got[FORMULA_LANES],
            gradient[FORMULA_DIRECTIONS][FORMULA_LANES];
        for (int i = 0; i < FORMULA_LANES; i++) {
            x[i] = 0.3 * i - 1;
            y[i] = 2 - 0.2 * i;
        }
        formula_lanes(bound.formula, bound.uniform, (const double *[]){x, y}, got, gradient);
        for (int i = 0; i < FORMULA_LANES; i++) {
            double slope[2];
            const double one =
                formula_gradient(bound.formula, bound.uniform, (double[]){x[i], y[i]}, slope);
            if (isnan(one)) {
                assert_true(isnan(got[i]));
                continue;
            }
            assert_true(fabs(got[i] - one) <= 1e-14 * (1 + fabs(one)));
            for (int k = 0; k < 2; k++)
                assert_true(fabs(gradient[k][i] - slope[k]) <= 1e-13 * (1 + fabs(slope[k])));
        }
        drop(&bound);
    }
}

static void kinks_have_a_side_and_what_has_no_value_is_nan(void **state)
{
    (void)state;
    double gradient[2];
    struct bound bound = bind("|x| + √(x² + y²)", NULL);
    assert_true(formula_gradient(bound.formula, bound.uniform, (double[]){0, 0}, gradient) == 0);
    assert_true(gradient[0] == 0 && gradient[1] == 0);
    drop(&bound);
    bound = bind("log x + √y", NULL);
    assert_true(isnan(formula_gradient(bound.formula, bound.uniform, (double[]){-1, 1}, gradient)));
    assert_true(isnan(gradient[0]) && isnan(gradient[1]));
    drop(&bound);
    assert_true(value("1/x", 0, 0) == INFINITY);
    assert_true(isnan(value("x/x", 0, 0)));
    assert_true(isnan(value("min(x, 1)", NAN, 0)));
}

// ---- bad input ----------------------------------------------------------------------------------

static void a_mistake_is_told_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t character;
        const char *told;
    } rows[] = {
        {"", 1, "is missing"},
        {"x +", 4, "is missing"},
        {"x + * y", 5, "is missing"},
        {"(x + y", 7, "a ) is missing"},
        {"x)", 2, "cannot stand here"},
        {"|x", 3, "a | is missing"},
        {"1,5 x", 2, "the decimal sign is a point"},
        {"x + sqt(y)", 5, "did you mean sqrt"},
        {"½(x² + κy²) & 1", 13, "cannot stand here"},
        {"min(x)", 6, "a comma is missing"},
        {"if(x > 0, 1)", 12, "a comma is missing"},
        {"sum(i, 1, x, i)", 11, "whole numbers"},
        {"sum(2, 1, 3, i)", 5, "the name of its index"},
        {"x and", 6, "is missing"},
        {"min x", 5, "a ( is missing"},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct error error = {0};
        size_t character = 0;
        struct formula *formula = formula_parse(rows[r].text, plane, &character, &error);
        if (formula)
            fail_msg("%s is taken", rows[r].text);
        if (!strstr(error.text, rows[r].told) || character != rows[r].character)
            fail_msg("%s: %zu, %s", rows[r].text, character, error.text);
    }
}

static char *repeated(const char *part, size_t count, const char *tail)
{
    char *text = malloc(strlen(part) * count + strlen(tail) + 1);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * strlen(part), part, strlen(part));
    strcpy(text + strlen(part) * count, tail);
    return text;
}

static void names_are_counted_and_measured(void **state)
{
    (void)state;
    char text[400] = "";
    struct error error = {0};
    size_t character = 0;
    for (int i = 0; i < FORMULA_NAMES_MAX; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%sname%c", i ? " + " : "",
                 'a' + i);
    assert_null(formula_parse(text, plane, &character, &error)); // x and y are two of them
    assert_non_null(strstr(error.text, "a formula has at most 24 names"));
    assert_int_equal(character, 1 + 22 * strlen("namea + "));
    text[22 * strlen("namea + ") - 3] = '\0';
    struct formula *formula = formula_parse(text, plane, NULL, &error);
    assert_non_null(formula);
    assert_int_equal(formula_parameters(formula), FORMULA_NAMES_MAX - 2);
    formula_destroy(formula);
}

static void a_formula_of_more_operations_than_there_is_room_for_is_refused(void **state)
{
    (void)state;
    enum { PARTS = 90000 };
    char *text = malloc((size_t)PARTS * 40 + 40);
    assert_non_null(text);
    char *at = text;
    struct error error = {0};
    for (int i = 0; i < PARTS; i++)
        at += sprintf(at, "log10²(x + %d) + ", i);
    sprintf(at, "y");
    assert_null(formula_parse(text, plane, NULL, &error));
    assert_non_null(strstr(error.text, "longer than 400000 operations"));
    free(text);
}

static void what_is_endless_is_computed_or_refused(void **state)
{
    (void)state;
    static const struct {
        const char *part;
        size_t count;
        const char *tail, *told; // NULL: it has a value
    } rows[] = {
        {"(", 10000, "x", "nested"},
        {"-", 100000, "x", NULL},
        {"√", 10000, "x", NULL},
        {"sin ", 10000, "x", "nested"},
        {"|", 10000, "x", "nested"},
        {"x^", 10000, "2", "nested"},
        {"x + ", 100000, "y", NULL},
        {"x y + 2 sin(x) - ", 20000, "y", NULL},
        {"(x + ", 90, "y", "is missing"},
        {"a", 10000, "", "at most 32 bytes"},
        {"sum(i,1,1000,", 6, "x))))))", "too many terms"},
        {"if(x,", 10000, "1", "nested"},
        {"cos -", 10000, "x", "nested"},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct error error = {0};
        char *text = repeated(rows[r].part, rows[r].count, rows[r].tail);
        struct formula *formula = formula_parse(text, plane, NULL, &error);
        if (rows[r].told ? formula || !strstr(error.text, rows[r].told) : !formula)
            fail_msg("%s … : %s", rows[r].part, error.text);
        formula_destroy(formula);
        free(text);
    }
    check("sum(i, 1, 10000, 1) + x", 10003);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_people_write_on_paper),
        cmocka_unit_test(free_names_become_parameters_in_their_order),
        cmocka_unit_test(every_function_has_the_slope_of_a_complex_step),
        cmocka_unit_test(the_shipped_surfaces_written_as_formulas_agree),
        cmocka_unit_test(lanes_are_the_points_one_by_one),
        cmocka_unit_test(kinks_have_a_side_and_what_has_no_value_is_nan),
        cmocka_unit_test(a_mistake_is_told_with_its_place),
        cmocka_unit_test(names_are_counted_and_measured),
        cmocka_unit_test(a_formula_of_more_operations_than_there_is_room_for_is_refused),
        cmocka_unit_test(what_is_endless_is_computed_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

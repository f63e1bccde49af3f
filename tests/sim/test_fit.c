#include "test.h"

#include "base/random.h"
#include "sim/field.h"
#include "sim/fit.h"
#include "sim/formula_linear.h"
#include "sim/regression.h"

#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { M = 300 };

// Rows whose x come several times; y is about 5·e^(−0.7x).
static void fill(double x[M], double y[M])
{
    struct random random;
    random_init(&random, 7, 0);
    for (int i = 0; i < M; i++) {
        x[i] = floor(40 * random_unit(&random)) / 10;
        y[i] = 5 * exp(-0.7 * x[i]) + 0.3 * random_normal(&random);
    }
}

struct wanted {
    const char *model, *first, *second;
    enum fit_loss loss;
    bool standardize;
};

static struct objective *try(const struct wanted *wanted, const double x[], const double y[],
                             size_t rows, struct error *error)
{
    const char *const variables[] = {wanted->first, wanted->second, "x", NULL};
    const double number[] = {2, 3, 4};
    struct formula *formula = formula_parse(wanted->model, variables, NULL, error);
    if (!formula)
        return NULL;
    return fit_create(&(struct fit_setup){.formula = formula,
                                          .number = number,
                                          .x = x,
                                          .y = y,
                                          .rows = rows,
                                          .loss = wanted->loss,
                                          .delta = 0.5,
                                          .standardize = wanted->standardize},
                      error);
}

static struct objective *make(const struct wanted *wanted, const double x[], const double y[],
                              size_t rows)
{
    struct error error = {0};
    struct objective *objective = try(wanted, x, y, rows, &error);
    if (!objective)
        fail_msg("%s: %s", wanted->model, error.text);
    return objective;
}

static void is_close(double got, double expected, const char *what)
{
    if (!(fabs(got - expected) <= 1e-12 * (1 + fabs(expected))))
        fail_msg("%s: %.17g, not %.17g", what, got, expected);
}

static void compare(const struct objective *a, const struct objective *b, const uint32_t batch[],
                    size_t count)
{
    static const double places[][2] = {{0, 0}, {1, -2}, {-3.5, 0.25}, {40, 7}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        double first[2], second[2];
        is_close(a->type->gradient(a, places[i], batch, count, first),
                 b->type->gradient(b, places[i], batch, count, second), "batch cost");
        is_close(a->type->cost(a, places[i]), b->type->cost(b, places[i]), "cost");
        for (int k = 0; k < 2; k++)
            is_close(first[k], second[k], "gradient");
    }
}

static void a_line_is_the_regression(void **state)
{
    (void)state;
    static const struct wanted wanted[] = {{"w*x + b", "w", "b", FIT_SQUARES, false},
                                           {"w x + b", "w", "b", FIT_SQUARES, true}};
    static const uint32_t batch[] = {3, 299, 0, 17, 17, 5, 80, 81, 82, 83,
                                     1, 2,   4, 6,  7,  8, 9,  10, 11};
    double x[M], y[M];
    fill(x, y);
    for (int i = 0; i < 2; i++) {
        struct objective *line = regression_create(x, y, M, wanted[i].standardize, NULL);
        struct objective *fit = make(&wanted[i], x, y, M);
        compare(fit, line, NULL, 0);
        for (size_t count = 1; count <= sizeof batch / sizeof *batch; count++)
            compare(fit, line, batch, count);
        assert_int_equal(fit->minimum_count, 1);
        for (int k = 0; k < 2; k++)
            assert_true(fabs(fit->minimum[0].theta[k] - line->minimum[0].theta[k]) < 1e-9);
        objective_destroy(fit);
        objective_destroy(line);
    }
}

// ---- gradients ----------------------------------------------------------------------------------

static double complex loss_of(enum fit_loss loss, double complex z, double y)
{
    const double complex miss = z - y;
    switch (loss) {
    case FIT_SQUARES:
        return 0.5 * miss * miss;
    case FIT_ABS:
        return creal(miss) < 0 ? -miss : miss;
    case FIT_HUBER:
        return fabs(creal(miss)) <= 0.5 ? 0.5 * miss * miss
                                        : 0.5 * ((creal(miss) < 0 ? -miss : miss) - 0.25);
    default:
        return clog(1 + cexp(z)) - y * z;
    }
}

// The decay a·e^(−b·x) along one unknown, a step of 1e-30·i aside (Squire & Trapp 1998).
static double slope_of(enum fit_loss loss, const double x[], const double y[], const double at[2],
                       int axis)
{
    double complex a = at[0], b = at[1], sum = 0;
    *(axis == 0 ? &a : &b) += 1e-30 * I;
    for (int i = 0; i < M; i++)
        sum += loss_of(loss, a * cexp(-b * x[i]), y[i]);
    return cimag(sum) / 1e-30 / M;
}

static void gradients_are_those_of_complex_steps(void **state)
{
    (void)state;
    static const double places[][2] = {{1, 1}, {5.1, 0.8}, {-2, 0.3}, {3, -0.4}};
    double x[M], y[M];
    fill(x, y);
    for (int loss = FIT_SQUARES; loss <= FIT_LOGISTIC; loss++) {
        for (int i = 0; loss == FIT_LOGISTIC && i < M; i++)
            y[i] = y[i] > 1;
        struct objective *fit =
            make(&(struct wanted){"a*exp(-b*x)", "a", "b", loss, false}, x, y, M);
        for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
            double gradient[2];
            fit->type->gradient(fit, places[p], NULL, 0, gradient);
            for (int k = 0; k < 2; k++)
                is_close(gradient[k], slope_of(loss, x, y, places[p], k), "gradient");
        }
        objective_destroy(fit);
    }
}

static void all_rows_as_one_batch_are_the_full_cost(void **state)
{
    (void)state;
    uint32_t all[M];
    double x[M], y[M];
    fill(x, y);
    for (uint32_t i = 0; i < M; i++)
        all[i] = (i * 7 + 3) % M;
    for (int loss = FIT_SQUARES; loss <= FIT_LOGISTIC; loss++) {
        for (int i = 0; loss == FIT_LOGISTIC && i < M; i++)
            y[i] = y[i] > 1;
        struct objective *fit =
            make(&(struct wanted){"a*tanh(b*x)", "a", "b", loss, true}, x, y, M);
        double full[2], batch[2];
        const double at[2] = {0.7, -1.3};
        is_close(fit->type->gradient(fit, at, all, M, batch), fit->type->cost(fit, at), "cost");
        fit->type->gradient(fit, at, NULL, 0, full);
        for (int k = 0; k < 2; k++)
            is_close(batch[k], full[k], "gradient");
        objective_destroy(fit);
    }
}

// ---- what is found ------------------------------------------------------------------------------

static bool is_inside(const struct objective *objective, const double theta[2])
{
    for (int k = 0; k < 2; k++)
        if (!(theta[k] > objective->low[k] && theta[k] < objective->high[k]))
            return false;
    return true;
}

static void finds_what_made_the_data_whatever_its_units(void **state)
{
    (void)state;
    static const double units[][2] = {{1, 1}, {1000, 1}, {1, 1e5}, {0.001, 1e-4}};
    double x[M], y[M];
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        fill(x, y);
        for (int i = 0; i < M; i++) {
            x[i] *= units[u][0];
            y[i] *= units[u][1];
        }
        struct objective *fit =
            make(&(struct wanted){"a*exp(-b*x)", "a", "b", FIT_SQUARES, false}, x, y, M);
        assert_true(fit->are_minima_found);
        assert_true(fit->minimum_count >= 1 && fit->minimum[0].is_global);
        assert_true(fabs(fit->minimum[0].theta[0] / units[u][1] - 5) < 0.2);
        assert_true(fabs(fit->minimum[0].theta[1] * units[u][0] - 0.7) < 0.05);
        assert_true(is_inside(fit, fit->minimum[0].theta));
        assert_true(is_inside(fit, fit->start));
        assert_true(fit->type->cost(fit, fit->start) > 1.05 * fit->minimum[0].cost);
        double gradient[2];
        fit->type->gradient(fit, fit->minimum[0].theta, NULL, 0, gradient);
        for (int k = 0; k < 2; k++)
            assert_true(fabs(gradient[k]) * (fit->high[k] - fit->low[k]) <
                        1e-9 * fit->minimum[0].cost);
        objective_destroy(fit);
    }
}

static void the_median_and_the_odds_are_found(void **state)
{
    (void)state;
    static const double x[] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
    static const double y[] = {1, 2, 3, 9, 99, 4, 5, 7, 8, 100};
    static const double labels[] = {1, 0, 0, 0, 0, 1, 1, 1, 0, 0};
    struct objective *median =
        make(&(struct wanted){"w*x + b", "w", "b", FIT_ABS, false}, x, y, 10);
    assert_int_equal(median->minimum_count, 1);
    assert_true(fabs(median->minimum[0].theta[0] - 4) < 1e-3); // 3 and 7
    assert_true(fabs(median->minimum[0].theta[1] - 3) < 1e-3);
    objective_destroy(median);
    struct objective *odds =
        make(&(struct wanted){"w*x + b", "w", "b", FIT_LOGISTIC, false}, x, labels, 10);
    assert_int_equal(odds->minimum_count, 1);
    assert_true(fabs(odds->minimum[0].theta[0] - log(1.5) - log(4)) < 1e-9);
    assert_true(fabs(odds->minimum[0].theta[1] + log(4)) < 1e-9);
    objective_destroy(odds);
}

static void where_the_model_has_no_value_there_is_no_cost(void **state)
{
    (void)state;
    double x[M], y[M], gradient[2];
    fill(x, y);
    struct objective *fit =
        make(&(struct wanted){"a + log(b + x)", "a", "b", FIT_SQUARES, false}, x, y, M);
    const double at[2] = {1, -2}; // x from 0 to 4
    assert_true(isnan(fit->type->cost(fit, at)));
    assert_true(isnan(fit->type->gradient(fit, at, NULL, 0, gradient)));
    assert_true(isnan(gradient[0]) && isnan(gradient[1]));
    assert_true(isfinite(fit->type->cost(fit, fit->start)));
    objective_destroy(fit);
}

// ---- pictures -----------------------------------------------------------------------------------

static bool is_like(double got, double expected, double off)
{
    return isnan(expected) ? isnan(got) : got == expected || fabs(got - expected) <= off;
}

// J on a grid over the domain and far around it, against J place by place.
static void compare_field(const struct objective *fit, const struct wanted *wanted, double around,
                          double precision)
{
    enum { COLUMNS = 21, ROWS = 7 };
    float value[COLUMNS * ROWS];
    double low[2], high[2], line[COLUMNS], u[COLUMNS];
    for (int k = 0; k < 2; k++) {
        low[k] = fit->low[k] - around * (fit->high[k] - fit->low[k]);
        high[k] = fit->high[k] + around * (fit->high[k] - fit->low[k]);
    }
    field_evaluate(fit, low, high, COLUMNS, ROWS, 1, value);
    const int axis = fit->is_upright;
    for (int row = 0; row < ROWS; row++) {
        double other = low[!axis] + (high[!axis] - low[!axis]) * row / (ROWS - 1), most = 0;
        for (int i = 0; i < COLUMNS; i++)
            u[i] = low[axis] + (high[axis] - low[axis]) * i / (COLUMNS - 1);
        objective_plane_costs(fit, u, other, COLUMNS, line);
        for (int i = 0; i < COLUMNS; i++) {
            const double at[2] = {low[0] + (high[0] - low[0]) * i / (COLUMNS - 1),
                                  low[1] + (high[1] - low[1]) * row / (ROWS - 1)};
            const double there = fit->type->cost(fit, at);
            const float drawn = value[row * COLUMNS + i];
            if (!is_like((double)drawn, (double)(float)there, 1e-6 * fabs(there)))
                fail_msg("%s: %g is drawn at %g, %g, not %g", wanted->model, (double)drawn, at[0],
                         at[1], there);
        }
        double direct[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            double at[2];
            at[axis] = u[i];
            at[!axis] = other;
            direct[i] = fit->type->cost(fit, at);
            most = isfinite(direct[i]) ? fmax(most, direct[i]) : most;
        }
        for (int i = 0; i < COLUMNS; i++)
            if (!is_like(line[i], direct[i],
                         precision * (wanted->loss == FIT_SQUARES ? direct[i] : most)))
                fail_msg("%s, loss %d: %.17g is not %.17g", wanted->model, (int)wanted->loss,
                         line[i], direct[i]);
    }
}

static void what_is_drawn_along_a_line_is_the_sum_over_the_rows(void **state)
{
    (void)state;
    static const char *const models[] = {"w*x + b",          "b*exp(-w*x)",   "w*exp(-b*x)",
                                         "w + log(b + x)",   "tanh(w*x) + b", "(w - b)*x/2 - b*x*x",
                                         "b*if(x > 2, x, w)"};
    double x[M], y[M];
    for (size_t i = 0; i < sizeof models / sizeof *models; i++)
        for (int loss = FIT_SQUARES; loss <= FIT_LOGISTIC; loss++) {
            const struct wanted wanted = {models[i], "w", "b", (enum fit_loss)loss, false};
            fill(x, y);
            for (int k = 0; loss == FIT_LOGISTIC && k < M; k++)
                y[k] = y[k] > 1;
            struct objective *fit = make(&wanted, x, y, M);
            compare_field(fit, &wanted, 0.1, loss == FIT_SQUARES ? 1e-12 : 1e-10);
            compare_field(fit, &wanted, 40, loss == FIT_SQUARES ? 1e-12 : 1e-10);
            objective_destroy(fit);
        }
}

// As a number that is far larger than what differs: a perfect fit has no cost at its minimum.
static void a_perfect_fit_far_from_zero_is_drawn_as_one(void **state)
{
    (void)state;
    double x[M], y[M], value[3];
    for (int i = 0; i < M; i++) {
        x[i] = 1e6 + i;
        y[i] = 3 * x[i] - 7;
    }
    for (int loss = FIT_SQUARES; loss <= FIT_HUBER; loss++) {
        struct objective *fit =
            make(&(struct wanted){"w*x + b", "w", "b", (enum fit_loss)loss, false}, x, y, M);
        objective_plane_costs(fit, (const double[]){2.999999, 3, 3.000001}, -7, 3, value);
        assert_true(fabs(value[1]) < 1e-9);
        for (int i = 0; i < 3; i += 2)
            is_close(value[i] / fit->type->cost(fit, (const double[]){3 + 1e-6 * (i - 1), -7}), 1,
                     "beside it");
        objective_destroy(fit);
    }
}

static void a_model_that_is_linear_in_an_unknown_is_known_by_its_operations(void **state)
{
    (void)state;
    static const struct {
        const char *model;
        bool first, second;
    } wanted[] = {
        {"w*x + b", true, true},           {"w*exp(-b*x)", true, false},
        {"x^b*w - w/3", true, false},      {"w*b*x", true, true},
        {"w*w*x + b", false, true},        {"(w + x)/b", true, false},
        {"-(w - 2 b)*x", true, true},      {"abs(w*x) + b", false, true},
        {"max(w*x, b)", false, false},     {"if(w > x, w, b)", false, true},
        {"if(x > 1, w, b)*c", true, true}, {"x/w + 1/b", false, false},
        {"(w + x)^2 + b", false, true},    {"sum(i, 1, 3, w*x^i) + b", true, true},
        {"floor(w) x + b", false, true},
    };
    static const char *const variables[] = {"w", "b", "x", NULL};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct formula *formula = formula_parse(wanted[i].model, variables, NULL, NULL);
        assert_non_null(formula);
        if (formula_is_linear(formula, 0) != wanted[i].first ||
            formula_is_linear(formula, 1) != wanted[i].second)
            fail_msg("%s", wanted[i].model);
        formula_destroy(formula);
    }
}

// ---- refusals -----------------------------------------------------------------------------------

static void says(const struct wanted *wanted, const double x[], const double y[], size_t rows,
                 const char *text)
{
    struct error error = {0};
    assert_null(try(wanted, x, y, rows, &error));
    if (!strstr(error.text, text))
        fail_msg("%s does not say %s", error.text, text);
}

static void data_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    static const double x[] = {1, 2, 3}, same[] = {2, 2, 2}, y[] = {0, 1, 2}, ones[] = {1, 1, 1};
    const struct wanted line = {"w*x + b", "w", "b", FIT_SQUARES, true};
    const struct wanted odds = {"w*x + b", "w", "b", FIT_LOGISTIC, false};
    const struct wanted flat = {"w + b", "w", "b", FIT_SQUARES, false};
    says(&line, x, y, 1, "at least 2 rows");
    says(&line, same, y, 3, "cannot be standardized");
    says(&odds, x, y, 3, "0 and 1, but it is 2 in data row 3");
    says(&odds, x, ones, 3, "1 in every row");
    says(&flat, x, y, 3, "write w*x for w times x");
    double *many = calloc(FIT_VALUES_MAX + 1, sizeof *many);
    for (int i = 0; i <= FIT_VALUES_MAX; i++)
        many[i] = i;
    says(&line, many, many, FIT_VALUES_MAX + 1, "20001 different values");
    free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_the_regression),
        cmocka_unit_test(gradients_are_those_of_complex_steps),
        cmocka_unit_test(all_rows_as_one_batch_are_the_full_cost),
        cmocka_unit_test(finds_what_made_the_data_whatever_its_units),
        cmocka_unit_test(the_median_and_the_odds_are_found),
        cmocka_unit_test(where_the_model_has_no_value_there_is_no_cost),
        cmocka_unit_test(what_is_drawn_along_a_line_is_the_sum_over_the_rows),
        cmocka_unit_test(a_perfect_fit_far_from_zero_is_drawn_as_one),
        cmocka_unit_test(a_model_that_is_linear_in_an_unknown_is_known_by_its_operations),
        cmocka_unit_test(data_that_do_not_fit_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

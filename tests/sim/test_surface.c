#include "test.h"

#include "base/random.h"
#include "sim/surface.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static void standard_numbers(const struct surface *surface, double number[SURFACE_NUMBERS_MAX])
{
    for (int i = 0; i < SURFACE_NUMBERS_MAX; i++)
        number[i] = 0;
    for (int i = 0; surface->params[i].key; i++)
        number[i] = surface->params[i].standard;
}

static struct objective *create(const char *name, size_t examples, double sigma, uint64_t seed)
{
    const struct surface *surface = surface_find(name);
    assert_non_null(surface);
    double number[SURFACE_NUMBERS_MAX];
    standard_numbers(surface, number);
    struct objective *objective =
        surface_objective_create(surface, number, examples, sigma, seed, NULL);
    assert_non_null(objective);
    return objective;
}

static struct objective *create_ravine(double condition, double angle)
{
    const double number[SURFACE_NUMBERS_MAX] = {condition, angle};
    struct objective *objective =
        surface_objective_create(surface_find("ravine"), number, 1, 0, 0, NULL);
    assert_non_null(objective);
    return objective;
}

static double uniform(struct random *random, double low, double high)
{
    return low + (high - low) * random_unit(random);
}

// ---- formulas -----------------------------------------------------------------------------------

// The gradient of `surface` against central differences of its cost, at points of the domain.
static void check_gradient(const struct surface *surface, const double number[],
                           struct random *random)
{
    const double h = 1e-5;
    for (int k = 0; k < 200; k++) {
        double theta[2], gradient[2];
        for (int i = 0; i < 2; i++)
            theta[i] = uniform(random, surface->low[i], surface->high[i]);
        const double cost = surface->gradient(number, theta, gradient);
        assert_true(cost == surface->cost(number, theta));
        const double size = 1 + fabs(cost) + hypot(gradient[0], gradient[1]);
        for (int i = 0; i < 2; i++) {
            double right[2] = {theta[0], theta[1]}, left[2] = {theta[0], theta[1]};
            right[i] += h;
            left[i] -= h;
            const double slope =
                (surface->cost(number, right) - surface->cost(number, left)) / (2 * h);
            assert_true(fabs(slope - gradient[i]) < 2e-6 * size);
        }
    }
}

static void every_gradient_is_the_slope_of_its_cost(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 1, 0);
    for (int s = 0; surfaces[s]; s++) {
        double number[SURFACE_NUMBERS_MAX];
        standard_numbers(surfaces[s], number);
        check_gradient(surfaces[s], number, &random);
        // And with other numbers, where it has any.
        for (int turn = 0; surfaces[s]->params[0].key && turn < 10; turn++) {
            for (int i = 0; surfaces[s]->params[i].key; i++)
                number[i] =
                    uniform(&random, surfaces[s]->params[i].min, surfaces[s]->params[i].max);
            check_gradient(surfaces[s], number, &random);
        }
    }
}

// Values worked out by hand from the literature's formulas.
static void formulas_are_those_of_the_literature(void **state)
{
    (void)state;
    const struct {
        const char *name;
        double theta[2], cost;
    } rows[] = {
        {"ravine", {-9, 1.6}, 72.5},
        {"rosenbrock", {-1.5, 2}, 12.5},
        {"beale", {1, 1.5}, 41.25},
        {"himmelblau", {0, 0}, 170},
        {"himmelblau", {1, -2}, 148},
        {"booth", {0, 0}, 74},
        {"booth", {-2, 1}, 113},
        {"three-hump-camel", {2, 1}, 8 - 16.8 + 64.0 / 6 + 2 + 1},
        {"saddle", {3, 2}, 5},
        {"monkey-saddle", {2, 1}, 2},
        {"plateau", {1, 1}, 0.75},
        {"two-valleys", {0, 0}, 8.0 / 3},
        {"two-valleys", {1, 2}, 0.25 - 1.0 / 3 - 1 + 4 + 8.0 / 3},
        {"rastrigin", {0.5, 0}, 20.25},
        {"rastrigin", {2, -1}, 5},
        {"ackley", {1, 1}, 20 * (1 - exp(-0.2))},
        {"ackley", {0.5, 0}, 20 * (1 - exp(-0.2 * sqrt(0.125))) + 2.7182818284590452 - 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct objective *objective = create(rows[i].name, 1, 0, 0);
        const double cost = objective->type->cost(objective, rows[i].theta);
        assert_true(fabs(cost - rows[i].cost) < 1e-13 * (1 + fabs(rows[i].cost)));
        objective_destroy(objective);
    }
}

static void check_minimum(const struct objective *objective, const struct minimum *minimum)
{
    double gradient[2];
    const double cost = objective->type->gradient(objective, minimum->theta, NULL, 1, gradient);
    assert_true(hypot(gradient[0], gradient[1]) < 2e-13 * 1000);
    assert_true(fabs(cost - minimum->cost) < 1e-14 * (1 + fabs(cost)));
    for (int axis = 0; axis < 2; axis++)
        assert_true(minimum->theta[axis] >= objective->low[axis] &&
                    minimum->theta[axis] <= objective->high[axis]);
    for (int k = 0; k < 32; k++)
        for (double radius = 0.1; radius > 1e-4; radius /= 4) {
            const double angle = k * 0.19634954084936207; // π/16
            const double beside[2] = {minimum->theta[0] + radius * cos(angle),
                                      minimum->theta[1] + radius * sin(angle)};
            assert_true(objective->type->cost(objective, beside) > cost);
        }
}

static void every_known_minimum_is_one_and_costs_what_it_says(void **state)
{
    (void)state;
    for (int s = 0; surfaces[s]; s++) {
        struct objective *objective = create(surfaces[s]->name, 1, 0, 0);
        assert_true(objective->minimum_count <= OBJECTIVE_MINIMA_MAX);
        for (size_t i = 0; i < objective->minimum_count; i++) {
            check_minimum(objective, &objective->minimum[i]);
            // The global ones come first and cost the least.
            assert_true(i > 0 || objective->minimum[i].is_global);
            if (i > 0) {
                assert_true(objective->minimum[i].is_global <= objective->minimum[i - 1].is_global);
                assert_true(objective->minimum[i].is_global ==
                            (objective->minimum[i].cost == objective->minimum[0].cost));
            }
        }
        objective_destroy(objective);
    }
}

static void nothing_in_the_domain_costs_less_than_the_global_minimum(void **state)
{
    (void)state;
    enum { SIDE = 400 };
    for (int s = 0; surfaces[s]; s++) {
        struct objective *objective = create(surfaces[s]->name, 1, 0, 0);
        for (int k = 0; objective->minimum_count > 0 && k < SIDE * SIDE; k++) {
            const double share[2] = {(k % SIDE) / (SIDE - 1.0), (k / SIDE) / (SIDE - 1.0)};
            double theta[2];
            for (int i = 0; i < 2; i++)
                theta[i] = objective->low[i] + share[i] * (objective->high[i] - objective->low[i]);
            assert_true(objective->type->cost(objective, theta) >= objective->minimum[0].cost);
        }
        objective_destroy(objective);
    }
}

static void ackleys_gradient_at_its_minimum_is_zero_and_not_nan(void **state)
{
    (void)state;
    struct objective *objective = create("ackley", 1, 0, 0);
    const double origin[2] = {0, 0};
    double gradient[2];
    assert_true(objective->type->gradient(objective, origin, NULL, 1, gradient) == 0);
    assert_true(gradient[0] == 0 && gradient[1] == 0);
    const double beside[2] = {1e-200, 0};
    objective->type->gradient(objective, beside, NULL, 1, gradient);
    assert_true(isfinite(gradient[0]) && isfinite(gradient[1]));
    objective_destroy(objective);
}

static void the_ravine_has_the_condition_and_the_angle_it_is_given(void **state)
{
    (void)state;
    const double radians = 30 * 0.017453292519943295;
    struct objective *objective = create_ravine(100, 30);
    const double floor[2] = {2 * cos(radians), 2 * sin(radians)};
    const double wall[2] = {-2 * sin(radians), 2 * cos(radians)};
    assert_true(fabs(objective->type->cost(objective, floor) - 2) < 1e-13);
    assert_true(fabs(objective->type->cost(objective, wall) - 200) < 1e-12);
    objective_destroy(objective);
}

static void the_start_and_the_frame_turn_with_the_ravine(void **state)
{
    (void)state;
    for (double angle = -90; angle <= 90; angle += 15) {
        struct objective *objective = create_ravine(25, angle);
        assert_true(fabs(objective->type->cost(objective, objective->start) - 72.5) < 1e-11);
        for (int i = 0; i < 2; i++) {
            assert_true(objective->low[i] < objective->start[i]);
            assert_true(objective->start[i] < objective->high[i]);
        }
        objective_destroy(objective);
    }
}

// ---- the registry -------------------------------------------------------------------------------

static void every_name_finds_its_surface_and_no_other(void **state)
{
    (void)state;
    int count = 0;
    for (; surfaces[count]; count++) {
        assert_string_equal(surface_names[count], surfaces[count]->name);
        assert_ptr_equal(surface_find(surfaces[count]->name), surfaces[count]);
        assert_true(*surfaces[count]->title && *surfaces[count]->formula &&
                    *surfaces[count]->source && *surfaces[count]->hint);
    }
    assert_int_equal(count, 12);
    assert_null(surface_names[count]);
    assert_null(surface_find("valley"));
}

static void every_start_lies_well_inside_its_domain(void **state)
{
    (void)state;
    for (int s = 0; surfaces[s]; s++) {
        struct objective *objective = create(surfaces[s]->name, 1, 0, 0);
        for (int i = 0; i < 2; i++) {
            const double margin = 0.03 * (objective->high[i] - objective->low[i]);
            assert_true(objective->start[i] >= objective->low[i] + margin);
            assert_true(objective->start[i] <= objective->high[i] - margin);
        }
        objective_destroy(objective);
    }
}

static void gradient_descent_with_the_registered_alpha_goes_down_and_stays_finite(void **state)
{
    (void)state;
    for (int s = 0; surfaces[s]; s++) {
        struct objective *objective = create(surfaces[s]->name, 1, 0, 0);
        double theta[2] = {objective->start[0], objective->start[1]}, gradient[2];
        const double first = objective->type->cost(objective, theta);
        for (int t = 0; t < 200; t++) {
            objective->type->gradient(objective, theta, NULL, 1, gradient);
            for (int i = 0; i < 2; i++)
                theta[i] -= surfaces[s]->alpha * gradient[i];
        }
        const double last = objective->type->cost(objective, theta);
        assert_true(isfinite(last) && last < first);
        // Not stuck on the ridge either: a surface without a minimum is left below its saddle.
        if (objective->minimum_count == 0)
            assert_true(last < 0);
        objective_destroy(objective);
    }
}

// ---- noise --------------------------------------------------------------------------------------

static void the_mean_of_all_examples_is_the_surface(void **state)
{
    (void)state;
    enum { M = 512 };
    struct objective *noisy = create("himmelblau", M, 4, 7);
    struct objective *plain = create("himmelblau", 1, 0, 0);
    const double theta[2] = {0.3, -1.2};
    double exact[2], mean[2] = {0, 0}, cost = 0;
    const double expected = plain->type->gradient(plain, theta, NULL, 1, exact);
    for (uint32_t i = 0; i < M; i++) {
        double one[2];
        cost += noisy->type->gradient(noisy, theta, &i, 1, one);
        mean[0] += one[0];
        mean[1] += one[1];
    }
    assert_true(fabs(cost / M - expected) < 1e-12 * fabs(expected));
    for (int i = 0; i < 2; i++)
        assert_true(fabs(mean[i] / M - exact[i]) < 1e-12 * fabs(exact[i]));
    // Asked for all at once, it is f to the last bit.
    uint32_t all[M];
    for (uint32_t i = 0; i < M; i++)
        all[i] = i;
    const uint32_t *const whole[] = {NULL, all};
    for (int k = 0; k < 2; k++) {
        double gradient[2];
        assert_true(noisy->type->gradient(noisy, theta, whole[k], M, gradient) == expected);
        assert_memory_equal(gradient, exact, sizeof exact);
    }
    assert_true(noisy->type->cost(noisy, theta) == expected);
    objective_destroy(noisy);
    objective_destroy(plain);
}

static void an_examples_cost_has_its_gradient(void **state)
{
    (void)state;
    struct objective *objective = create("booth", 16, 3, 5);
    const double h = 1e-5, theta[2] = {0.4, -0.7};
    for (uint32_t e = 0; e < 16; e++)
        for (int i = 0; i < 2; i++) {
            double right[2] = {theta[0], theta[1]}, left[2] = {theta[0], theta[1]}, g[2], unused[2];
            right[i] += h;
            left[i] -= h;
            objective->type->gradient(objective, theta, &e, 1, g);
            const double slope = (objective->type->gradient(objective, right, &e, 1, unused) -
                                  objective->type->gradient(objective, left, &e, 1, unused)) /
                                 (2 * h);
            assert_true(fabs(slope - g[i]) < 1e-6 * (1 + fabs(g[i])));
        }
    objective_destroy(objective);
}

// A batch of b out of m without replacement: the first b of a shuffle.
static void draw_batch(struct random *random, uint32_t order[], uint32_t m, uint32_t b)
{
    for (uint32_t i = 0; i < b; i++) {
        const uint32_t k = i + random_below(random, m - i), taken = order[k];
        order[k] = order[i];
        order[i] = taken;
    }
}

static void the_variance_of_a_mini_batch_gradient_falls_as_it_should(void **state)
{
    (void)state;
    enum { M = 128, DRAWS = 40000 };
    const double sigma = 3, theta[2] = {1, -1};
    struct objective *objective = create("ravine", M, sigma, 11);
    double exact[2];
    objective->type->gradient(objective, theta, NULL, M, exact);
    struct random random;
    random_init(&random, 3, 0);
    uint32_t order[M];
    for (uint32_t i = 0; i < M; i++)
        order[i] = i;
    static const uint32_t sizes[] = {1, 2, 16, 64, 100, 127};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        const double b = sizes[k];
        double squares[2] = {0, 0};
        for (int draw = 0; draw < DRAWS; draw++) {
            double gradient[2];
            draw_batch(&random, order, M, sizes[k]);
            objective->type->gradient(objective, theta, order, sizes[k], gradient);
            for (int i = 0; i < 2; i++)
                squares[i] += (gradient[i] - exact[i]) * (gradient[i] - exact[i]);
        }
        const double expected = sigma * sigma / b * (1 - (b - 1) / (M - 1));
        // The relative error of a variance from n draws is about √(2/n) = 0.7 %.
        for (int i = 0; i < 2; i++)
            assert_true(fabs(squares[i] / DRAWS / expected - 1) < 0.03);
    }
    objective_destroy(objective);
}

static void the_examples_have_unit_variance_on_each_axis(void **state)
{
    (void)state;
    static const uint32_t counts[] = {2, 3, 512, 10007};
    for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
        struct objective *objective = create("saddle", counts[k], 1, 2);
        const double origin[2] = {0, 0};
        double squares[2] = {0, 0};
        for (uint32_t i = 0; i < counts[k]; i++) {
            double a[2];
            objective->type->gradient(objective, origin, &i, 1, a);
            squares[0] += a[0] * a[0];
            squares[1] += a[1] * a[1];
        }
        for (int i = 0; i < 2; i++)
            assert_true(fabs(squares[i] / counts[k] - 1) < 1e-12);
        objective_destroy(objective);
    }
}

static void one_example_has_no_noise(void **state)
{
    (void)state;
    struct objective *noisy = create("beale", 1, 50, 3), *plain = create("beale", 1, 0, 0);
    const double theta[2] = {1, 0.5};
    const uint32_t only = 0;
    double ours[2], exact[2];
    assert_true(noisy->type->gradient(noisy, theta, &only, 1, ours) ==
                plain->type->gradient(plain, theta, NULL, 1, exact));
    assert_memory_equal(ours, exact, sizeof exact);
    objective_destroy(noisy);
    objective_destroy(plain);
}

static void the_same_seed_draws_the_same_noise_and_another_another(void **state)
{
    (void)state;
    struct objective *a = create("ravine", 64, 2, 5), *b = create("ravine", 64, 2, 5);
    struct objective *c = create("ravine", 64, 2, 6);
    const double theta[2] = {-3, 1};
    for (uint32_t i = 0; i < 64; i++) {
        double ga[2], gb[2], gc[2];
        a->type->gradient(a, theta, &i, 1, ga);
        b->type->gradient(b, theta, &i, 1, gb);
        c->type->gradient(c, theta, &i, 1, gc);
        assert_memory_equal(ga, gb, sizeof ga);
        assert_memory_not_equal(ga, gc, sizeof ga);
    }
    objective_destroy(a);
    objective_destroy(b);
    objective_destroy(c);
}

static void impossible_noise_is_refused_with_a_reason(void **state)
{
    (void)state;
    const struct surface *ravine = surface_find("ravine");
    double number[SURFACE_NUMBERS_MAX];
    standard_numbers(ravine, number);
    static const struct {
        size_t examples;
        double sigma;
        const char *complaint;
    } rows[] = {
        {0, 1, "1 to 4294967295 examples, not 0"},        {SIZE_MAX, 1, "1 to 4294967295 examples"},
        {8, -1, "noise must be a number from 0, not -1"}, {8, NAN, "noise must be a number from 0"},
        {8, INFINITY, "noise must be a number from 0"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        assert_null(
            surface_objective_create(ravine, number, rows[i].examples, rows[i].sigma, 1, &error));
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_non_null(strstr(error.text, rows[i].complaint));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_gradient_is_the_slope_of_its_cost),
        cmocka_unit_test(formulas_are_those_of_the_literature),
        cmocka_unit_test(every_known_minimum_is_one_and_costs_what_it_says),
        cmocka_unit_test(nothing_in_the_domain_costs_less_than_the_global_minimum),
        cmocka_unit_test(ackleys_gradient_at_its_minimum_is_zero_and_not_nan),
        cmocka_unit_test(the_ravine_has_the_condition_and_the_angle_it_is_given),
        cmocka_unit_test(the_start_and_the_frame_turn_with_the_ravine),
        cmocka_unit_test(every_name_finds_its_surface_and_no_other),
        cmocka_unit_test(every_start_lies_well_inside_its_domain),
        cmocka_unit_test(gradient_descent_with_the_registered_alpha_goes_down_and_stays_finite),
        cmocka_unit_test(the_mean_of_all_examples_is_the_surface),
        cmocka_unit_test(an_examples_cost_has_its_gradient),
        cmocka_unit_test(the_variance_of_a_mini_batch_gradient_falls_as_it_should),
        cmocka_unit_test(the_examples_have_unit_variance_on_each_axis),
        cmocka_unit_test(one_example_has_no_noise),
        cmocka_unit_test(the_same_seed_draws_the_same_noise_and_another_another),
        cmocka_unit_test(impossible_noise_is_refused_with_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

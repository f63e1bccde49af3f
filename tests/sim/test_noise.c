#include "sim/noise.h"

#include "base/parallel.h"
#include "base/random.h"
#include "sim/regression.h"
#include "sim/surface.h"
#include "test.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// ---- objectives to decorate ---------------------------------------------------------------------

// An objective of the test's own: J = x⁴ + xy + 3, which counts how many of it are alive.
static int bowls;

static double bowl_cost(const struct objective *objective, const double theta[])
{
    (void)objective;
    return pow(theta[0], 4) + theta[0] * theta[1] + 3;
}

static double bowl_gradient(const struct objective *objective, const double theta[],
                            const uint32_t batch[], size_t count, double gradient[])
{
    (void)batch, (void)count;
    gradient[0] = 4 * pow(theta[0], 3) + theta[1];
    gradient[1] = theta[0];
    return bowl_cost(objective, theta);
}

static void bowl_destroy(struct objective *objective)
{
    bowls--;
    free(objective);
}

static struct objective *create_bowl(void)
{
    static const struct objective_type type = {"bowl", bowl_cost, bowl_gradient, bowl_destroy};
    struct objective *bowl = calloc(1, sizeof *bowl);
    assert_non_null(bowl);
    *bowl = (struct objective){.type = &type,
                               .dimension = 2,
                               .examples = 1,
                               .low = {-2, -3},
                               .high = {4, 5},
                               .start = {1, 2},
                               .minimum_count = 1,
                               .minimum = {{{0.5, -0.5}, 2.5, 1}}};
    bowls++;
    return bowl;
}

static struct objective *create_regression(void)
{
    enum { M = 60 };
    double x[M], y[M];
    struct random random;
    random_init(&random, 8, 0);
    for (int i = 0; i < M; i++) {
        x[i] = 3 + random_normal(&random);
        y[i] = 2 * x[i] - 5 + random_normal(&random);
    }
    struct objective *objective = regression_create(x, y, M, false, NULL);
    assert_non_null(objective);
    return objective;
}

static struct objective *create_surface(void)
{
    double number[SURFACE_NUMBERS_MAX] = {25};
    return surface_objective_create(surface_find("ravine"), number, 1, 0, 0, NULL);
}

static struct objective *(*const makers[])(void) = {create_bowl, create_regression, create_surface};
enum { MAKERS = sizeof makers / sizeof *makers };

static struct objective *decorate(int maker, size_t examples, double sigma, uint64_t seed)
{
    struct objective *noisy = noise_create(makers[maker](), examples, sigma, seed, NULL);
    assert_non_null(noisy);
    return noisy;
}

// ---- tests --------------------------------------------------------------------------------------

static void all_examples_together_are_the_inner_objective_to_the_last_bit(void **state)
{
    (void)state;
    enum { M = 100 };
    uint32_t all[M];
    for (uint32_t i = 0; i < M; i++)
        all[i] = i;
    for (int maker = 0; maker < MAKERS; maker++) {
        struct objective *plain = makers[maker](), *noisy = decorate(maker, M, 4, 7);
        assert_int_equal(noisy->examples, M);
        const double theta[2] = {0.3, -1.2};
        double exact[2], ours[2], mean[2] = {0, 0};
        const double f = plain->type->gradient(plain, theta, NULL, plain->examples, exact);
        const uint32_t *const whole[] = {NULL, all};
        for (int k = 0; k < 2; k++) {
            assert_true(noisy->type->gradient(noisy, theta, whole[k], M, ours) == f);
            assert_memory_equal(ours, exact, sizeof exact);
        }
        assert_true(noisy->type->cost(noisy, theta) == plain->type->cost(plain, theta));
        // And one by one they differ, but for their mean.
        for (uint32_t i = 0; i < M; i++) {
            noisy->type->gradient(noisy, theta, &i, 1, ours);
            assert_true(fabs(ours[0] - exact[0]) > 1e-6);
            for (int axis = 0; axis < 2; axis++)
                mean[axis] += ours[axis] / M;
        }
        for (int axis = 0; axis < 2; axis++)
            assert_true(fabs(mean[axis] - exact[axis]) < 1e-12 * (1 + fabs(exact[axis])));
        objective_destroy(plain);
        objective_destroy(noisy);
    }
}

static void domain_start_and_minima_are_the_inner_objectives(void **state)
{
    (void)state;
    for (int maker = 0; maker < MAKERS; maker++) {
        struct objective *plain = makers[maker](), *noisy = decorate(maker, 10, 1, 1);
        assert_memory_equal(plain->low, noisy->low, sizeof plain->low);
        assert_memory_equal(plain->high, noisy->high, sizeof plain->high);
        assert_memory_equal(plain->start, noisy->start, sizeof plain->start);
        assert_int_equal(plain->dimension, noisy->dimension);
        assert_int_equal(plain->minimum_count, noisy->minimum_count);
        assert_true(plain->minimum_count > 0);
        assert_memory_equal(plain->minimum, noisy->minimum, sizeof plain->minimum);
        objective_destroy(plain);
        objective_destroy(noisy);
    }
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

static void check_variance(const struct objective *noisy, double sigma, uint32_t size)
{
    enum { M = 64, DRAWS = 20000 };
    const double theta[2] = {1, -1}, b = size;
    double exact[2], squares[2] = {0, 0};
    noisy->type->gradient(noisy, theta, NULL, M, exact);
    struct random random;
    random_init(&random, 3, size);
    uint32_t order[M];
    for (uint32_t i = 0; i < M; i++)
        order[i] = i;
    for (int draw = 0; draw < DRAWS; draw++) {
        double gradient[2];
        draw_batch(&random, order, M, size);
        noisy->type->gradient(noisy, theta, order, size, gradient);
        for (int i = 0; i < 2; i++)
            squares[i] += (gradient[i] - exact[i]) * (gradient[i] - exact[i]);
    }
    const double expected = sigma * sigma / b * (1 - (b - 1) / (M - 1));
    // The relative error of a variance from n draws is about √(2/n) = 1 %.
    for (int i = 0; i < 2; i++)
        assert_true(fabs(squares[i] / DRAWS / expected - 1) < 0.045);
}

static void a_mini_batch_of_anything_varies_as_sampling_without_replacement_does(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {1, 8, 50, 63};
    for (int maker = 0; maker < MAKERS; maker++) {
        struct objective *noisy = decorate(maker, 64, 3, 11);
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
            check_variance(noisy, 3, sizes[k]);
        objective_destroy(noisy);
    }
}

static void an_examples_cost_has_its_gradient(void **state)
{
    (void)state;
    const double h = 1e-5, theta[2] = {0.4, -0.7};
    for (int maker = 0; maker < MAKERS; maker++) {
        struct objective *noisy = decorate(maker, 16, 3, 5);
        for (uint32_t e = 0; e < 16; e++)
            for (int i = 0; i < 2; i++) {
                double right[2] = {theta[0], theta[1]}, left[2] = {theta[0], theta[1]};
                double g[2], unused[2];
                right[i] += h;
                left[i] -= h;
                noisy->type->gradient(noisy, theta, &e, 1, g);
                const double slope = (noisy->type->gradient(noisy, right, &e, 1, unused) -
                                      noisy->type->gradient(noisy, left, &e, 1, unused)) /
                                     (2 * h);
                assert_true(fabs(slope - g[i]) < 1e-5 * (1 + fabs(g[i])));
            }
        objective_destroy(noisy);
    }
}

static void without_noise_every_batch_is_the_whole(void **state)
{
    (void)state;
    static const struct {
        size_t examples;
        double sigma;
    } rows[] = {{1, 50}, {32, 0}};
    const double theta[2] = {1, 0.5};
    const uint32_t first = 0;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        for (int maker = 0; maker < MAKERS; maker++) {
            struct objective *noisy = decorate(maker, rows[k].examples, rows[k].sigma, 5);
            double ours[2], exact[2];
            assert_true(noisy->type->gradient(noisy, theta, &first, 1, ours) ==
                        noisy->type->gradient(noisy, theta, NULL, rows[k].examples, exact));
            assert_memory_equal(ours, exact, sizeof exact);
            objective_destroy(noisy);
        }
}

static void the_inner_objective_goes_with_the_noise_also_when_that_fails(void **state)
{
    (void)state;
    static const struct {
        size_t dimension, examples;
        double sigma;
        const char *complaint;
    } rows[] = {
        {2, 0, 1, "1 to 4294967295 examples, not 0"},
        {2, SIZE_MAX, 1, "1 to 4294967295 examples"},
        {2, 8, -1, "noise must be a number from 0, not -1"},
        {2, 8, NAN, "noise must be a number from 0"},
        {17, 8, 1, "up to 16 parameters, not 17"},
    };
    assert_int_equal(bowls, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        struct objective *bowl = create_bowl();
        bowl->dimension = rows[i].dimension;
        assert_null(noise_create(bowl, rows[i].examples, rows[i].sigma, 1, &error));
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_non_null(strstr(error.text, rows[i].complaint));
        assert_int_equal(bowls, 0);
    }
    assert_null(noise_create(NULL, 8, 1, 1, NULL));
    struct objective *noisy = noise_create(create_bowl(), 8, 1, 1, NULL);
    assert_int_equal(bowls, 1);
    objective_destroy(noisy);
    assert_int_equal(bowls, 0);
}

// ---- when it is drawn ---------------------------------------------------------------------------

enum { MANY = 3000 };

static void each_gradient(const struct objective *noisy, double g[2 * MANY])
{
    const double theta[2] = {0.3, -1.2};
    for (uint32_t e = 0; e < MANY; e++)
        noisy->type->gradient(noisy, theta, &e, 1, g + 2 * (size_t)e);
}

static void noise_is_the_same_however_it_is_drawn(void **state)
{
    (void)state;
    // Numbers at once, and pieces before the first look; 2 · 3000 numbers, and two axes.
    static const struct {
        size_t amount, pieces;
    } rows[] = {{7, 400}, {1000, 5}, {1000, 6}, {1000, SIZE_MAX}, {SIZE_MAX, SIZE_MAX}};
    static double whole[2 * MANY], ours[2 * MANY];
    struct objective *plain = create_surface(), *noisy = decorate(2, MANY, 3, 5);
    assert_false(objective_draw(plain, 1)); // nothing of it is random
    each_gradient(noisy, whole);
    assert_false(objective_draw(noisy, 1));
    objective_destroy(plain);
    objective_destroy(noisy);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t made = 0;
        noisy = decorate(2, MANY, 3, 5);
        while (made < rows[i].pieces && objective_draw(noisy, rows[i].amount))
            made++;
        assert_true(made == rows[i].pieces || rows[i].pieces == SIZE_MAX);
        each_gradient(noisy, ours);
        assert_memory_equal(whole, ours, sizeof whole);
        assert_false(objective_draw(noisy, 1));
        objective_destroy(noisy);
    }
}

struct lookers {
    struct objective *noisy;
    double g[4][2 * MANY];
};

// Some look, some draw ahead.
static void look(void *user, size_t index, int thread)
{
    struct lookers *lookers = user;
    (void)thread;
    while (index % 2 == 0 && objective_draw(lookers->noisy, 100))
        ;
    each_gradient(lookers->noisy, lookers->g[index]);
}

static void all_threads_that_look_at_once_see_the_same(void **state)
{
    (void)state;
    static struct lookers lookers;
    for (int round = 0; round < 10; round++) {
        lookers.noisy = decorate(2, MANY, 3, 5);
        parallel_for(4, 4, 1, look, &lookers);
        for (int i = 1; i < 4; i++)
            assert_memory_equal(lookers.g[0], lookers.g[i], sizeof lookers.g[0]);
        objective_destroy(lookers.noisy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_examples_together_are_the_inner_objective_to_the_last_bit),
        cmocka_unit_test(domain_start_and_minima_are_the_inner_objectives),
        cmocka_unit_test(a_mini_batch_of_anything_varies_as_sampling_without_replacement_does),
        cmocka_unit_test(an_examples_cost_has_its_gradient),
        cmocka_unit_test(without_noise_every_batch_is_the_whole),
        cmocka_unit_test(noise_is_the_same_however_it_is_drawn),
        cmocka_unit_test(all_threads_that_look_at_once_see_the_same),
        cmocka_unit_test(the_inner_objective_goes_with_the_noise_also_when_that_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "sim/quadratic.h"

#include "sim/field.h"
#include "sim/noise.h"
#include "sim/race.h"
#include "test.h"

#include <math.h>
#include <string.h>

enum { N = 12 };

static void curvatures_go_from_one_to_the_condition_in_equal_ratios(void **state)
{
    (void)state;
    struct objective *objective = quadratic_create(N, 1000, NULL);
    const double here[N] = {0.3, -2, 1, 0, 5, 1, 1, 1, 1, 1, 1, -0.7};
    double curvature[N];
    objective_curvatures(objective, here, curvature);
    assert_true(fabs(curvature[0] - 1) < 1e-6 && fabs(curvature[N - 1] / 1000 - 1) < 1e-6);
    for (int i = 1; i < N; i++)
        assert_true(fabs(curvature[i] / curvature[i - 1] - pow(1000, 1.0 / (N - 1))) < 1e-6);
    objective_destroy(objective);
}

static void the_gradient_is_that_of_the_cost(void **state)
{
    (void)state;
    struct objective *objective = quadratic_create(5, 40, NULL);
    double at[5] = {1, -0.5, 2, 0.25, -1}, gradient[5], ignored[5];
    const double cost = objective->type->gradient(objective, at, NULL, 1, gradient);
    assert_true(cost == objective->type->cost(objective, at));
    for (int i = 0; i < 5; i++) {
        const double here = at[i], h = 1e-6;
        at[i] = here + h;
        const double up = objective->type->cost(objective, at);
        at[i] = here - h;
        const double down = objective->type->gradient(objective, at, NULL, 1, ignored);
        at[i] = here;
        assert_true(fabs((up - down) / (2 * h) - gradient[i]) < 1e-6 * (1 + fabs(gradient[i])));
    }
    objective_destroy(objective);
}

static void pictures_see_the_first_and_the_last_parameter_with_the_rest_at_the_minimum(void **state)
{
    (void)state;
    struct objective *objective = quadratic_create(N, 9, NULL);
    const double at[2] = {2, -1}, low[2] = {-1, -1}, high[2] = {1, 1};
    float grid[4];
    assert_true(fabs(objective_plane_cost(objective, at) - 0.5 * (4 + 9)) < 1e-12);
    field_evaluate(objective, low, high, 2, 2, 1, grid);
    for (int i = 0; i < 4; i++)
        assert_true(fabsf(grid[i] - 5) < 1e-5f);
    double start[N];
    objective_spread(objective, at, start);
    assert_true(start[0] == 2 && start[N - 1] == -1);
    for (int i = 1; i < N; i++)
        assert_true(start[i] < start[i - 1]);
    const double three[N] = {0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, -2};
    assert_true(fabs(objective_away(objective, three, &objective->minimum[0]) - 3) < 1e-12);
    objective_destroy(objective);
}

static void a_race_leaves_every_parameter_and_the_plane_of_two(void **state)
{
    (void)state;
    struct objective *objective = quadratic_create(N, 100, NULL);
    double start[N];
    for (int i = 0; i < N; i++)
        start[i] = 1;
    const struct runner runner = {.rule = rule_find("gd"),
                                  .number = {0.01},
                                  .batch = 0,
                                  .schedule = schedule_find("constant")};
    const struct race_setup setup = {.objective = objective,
                                     .start = start,
                                     .seed = 1,
                                     .steps = 30,
                                     .runners = &runner,
                                     .runner_count = 1,
                                     .threads = 1};
    struct race *race = race_create(&setup, NULL);
    assert_non_null(race);
    race_run(race);
    const struct trail *trail = race_trail(race, 0);
    assert_int_equal(trail->dimension, N);
    for (size_t k = 0; k <= 30; k++) {
        assert_true(trail->plane[2 * k] == trail->theta[N * k]);
        assert_true(trail->plane[2 * k + 1] == trail->theta[N * k + N - 1]);
    }
    for (int i = 0; i < N; i++) // plain descent by hand: θᵢ shrinks by 1 − ακᵢ a step
        assert_true(fabs(trail->theta[N * 30 + i] - pow(1 - 0.01 * pow(100, i / (N - 1.0)), 30)) <
                    1e-12);
    race_destroy(race);
    objective_destroy(objective);
}

static void noise_pulls_in_every_direction_and_cancels_over_all_examples(void **state)
{
    (void)state;
    enum { M = 40 };
    struct objective *noisy = noise_create(quadratic_create(N, 4, NULL), M, 2, 5, NULL);
    const double origin[N] = {0};
    double sum[N] = {0}, squares[N] = {0};
    for (uint32_t m = 0; m < M; m++) {
        double gradient[N];
        noisy->type->gradient(noisy, origin, &m, 1, gradient);
        for (int i = 0; i < N; i++) {
            sum[i] += gradient[i];
            squares[i] += gradient[i] * gradient[i];
        }
    }
    for (int i = 0; i < N; i++)
        assert_true(fabs(sum[i]) < 1e-10 && fabs(squares[i] / M - 4) < 1e-10);
    objective_destroy(noisy);
}

static void too_few_and_too_many_parameters_are_refused(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, OBJECTIVE_PLANE_MAX + 1};
    for (int i = 0; i < 3; i++) {
        struct error error = {0};
        assert_null(quadratic_create(counts[i], 10, &error));
        assert_int_equal(error.kind, ERROR_INPUT);
    }
    assert_null(quadratic_create(4, 0, NULL));
    assert_null(quadratic_create(4, NAN, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curvatures_go_from_one_to_the_condition_in_equal_ratios),
        cmocka_unit_test(the_gradient_is_that_of_the_cost),
        cmocka_unit_test(
            pictures_see_the_first_and_the_last_parameter_with_the_rest_at_the_minimum),
        cmocka_unit_test(a_race_leaves_every_parameter_and_the_plane_of_two),
        cmocka_unit_test(noise_pulls_in_every_direction_and_cancels_over_all_examples),
        cmocka_unit_test(too_few_and_too_many_parameters_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

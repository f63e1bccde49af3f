#include "sim/regression.h"

#include "base/random.h"
#include "sim/field.h"
#include "test.h"

#include <math.h>
#include <string.h>

enum { M = 200 };

static double x[M], y[M];

static int make_data(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 8, 0);
    for (int i = 0; i < M; i++) {
        x[i] = 3 + random_normal(&random);
        y[i] = 2 * x[i] - 5 + 0.3 * random_normal(&random);
    }
    return 0;
}

// The formula as it is written, example by example.
static double plain_cost(double w, double b, double gradient[2])
{
    double cost = 0;
    gradient[0] = gradient[1] = 0;
    for (int i = 0; i < M; i++) {
        const double miss = w * x[i] + b - y[i];
        cost += miss * miss / (2.0 * M);
        gradient[0] += miss * x[i] / M;
        gradient[1] += miss / M;
    }
    return cost;
}

static void cost_and_gradient_are_the_sums_they_stand_for(void **state)
{
    (void)state;
    struct objective *objective = regression_create(x, y, M, false, NULL);
    assert_int_equal(objective->examples, M);
    static const double places[][2] = {{0, 0}, {2, -5}, {-7, 11}, {1e4, -1e4}, {2.0001, -4.99}};
    uint32_t all[M];
    for (uint32_t i = 0; i < M; i++)
        all[i] = i;
    for (int p = 0; p < 5; p++) {
        double plain[2], moments[2], summed[2];
        const double cost = plain_cost(places[p][0], places[p][1], plain);
        const double scale = 1e-11 * (1 + fabs(cost));
        assert_true(fabs(objective->type->cost(objective, places[p]) - cost) < scale);
        assert_true(fabs(objective->type->gradient(objective, places[p], NULL, M, moments) - cost) <
                    scale);
        assert_true(fabs(objective->type->gradient(objective, places[p], all, M, summed) - cost) <
                    scale);
        for (int i = 0; i < 2; i++) {
            assert_true(fabs(moments[i] - plain[i]) < 1e-10 * (1 + fabs(plain[i])));
            assert_true(fabs(summed[i] - plain[i]) < 1e-10 * (1 + fabs(plain[i])));
        }
    }
    objective_destroy(objective);
}

static void batches_average_to_the_whole(void **state)
{
    (void)state;
    struct objective *objective = regression_create(x, y, M, false, NULL);
    const double theta[] = {1, 1};
    double whole[2], mean[2] = {0, 0}, cost = 0;
    objective->type->gradient(objective, theta, NULL, M, whole);
    for (uint32_t first = 0; first < M; first += 20) {
        uint32_t batch[20];
        double part[2];
        for (uint32_t i = 0; i < 20; i++)
            batch[i] = first + i;
        cost += objective->type->gradient(objective, theta, batch, 20, part) / 10;
        mean[0] += part[0] / 10;
        mean[1] += part[1] / 10;
    }
    assert_true(fabs(mean[0] - whole[0]) < 1e-11 && fabs(mean[1] - whole[1]) < 1e-11);
    assert_true(fabs(cost - objective->type->cost(objective, theta)) < 1e-11);
    objective_destroy(objective);
}

static void the_minimum_is_one_and_is_marked(void **state)
{
    (void)state;
    for (int standardize = 0; standardize < 2; standardize++) {
        struct objective *objective = regression_create(x, y, M, standardize, NULL);
        const struct minimum *minimum = &objective->minimum[0];
        double gradient[2];
        assert_int_equal(objective->minimum_count, 1);
        objective->type->gradient(objective, minimum->theta, NULL, M, gradient);
        assert_true(fabs(gradient[0]) < 1e-12 && fabs(gradient[1]) < 1e-12);
        for (int i = 0; i < 8; i++) {
            const double near[] = {minimum->theta[0] + 1e-3 * cos(i),
                                   minimum->theta[1] + 1e-3 * sin(i)};
            assert_true(objective->type->cost(objective, near) > minimum->cost);
        }
        for (int axis = 0; axis < 2; axis++) {
            assert_true(objective->low[axis] < minimum->theta[axis] &&
                        minimum->theta[axis] < objective->high[axis]);
            assert_true(objective->low[axis] < objective->start[axis] &&
                        objective->start[axis] < objective->high[axis]);
        }
        objective_destroy(objective);
    }
}

static void standardizing_makes_the_contours_round(void **state)
{
    (void)state;
    struct objective *raw = regression_create(x, y, M, false, NULL);
    struct objective *round = regression_create(x, y, M, true, NULL);
    double spread[2];
    for (int k = 0; k < 2; k++) {
        const struct objective *objective = k ? round : raw;
        double least = INFINITY, most = 0;
        for (int i = 0; i < 90; i++) {
            const double turn = i * 3.14159265358979 / 90;
            const double theta[] = {objective->minimum[0].theta[0] + cos(turn),
                                    objective->minimum[0].theta[1] + sin(turn)};
            const double rise =
                objective->type->cost(objective, theta) - objective->minimum[0].cost;
            least = fmin(least, rise);
            most = fmax(most, rise);
        }
        spread[k] = most / least;
    }
    assert_true(spread[0] > 10);
    assert_true(fabs(spread[1] - 1) < 1e-9);
    objective_destroy(raw);
    objective_destroy(round);
}

static void data_without_a_slope_is_refused(void **state)
{
    (void)state;
    struct error error = {0};
    static const double same[] = {0.1, 0.1, 0.1, 0.1, 0.1};
    assert_null(regression_create(same, y, 5, false, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_null(regression_create(x, y, 1, false, &error));
    assert_null(regression_create(x, y, 0, true, &error));
}

static void data_whose_squares_leave_the_numbers_is_refused(void **state)
{
    (void)state;
    static const double columns[][2][3] = {
        {{1e308, -1e308, 3}, {1, 2, 3}},
        {{1, 2, 3}, {1e308, -1e308, 3}},
        {{1, 2, 3}, {1e300, 2, 3}},
        {{1e200, 2, 3}, {1e-200, 2, 3}},
        {{1e-170, 2e-170, 5e-170}, {1, 2, 3}},
    };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        for (int standardize = 0; standardize < 2; standardize++) {
            struct error error = {0};
            struct objective *objective =
                regression_create(columns[i][0], columns[i][1], 3, standardize, &error);
            if (!objective) {
                assert_int_equal(error.kind, ERROR_INPUT);
                assert_null(strstr(error.text, "nan"));
                continue;
            }
            // What is taken can be drawn.
            assert_true(isfinite(objective->type->cost(objective, objective->start)));
            for (int axis = 0; axis < 2; axis++)
                assert_true(isfinite(objective->minimum[0].theta[axis]) &&
                            objective->low[axis] < objective->high[axis] &&
                            isfinite(objective->high[axis] - objective->low[axis]));
            objective_destroy(objective);
        }
    assert_null(regression_create(columns[0][0], columns[0][1], 3, false, NULL));
    assert_null(regression_create(columns[1][0], columns[1][1], 3, true, NULL));
}

static void a_grid_is_the_cost_at_its_points_for_any_number_of_threads(void **state)
{
    (void)state;
    struct objective *objective = regression_create(x, y, M, false, NULL);
    const double low[] = {-1, -8}, high[] = {4, 2};
    enum { COLUMNS = 31, ROWS = 17 };
    static float one[COLUMNS * ROWS], three[COLUMNS * ROWS];
    field_evaluate(objective, low, high, COLUMNS, ROWS, 1, one);
    field_evaluate(objective, low, high, COLUMNS, ROWS, 3, three);
    assert_memory_equal(one, three, sizeof one);
    const double corner[] = {4, 2}, start[] = {-1, -8};
    assert_true(one[0] == (float)objective->type->cost(objective, start));
    assert_true(fabs((double)one[COLUMNS * ROWS - 1] / objective->type->cost(objective, corner) -
                     1) < 1e-6);
    objective_destroy(objective);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cost_and_gradient_are_the_sums_they_stand_for),
        cmocka_unit_test(batches_average_to_the_whole),
        cmocka_unit_test(the_minimum_is_one_and_is_marked),
        cmocka_unit_test(standardizing_makes_the_contours_round),
        cmocka_unit_test(data_without_a_slope_is_refused),
        cmocka_unit_test(data_whose_squares_leave_the_numbers_is_refused),
        cmocka_unit_test(a_grid_is_the_cost_at_its_points_for_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, make_data, NULL);
}

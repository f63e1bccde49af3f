#include "sim/landscape.h"

#include "sim/classes.h"
#include "test.h"

#include <math.h>
#include <string.h>

static int make_data(void **state)
{
    (void)state;
    const struct network_spec spec = {.inputs = INPUTS,
                                      .hidden = {10, 7},
                                      .hidden_count = 2,
                                      .outputs = 3,
                                      .activation = ACTIVATION_TANH,
                                      .l2 = 0.001f};
    return classes_make(&spec);
}

static void points_of_a_plane_lie_in_it(void **state)
{
    (void)state;
    enum { N = 40, COUNT = 30 };
    float theta[COUNT * N], u[N], v[N];
    struct random random;
    random_init(&random, 1, 0);
    for (int k = 0; k < N; k++) {
        u[k] = (float)random_normal(&random);
        v[k] = (float)random_normal(&random);
    }
    for (int i = 0; i < COUNT; i++) {
        const float a = (float)(3 * random_normal(&random)), b = (float)random_normal(&random);
        for (int k = 0; k < N; k++)
            theta[i * N + k] = 1 + a * u[k] + b * v[k];
    }
    struct plane plane;
    assert_true(plane_principal(&plane, theta, COUNT, N, NULL));
    assert_true(fabs(plane.kept - 1) < 1e-5);
    assert_true(fabs(plane.uu - 1) < 1e-5 && fabs(plane.vv - 1) < 1e-5 && fabs(plane.uv) < 1e-4);
    for (int i = 0; i < COUNT; i++) {
        double at[2];
        plane_project(&plane, theta + i * N, at);
        for (int k = 0; k < N; k++) {
            const double back =
                (double)plane.center[k] + at[0] * (double)plane.u[k] + at[1] * (double)plane.v[k];
            assert_true(fabs(back - (double)theta[i * N + k]) < 1e-4);
        }
    }
    plane_clear(&plane);
}

static void the_first_direction_is_the_longest(void **state)
{
    (void)state;
    // Along axis 3 with variance 9, along axis 1 with variance 1, a little of everything else.
    enum { N = 12, COUNT = 400 };
    static float theta[COUNT * N];
    struct random random;
    random_init(&random, 2, 0);
    for (int i = 0; i < COUNT * N; i++)
        theta[i] = (float)(random_normal(&random) * (i % N == 3 ? 3 : i % N == 1 ? 1 : 0.1));
    struct plane plane;
    assert_true(plane_principal(&plane, theta, COUNT, N, NULL));
    assert_true(fabsf(plane.u[3]) > 0.99f && fabsf(plane.v[1]) > 0.98f);
    assert_true(plane.kept > 0.97 && plane.kept < 1);
    plane_clear(&plane);
}

static void a_line_is_no_plane(void **state)
{
    (void)state;
    const float theta[] = {0, 0, 0, 1, 2, 3, 2, 4, 6};
    struct plane plane;
    struct error error;
    assert_false(plane_principal(&plane, theta, 3, 3, &error));
}

static void random_directions_are_as_long_as_the_filters(void **state)
{
    (void)state;
    struct plane plane;
    assert_true(plane_random(&plane, &network, start, 1, NULL));
    assert_true(isnan(plane.kept));
    for (size_t unit = 0; unit < 10; unit++) {
        double length = 0, wanted = 0;
        for (size_t i = 0; i < INPUTS; i++) {
            const size_t k = network_place(&network, 0, i, unit);
            length += pow((double)plane.u[k], 2);
            wanted += pow((double)start[k], 2);
        }
        assert_true(fabs(length - wanted) < 1e-4 * wanted);
        assert_true(plane.u[network_place(&network, 0, INPUTS, unit)] == 0); // the bias
    }
    double at[2];
    float *moved = calloc(network.parameters, sizeof *moved);
    for (size_t k = 0; k < network.parameters; k++)
        moved[k] = start[k] + 0.7f * plane.u[k] - 0.2f * plane.v[k];
    plane_project(&plane, moved, at);
    assert_true(fabs(at[0] - 0.7) < 1e-4 && fabs(at[1] + 0.2) < 1e-4);
    free(moved);
    plane_clear(&plane);
}

static void every_point_of_the_grid_is_the_full_cost_there(void **state)
{
    (void)state;
    struct plane plane, copy;
    assert_true(plane_random(&plane, &network, start, 1, NULL));
    assert_true(plane_random(&copy, &network, start, 1, NULL));
    const double low[] = {-1, -0.5}, high[] = {1, 1.5};
    struct landscape *landscape = landscape_create(&network, &data, &plane, low, high, 2, NULL);
    assert_non_null(landscape);
    size_t side;
    assert_null(landscape_grid(landscape, &side));
    landscape_run(landscape);
    assert_true(landscape_done(landscape) && landscape_progress(landscape) == 1);
    const float *grid = landscape_grid(landscape, &side);
    assert_true(grid && side >= 64);
    struct network_work work;
    assert_true(network_work_init(&work, &network, NULL));
    float *theta = calloc(network.parameters, sizeof *theta);
    for (size_t p = 0; p < side * side; p += 397) {
        const double a = -1 + 2.0 * (double)(p % side) / (double)(side - 1);
        const double b = -0.5 + 2.0 * (double)(p / side) / (double)(side - 1);
        for (size_t k = 0; k < network.parameters; k++)
            theta[k] = copy.center[k] + (float)a * copy.u[k] + (float)b * copy.v[k];
        const double cost = network_score(&network, theta, &data, &work).cost;
        assert_true(fabs(cost - (double)grid[p]) < 2e-5 * cost);
    }
    free(theta);
    network_work_clear(&work);
    plane_clear(&copy);
    landscape_destroy(landscape);
}

static void a_cancelled_landscape_keeps_its_coarse_grid(void **state)
{
    (void)state;
    struct plane plane;
    assert_true(plane_random(&plane, &network, start, 1, NULL));
    const double low[] = {-1, -1}, high[] = {1, 1};
    struct landscape *landscape = landscape_create(&network, &data, &plane, low, high, 2, NULL);
    assert_true(landscape_start(landscape, NULL));
    size_t side = 0;
    while (!landscape_grid(landscape, &side))
        ;
    landscape_cancel(landscape);
    assert_true(landscape_done(landscape));
    assert_non_null(landscape_grid(landscape, &side));
    landscape_destroy(landscape);
}

static struct landscape *make_landscape(int threads)
{
    struct plane plane;
    assert_true(plane_random(&plane, &network, start, 1, NULL));
    const double low[] = {-1, -1}, high[] = {1, 1};
    struct landscape *landscape =
        landscape_create(&network, &data, &plane, low, high, threads, NULL);
    assert_non_null(landscape);
    return landscape;
}

static void slices_and_threads_find_the_same_bytes(void **state)
{
    (void)state;
    struct landscape *whole = make_landscape(3), *sliced = make_landscape(1);
    struct landscape *both = make_landscape(2);
    landscape_run(whole);
    size_t side, other;
    double known = 0;
    for (size_t slice = 1; landscape_advance(sliced, slice); slice = 1 + slice * 7 % 1009) {
        assert_false(landscape_done(sliced));
        assert_true(landscape_progress(sliced) >= known && landscape_progress(sliced) < 1);
        known = landscape_progress(sliced);
    }
    assert_true(landscape_done(sliced) && landscape_progress(sliced) == 1);
    // Begun in slices, in the middle of a level, and ended by a thread.
    assert_true(landscape_advance(both, 700));
    assert_true(landscape_start(both, NULL));
    while (!landscape_done(both))
        ;
    const float *grid = landscape_grid(whole, &side);
    const size_t size = side * side * sizeof *grid;
    assert_memory_equal(landscape_grid(sliced, &other), grid, size);
    assert_int_equal(other, side);
    assert_memory_equal(landscape_grid(both, &other), grid, size);
    landscape_destroy(whole);
    landscape_destroy(sliced);
    landscape_destroy(both);
}

static void scores_of_the_first_layer_count_as_progress(void **state)
{
    (void)state;
    struct landscape *landscape = make_landscape(1);
    assert_true(landscape_advance(landscape, 1)); // no point of the grid yet
    size_t side;
    assert_null(landscape_grid(landscape, &side));
    assert_true(landscape_progress(landscape) > 0);
    landscape_destroy(landscape);
}

static void a_landscape_cancelled_before_its_start_has_no_grid(void **state)
{
    (void)state;
    struct landscape *landscape = make_landscape(2);
    landscape_cancel(landscape);
    assert_true(landscape_start(landscape, NULL));
    assert_true(landscape_done(landscape));
    size_t side;
    assert_null(landscape_grid(landscape, &side));
    assert_true(landscape_progress(landscape) == 0);
    landscape_destroy(landscape);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_of_a_plane_lie_in_it),
        cmocka_unit_test(the_first_direction_is_the_longest),
        cmocka_unit_test(a_line_is_no_plane),
        cmocka_unit_test(random_directions_are_as_long_as_the_filters),
        cmocka_unit_test(every_point_of_the_grid_is_the_full_cost_there),
        cmocka_unit_test(a_cancelled_landscape_keeps_its_coarse_grid),
        cmocka_unit_test(slices_and_threads_find_the_same_bytes),
        cmocka_unit_test(scores_of_the_first_layer_count_as_progress),
        cmocka_unit_test(a_landscape_cancelled_before_its_start_has_no_grid),
    };
    return cmocka_run_group_tests(tests, make_data, free_data);
}

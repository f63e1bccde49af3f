#include "sim/alphas.h"

#include "sim/classes.h"
#include "sim/trainer.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { EPOCHS = 6, POINT = 11 }; // of the grid: 1/8

static const struct runner runners[] = {
    {.rule = NULL, .number = {0.1}, .batch = 16},
    {.rule = NULL, .number = {0.1}, .batch = 0},
};
static struct runner both[2];

static int make_data(void **state)
{
    (void)state;
    const struct network_spec spec = {
        .inputs = INPUTS, .hidden = {10}, .hidden_count = 1, .outputs = 3};
    memcpy(both, runners, sizeof both);
    for (size_t r = 0; r < 2; r++) {
        both[r].rule = rule_find("gd");
        both[r].schedule = schedules[0];
    }
    return classes_make(&spec);
}

// From so many seeds, whose starts are the same.
static struct alphas *make(size_t seeds, uint64_t seed)
{
    struct error error;
    const size_t n = network.parameters;
    float *starts = malloc(seeds * n * sizeof *starts);
    assert_non_null(starts);
    for (size_t s = 0; s < seeds; s++)
        memcpy(starts + s * n, start, n * sizeof *starts);
    const struct alphas_setup setup = {.network = &network,
                                       .train = &data,
                                       .start = starts,
                                       .seed = seed,
                                       .seeds = seeds,
                                       .runners = both,
                                       .runner_count = 2,
                                       .epochs = EPOCHS};
    struct alphas *alphas = alphas_create(&setup, &error);
    free(starts);
    if (!alphas)
        fail_msg("%s", error.text);
    return alphas;
}

static void every_alpha_ends_where_a_training_with_it_ends(void **state)
{
    (void)state;
    struct alphas *alphas = make(1, 5);
    alphas_run(alphas);
    assert_true(alphas_done(alphas) && alphas_progress(alphas) == 1);
    assert_int_equal(alphas_points(alphas), ALPHAS_POINTS);
    struct runner trained[2] = {both[0], both[1]};
    trained[0].number[0] = trained[1].number[0] = alphas_alpha(POINT);
    assert_true(alphas_alpha(POINT) == 0.125);
    const struct trainer_setup setup = {.network = &network,
                                        .train = &data,
                                        .test = &data,
                                        .start = start,
                                        .seed = 5,
                                        .epochs = EPOCHS,
                                        .scores = 1,
                                        .runners = trained,
                                        .runner_count = 2,
                                        .threads = 1};
    struct trainer *training = trainer_create(&setup, NULL);
    assert_non_null(training);
    trainer_run(training);
    for (size_t r = 0; r < 2; r++) {
        const struct course *course = trainer_course(training, r);
        const double cost = course->train_cost[course_score(course, (double)course->steps)];
        assert_true(fabs(alphas_cost(alphas, r, POINT) - cost) < 1e-6 * cost);
    }
    trainer_destroy(training);
    alphas_destroy(alphas);
}

static void the_worst_of_the_seeds_counts(void **state)
{
    (void)state;
    struct alphas *one[3], *all = make(3, 5);
    bool differs = false;
    alphas_run(all);
    for (size_t s = 0; s < 3; s++) {
        one[s] = make(1, 5 + s);
        alphas_run(one[s]);
    }
    for (size_t i = 0; i < ALPHAS_POINTS; i++) {
        double worst = 0;
        for (size_t s = 0; s < 3; s++)
            worst = fmax(worst, alphas_cost(one[s], 0, i));
        differs = differs || worst > alphas_cost(one[0], 0, i);
        assert_true(alphas_cost(all, 0, i) == worst);
    }
    assert_true(differs);
    for (size_t s = 0; s < 3; s++)
        alphas_destroy(one[s]);
    alphas_destroy(all);
}

static void the_width_is_that_of_the_good_neighbours_of_the_best(void **state)
{
    (void)state;
    struct alphas *alphas = make(1, 5);
    assert_false(alphas_width(alphas, 0, 1e9).is_any); // nothing is known yet
    alphas_run(alphas);
    size_t best = 0;
    for (size_t i = 0; i < ALPHAS_POINTS; i++)
        best = alphas_cost(alphas, 0, i) < alphas_cost(alphas, 0, best) ? i : best;
    const double least = alphas_cost(alphas, 0, best);
    const struct alphas_width alone = alphas_width(alphas, 0, least);
    assert_true(alone.is_any && alone.low == alphas_alpha(best) && alone.high == alone.low);
    assert_false(alphas_width(alphas, 0, 0.99 * least).is_any);
    const struct alphas_width wide = alphas_width(alphas, 0, 2 * least);
    for (size_t i = 0; i < ALPHAS_POINTS; i++)
        if (alphas_alpha(i) >= wide.low && alphas_alpha(i) <= wide.high)
            assert_true(alphas_cost(alphas, 0, i) <= 2 * least);
    assert_true(alphas_cost(alphas, 0, best) < 2 * least && wide.low <= alone.low);
    assert_true(wide.low < wide.high);
    alphas_destroy(alphas);
}

static void in_pieces_it_finds_the_same(void **state)
{
    (void)state;
    struct alphas *whole = make(2, 5), *pieces = make(2, 5);
    alphas_run(whole);
    while (alphas_advance(pieces, 7))
        ;
    assert_true(alphas_done(pieces));
    for (size_t r = 0; r < 2; r++)
        for (size_t i = 0; i < ALPHAS_POINTS; i++)
            assert_true(alphas_cost(pieces, r, i) == alphas_cost(whole, r, i));
    alphas_destroy(whole);
    alphas_destroy(pieces);
}

static void one_that_is_cancelled_keeps_what_it_has(void **state)
{
    (void)state;
    struct alphas *alphas = make(1, 5);
    while (alphas_points(alphas) < 2)
        alphas_advance(alphas, 100);
    const double cost = alphas_cost(alphas, 1, 1);
    alphas_cancel(alphas);
    assert_true(alphas_done(alphas) && alphas_points(alphas) < ALPHAS_POINTS);
    assert_true(alphas_cost(alphas, 1, 1) == cost);
    alphas_destroy(alphas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_alpha_ends_where_a_training_with_it_ends),
        cmocka_unit_test(the_worst_of_the_seeds_counts),
        cmocka_unit_test(the_width_is_that_of_the_good_neighbours_of_the_best),
        cmocka_unit_test(in_pieces_it_finds_the_same),
        cmocka_unit_test(one_that_is_cancelled_keeps_what_it_has),
    };
    return cmocka_run_group_tests(tests, make_data, free_data);
}

#include "sim/race.h"

#include "sim/surface.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RUNNERS = 6, STEPS = 700 };

static const double start[] = {-9, 1.6};
static struct objective *ravine;
static struct runner runners[RUNNERS];

static int make_race(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        double alpha;
        size_t batch;
    } rows[RUNNERS] = {{"gd", 0.07, 0},        {"gd", 0.03, 1},      {"gd", 0.05, 64},
                       {"momentum", 0.2, 100}, {"rmsprop", 0.2, 64}, {"adam", 0.4, 511}};
    const double number[SURFACE_NUMBERS_MAX] = {25, 0};
    ravine = surface_objective_create(surface_find("ravine"), number, 512, 4, 1, NULL);
    for (int i = 0; i < RUNNERS; i++) {
        runners[i] = (struct runner){.rule = rule_find(rows[i].rule), .batch = rows[i].batch};
        for (int k = 0; runners[i].rule->params[k].key; k++)
            runners[i].number[k] = runners[i].rule->params[k].standard;
        runners[i].number[0] = rows[i].alpha;
    }
    return ravine ? 0 : -1;
}

static int free_race(void **state)
{
    (void)state;
    objective_destroy(ravine);
    return 0;
}

static struct race_setup setup_of(size_t steps, int threads)
{
    return (struct race_setup){.objective = ravine,
                               .start = start,
                               .seed = 3,
                               .steps = steps,
                               .runners = runners,
                               .runner_count = RUNNERS,
                               .threads = threads};
}

static struct race *create(const struct race_setup *setup)
{
    struct error error = {0};
    struct race *race = race_create(setup, &error);
    if (!race)
        fail_msg("%s", error.text);
    return race;
}

static size_t length_of(const struct trail *trail)
{
    return atomic_load(&trail->length);
}

// The rows that both races have are the same bytes.
static void assert_same(const struct race *a, const struct race *b)
{
    for (size_t r = 0; r < race_runners(a); r++) {
        const struct trail *one = race_trail(a, r), *other = race_trail(b, r);
        const size_t rows = length_of(one) < length_of(other) ? length_of(one) : length_of(other);
        assert_memory_equal(one->theta, other->theta, rows * 2 * sizeof(double));
        assert_memory_equal(one->cost, other->cost, rows * sizeof(double));
        assert_memory_equal(one->gradient, other->gradient, rows * 2 * sizeof(double));
        assert_memory_equal(one->alpha, other->alpha, rows * sizeof(double));
        assert_memory_equal(one->batch_cost, other->batch_cost, rows * sizeof(double));
    }
}

static void any_number_of_threads_gives_the_same_bytes(void **state)
{
    (void)state;
    struct race_setup setup = setup_of(STEPS, 1);
    struct race *one = create(&setup);
    race_run(one);
    for (int threads = 2; threads <= 4; threads++) {
        setup.threads = threads;
        struct race *other = create(&setup);
        race_run(other);
        for (size_t r = 0; r < RUNNERS; r++)
            assert_int_equal(length_of(race_trail(other, r)), STEPS + 1);
        assert_same(one, other);
        race_destroy(other);
    }
    race_destroy(one);
}

static void slices_and_threads_of_their_own_give_the_same_bytes(void **state)
{
    (void)state;
    const struct race_setup setup = setup_of(STEPS, 2);
    struct race *whole = create(&setup), *sliced = create(&setup), *started = create(&setup);
    race_run(whole);
    size_t slice = 1;
    while (race_advance(sliced, slice))
        slice = 1 + (slice * 7) % 61;
    assert_true(race_done(sliced));
    assert_true(race_start(started, NULL));
    assert_true(race_wait(started, STEPS, -1));
    assert_same(whole, sliced);
    assert_same(whole, started);
    race_destroy(whole);
    race_destroy(sliced);
    race_destroy(started);
}

static void a_cancelled_race_keeps_a_beginning_of_the_whole_one(void **state)
{
    (void)state;
    const struct race_setup setup = setup_of(RACE_STEPS_MAX, 2);
    const struct race_setup brief = setup_of(STEPS, 2);
    struct race *long_one = create(&setup), *whole = create(&brief);
    race_run(whole);
    assert_true(race_start(long_one, NULL));
    race_wait(long_one, 5, -1);
    race_cancel(long_one);
    size_t made = 0;
    for (size_t r = 0; r < RUNNERS; r++)
        made += length_of(race_trail(long_one, r));
    assert_true(made >= RUNNERS && made < RUNNERS * (size_t)RACE_STEPS_MAX);
    assert_same(whole, long_one);
    race_destroy(long_one);
    race_destroy(whole);
}

static void rows_never_change_once_they_are_published(void **state)
{
    (void)state;
    const struct race_setup setup = setup_of(20000, 2);
    struct race *race = create(&setup);
    double *seen = calloc(2 * 20001, sizeof *seen);
    assert_true(race_start(race, NULL));
    const struct trail *trail = race_trail(race, 1);
    size_t known = 0;
    while (!race_done(race) || known < length_of(trail)) {
        const size_t length = atomic_load_explicit(&trail->length, memory_order_acquire);
        assert_true(length >= known);
        for (; known < length; known++)
            memcpy(seen + 2 * known, trail->theta + 2 * known, 2 * sizeof *seen);
        assert_memory_equal(seen, trail->theta, 2 * known * sizeof *seen);
    }
    assert_int_equal(known, 20001);
    free(seen);
    race_destroy(race);
}

static void a_runner_that_leaves_the_finite_numbers_stops_there(void **state)
{
    (void)state;
    struct runner wild[2] = {runners[0], runners[0]};
    wild[1].number[0] = 1;
    struct race_setup setup = setup_of(5000, 1);
    setup.runners = wild;
    setup.runner_count = 2;
    struct race *race = create(&setup);
    race_run(race);
    const struct trail *calm = race_trail(race, 0), *lost = race_trail(race, 1);
    assert_false(atomic_load(&calm->diverged));
    assert_int_equal(length_of(calm), 5001);
    assert_true(atomic_load(&lost->diverged));
    const size_t rows = length_of(lost);
    assert_true(rows > 10 && rows < 5000);
    for (size_t k = 0; k < rows; k++)
        assert_true(isfinite(lost->cost[k]) && isfinite(lost->theta[2 * k]) &&
                    isfinite(lost->theta[2 * k + 1]));
    // Waiting for a step it will never reach does not wait.
    assert_true(race_wait(race, 5000, -1));
    race_destroy(race);
}

static void rows_say_what_made_them(void **state)
{
    (void)state;
    struct runner one = runners[0];
    one.schedule = schedule_find("inverse-time");
    for (size_t i = 0; one.schedule->params[i].key; i++)
        one.schedule_number[i] = one.schedule->params[i].standard;
    struct race_setup setup = setup_of(4, 1);
    setup.runners = &one;
    setup.runner_count = 1;
    struct race *race = create(&setup);
    race_run(race);
    const struct trail *trail = race_trail(race, 0);
    assert_true(isnan(trail->alpha[0]) && isnan(trail->batch_cost[0]));
    for (size_t k = 1; k <= 4; k++) {
        // Batch descent: an epoch a step, the gradient and the cost of the place before.
        assert_int_equal(trail_epoch(trail, k), k);
        assert_true(fabs(trail->alpha[k] - 0.07 / (1.0 + (double)k)) < 1e-15);
        assert_true(trail->batch_cost[k] == trail->cost[k - 1]);
        const double *before = trail->theta + 2 * (k - 1), *after = trail->theta + 2 * k;
        assert_true(fabs(trail->gradient[2 * k] - before[0]) < 1e-12);
        assert_true(fabs(trail->gradient[2 * k + 1] - 25 * before[1]) < 1e-11);
        assert_true(fabs(after[0] - (before[0] - trail->alpha[k] * before[0])) < 1e-12);
    }
    race_destroy(race);
}

static void epochs_follow_the_batches(void **state)
{
    (void)state;
    const struct race_setup setup = setup_of(30, 1);
    struct race *race = create(&setup);
    const struct trail *mini = race_trail(race, 2), *one = race_trail(race, 1);
    assert_int_equal(mini->epoch_steps, 8);
    assert_int_equal(trail_epoch(mini, 0), 0);
    assert_int_equal(trail_epoch(mini, 1), 1);
    assert_int_equal(trail_epoch(mini, 8), 1);
    assert_int_equal(trail_epoch(mini, 9), 2);
    assert_int_equal(one->epoch_steps, 512);
    race_destroy(race);
}

static void a_manual_change_leaves_the_past_as_it_was(void **state)
{
    (void)state;
    const struct schedule_change halves[] = {{100, 0.5}, {200, 0.5}};
    struct runner plain = runners[2], changed = runners[2];
    changed.schedule = schedule_find("manual");
    changed.change = halves;
    changed.change_count = 2;
    const struct runner both[] = {plain, changed};
    struct race_setup setup = setup_of(300, 1);
    setup.runners = both;
    setup.runner_count = 2;
    struct race *race = create(&setup);
    race_run(race);
    const struct trail *a = race_trail(race, 0), *b = race_trail(race, 1);
    assert_memory_equal(a->theta, b->theta, 100 * 2 * sizeof(double));
    assert_true(a->theta[2 * 100] != b->theta[2 * 100]);
    assert_true(b->alpha[99] == 0.05 && b->alpha[100] == 0.025 && b->alpha[200] == 0.0125);
    race_destroy(race);
}

static void races_that_cannot_be_are_refused(void **state)
{
    (void)state;
    struct error error = {0};
    struct race_setup setup = setup_of(0, 1);
    assert_null(race_create(&setup, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    setup = setup_of(RACE_STEPS_MAX + 1, 1);
    assert_null(race_create(&setup, &error));
    setup = setup_of(10, 1);
    setup.runner_count = 0;
    assert_null(race_create(&setup, &error));
    const double nowhere[] = {NAN, 0};
    setup = setup_of(10, 1);
    setup.start = nowhere;
    assert_null(race_create(&setup, &error));
    race_destroy(NULL);
}

static void a_start_of_infinite_cost_diverges_at_once(void **state)
{
    (void)state;
    const double far[] = {1e200, 1e200};
    struct race_setup setup = setup_of(10, 1);
    setup.start = far;
    struct race *race = create(&setup);
    race_run(race);
    for (size_t r = 0; r < RUNNERS; r++) {
        assert_true(atomic_load(&race_trail(race, r)->diverged));
        assert_int_equal(length_of(race_trail(race, r)), 0);
    }
    race_destroy(race);
}

// ---- ranges ------------------------------------------------------------------------------------

static struct range scan(const double values[], size_t from, size_t to, double level)
{
    struct range range = {INFINITY, -INFINITY, INFINITY, INFINITY};
    for (size_t k = from; k < to; k++) {
        range.lowest = fmin(range.lowest, values[k]);
        range.highest = fmax(range.highest, values[k]);
        if (values[k] > 0)
            range.lowest_positive = fmin(range.lowest_positive, values[k]);
        if (values[k] > level)
            range.lowest_above = fmin(range.lowest_above, values[k]);
    }
    return range;
}

static void assert_range(struct range range, struct range wanted)
{
    assert_true(range.lowest == wanted.lowest && range.highest == wanted.highest);
    assert_true(range.lowest_positive == wanted.lowest_positive);
    assert_true(range.lowest_above == wanted.lowest_above);
}

// Costs and α of every kind: below and above the least known cost, of both signs, running away.
static void make_wild(struct runner wild[RUNNERS])
{
    memcpy(wild, runners, RUNNERS * sizeof *wild);
    wild[0].number[0] = 1; // leaves the numbers
    wild[1].schedule = schedule_find("inverse-sqrt");
    wild[1].schedule_number[0] = 1;
    wild[2].schedule = schedule_find("exponential");
    wild[2].schedule_number[0] = 0.9;
    wild[2].schedule_number[1] = 1; // the first epoch
    wild[2].decay_per_step = true;
}

static void ranges_are_those_of_a_scan_at_every_length(void **state)
{
    (void)state;
    struct runner wild[RUNNERS];
    make_wild(wild);
    static const double levels[] = {0, 3, -1, NAN};
    const struct minimum kept = ravine->minimum[0];
    const size_t count = ravine->minimum_count;
    for (size_t l = 0; l < 4; l++) {
        ravine->minimum_count = isnan(levels[l]) ? 0 : 1;
        ravine->minimum[0].cost = levels[l];
        struct race_setup setup = setup_of(400, 1);
        setup.runners = wild;
        struct race *race = create(&setup);
        bool more = true;
        while (more) {
            for (size_t r = 0; r < RUNNERS; r++) {
                const struct trail *trail = race_trail(race, r);
                const struct trail_extremes extremes = trail_extremes(trail);
                const size_t length = length_of(trail);
                assert_range(extremes.cost, scan(trail->cost, 0, length, levels[l]));
                assert_range(extremes.alpha, scan(trail->alpha, 1, length, 0));
            }
            more = race_advance(race, 1);
        }
        assert_true(atomic_load(&race_trail(race, 0)->diverged));
        race_destroy(race);
    }
    ravine->minimum[0] = kept;
    ravine->minimum_count = count;
}

static void ranges_hold_every_published_row_while_the_trail_grows(void **state)
{
    (void)state;
    const struct race_setup setup = setup_of(20000, 2);
    struct race *race = create(&setup);
    const struct trail *trail = race_trail(race, 1);
    assert_true(race_start(race, NULL));
    while (!race_done(race)) {
        const size_t length = atomic_load_explicit(&trail->length, memory_order_acquire);
        const struct range range = trail_extremes(trail).cost;
        const struct range wanted = scan(trail->cost, 0, length, 0);
        assert_true(range.lowest <= wanted.lowest && range.highest >= wanted.highest);
        assert_true(range.lowest_positive <= wanted.lowest_positive);
        assert_true(range.lowest_above <= wanted.lowest_above);
    }
    assert_range(trail_extremes(trail).cost, scan(trail->cost, 0, 20001, 0));
    race_destroy(race);
}

// ---- starting and stopping ----------------------------------------------------------------------

static void a_race_that_no_thread_can_be_started_for_says_so(void **state)
{
    (void)state;
    struct race_setup setup = setup_of(50, 1);
    setup.refuse_start = true;
    struct race *race = create(&setup);
    struct error error = {0};
    assert_false(race_start(race, &error));
    assert_int_equal(error.kind, ERROR_FAILED);
    assert_non_null(strstr(error.text, "race"));
    assert_false(race_done(race));
    assert_false(race_wait(race, 50, -1)); // nobody will make the steps: it does not wait
    race_run(race);
    assert_true(race_wait(race, 50, -1));
    race_destroy(race);
}

static void a_race_cancelled_before_its_start_makes_no_step(void **state)
{
    (void)state;
    const struct race_setup setup = setup_of(50, 1);
    struct race *race = create(&setup);
    race_cancel(race);
    race_cancel(race);
    assert_true(race_start(race, NULL));
    assert_true(race_done(race));
    assert_false(race_wait(race, 50, -1));
    for (size_t r = 0; r < RUNNERS; r++)
        assert_int_equal(length_of(race_trail(race, r)), 1);
    race_destroy(race);
}

// ---- what is drawn before the first step --------------------------------------------------------

static atomic_size_t pieces;

static bool draw_for_ever(const struct objective *objective, size_t amount)
{
    (void)objective, (void)amount;
    atomic_fetch_add(&pieces, 1);
    return true;
}

static struct objective_type endless_type(const struct objective_type *real)
{
    struct objective_type type = *real;
    type.draw = draw_for_ever;
    return type;
}

static void a_race_is_cancelled_while_its_examples_are_drawn(void **state)
{
    (void)state;
    const struct objective_type *const real = ravine->type, endless = endless_type(real);
    ravine->type = &endless;
    const struct race_setup setup = setup_of(50, 2);
    struct race *race = create(&setup);
    atomic_store(&pieces, 0);
    assert_true(race_start(race, NULL));
    while (atomic_load(&pieces) < 3)
        ;
    assert_false(race_done(race));
    race_cancel(race); // returns
    assert_true(race_was_cancelled(race));
    for (size_t r = 0; r < RUNNERS; r++)
        assert_int_equal(length_of(race_trail(race, r)), 1);
    race_destroy(race);
    ravine->type = real;
}

static void examples_are_drawn_only_where_a_batch_looks_at_them(void **state)
{
    (void)state;
    const struct objective_type *const real = ravine->type, endless = endless_type(real);
    ravine->type = &endless;
    struct race_setup setup = setup_of(50, 1);
    struct race *race = create(&setup);
    for (int i = 0; i < 5; i++)
        assert_true(race_advance(race, 10));
    assert_int_equal(length_of(race_trail(race, 0)), 1); // all runners begin together
    race_destroy(race);
    setup.runner_count = 1; // the first sees all examples
    race = create(&setup);
    race_run(race);
    assert_int_equal(length_of(race_trail(race, 0)), 51);
    race_destroy(race);
    ravine->type = real;
}

static void progress_grows_from_nothing_to_all(void **state)
{
    (void)state;
    struct runner wild[RUNNERS];
    make_wild(wild);
    struct race_setup setup = setup_of(3000, 1);
    setup.runners = wild;
    while (objective_draw(ravine, SIZE_MAX)) // else the first slices do that and no step
        ;
    struct race *race = create(&setup);
    double known = race_progress(race);
    assert_true(known == 0);
    while (race_advance(race, 100)) {
        assert_true(race_progress(race) > known && race_progress(race) < 1);
        known = race_progress(race);
    }
    assert_true(race_progress(race) == 1);
    race_destroy(race);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_number_of_threads_gives_the_same_bytes),
        cmocka_unit_test(slices_and_threads_of_their_own_give_the_same_bytes),
        cmocka_unit_test(a_cancelled_race_keeps_a_beginning_of_the_whole_one),
        cmocka_unit_test(rows_never_change_once_they_are_published),
        cmocka_unit_test(a_runner_that_leaves_the_finite_numbers_stops_there),
        cmocka_unit_test(rows_say_what_made_them),
        cmocka_unit_test(epochs_follow_the_batches),
        cmocka_unit_test(a_manual_change_leaves_the_past_as_it_was),
        cmocka_unit_test(races_that_cannot_be_are_refused),
        cmocka_unit_test(a_start_of_infinite_cost_diverges_at_once),
        cmocka_unit_test(ranges_are_those_of_a_scan_at_every_length),
        cmocka_unit_test(ranges_hold_every_published_row_while_the_trail_grows),
        cmocka_unit_test(a_race_that_no_thread_can_be_started_for_says_so),
        cmocka_unit_test(a_race_cancelled_before_its_start_makes_no_step),
        cmocka_unit_test(a_race_is_cancelled_while_its_examples_are_drawn),
        cmocka_unit_test(examples_are_drawn_only_where_a_batch_looks_at_them),
        cmocka_unit_test(progress_grows_from_nothing_to_all),
    };
    return cmocka_run_group_tests(tests, make_race, free_race);
}

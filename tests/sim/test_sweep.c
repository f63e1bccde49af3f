#include "sim/sweep.h"

#include "sim/classes.h"
#include "test.h"

#include <math.h>
#include <string.h>

static int make_data(void **state)
{
    (void)state;
    const struct network_spec spec = {
        .inputs = INPUTS, .hidden = {10}, .hidden_count = 1, .outputs = 3};
    return classes_make(&spec);
}

static struct sweep_setup setup_of(double target, size_t epochs)
{
    return (struct sweep_setup){
        .network = &network,
        .train = &data,
        .start = start,
        .seed = 1,
        .runner = {.rule = rule_find("gd"), .number = {0.1}, .batch = 16, .schedule = schedules[0]},
        .target = target,
        .epochs = epochs,
        .seconds = INFINITY,
        .alpha = SWEEP_ALPHA_ROOT};
}

static struct sweep *make(const struct sweep_setup *setup)
{
    struct error error;
    struct sweep *sweep = sweep_create(setup, &error);
    if (!sweep)
        fail_msg("%s", error.text);
    return sweep;
}

static void a_sweep_tries_every_power_of_two_and_m(void **state)
{
    (void)state;
    const struct sweep_setup setup = setup_of(0.6, 400);
    struct sweep *sweep = make(&setup);
    sweep_run(sweep);
    assert_true(sweep_done(sweep) && sweep_progress(sweep) == 1);
    assert_int_equal(sweep_points(sweep), 9); // 1 … 128, 200
    for (size_t i = 0; i < 9; i++) {
        const struct sweep_point *point = sweep_point(sweep, i);
        assert_int_equal(point->batch, i < 8 ? 1 << i : EXAMPLES);
        assert_true(fabs(point->alpha - 0.1 * sqrt((double)point->batch / 16)) < 1e-12);
        assert_true(point->epoch_seconds > 0);
        assert_true(point->target_seconds > 0 && point->best_cost <= 0.6);
        const double epochs =
            (double)point->target_steps / (double)batch_steps(EXAMPLES, point->batch);
        assert_true(fabs(point->target_seconds - epochs * point->epoch_seconds) <
                    1e-9 * point->target_seconds);
    }
    assert_true(sweep_point(sweep, 8)->working_set > sweep_point(sweep, 0)->working_set);
    sweep_destroy(sweep);
}

// θ, its gradient and the rows of a chunk: the gradient works on so many rows at once, however many
// the batch has.
static void a_batch_works_on_no_more_than_a_chunk_and_what_the_rule_keeps(void **state)
{
    (void)state;
    struct sweep_setup setup = setup_of(0.6, 1);
    struct sweep *sweep = make(&setup);
    sweep_run(sweep);
    double bytes[9];
    for (size_t i = 0; i < 9; i++)
        bytes[i] = sweep_point(sweep, i)->working_set;
    for (size_t i = 1; i < 9; i++) {
        const bool is_chunk = sweep_point(sweep, i - 1)->batch >= NETWORK_ROWS;
        assert_true(is_chunk ? bytes[i] == bytes[i - 1] : bytes[i] > bytes[i - 1]);
    }
    sweep_destroy(sweep);
    const struct rule *plain = setup.runner.rule;
    setup.runner.rule = rule_find("adam"); // two vectors more than gradient descent
    for (size_t p = 0; setup.runner.rule->params[p].key; p++)
        setup.runner.number[p] = setup.runner.rule->params[p].standard;
    sweep = make(&setup);
    sweep_run(sweep);
    const double more = sweep_point(sweep, 0)->working_set - bytes[0];
    const double states = (double)(setup.runner.rule->states - plain->states);
    assert_true(states == 2);
    assert_true(more == states * sizeof(float) * (double)setup.network->parameters);
    sweep_destroy(sweep);
}

static void around_a_size_its_neighbours_are_tried_as_far_as_there_are_any(void **state)
{
    (void)state;
    static const struct {
        size_t around, from, to;
    } cases[] = {{64, 60, 68},
                 {2, 1, 6},
                 {5, 1, 9},
                 {EXAMPLES - 1, EXAMPLES - 5, EXAMPLES},
                 {EXAMPLES + 1000, EXAMPLES, EXAMPLES}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct sweep_setup setup = setup_of(0.6, 1);
        setup.around = cases[c].around;
        struct sweep *sweep = make(&setup);
        sweep_run(sweep);
        assert_int_equal(sweep_points(sweep), cases[c].to - cases[c].from + 1);
        for (size_t i = 0; i < sweep_points(sweep); i++)
            assert_int_equal(sweep_point(sweep, i)->batch, cases[c].from + i);
        sweep_destroy(sweep);
    }
}

// A batch is rows of inputs, padded as the network has them, and an answer each.
static void a_batch_is_as_many_bytes_as_its_examples(void **state)
{
    (void)state;
    const struct sweep_setup setup = setup_of(0.6, 1);
    struct sweep *sweep = make(&setup);
    sweep_run(sweep);
    const double one = (double)(data.stride * sizeof(float) + sizeof(uint16_t));
    for (size_t i = 0; i < sweep_points(sweep); i++) {
        const struct sweep_point *point = sweep_point(sweep, i);
        assert_true(point->batch_bytes == one * (double)point->batch);
        assert_true(point->batch_bytes == sweep_batch_bytes(&data, point->batch));
        assert_true(point->working_set ==
                    sweep_working_set(&network, setup.runner.rule, point->batch));
    }
    sweep_destroy(sweep);
}

static void a_target_out_of_reach_is_not_reached(void **state)
{
    (void)state;
    const struct sweep_setup setup = setup_of(1e-6, 2);
    struct sweep *sweep = make(&setup);
    sweep_run(sweep);
    assert_int_equal(sweep_points(sweep), sweep_total(sweep));
    for (size_t i = 0; i < sweep_points(sweep); i++) {
        assert_true(isnan(sweep_point(sweep, i)->target_seconds));
        assert_int_equal(sweep_point(sweep, i)->target_steps, 0);
    }
    sweep_destroy(sweep);
}

static void a_sweep_reaches_what_a_training_of_that_batch_size_reaches(void **state)
{
    (void)state;
    static const struct schedule_change changes[] = {{20, 0.5}, {60, 4}};
    struct sweep_setup setup = setup_of(0.6, 60);
    setup.alpha = SWEEP_ALPHA_SAME;
    setup.runner.schedule = schedule_find("inverse-time");
    setup.runner.schedule_number[0] = 0.01;
    setup.runner.schedule_number[1] = setup.runner.schedule_number[2] = 1; // every, first epoch
    setup.runner.decay_per_step = true;
    setup.runner.change = changes;
    setup.runner.change_count = 2;
    struct sweep *sweep = make(&setup);
    sweep_run(sweep);
    const struct sweep_point *point = sweep_point(sweep, 4);
    assert_int_equal(point->batch, 16);
    const struct trainer_setup training = {.network = &network,
                                           .train = &data,
                                           .test = &data,
                                           .start = start,
                                           .seed = 1,
                                           .epochs = 60,
                                           .scores = 100, // every step
                                           .runners = &setup.runner,
                                           .runner_count = 1};
    struct trainer *trainer = trainer_create(&training, NULL);
    trainer_run(trainer);
    const struct course *course = trainer_course(trainer, 0);
    // The training's cost after that step is the one that the sweep saw.
    assert_true(point->target_steps > 0);
    const long shot = course_score(course, (double)point->target_steps);
    assert_int_equal(course->shot_step[shot], point->target_steps);
    assert_true(course->train_cost[shot] == point->best_cost);
    trainer_destroy(trainer);
    sweep_destroy(sweep);
}

static void assert_same(const struct sweep *a, const struct sweep *b)
{
    assert_int_equal(sweep_points(a), sweep_points(b));
    for (size_t i = 0; i < sweep_points(a); i++) {
        const struct sweep_point *one = sweep_point(a, i), *other = sweep_point(b, i);
        assert_int_equal(one->target_steps, other->target_steps);
        assert_true(one->best_cost == other->best_cost && one->alpha == other->alpha);
    }
}

static void slices_and_threads_reach_the_same(void **state)
{
    (void)state;
    const struct sweep_setup setup = setup_of(0.6, 100);
    struct sweep *whole = make(&setup), *sliced = make(&setup), *started = make(&setup);
    sweep_run(whole);
    double known = 0;
    for (size_t slice = 1; sweep_advance(sliced, slice); slice = 1 + slice * 7 % 97) {
        assert_true(sweep_progress(sliced) >= known);
        known = sweep_progress(sliced);
    }
    assert_true(sweep_done(sliced));
    assert_true(sweep_start(started, NULL));
    while (!sweep_done(started))
        ;
    assert_int_equal(sweep_points(whole), sweep_total(whole));
    assert_same(whole, sliced);
    assert_same(whole, started);
    sweep_destroy(whole);
    sweep_destroy(sliced);
    sweep_destroy(started);
}

static void a_cancelled_sweep_keeps_whole_points_only(void **state)
{
    (void)state;
    const struct sweep_setup setup = setup_of(-1, 3);
    struct sweep *sweep = make(&setup), *whole = make(&setup);
    sweep_run(whole);
    while (sweep_points(sweep) < 3)
        assert_true(sweep_advance(sweep, 5));
    assert_true(sweep_advance(sweep, 5)); // the fourth has begun
    sweep_cancel(sweep);
    assert_true(sweep_done(sweep));
    assert_int_equal(sweep_points(sweep), 3);
    for (size_t i = 0; i < 3; i++)
        assert_true(sweep_point(sweep, i)->best_cost == sweep_point(whole, i)->best_cost);
    sweep_destroy(sweep);
    sweep_destroy(whole);
}

// ---- measuring ----------------------------------------------------------------------------------

// A clock that goes on by a millisecond each time it is read, times a growth; once it also lets a
// pause of the machine pass.
struct fake {
    double now, growth, step;
    size_t reads, pause_at;
};

static double read_fake(void *user)
{
    struct fake *fake = user;
    fake->now += fake->step;
    fake->step *= fake->growth;
    if (++fake->reads == fake->pause_at)
        fake->now += 1000;
    return fake->now;
}

static struct fake make_fake(double growth, size_t pause_at)
{
    return (struct fake){.growth = growth, .step = 1e-3, .pause_at = pause_at};
}

static struct sweep *measure(struct fake *fake, bool counts_pauses, double seconds)
{
    struct sweep_setup setup = setup_of(0.6, 100);
    setup.seconds = seconds;
    setup.clock = (struct clock){read_fake, fake, counts_pauses};
    struct sweep *sweep = make(&setup);
    sweep_run(sweep);
    assert_int_equal(sweep_points(sweep), 9);
    return sweep;
}

static void a_pause_of_the_machine_is_not_measured(void **state)
{
    (void)state;
    struct fake quiet = make_fake(1, 0);
    struct sweep *right = measure(&quiet, true, INFINITY);
    // Wherever the pause falls: the 2nd read is in the middle of the first run, and on it goes.
    for (size_t at = 2; at < quiet.reads; at += 1 + quiet.reads / 50) {
        struct fake paused = make_fake(1, at);
        struct sweep *sweep = measure(&paused, true, INFINITY);
        for (size_t i = 0; i < 9; i++) {
            const struct sweep_point *a = sweep_point(right, i), *b = sweep_point(sweep, i);
            assert_true(fabs(a->epoch_seconds - b->epoch_seconds) < 1e-6 * a->epoch_seconds);
            assert_true(fabs(a->target_seconds - b->target_seconds) < 1e-6 * a->target_seconds);
            assert_false(b->is_disturbed);
        }
        sweep_destroy(sweep);
    }
    sweep_destroy(right);
}

static void measurements_that_never_agree_are_called_disturbed(void **state)
{
    (void)state;
    struct fake unsteady = make_fake(1.1, 0);
    struct sweep *sweep = measure(&unsteady, true, INFINITY);
    for (size_t i = 0; i < 9; i++)
        assert_true(sweep_point(sweep, i)->is_disturbed);
    sweep_destroy(sweep);
    // A clock of work alone needs no second opinion.
    struct fake steady = make_fake(1.1, 0);
    sweep = measure(&steady, false, INFINITY);
    for (size_t i = 0; i < 9; i++)
        assert_false(sweep_point(sweep, i)->is_disturbed);
    sweep_destroy(sweep);
}

static void a_pause_that_eats_the_seconds_is_called_disturbed(void **state)
{
    (void)state;
    struct fake paused = make_fake(1, 2);
    struct sweep *sweep = measure(&paused, true, 10);
    assert_true(sweep_point(sweep, 0)->is_disturbed);
    for (size_t i = 1; i < 9; i++)
        assert_false(sweep_point(sweep, i)->is_disturbed);
    sweep_destroy(sweep);
}

static void repeats_stay_within_the_seconds(void **state)
{
    (void)state;
    struct fake fake = make_fake(1.001, 0);
    struct sweep_setup setup = setup_of(-1, 2);
    setup.clock = (struct clock){read_fake, &fake, true};
    setup.seconds = 0.02;
    struct sweep *sweep = make(&setup);
    for (size_t points = 0; points < 9;) {
        const double begun = fake.now;
        const size_t before = points;
        while (points == before) {
            sweep_advance(sweep, 1);
            points = sweep_points(sweep);
        }
        // A stretch between two looks may end late; what is timed is half of what passes.
        assert_true(fake.now - begun < 2 * 0.02 + 100 * fake.step);
    }
    sweep_destroy(sweep);
}

static void a_sweep_without_a_thread_says_so_and_can_still_run(void **state)
{
    (void)state;
    struct sweep_setup setup = setup_of(0.6, 5);
    setup.refuse_start = true;
    struct sweep *sweep = make(&setup);
    struct error error = {0};
    assert_false(sweep_start(sweep, &error));
    assert_non_null(strstr(error.text, "sweep"));
    assert_false(sweep_done(sweep));
    sweep_run(sweep);
    assert_int_equal(sweep_points(sweep), 9);
    sweep_destroy(sweep);
    sweep_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sweep_tries_every_power_of_two_and_m),
        cmocka_unit_test(a_batch_works_on_no_more_than_a_chunk_and_what_the_rule_keeps),
        cmocka_unit_test(around_a_size_its_neighbours_are_tried_as_far_as_there_are_any),
        cmocka_unit_test(a_batch_is_as_many_bytes_as_its_examples),
        cmocka_unit_test(a_target_out_of_reach_is_not_reached),
        cmocka_unit_test(a_sweep_reaches_what_a_training_of_that_batch_size_reaches),
        cmocka_unit_test(slices_and_threads_reach_the_same),
        cmocka_unit_test(a_cancelled_sweep_keeps_whole_points_only),
        cmocka_unit_test(a_pause_of_the_machine_is_not_measured),
        cmocka_unit_test(measurements_that_never_agree_are_called_disturbed),
        cmocka_unit_test(a_pause_that_eats_the_seconds_is_called_disturbed),
        cmocka_unit_test(repeats_stay_within_the_seconds),
        cmocka_unit_test(a_sweep_without_a_thread_says_so_and_can_still_run),
    };
    return cmocka_run_group_tests(tests, make_data, free_data);
}

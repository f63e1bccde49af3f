#include "sim/trainer.h"

#include "base/random.h"
#include "sim/clock.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TRAIN = 300, TEST = 80, INPUTS = 6, STRIDE = 16 };

static float x[(TRAIN + TEST) * STRIDE];
static uint16_t label[TRAIN + TEST];
static struct network_data train = {TRAIN, STRIDE, x, label, NULL};
static struct network_data test = {TEST, STRIDE, x + TRAIN *STRIDE, label + TRAIN, NULL};
static struct network network;
static float *start;

// Three classes of points, each around a middle of its own.
static int make_data(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 4, 0);
    for (size_t i = 0; i < TRAIN + TEST; i++) {
        label[i] = (uint16_t)(i % 3);
        for (size_t k = 0; k < INPUTS; k++)
            x[i * STRIDE + k] = (float)(random_normal(&random) + 2.5 * (k % 3 == label[i]));
        x[i * STRIDE + INPUTS] = 1;
    }
    const struct network_spec spec = {
        .inputs = INPUTS, .hidden = {12}, .hidden_count = 1, .outputs = 3};
    if (!network_init(&network, &spec, NULL, NULL))
        return -1;
    start = calloc(network.parameters, sizeof *start);
    network_start(&network, 1, start);
    return 0;
}

static struct runner make_runner(const char *rule, double alpha, size_t batch)
{
    struct runner runner = {.rule = rule_find(rule), .batch = batch};
    for (size_t i = 0; runner.rule->params[i].key; i++)
        runner.number[i] = runner.rule->params[i].standard;
    runner.number[0] = alpha;
    return runner;
}

static struct trainer *make(const struct runner runners[], size_t count, size_t epochs, int threads)
{
    const struct trainer_setup setup = {
        .network = &network,
        .train = &train,
        .test = &test,
        .start = start,
        .seed = 7,
        .epochs = epochs,
        .scores = 3,
        .runners = runners,
        .runner_count = count,
        .threads = threads,
    };
    struct error error;
    struct trainer *trainer = trainer_create(&setup, &error);
    if (!trainer)
        fail_msg("%s", error.text);
    return trainer;
}

static void runners_learn_and_are_scored(void **state)
{
    (void)state;
    const struct runner runners[] = {make_runner("gd", 0.5, 0), make_runner("gd", 0.05, 1),
                                     make_runner("momentum", 0.3, 32),
                                     make_runner("adam", 0.02, 32)};
    struct trainer *trainer = make(runners, 4, 12, 2);
    trainer_run(trainer);
    assert_true(trainer_done(trainer));
    for (size_t r = 0; r < 4; r++) {
        const struct course *course = trainer_course(trainer, r);
        assert_int_equal(course->length, course->steps + 1);
        assert_int_equal(course->steps, 12 * course->epoch_steps);
        assert_int_equal(course->shots, course->shot_capacity);
        for (size_t j = 0; j < course->shots; j++)
            assert_int_equal(course->shot_scored[j], 1);
        assert_int_equal(course->shot_step[course->shots - 1], course->steps);
        const long last = course_score(course, (double)course->steps);
        assert_true(course->train_cost[last] < 0.8 * course->train_cost[0]);
        if (r > 0)
            assert_true(course->test_accuracy[last] > 0.9);
        for (size_t k = 1; k <= course->steps; k++)
            assert_true(course->seconds[k] >= course->seconds[k - 1] && course->alpha[k] > 0);
    }
    trainer_destroy(trainer);
}

static void scores_are_those_of_the_snapshots(void **state)
{
    (void)state;
    const struct runner runner = make_runner("adam", 0.02, 50);
    struct trainer *trainer = make(&runner, 1, 4, 2);
    trainer_run(trainer);
    const struct course *course = trainer_course(trainer, 0);
    struct network_work work;
    assert_true(network_work_init(&work, &network, NULL));
    for (size_t j = 0; j < course->shots; j++) {
        const float *theta = course->shot_theta + j * network.parameters;
        const struct network_score mine = network_score(&network, theta, &train, &work);
        const struct network_score tested = network_score(&network, theta, &test, &work);
        assert_true(course->train_cost[j] == mine.cost && course->test_cost[j] == tested.cost);
        assert_true(course->test_accuracy[j] == (double)tested.right / TEST);
    }
    assert_memory_equal(course->shot_theta, start, network.parameters * sizeof *start);
    network_work_clear(&work);
    trainer_destroy(trainer);
}

static void threads_do_not_change_a_bit(void **state)
{
    (void)state;
    const struct runner runners[] = {make_runner("gd", 0.05, 1), make_runner("rmsprop", 0.01, 32),
                                     make_runner("gd", 0.5, 0)};
    struct trainer *trainer[3];
    for (int i = 0; i < 3; i++) {
        trainer[i] = make(runners, 3, 3, i + 1);
        trainer_run(trainer[i]);
    }
    for (size_t r = 0; r < 3; r++) {
        const struct course *one = trainer_course(trainer[0], r);
        for (int i = 1; i < 3; i++) {
            const struct course *other = trainer_course(trainer[i], r);
            assert_memory_equal(one->batch_cost + 1, other->batch_cost + 1,
                                one->steps * sizeof *one->batch_cost);
            assert_memory_equal(one->shot_theta, other->shot_theta,
                                one->shots * network.parameters * sizeof(float));
            assert_memory_equal(one->test_cost, other->test_cost, one->shots * sizeof(double));
        }
    }
    for (int i = 0; i < 3; i++)
        trainer_destroy(trainer[i]);
}

static void the_cost_of_the_full_batch_is_the_full_cost(void **state)
{
    (void)state;
    const struct runner runner = make_runner("gd", 0.3, 0);
    struct trainer *trainer = make(&runner, 1, 6, 1);
    trainer_run(trainer);
    const struct course *course = trainer_course(trainer, 0);
    for (size_t j = 0; j + 1 < course->shots; j++)
        assert_true(fabs(course->batch_cost[course->shot_step[j] + 1] - course->train_cost[j]) <
                    1e-6);
    for (size_t k = 2; k <= course->steps; k++)
        assert_true(course->batch_cost[k] < course->batch_cost[k - 1]);
    trainer_destroy(trainer);
}

static void a_runner_that_leaves_the_numbers_stops_alone(void **state)
{
    (void)state;
    const struct runner runners[] = {make_runner("gd", 1e4, 32), make_runner("adam", 0.02, 32)};
    struct network_spec spec = network.spec;
    // Squared error runs away; softmax saturates.
    static float target[TRAIN + TEST];
    for (size_t i = 0; i < TRAIN + TEST; i++)
        target[i] = (float)label[i];
    spec.loss = LOSS_NUMBER;
    spec.outputs = 1;
    struct network numbers;
    assert_true(network_init(&numbers, &spec, NULL, NULL));
    const struct network_data to_train = {TRAIN, STRIDE, x, NULL, target};
    const struct network_data to_test = {TEST, STRIDE, x + TRAIN * STRIDE, NULL, target + TRAIN};
    float *begin = calloc(numbers.parameters, sizeof *begin);
    network_start(&numbers, 1, begin);
    const struct trainer_setup setup = {.network = &numbers,
                                        .train = &to_train,
                                        .test = &to_test,
                                        .start = begin,
                                        .epochs = 5,
                                        .scores = 2,
                                        .runners = runners,
                                        .runner_count = 2,
                                        .threads = 2};
    struct trainer *trainer = trainer_create(&setup, NULL);
    trainer_run(trainer);
    assert_true(trainer_course(trainer, 0)->diverged);
    assert_true(trainer_course(trainer, 0)->length < trainer_course(trainer, 0)->steps);
    assert_false(trainer_course(trainer, 1)->diverged);
    assert_int_equal(trainer_course(trainer, 1)->length, trainer_course(trainer, 1)->steps + 1);
    trainer_destroy(trainer);
    free(begin);
}

static void a_cancelled_training_ends_soon_and_keeps_what_it_has(void **state)
{
    (void)state;
    const struct runner runner = make_runner("gd", 0.01, 1);
    struct trainer *trainer = make(&runner, 1, 10000, 1);
    assert_true(trainer_start(trainer, NULL));
    const struct course *course = trainer_course(trainer, 0);
    while (course->length < 1000)
        clock_sleep(1e-4);
    trainer_cancel(trainer);
    const size_t length = course->length;
    assert_true(length >= 1000 && length < course->steps);
    assert_true(isfinite(course->batch_cost[length - 1]));
    trainer_destroy(trainer);
}

static void schedules_act_on_networks_too(void **state)
{
    (void)state;
    struct runner runner = make_runner("gd", 0.2, 100);
    const double rate = 1;
    runner.schedule = schedule_find("inverse-time");
    runner.schedule_number[0] = rate;
    runner.schedule_number[1] = runner.schedule_number[2] = 1; // every, first epoch
    struct trainer *trainer = make(&runner, 1, 4, 1);
    trainer_run(trainer);
    const struct course *course = trainer_course(trainer, 0);
    for (size_t k = 1; k <= course->steps; k++)
        assert_true(fabs(course->alpha[k] - 0.2 / (1 + (double)((k - 1) / 3 + 1))) < 1e-12);
    trainer_destroy(trainer);
}

static void too_many_steps_are_refused(void **state)
{
    (void)state;
    const struct runner runner = make_runner("gd", 0.2, 1);
    const struct trainer_setup setup = {.network = &network,
                                        .train = &train,
                                        .test = &test,
                                        .start = start,
                                        .epochs = 100000,
                                        .runners = &runner,
                                        .runner_count = 1};
    struct error error;
    assert_null(trainer_create(&setup, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_non_null(strstr(error.text, "5 million"));
}

// ---- slices -------------------------------------------------------------------------------------

static void assert_same(const struct course *one, const struct course *other)
{
    assert_int_equal(one->length, other->length);
    assert_int_equal(one->shots, other->shots);
    assert_memory_equal(one->batch_cost + 1, other->batch_cost + 1,
                        one->steps * sizeof *one->batch_cost);
    assert_memory_equal(one->alpha + 1, other->alpha + 1, one->steps * sizeof *one->alpha);
    assert_memory_equal(one->shot_theta, other->shot_theta,
                        one->shots * network.parameters * sizeof(float));
    assert_memory_equal(one->train_cost, other->train_cost, one->shots * sizeof(double));
    assert_memory_equal(one->test_accuracy, other->test_accuracy, one->shots * sizeof(double));
    for (size_t j = 0; j < one->shots; j++)
        assert_true(one->shot_scored[j] == 1 && other->shot_scored[j] == 1);
}

// A bound on the gradient's length that none reaches: the gradient is written down for it.
static void stochastic_descent_without_a_gradient_is_that_with_one(void **state)
{
    (void)state;
    struct runner runners[] = {make_runner("gd", 0.05, 1), make_runner("gd", 0.05, 1)};
    runners[1].clip = 1e30;
    struct trainer *trainer = make(runners, 2, 3, 1);
    trainer_run(trainer);
    assert_same(trainer_course(trainer, 0), trainer_course(trainer, 1));
    trainer_destroy(trainer);
}

static void slices_and_threads_give_the_same_bytes(void **state)
{
    (void)state;
    const struct runner runners[] = {make_runner("gd", 0.05, 1), make_runner("adam", 0.01, 32),
                                     make_runner("gd", 0.5, 0)};
    struct trainer *whole = make(runners, 3, 3, 2), *sliced = make(runners, 3, 3, 1);
    struct trainer *both = make(runners, 3, 3, 2);
    trainer_run(whole);
    double known = 0;
    for (size_t slice = 1; trainer_advance(sliced, slice); slice = 1 + slice * 7 % 97) {
        assert_false(trainer_done(sliced));
        assert_true(trainer_progress(sliced) >= known);
        known = trainer_progress(sliced);
    }
    assert_true(known > 0.9 && trainer_done(sliced) && trainer_progress(sliced) == 1);
    // Begun in slices, ended by a thread.
    assert_true(trainer_advance(both, 33));
    assert_true(trainer_start(both, NULL));
    assert_true(trainer_wait(both, -1));
    for (size_t r = 0; r < 3; r++) {
        assert_same(trainer_course(whole, r), trainer_course(sliced, r));
        assert_same(trainer_course(whole, r), trainer_course(both, r));
    }
    trainer_destroy(whole);
    trainer_destroy(sliced);
    trainer_destroy(both);
}

// ---- seconds ------------------------------------------------------------------------------------

// The machine's own clock, after a pause when it is read for the tenth time.
static double read_after_pause(void *user)
{
    int *reads = user;
    if (++*reads == 10)
        clock_sleep(0.2);
    const struct clock work = clock_of_work();
    return clock_read(&work);
}

static struct trainer *make_clocked(const struct runner *runner, struct clock clock)
{
    const struct trainer_setup setup = {.network = &network,
                                        .train = &train,
                                        .test = &test,
                                        .start = start,
                                        .epochs = 20,
                                        .runners = runner,
                                        .runner_count = 1,
                                        .threads = 1,
                                        .clock = clock};
    struct trainer *trainer = trainer_create(&setup, NULL);
    assert_non_null(trainer);
    return trainer;
}

static void a_pause_of_the_machine_is_not_measured_or_is_owned_up_to(void **state)
{
    (void)state;
    const struct runner runner = make_runner("gd", 0.05, 32);
    int reads = 0;
    const struct clock work = clock_of_work();
    struct trainer *trainer =
        make_clocked(&runner, (struct clock){read_after_pause, &reads, work.counts_pauses});
    const double wall = clock_seconds(), begun = clock_read(&work);
    trainer_run(trainer);
    const double spent = clock_read(&work) - begun, passed = clock_seconds() - wall;
    const struct course *course = trainer_course(trainer, 0);
    assert_true(reads > 10 && passed >= 0.2);
    if (!course->is_disturbed) {
        // Not more than this thread has worked; and no two steps lie a pause apart.
        assert_true(course->seconds[course->steps] <= spent);
        assert_true(spent <= passed - 0.2 + 0.01);
    }
    assert_int_equal(course->is_disturbed, work.counts_pauses);
    trainer_destroy(trainer);
}

static void seconds_of_a_clock_that_counts_pauses_are_called_disturbed(void **state)
{
    (void)state;
    const struct runner runner = make_runner("gd", 0.05, 32);
    for (int counts = 0; counts < 2; counts++) {
        int reads = 0;
        struct trainer *trainer =
            make_clocked(&runner, (struct clock){read_after_pause, &reads, counts == 1});
        assert_int_equal(trainer_course(trainer, 0)->is_disturbed, counts);
        trainer_destroy(trainer);
    }
}

// A second passes between any two readings.
static double one_second_later(void *user)
{
    return *(double *)user += 1;
}

static void seconds_add_up_over_slices(void **state)
{
    (void)state;
    const struct runner runner = make_runner("gd", 0.05, 0);
    double now = 1e6;
    struct trainer *trainer =
        make_clocked(&runner, (struct clock){.seconds = one_second_later, .user = &now});
    while (trainer_advance(trainer, 1))
        ;
    const struct course *course = trainer_course(trainer, 0);
    for (size_t k = 0; k <= course->steps; k++)
        assert_true(course->seconds[k] == (double)k);
    trainer_destroy(trainer);
}

// ---- ranges -------------------------------------------------------------------------------------

static struct range scan(const double values[], size_t length)
{
    struct range range = {INFINITY, -INFINITY, INFINITY, INFINITY};
    for (size_t k = 1; k < length; k++) {
        if (!isfinite(values[k]))
            continue;
        range.lowest = fmin(range.lowest, values[k]);
        range.highest = fmax(range.highest, values[k]);
        if (values[k] > 0)
            range.lowest_positive = fmin(range.lowest_positive, values[k]);
    }
    range.lowest_above = range.lowest_positive;
    return range;
}

static void assert_range(struct range range, struct range wanted)
{
    assert_true(range.lowest == wanted.lowest && range.highest == wanted.highest);
    assert_true(range.lowest_positive == wanted.lowest_positive);
    assert_true(range.lowest_above == wanted.lowest_above);
}

static void ranges_are_those_of_a_scan_at_every_length(void **state)
{
    (void)state;
    struct runner runners[] = {make_runner("gd", 0.2, 1), make_runner("adam", 0.02, 32),
                               make_runner("gd", 1e30, 32)};
    runners[1].schedule = schedule_find("exponential");
    runners[1].schedule_number[0] = 0.9;
    runners[1].schedule_number[1] = 1; // the first epoch
    struct trainer *trainer = make(runners, 3, 4, 1);
    bool more = true;
    while (more) {
        for (size_t r = 0; r < 3; r++) {
            const struct course *course = trainer_course(trainer, r);
            const struct course_extremes extremes = course_extremes(course);
            assert_range(extremes.batch_cost, scan(course->batch_cost, course->length));
            assert_range(extremes.alpha, scan(course->alpha, course->length));
        }
        more = trainer_advance(trainer, 1);
    }
    trainer_destroy(trainer);
}

// ---- starting and stopping ----------------------------------------------------------------------

static void a_training_that_no_thread_can_be_started_for_says_so(void **state)
{
    (void)state;
    const struct runner runner = make_runner("gd", 0.05, 32);
    const struct trainer_setup setup = {.network = &network,
                                        .train = &train,
                                        .test = &test,
                                        .start = start,
                                        .epochs = 2,
                                        .runners = &runner,
                                        .runner_count = 1,
                                        .refuse_start = true};
    struct trainer *trainer = trainer_create(&setup, NULL);
    struct error error = {0};
    assert_false(trainer_start(trainer, &error));
    assert_non_null(strstr(error.text, "training"));
    assert_false(trainer_done(trainer));
    assert_false(trainer_wait(trainer, -1));
    trainer_run(trainer);
    assert_true(trainer_done(trainer));
    trainer_destroy(trainer);
}

static void a_training_cancelled_before_its_start_makes_no_step(void **state)
{
    (void)state;
    const struct runner runner = make_runner("gd", 0.05, 32);
    struct trainer *trainer = make(&runner, 1, 2, 1);
    trainer_cancel(trainer);
    assert_true(trainer_start(trainer, NULL));
    assert_true(trainer_wait(trainer, -1));
    assert_int_equal(trainer_course(trainer, 0)->length, 1);
    trainer_destroy(trainer);
}

static int free_data(void **state)
{
    (void)state;
    free(start);
    return 0;
}

// A network whose start is drawn by the threads that train: several pieces in a layer, the last one
// of fewer weights.
static struct network large;

static struct trainer *make_large(float drawn[], const float given[], bool is_zero, int threads)
{
    const struct network_spec spec = {
        .inputs = INPUTS, .hidden = {300, 301}, .hidden_count = 2, .outputs = 3};
    const struct runner runners[] = {make_runner("gd", 0.05, 100), make_runner("adam", 0.01, 100)};
    assert_true(network_init(&large, &spec, NULL, NULL));
    const struct trainer_setup setup = {
        .network = &large,
        .train = &train,
        .test = &test,
        .start = given,
        .drawn = drawn,
        .is_zero = is_zero,
        .seed = 7,
        .epochs = 1,
        .scores = 1,
        .runners = runners,
        .runner_count = 2,
        .threads = threads,
    };
    struct trainer *trainer = trainer_create(&setup, NULL);
    assert_non_null(trainer);
    return trainer;
}

static float *zeros(void)
{
    const size_t most = (INPUTS + 1 + 16) * 512 + 330 * 512 + 400 * 512;
    float *theta = calloc(most, sizeof *theta);
    assert_non_null(theta);
    return theta;
}

static void assert_same_courses(const struct trainer *a, const struct trainer *b)
{
    for (size_t r = 0; r < 2; r++) {
        const struct course *one = trainer_course(a, r), *other = trainer_course(b, r);
        const size_t length = atomic_load(&one->length), shots = atomic_load(&one->shots);
        assert_int_equal(length, one->steps + 1);
        assert_int_equal(length, atomic_load(&other->length));
        assert_int_equal(shots, atomic_load(&other->shots));
        assert_memory_equal(one->batch_cost + 1, other->batch_cost + 1,
                            (length - 1) * sizeof *one->batch_cost);
        assert_memory_equal(one->shot_theta, other->shot_theta,
                            shots * large.parameters * sizeof *one->shot_theta);
    }
}

static void a_start_that_is_drawn_while_it_trains_is_the_same(void **state)
{
    (void)state;
    float *given = zeros(), *drawn[3] = {zeros(), zeros(), zeros()};
    for (int is_zero = 0; is_zero < 2; is_zero++) {
        struct trainer *before = make_large(NULL, given, false, 1);
        assert_true(trainer_has_start(before));
        trainer_destroy(before);
        memset(given, 0, large.parameters * sizeof *given);
        if (!is_zero)
            network_start(&large, 7, given);
        before = make_large(NULL, given, false, 1);
        trainer_run(before);
        for (int way = 0; way < 3; way++) {
            memset(drawn[way], 0, large.parameters * sizeof *given);
            struct trainer *trainer = make_large(drawn[way], NULL, is_zero, 1 + way);
            assert_false(trainer_has_start(trainer));
            assert_int_equal(atomic_load(&trainer_course(trainer, 0)->shots), 0);
            assert_int_equal(atomic_load(&trainer_course(trainer, 0)->length), 1);
            double share = trainer_progress(trainer);
            size_t calls = 0;
            // In pieces; on threads; first a piece, then on threads.
            for (; way != 1 && calls < (way == 0 ? 100000u : 1u) && trainer_advance(trainer, 1);
                 calls++) {
                assert_true(trainer_progress(trainer) >= share);
                share = trainer_progress(trainer);
            }
            if (way == 0)
                assert_true(calls > (is_zero ? 3 : 5)); // one did not make all of it
            else
                trainer_run(trainer);
            assert_true(trainer_done(trainer) && trainer_has_start(trainer));
            assert_false(trainer_was_cancelled(trainer));
            assert_memory_equal(given, drawn[way], large.parameters * sizeof *given);
            assert_same_courses(before, trainer);
            trainer_destroy(trainer);
        }
        trainer_destroy(before);
    }
    free(given);
    for (int way = 0; way < 3; way++)
        free(drawn[way]);
}

static void what_is_cancelled_while_its_start_is_drawn_never_begins(void **state)
{
    (void)state;
    float *drawn = zeros();
    for (size_t made = 0; made < 5; made++) {
        struct trainer *trainer = make_large(drawn, NULL, false, 1);
        for (size_t i = 0; i < made; i++)
            assert_true(trainer_advance(trainer, 1));
        trainer_cancel(trainer);
        assert_true(trainer_done(trainer));
        assert_true(trainer_was_cancelled(trainer));
        assert_false(trainer_has_start(trainer));
        assert_false(trainer_wait_start(trainer)); // nobody waits for it
        assert_true(trainer_progress(trainer) < 1);
        for (size_t r = 0; r < 2; r++)
            assert_int_equal(atomic_load(&trainer_course(trainer, r)->length), 1);
        trainer_retire(trainer);
        trainer_destroy(trainer);
        memset(drawn, 0, large.parameters * sizeof *drawn);
    }
    free(drawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runners_learn_and_are_scored),
        cmocka_unit_test(scores_are_those_of_the_snapshots),
        cmocka_unit_test(threads_do_not_change_a_bit),
        cmocka_unit_test(the_cost_of_the_full_batch_is_the_full_cost),
        cmocka_unit_test(a_runner_that_leaves_the_numbers_stops_alone),
        cmocka_unit_test(a_cancelled_training_ends_soon_and_keeps_what_it_has),
        cmocka_unit_test(schedules_act_on_networks_too),
        cmocka_unit_test(too_many_steps_are_refused),
        cmocka_unit_test(stochastic_descent_without_a_gradient_is_that_with_one),
        cmocka_unit_test(slices_and_threads_give_the_same_bytes),
        cmocka_unit_test(a_pause_of_the_machine_is_not_measured_or_is_owned_up_to),
        cmocka_unit_test(seconds_of_a_clock_that_counts_pauses_are_called_disturbed),
        cmocka_unit_test(seconds_add_up_over_slices),
        cmocka_unit_test(ranges_are_those_of_a_scan_at_every_length),
        cmocka_unit_test(a_training_that_no_thread_can_be_started_for_says_so),
        cmocka_unit_test(a_training_cancelled_before_its_start_makes_no_step),
        cmocka_unit_test(a_start_that_is_drawn_while_it_trains_is_the_same),
        cmocka_unit_test(what_is_cancelled_while_its_start_is_drawn_never_begins),
    };
    return cmocka_run_group_tests(tests, make_data, free_data);
}

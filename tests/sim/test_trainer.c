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

static int free_data(void **state)
{
    (void)state;
    free(start);
    return 0;
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
    };
    return cmocka_run_group_tests(tests, make_data, free_data);
}

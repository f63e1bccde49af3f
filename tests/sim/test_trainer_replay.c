#include "sim/trainer_replay.h"

#include "base/random.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TRAIN = 50, INPUTS = 6, STRIDE = 16, SEED = 7, EPOCHS = 6, SCORES = 3, KINDS = 4 };

static float x[TRAIN * STRIDE];
static uint16_t label[TRAIN];
static const struct network_data train = {TRAIN, STRIDE, x, label, NULL};
static const struct schedule_change changes[] = {{4, 0.5}, {30, 0.5}, {31, 2}};
static struct network network;
static float *start;

static int make_data(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 4, 0);
    for (size_t i = 0; i < TRAIN; i++) {
        label[i] = (uint16_t)(i % 3);
        for (size_t k = 0; k < INPUTS; k++)
            x[i * STRIDE + k] = (float)(random_normal(&random) + 2.5 * (k % 3 == label[i]));
        x[i * STRIDE + INPUTS] = 1;
    }
    const struct network_spec spec = {
        .inputs = INPUTS, .hidden = {5}, .hidden_count = 1, .outputs = 3};
    if (!network_init(&network, &spec, NULL, NULL))
        return -1;
    start = calloc(network.parameters, sizeof *start);
    network_start(&network, 1, start);
    return 0;
}

static int free_data(void **state)
{
    (void)state;
    free(start);
    return 0;
}

static struct runner make_runner(const struct rule *rule, const struct schedule *schedule, int kind)
{
    static const size_t batches[KINDS] = {0, 1, 7, 49};
    struct runner runner = {.rule = rule, .batch = batches[kind], .schedule = schedule};
    for (size_t i = 0; rule->params[i].key; i++)
        runner.number[i] = rule->params[i].standard;
    runner.number[0] = 0.01;
    for (size_t i = 0; schedule->params[i].key; i++)
        runner.schedule_number[i] = schedule->params[i].standard;
    runner.decay_per_step = kind == 1;
    runner.clip = kind == 2 ? 0.5 : 0;
    runner.change = kind >= 2 ? changes : NULL;
    runner.change_count = kind >= 2 ? 3 : 0;
    return runner;
}

// Trains with a snapshot after every step that `scores` an epoch reach.
static struct trainer *train_runner(const struct runner *runner, size_t epochs, size_t scores)
{
    const struct trainer_setup setup = {.network = &network,
                                        .train = &train,
                                        .test = &train,
                                        .start = start,
                                        .seed = SEED,
                                        .epochs = epochs,
                                        .scores = scores,
                                        .runners = runner,
                                        .runner_count = 1,
                                        .threads = 1};
    struct trainer *trainer = trainer_create(&setup, NULL);
    assert_non_null(trainer);
    return trainer;
}

static struct trainer_replay *make_replay(const struct trainer *trainer,
                                          const struct runner *runner, size_t mark_bytes)
{
    const struct trainer_replay_setup setup = {.network = &network,
                                               .train = &train,
                                               .start = start,
                                               .seed = SEED,
                                               .runner = runner,
                                               .course = trainer_course(trainer, 0),
                                               .mark_bytes = mark_bytes};
    struct trainer_replay *replay = trainer_replay_create(&setup, NULL);
    assert_non_null(replay);
    return replay;
}

// The cost and α are the course's, θ that of its snapshots, bit for bit.
static void assert_step(const struct course *course, const struct trainer_replay_step *made,
                        size_t step)
{
    const size_t size = network.parameters * sizeof(float);
    assert_int_equal(made->step, step);
    assert_true(made->alpha == course->alpha[step]);
    assert_true(made->cost == course->batch_cost[step]);
    for (size_t j = 0; j < course->shots; j++) {
        if (course->shot_step[j] == step)
            assert_memory_equal(made->theta_after, course->shot_theta + j * network.parameters,
                                size);
        if (course->shot_step[j] + 1 == step)
            assert_memory_equal(made->theta, course->shot_theta + j * network.parameters, size);
    }
}

static void assert_same(const struct trainer_replay_step *a, const struct trainer_replay_step *b)
{
    const size_t size = network.parameters * sizeof(float), states = a->runner->rule->states * size;
    assert_memory_equal(a->theta, b->theta, size);
    assert_memory_equal(a->theta_after, b->theta_after, size);
    assert_memory_equal(a->gradient, b->gradient, size);
    assert_memory_equal(a->state, b->state, states);
    assert_memory_equal(a->state_after, b->state_after, states);
    assert_memory_equal(a->carry, b->carry, sizeof a->carry);
    assert_memory_equal(a->carry_after, b->carry_after, sizeof a->carry_after);
}

static void steps_under_every_rule_schedule_and_batch_are_made_again_bit_for_bit(void **state)
{
    (void)state;
    for (size_t r = 0; rules[r]; r++)
        for (size_t s = 0; schedules[s]; s++)
            for (int kind = 0; kind < KINDS; kind++) {
                const struct runner runner = make_runner(rules[r], schedules[s], kind);
                struct trainer *trainer = train_runner(&runner, EPOCHS, SCORES);
                trainer_run(trainer);
                const struct course *course = trainer_course(trainer, 0);
                struct trainer_replay *replay = make_replay(trainer, &runner, 0);
                // Every step's θ is held against a snapshot, or follows from one that was.
                for (size_t k = 1; k < course->length; k += k % 5 == 0 ? 7 : 1) {
                    struct trainer_replay_step made;
                    assert_true(trainer_replay_run(replay, k, NULL));
                    assert_true(trainer_replay_made(replay, &made));
                    assert_step(course, &made, k);
                }
                trainer_replay_destroy(replay);
                trainer_destroy(trainer);
            }
}

static void scrubbing_to_and_fro_gives_the_same_steps(void **state)
{
    (void)state;
    static const size_t places[] = {300, 1,   2,   255, 256, 257, 258, 128,
                                    299, 300, 300, 13,  200, 199, 298, 1};
    for (size_t r = 0; rules[r]; r++) {
        const struct runner runner = make_runner(rules[r], schedule_find("exponential"), 1);
        struct trainer *trainer = train_runner(&runner, EPOCHS, SCORES);
        trainer_run(trainer);
        struct trainer_replay *replay = make_replay(trainer, &runner, 0);
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            struct trainer_replay_step made, fresh;
            struct trainer_replay *other = make_replay(trainer, &runner, 0);
            assert_true(trainer_replay_run(replay, places[i], NULL));
            assert_true(trainer_replay_run(other, places[i], NULL));
            assert_true(trainer_replay_made(replay, &made));
            assert_true(trainer_replay_made(other, &fresh));
            assert_step(trainer_course(trainer, 0), &made, places[i]);
            assert_same(&made, &fresh);
            trainer_replay_destroy(other);
        }
        trainer_replay_destroy(replay);
        trainer_destroy(trainer);
    }
}

// 3000 steps, and room for a mark every 256, every 512 or every 1024 of them.
static void gradients_of_the_steps_before_are_known_wherever_one_comes_from(void **state)
{
    (void)state;
    enum { KEPT = 9, MOST = 400 };
    static float known[MOST][512];
    static const size_t places[] = {1, 2, 8, 9, 10, 40, 39, 41, 12, 12, 3, 200, 199, 60, 61, 100};
    const struct runner runner = make_runner(rule_find("momentum"), schedule_find("constant"), 1);
    struct trainer *trainer = train_runner(&runner, EPOCHS, SCORES);
    trainer_run(trainer);
    const struct course *course = trainer_course(trainer, 0);
    struct trainer_replay *plain = make_replay(trainer, &runner, 0);
    struct trainer_replay_step made;
    assert_true(network.parameters <= 512 && course->steps < MOST);
    for (size_t k = 1; k <= course->steps; k++) {
        assert_true(trainer_replay_run(plain, k, NULL) && trainer_replay_made(plain, &made));
        memcpy(known[k], made.gradient, network.parameters * sizeof(float));
    }
    const struct trainer_replay_setup setup = {.network = &network,
                                               .train = &train,
                                               .start = start,
                                               .seed = SEED,
                                               .runner = &runner,
                                               .course = course,
                                               .history = KEPT};
    struct trainer_replay *replay = trainer_replay_create(&setup, NULL);
    assert_int_equal(trainer_replay_history(replay, 0, NULL, KEPT), 0); // none is made yet
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const size_t k = places[i];
        struct trainer_replay_step again;
        assert_true(trainer_replay_run(replay, k, NULL) && trainer_replay_made(replay, &again));
        assert_true(trainer_replay_run(plain, k, NULL) && trainer_replay_made(plain, &made));
        assert_same(&made, &again);
        for (size_t most = 4; most <= KEPT; most += 5)
            for (size_t place = 0; place < network.parameters; place += 7) {
                double gradient[KEPT];
                const size_t count = trainer_replay_history(replay, place, gradient, most);
                assert_int_equal(count, k < most ? k : most);
                for (size_t j = 0; j < count; j++)
                    assert_true(gradient[j] == (double)known[k - count + 1 + j][place]);
            }
    }
    double own;
    assert_int_equal(trainer_replay_history(plain, 3, &own, 1), 1); // without any to keep
    assert_true(own == (double)made.gradient[3]);
    trainer_replay_destroy(plain);
    trainer_replay_destroy(replay);
    trainer_destroy(trainer);
}

static void a_long_course_is_made_again_from_marks_that_lie_farther_apart(void **state)
{
    (void)state;
    const struct runner runner = make_runner(rule_find("adam"), schedules[0], 1);
    struct trainer *trainer = train_runner(&runner, 60, 1);
    trainer_run(trainer);
    for (size_t bytes = 1 << 16; bytes > 0; bytes /= 2) {
        struct trainer_replay *replay = make_replay(trainer, &runner, bytes);
        for (size_t k = 3000; k > 0; k -= k > 397 ? 397 : k) {
            struct trainer_replay_step made;
            assert_true(trainer_replay_run(replay, k, NULL));
            assert_true(trainer_replay_made(replay, &made));
            assert_step(trainer_course(trainer, 0), &made, k);
        }
        trainer_replay_destroy(replay);
    }
    trainer_destroy(trainer);
}

static void a_step_is_there_when_the_thread_is_done_and_not_while_another_is_made(void **state)
{
    (void)state;
    const struct runner runner = make_runner(rule_find("adam"), schedules[0], 1);
    struct trainer *trainer = train_runner(&runner, EPOCHS, SCORES);
    trainer_run(trainer);
    struct trainer_replay *replay = make_replay(trainer, &runner, 0);
    struct trainer_replay_step made;
    assert_false(trainer_replay_made(replay, &made));
    // Each is given up for the next; whatever is there is never another step than the last asked.
    for (size_t k = 300; k > 200; k -= 9) {
        assert_true(trainer_replay_begin(replay, k, NULL));
        if (trainer_replay_made(replay, &made))
            assert_int_equal(made.step, k);
    }
    assert_true(trainer_replay_begin(replay, 299, NULL));
    assert_true(trainer_replay_wait(replay, -1));
    assert_false(trainer_replay_busy(replay));
    assert_true(trainer_replay_made(replay, &made));
    assert_step(trainer_course(trainer, 0), &made, 299);
    assert_true(trainer_replay_begin(replay, 299, NULL)); // it is there already
    assert_true(trainer_replay_made(replay, &made));
    trainer_replay_destroy(replay);
    trainer_destroy(trainer);
}

static void steps_that_were_not_made_and_missing_threads_are_refused(void **state)
{
    (void)state;
    const struct runner runner = make_runner(rule_find("adam"), schedules[0], 2);
    struct trainer *trainer = train_runner(&runner, EPOCHS, SCORES);
    struct trainer_replay *replay = make_replay(trainer, &runner, 0);
    struct trainer_replay_step made;
    struct error error = {0};
    assert_false(trainer_replay_begin(replay, 0, &error));
    assert_false(trainer_replay_begin(replay, 1, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    // As the course grows, so does what can be made.
    assert_true(trainer_advance(trainer, 10));
    assert_true(trainer_replay_run(replay, 10, &error));
    assert_true(trainer_replay_made(replay, &made));
    assert_false(trainer_replay_run(replay, 11, &error));
    trainer_run(trainer);
    assert_true(trainer_replay_run(replay, 11, &error));
    trainer_replay_destroy(replay);
    trainer_replay_destroy(NULL);
    const struct trainer_replay_setup setup = {.network = &network,
                                               .train = &train,
                                               .start = start,
                                               .seed = SEED,
                                               .runner = &runner,
                                               .course = trainer_course(trainer, 0),
                                               .refuse_start = true};
    replay = trainer_replay_create(&setup, NULL);
    error = (struct error){0};
    assert_false(trainer_replay_begin(replay, 5, &error));
    assert_int_equal(error.kind, ERROR_FAILED);
    assert_false(trainer_replay_made(replay, &made));
    assert_true(trainer_replay_run(replay, 5, NULL)); // without a thread, where somebody waits
    assert_true(trainer_replay_made(replay, &made));
    trainer_replay_destroy(replay);
    trainer_destroy(trainer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_under_every_rule_schedule_and_batch_are_made_again_bit_for_bit),
        cmocka_unit_test(scrubbing_to_and_fro_gives_the_same_steps),
        cmocka_unit_test(gradients_of_the_steps_before_are_known_wherever_one_comes_from),
        cmocka_unit_test(a_long_course_is_made_again_from_marks_that_lie_farther_apart),
        cmocka_unit_test(a_step_is_there_when_the_thread_is_done_and_not_while_another_is_made),
        cmocka_unit_test(steps_that_were_not_made_and_missing_threads_are_refused),
    };
    return cmocka_run_group_tests(tests, make_data, free_data);
}

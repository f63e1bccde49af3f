#include "sim/replay.h"

#include "sim/surface.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = 900, KINDS = 4 };

static const double start[] = {-2, 1.6};
static const struct schedule_change changes[] = {{40, 0.5}, {300, 0.5}, {301, 2}};
static struct objective *ravine;

static int make_ravine(void **state)
{
    (void)state;
    const double number[SURFACE_NUMBERS_MAX] = {25, 0};
    ravine = surface_objective_create(surface_find("ravine"), number, 50, 1, 1, NULL);
    return ravine ? 0 : -1;
}

static int free_ravine(void **state)
{
    (void)state;
    objective_destroy(ravine);
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

static struct race *make_race(const struct runner *runner, size_t steps)
{
    const struct race_setup setup = {.objective = ravine,
                                     .start = start,
                                     .seed = 4,
                                     .steps = steps,
                                     .runners = runner,
                                     .runner_count = 1,
                                     .threads = 1};
    struct race *race = race_create(&setup, NULL);
    assert_non_null(race);
    return race;
}

// The step's own words: θ, gradient and α of the trail, and a rule's step from the state before is
// the state and the θ after, bit for bit.
static void assert_step(const struct trail *trail, const struct replay_step *made, size_t step)
{
    const struct rule *rule = made->runner->rule;
    const size_t n = trail->dimension, states = rule->states * n;
    double theta[2], state[RULE_STATES_MAX * 2], carry[RULE_CARRY_MAX];
    assert_int_equal(made->step, step);
    assert_true(made->alpha == trail->alpha[step]);
    assert_memory_equal(made->theta, trail->theta + (step - 1) * n, n * sizeof(double));
    assert_memory_equal(made->theta_after, trail->theta + step * n, n * sizeof(double));
    assert_memory_equal(made->gradient, trail->gradient + step * n, n * sizeof(double));
    memcpy(theta, made->theta, sizeof theta);
    memcpy(state, made->state, states * sizeof *state);
    memcpy(carry, made->carry, sizeof carry);
    const struct rule_step again = {made->runner->number, made->alpha, carry, step};
    rule->step_double(&again, theta, made->gradient, state, n);
    assert_memory_equal(theta, made->theta_after, sizeof theta);
    assert_memory_equal(state, made->state_after, states * sizeof *state);
    assert_memory_equal(carry, made->carry_after, sizeof carry);
}

static void every_step_of_every_rule_is_made_again_bit_for_bit(void **state)
{
    (void)state;
    for (size_t r = 0; rules[r]; r++)
        for (size_t s = 0; schedules[s]; s++)
            for (int kind = 0; kind < KINDS; kind++) {
                const struct runner runner = make_runner(rules[r], schedules[s], kind);
                struct race *race = make_race(&runner, STEPS);
                race_run(race);
                const struct trail *trail = race_trail(race, 0);
                struct replay *replay = replay_create(race, 0, NULL);
                assert_non_null(replay);
                struct replay_step made;
                for (size_t k = 1; k < trail->length; k++) {
                    assert_true(replay_make(replay, k, &made, NULL));
                    assert_step(trail, &made, k);
                }
                replay_destroy(replay);
                race_destroy(race);
            }
}

static void scrubbing_to_and_fro_gives_the_same_steps(void **state)
{
    (void)state;
    static const size_t places[] = {900, 1,   2,   511, 512, 513, 256, 257, 255, 899,
                                    899, 898, 768, 769, 700, 1,   600, 128, 900};
    for (size_t r = 0; rules[r]; r++) {
        const struct runner runner = make_runner(rules[r], schedule_find("exponential"), 2);
        struct race *race = make_race(&runner, STEPS);
        race_run(race);
        struct replay *replay = replay_create(race, 0, NULL);
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            struct replay_step made, fresh;
            assert_true(replay_make(replay, places[i], &made, NULL));
            assert_step(race_trail(race, 0), &made, places[i]);
            struct replay *other = replay_create(race, 0, NULL);
            assert_true(replay_make(other, places[i], &fresh, NULL));
            const size_t size = rules[r]->states * 2 * sizeof(double);
            assert_memory_equal(made.state, fresh.state, size);
            assert_memory_equal(made.state_after, fresh.state_after, size);
            assert_memory_equal(made.carry_after, fresh.carry_after, sizeof made.carry_after);
            replay_destroy(other);
        }
        replay_destroy(replay);
        race_destroy(race);
    }
}

static void steps_that_were_not_made_are_refused(void **state)
{
    (void)state;
    const struct runner runner = make_runner(rule_find("adam"), schedules[0], 0);
    struct race *race = make_race(&runner, STEPS);
    struct replay *replay = replay_create(race, 0, NULL);
    struct replay_step made;
    struct error error = {0};
    assert_false(replay_make(replay, 0, &made, &error));
    assert_false(replay_make(replay, 1, &made, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    // As the trail grows, so does what can be made.
    assert_true(race_advance(race, 10));
    assert_true(replay_make(replay, 10, &made, &error));
    assert_step(race_trail(race, 0), &made, 10);
    assert_false(replay_make(replay, 11, &made, &error));
    race_run(race);
    assert_true(replay_make(replay, STEPS, &made, &error));
    assert_step(race_trail(race, 0), &made, STEPS);
    assert_false(replay_make(replay, STEPS + 1, &made, &error));
    replay_destroy(replay);
    replay_destroy(NULL);
    race_destroy(race);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_of_every_rule_is_made_again_bit_for_bit),
        cmocka_unit_test(scrubbing_to_and_fro_gives_the_same_steps),
        cmocka_unit_test(steps_that_were_not_made_are_refused),
    };
    return cmocka_run_group_tests(tests, make_ravine, free_ravine);
}

#include "sim/stepper.h"

#include "base/random.h"
#include "sim/race.h"
#include "sim/surface.h"
#include "sim/sweep.h"
#include "sim/trainer.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { EXAMPLES = 20, BATCH = 8, EPOCHS = 4, EPOCH_STEPS = 3, STEPS = EPOCHS * EPOCH_STEPS };
enum { INPUTS = 3, STRIDE = 16 };

static const struct schedule_change changes[] = {{2, 0.5}, {5, 3}, {11, 0.25}};
static const double start[] = {-9, 1.6};
static struct objective *ravine;
static float x[EXAMPLES * STRIDE];
static uint16_t label[EXAMPLES];
static const struct network_data data = {EXAMPLES, STRIDE, x, label, NULL};
static struct network network;
static float *theta_start;

static int make_all(void **state)
{
    (void)state;
    const double number[SURFACE_NUMBERS_MAX] = {25, 0};
    ravine = surface_objective_create(surface_find("ravine"), number, EXAMPLES, 1, 1, NULL);
    struct random random;
    random_init(&random, 3, 0);
    for (size_t i = 0; i < EXAMPLES; i++) {
        label[i] = (uint16_t)(i % 2);
        for (size_t k = 0; k < INPUTS; k++)
            x[i * STRIDE + k] = (float)(random_normal(&random) + label[i]);
        x[i * STRIDE + INPUTS] = 1;
    }
    const struct network_spec spec = {.inputs = INPUTS, .outputs = 2};
    if (!ravine || !network_init(&network, &spec, NULL, NULL))
        return -1;
    theta_start = calloc(network.parameters, sizeof *theta_start);
    network_start(&network, 1, theta_start);
    return 0;
}

static int free_all(void **state)
{
    (void)state;
    objective_destroy(ravine);
    free(theta_start);
    return 0;
}

static struct runner make_runner(const struct rule *rule, const struct schedule *schedule)
{
    struct runner runner = {.rule = rule, .batch = BATCH, .schedule = schedule};
    for (size_t i = 0; rule->params[i].key; i++)
        runner.number[i] = rule->params[i].standard;
    runner.number[0] = 1e-3;
    for (size_t i = 0; schedule->params[i].key; i++)
        runner.schedule_number[i] = schedule->params[i].standard;
    return runner;
}

// Every runner that there is, small: rule × schedule × {no list, a list} × decay per {epoch, step},
// and a warm-up.
static void for_every_runner(void (*check)(const struct runner *runner))
{
    for (size_t r = 0; rules[r]; r++)
        for (size_t s = 0; schedules[s]; s++)
            for (int kind = 0; kind < 4; kind++) {
                struct runner runner = make_runner(rules[r], schedules[s]);
                runner.decay_per_step = kind & 1;
                runner.warm_up = kind == 3 ? 5 : 0;
                runner.clip = kind == 2 ? 0.5 : 0;
                runner.change = kind & 2 ? changes : NULL;
                runner.change_count = kind & 2 ? sizeof changes / sizeof *changes : 0;
                check(&runner);
            }
}

// ---- all agree ----------------------------------------------------------------------------------

// α by the words of schedule.h alone.
static double alpha_by_hand(const struct runner *runner, size_t step)
{
    const struct schedule_time time = {
        .number = runner->schedule_number,
        .time = (double)(runner->decay_per_step ? step : 1 + (step - 1) / EPOCH_STEPS),
        .step = step,
        .warm_up = runner->warm_up,
        .change = runner->change,
        .change_count = runner->change_count,
    };
    return runner->number[0] * schedule_factor(runner->schedule, &time);
}

static void alphas_of_race(const struct runner *runner, double alpha[])
{
    const struct race_setup setup = {.objective = ravine,
                                     .start = start,
                                     .seed = 1,
                                     .steps = STEPS,
                                     .runners = runner,
                                     .runner_count = 1,
                                     .threads = 1};
    struct race *race = race_create(&setup, NULL);
    assert_non_null(race);
    race_run(race);
    assert_int_equal(race_trail(race, 0)->length, STEPS + 1);
    memcpy(alpha, race_trail(race, 0)->alpha + 1, STEPS * sizeof *alpha);
    race_destroy(race);
}

static void alphas_of_trainer(const struct runner *runner, double alpha[])
{
    const struct trainer_setup setup = {.network = &network,
                                        .train = &data,
                                        .test = &data,
                                        .start = theta_start,
                                        .seed = 1,
                                        .epochs = EPOCHS,
                                        .runners = runner,
                                        .runner_count = 1,
                                        .threads = 1};
    struct trainer *trainer = trainer_create(&setup, NULL);
    assert_non_null(trainer);
    trainer_run(trainer);
    assert_int_equal(trainer_course(trainer, 0)->length, STEPS + 1);
    memcpy(alpha, trainer_course(trainer, 0)->alpha + 1, STEPS * sizeof *alpha);
    trainer_destroy(trainer);
}

// Of the batch size that the runner names; no other one comes near its steps.
static void alphas_of_sweep(const struct runner *runner, double alpha[])
{
    const struct sweep_setup setup = {.network = &network,
                                      .train = &data,
                                      .start = theta_start,
                                      .seed = 1,
                                      .runner = *runner,
                                      .target = -1,
                                      .epochs = EPOCHS,
                                      .seconds = INFINITY};
    struct sweep *sweep = sweep_create(&setup, NULL);
    assert_non_null(sweep);
    size_t known = 0;
    while (sweep_advance(sweep, 1)) {
        const struct sweep_step last = sweep_last(sweep);
        if (last.batch != BATCH)
            continue;
        if (last.step == known + 1 && known < STEPS)
            alpha[known++] = last.alpha;
        else // once more, to be timed
            assert_true(alpha[last.step - 1] == last.alpha);
    }
    assert_int_equal(known, STEPS);
    sweep_destroy(sweep);
}

static void check_alphas(const struct runner *runner)
{
    double race[STEPS], trained[STEPS], swept[STEPS];
    alphas_of_race(runner, race);
    alphas_of_trainer(runner, trained);
    alphas_of_sweep(runner, swept);
    for (size_t k = 0; k < STEPS; k++)
        if (race[k] != alpha_by_hand(runner, k + 1) || trained[k] != race[k] || swept[k] != race[k])
            fail_msg("%s, %s, per %s, %zu changes, step %zu: race %g, training %g, sweep %g",
                     runner->rule->name, runner->schedule->name,
                     runner->decay_per_step ? "step" : "epoch", runner->change_count, k + 1,
                     race[k], trained[k], swept[k]);
}

static void race_training_and_sweep_agree_on_every_alpha(void **state)
{
    (void)state;
    for_every_runner(check_alphas);
}

// ---- a stepper ----------------------------------------------------------------------------------

enum { N = 5 };

// A gradient that depends on θ and on which examples were asked for.
struct slope {
    double theta[N], gradient[N];
    float theta_single[N], gradient_single[N];
    bool is_single;
};

static double look(void *user, const uint32_t batch[], size_t count)
{
    struct slope *slope = user;
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += batch ? batch[i] : (double)i;
    for (size_t i = 0; i < N; i++) {
        const double theta = slope->is_single ? (double)slope->theta_single[i] : slope->theta[i];
        const double gradient = (double)(i + 1) * theta + 0.01 * sum;
        slope->gradient[i] = gradient;
        slope->gradient_single[i] = (float)gradient;
    }
    return sum;
}

static struct stepper_place place_of(struct slope *slope)
{
    return slope->is_single
               ? (struct stepper_place){slope->theta_single, slope->gradient_single, look, slope}
               : (struct stepper_place){slope->theta, slope->gradient, look, slope};
}

static void make_stepper(struct stepper *stepper, const struct runner *runner, bool is_single)
{
    const struct stepper_setup setup = {.runner = runner,
                                        .examples = EXAMPLES,
                                        .dimension = N,
                                        .seed = 5,
                                        .kernels = is_single ? kernels_best() : NULL};
    assert_true(stepper_init(stepper, &setup, NULL));
}

static struct slope slope_at_start(bool is_single)
{
    struct slope slope = {.is_single = is_single};
    for (int i = 0; i < N; i++)
        slope.theta_single[i] = (float)(slope.theta[i] = 1 - 0.3 * i);
    return slope;
}

static void check_going_back(const struct runner *runner)
{
    for (int is_single = 0; is_single < 2; is_single++) {
        struct stepper stepper;
        make_stepper(&stepper, runner, is_single);
        struct slope slope = slope_at_start(is_single), marked = slope, ended;
        const struct stepper_place place = place_of(&slope);
        const size_t size = stepper_state_size(&stepper);
        char *state = calloc(1, size + 1);
        double carry[RULE_CARRY_MAX];
        for (size_t k = 1; k <= STEPS; k++) {
            stepper_next(&stepper, &place);
            if (k != 7) // in the middle of an epoch
                continue;
            memcpy(state, stepper.state, size);
            memcpy(carry, stepper.carry, sizeof carry);
            marked = slope;
        }
        ended = slope;
        const double alpha = stepper.alpha;
        slope = marked;
        stepper_seek(&stepper, 7, state, carry);
        while (stepper.step < STEPS)
            stepper_next(&stepper, &place);
        assert_memory_equal(&slope, &ended, sizeof slope);
        assert_true(stepper.alpha == alpha);
        slope = slope_at_start(is_single);
        stepper_rewind(&stepper);
        while (stepper.step < STEPS)
            stepper_next(&stepper, &place);
        assert_memory_equal(&slope, &ended, sizeof slope);
        free(state);
        stepper_clear(&stepper);
    }
}

static void steps_are_the_same_after_going_back(void **state)
{
    (void)state;
    for_every_runner(check_going_back);
}

static void a_step_is_the_rules_step_with_the_batch_and_alpha_of_its_turn(void **state)
{
    (void)state;
    for (size_t r = 0; rules[r]; r++) {
        struct runner runner = make_runner(rules[r], schedule_find("inverse-time"));
        runner.change = changes;
        runner.change_count = 3;
        struct stepper stepper;
        make_stepper(&stepper, &runner, false);
        struct batcher batcher;
        assert_true(batcher_init(&batcher, EXAMPLES, BATCH, 5, NULL));
        struct slope mine = slope_at_start(false), its = mine;
        const struct stepper_place place = place_of(&its);
        double kept[RULE_STATES_MAX * N] = {0}, carry[RULE_CARRY_MAX] = {1, 1, 1, 1};
        for (size_t k = 1; k <= STEPS; k++) {
            size_t count;
            const uint32_t *batch = batcher_next(&batcher, &count);
            const double cost = look(&mine, batch, count);
            const struct rule_step step = {runner.number, alpha_by_hand(&runner, k), carry, k};
            rules[r]->step_double(&step, mine.theta, mine.gradient, kept, N);
            assert_true(stepper_next(&stepper, &place) == cost);
            assert_int_equal(stepper.step, k);
            assert_memory_equal(its.theta, mine.theta, sizeof mine.theta);
            assert_memory_equal(stepper.state, kept, rules[r]->states * N * sizeof(double));
            assert_memory_equal(stepper.carry, carry, sizeof carry);
        }
        batcher_clear(&batcher);
        stepper_clear(&stepper);
    }
}

static void a_stepper_keeps_its_own_changes(void **state)
{
    (void)state;
    struct schedule_change list[] = {{1, 0.5}};
    struct runner runner = make_runner(rule_find("gd"), schedule_find("manual"));
    runner.change = list;
    runner.change_count = 1;
    struct stepper stepper;
    make_stepper(&stepper, &runner, false);
    list[0].factor = 100;
    struct slope slope = slope_at_start(false);
    const struct stepper_place place = place_of(&slope);
    stepper_next(&stepper, &place);
    assert_true(stepper.alpha == 0.5 * runner.number[0]);
    stepper_clear(&stepper);
}

static void a_runner_without_a_schedule_has_a_constant_alpha(void **state)
{
    (void)state;
    struct runner runner = make_runner(rule_find("adam"), schedules[0]);
    runner.schedule = NULL;
    struct stepper stepper;
    make_stepper(&stepper, &runner, true);
    struct slope slope = slope_at_start(true);
    const struct stepper_place place = place_of(&slope);
    for (int k = 0; k < STEPS; k++) {
        stepper_next(&stepper, &place);
        assert_true(stepper.alpha == runner.number[0]);
    }
    stepper_clear(&stepper);
}

// ---- clipping -----------------------------------------------------------------------------------

static double look_at_gradient(void *user, const uint32_t batch[], size_t count)
{
    (void)user, (void)batch, (void)count;
    return 0;
}

// How far one step of gradient descent with α = 1 goes down this gradient.
static void step_down(double clip, const double gradient[2], double moved[2])
{
    struct runner runner = make_runner(rule_find("gd"), schedules[0]);
    runner.number[0] = 1;
    runner.clip = clip;
    struct stepper stepper;
    const struct stepper_setup setup = {
        .runner = &runner, .examples = 1, .dimension = 2, .seed = 1};
    assert_true(stepper_init(&stepper, &setup, NULL));
    double own[2] = {gradient[0], gradient[1]};
    moved[0] = moved[1] = 0;
    stepper_next(&stepper, &(struct stepper_place){moved, own, look_at_gradient, NULL});
    stepper_clear(&stepper);
}

static void a_gradient_is_shortened_only_where_it_is_longer_than_the_clip(void **state)
{
    (void)state;
    static const struct {
        double clip, gradient[2], moved[2];
    } rows[] = {
        {0, {3, -4}, {-3, 4}},
        {5.5, {3, -4}, {-3, 4}},
        {1, {3, -4}, {-0.6, 0.8}},
        {1, {0, 0}, {0, 0}},
        {1, {0.1, 0}, {-0.1, 0}},
        {0.5, {6e200, 8e200}, {-0.3, -0.4}},
        {0.5, {6e-200, 8e-200}, {-6e-200, -8e-200}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double moved[2];
        step_down(rows[i].clip, rows[i].gradient, moved);
        for (int k = 0; k < 2; k++)
            assert_true(fabs(moved[k] - rows[i].moved[k]) <= 1e-15 * fabs(rows[i].moved[k]));
    }
    double moved[2];
    step_down(1, (double[2]){NAN, 1}, moved);
    assert_true(isnan(moved[0]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gradient_is_shortened_only_where_it_is_longer_than_the_clip),
        cmocka_unit_test(race_training_and_sweep_agree_on_every_alpha),
        cmocka_unit_test(steps_are_the_same_after_going_back),
        cmocka_unit_test(a_step_is_the_rules_step_with_the_batch_and_alpha_of_its_turn),
        cmocka_unit_test(a_stepper_keeps_its_own_changes),
        cmocka_unit_test(a_runner_without_a_schedule_has_a_constant_alpha),
    };
    return cmocka_run_group_tests(tests, make_all, free_all);
}

#include "sim/schedule_formula.h"

#include "sim/race.h"
#include "sim/surface.h"
#include "test.h"

#include <math.h>
#include <string.h>

static const double pi = 3.14159265358979323846;

static const struct schedule *typed(const char *text, const double number[],
                                    const struct param params[])
{
    static const struct param none[] = {{0}};
    struct error error = {0};
    const struct schedule_typed row = {text, formula_parse(text, schedule_given, NULL, &error),
                                       number, params ? params : none};
    const struct schedule *schedule = row.formula ? schedule_formula_create(&row, &error) : NULL;
    if (!schedule)
        fail_msg("%s: %s", text, error.text);
    return schedule;
}

static const char cosine[] = "alpha0 * min(1, epoch/3) * 0.5*(1+cos(pi*epoch/epochs))";

static double cosine_at(double alpha, double epoch, double epochs)
{
    return alpha * fmin(1, epoch / 3) * 0.5 * (1 + cos(pi * epoch / epochs));
}

// 20 epochs of 8 steps.
static struct schedule_time time_of(uint64_t step, bool per_step)
{
    return (struct schedule_time){.time = (double)(per_step ? step : (step - 1) / 8 + 1),
                                  .step = step,
                                  .per_step = per_step,
                                  .epoch_steps = 8,
                                  .steps = 160};
}

static void alpha_is_what_is_typed_of_epochs_and_steps_from_1(void **state)
{
    (void)state;
    const struct schedule *schedule = typed(cosine, NULL, NULL);
    for (uint64_t step = 1; step <= 160; step++) {
        const struct schedule_time epochs = time_of(step, false), steps = time_of(step, true);
        assert_true(fabs(schedule_alpha(schedule, &epochs, 0.2) - cosine_at(0.2, epochs.time, 20)) <
                    1e-16);
        assert_true(fabs(schedule_alpha(schedule, &steps, 0.2) -
                         cosine_at(0.2, (double)step, 160)) < 1e-16);
    }
    schedule_release(schedule);
    const struct schedule *other = typed("α₀ + t + 1000 steps + 1e6 epoch", NULL, NULL);
    const struct schedule_time time = time_of(9, false);
    assert_true(schedule_alpha(other, &time, 0.5) == 0.5 + 9 + 160000 + 2e6);
    schedule_release(other);
}

static void a_warm_up_goes_before_and_changes_by_hand_go_on_top(void **state)
{
    (void)state;
    const struct schedule *schedule = typed("alpha0*epochs + step/1000", NULL, NULL);
    struct schedule_time time = time_of(9, false);
    const struct schedule_change half = {30, 0.5};
    time.warm_up = 3;
    time.change = &half;
    time.change_count = 1;
    // Epoch 2 of 3 rises to 2/4 of the first step of the 17 epochs that follow.
    assert_true(schedule_alpha(schedule, &time, 1) == 0.5 * (17 + 0.001));
    time.time = 4;
    time.step = 25;
    assert_true(schedule_alpha(schedule, &time, 1) == 17 + 0.001);
    time.step = 30;
    assert_true(schedule_alpha(schedule, &time, 1) == 0.5 * (17 + 0.006));
    schedule_release(schedule);
}

static void it_is_asked_as_often_as_it_changes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool counts, counts_steps;
    } rows[] = {{"alpha0/epoch", true, false},
                {"alpha0/√t", false, true},
                {"alpha0*(1 - step/steps)", false, true},
                {"alpha0/steps", false, false},
                {"alpha0*(epochs - epoch)", true, false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct schedule *schedule = typed(rows[i].text, NULL, NULL);
        assert_int_equal(schedule_counts(schedule), rows[i].counts);
        assert_int_equal(schedule->counts_steps, rows[i].counts_steps);
        schedule_release(schedule);
    }
}

static void it_is_shown_with_the_numbers_of_its_time(void **state)
{
    (void)state;
    static const struct param params[] = {{.key = "rise"}, {.key = "low"}, {0}};
    static const struct {
        const char *text, *shown;
    } rows[] = {
        {cosine, "α = 0.2·min(1, 2/3)·0.5·(1+cos(π·2/20)) = 0.1301"},
        {"α₀ min(1, epoch / rise)", "α = 0.2 min(1, 2 / 4) = 0.1"},
        {"alpha0 - low*epoch", "α = 0.2 - (−0.05)·2 = 0.3"},
        {"alpha0/2t", "α = 0.2/2·9 = 0.9"},
        {"alpha0 sum(t, 1, 3, t)", "α = 0.2 sum(t, 1, 3, t) = 1.2"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double both[] = {4, -0.05};
        const struct schedule *schedule =
            typed(rows[i].text, strstr(rows[i].text, "low") ? both + 1 : both, params);
        const struct schedule_time time = time_of(9, false);
        char text[360];
        schedule_show(schedule, &time, 0.2, text, sizeof text);
        assert_string_equal(text, rows[i].shown);
        schedule_release(schedule);
    }
}

// A race of one runner whose schedule nobody but the race holds any more.
static struct race *race_of(const char *text, struct objective **objective)
{
    const double number[SURFACE_NUMBERS_MAX] = {2};
    *objective = surface_objective_create(surface_find("ravine"), number, 1, 0, 0, NULL);
    const double start[] = {1, 1};
    struct runner runner = {.rule = rule_find("gd"), .number = {0.01}, .run_steps = 20};
    runner.schedule = typed(text, NULL, NULL);
    const struct race_setup setup = {.objective = *objective,
                                     .start = start,
                                     .seed = 1,
                                     .steps = 20,
                                     .runners = &runner,
                                     .runner_count = 1,
                                     .threads = 1};
    struct race *race = race_create(&setup, NULL);
    schedule_release(runner.schedule);
    assert_non_null(race);
    race_run(race);
    return race;
}

static void a_race_holds_what_it_was_given(void **state)
{
    (void)state;
    struct objective *objective;
    struct race *race = race_of("alpha0*(1 - t/(2 steps))", &objective);
    const struct trail *trail = race_trail(race, 0);
    assert_int_equal(atomic_load(&trail->length), 21);
    for (size_t t = 1; t <= 20; t++)
        assert_true(trail->alpha[t] == 0.01 * (1 - (double)t / 40));
    race_destroy(race);
    objective_destroy(objective);
}

static void who_has_no_alpha_for_a_step_diverges_there(void **state)
{
    (void)state;
    static const char *const rows[] = {"alpha0*(10.5 - t)", "alpha0*√(10 - t)", "1/(11 - t)"};
    for (size_t i = 0; i < 3; i++) {
        struct objective *objective;
        struct race *race = race_of(rows[i], &objective);
        const struct trail *trail = race_trail(race, 0);
        assert_true(atomic_load(&trail->diverged) && atomic_load(&trail->lacks_alpha));
        assert_int_equal(atomic_load(&trail->length), 11);
        race_destroy(race);
        objective_destroy(objective);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alpha_is_what_is_typed_of_epochs_and_steps_from_1),
        cmocka_unit_test(a_warm_up_goes_before_and_changes_by_hand_go_on_top),
        cmocka_unit_test(it_is_asked_as_often_as_it_changes),
        cmocka_unit_test(it_is_shown_with_the_numbers_of_its_time),
        cmocka_unit_test(a_race_holds_what_it_was_given),
        cmocka_unit_test(who_has_no_alpha_for_a_step_diverges_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

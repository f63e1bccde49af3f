#include "sim/tune.h"

#include "sim/race.h"
#include "sim/surface.h"
#include "test.h"

#include <math.h>
#include <string.h>

// A runner on an objective, or a formula of α; counts how often it is asked.
struct task {
    const struct objective *objective;
    struct runner runner;
    size_t steps;
    double (*formula)(double alpha);
    size_t asked;
    double seconds; // what the clock says; each question takes one
};

static double final_cost(const struct task *task, double alpha)
{
    struct runner runner = task->runner;
    runner.number[0] = alpha;
    const struct race_setup setup = {.objective = task->objective,
                                     .start = task->objective->start,
                                     .seed = 1,
                                     .steps = task->steps,
                                     .runners = &runner,
                                     .runner_count = 1,
                                     .threads = 1};
    struct race *race = race_create(&setup, NULL);
    assert_non_null(race);
    race_run(race);
    const struct trail *trail = race_trail(race, 0);
    const double cost =
        atomic_load(&trail->diverged) ? INFINITY : trail->cost[atomic_load(&trail->length) - 1];
    race_destroy(race);
    return cost;
}

static double ask(void *user, double alpha, const struct job *job)
{
    struct task *task = user;
    (void)job;
    task->asked++;
    task->seconds += 1;
    return task->formula ? task->formula(alpha) : final_cost(task, alpha);
}

static double clock_of(void *user)
{
    return ((struct task *)user)->seconds;
}

static struct tune_result search(struct task *task, double begin, double low, double high)
{
    const struct tune_setup setup = {
        .cost = ask, .user = task, .begin = begin, .low = low, .high = high};
    struct tune *tune = tune_create(&setup, NULL);
    assert_non_null(tune);
    tune_run(tune);
    assert_true(tune_done(tune));
    const struct tune_result result = tune_result(tune);
    tune_destroy(tune);
    return result;
}

static void set_runner(struct task *task, const struct rule *rule)
{
    task->runner = (struct runner){.rule = rule};
    for (int k = 0; rule->params[k].key; k++)
        task->runner.number[k] = rule->params[k].standard;
}

static struct objective *surface_of(const struct surface *surface)
{
    double number[SURFACE_NUMBERS_MAX] = {0};
    for (int k = 0; surface->params && surface->params[k].key; k++)
        number[k] = surface->params[k].standard;
    struct objective *objective = surface_objective_create(surface, number, 1, 0, 1, NULL);
    assert_non_null(objective);
    return objective;
}

// Plain descent on ½(x² + κy²) shrinks x by 1 − α and y by 1 − κα a step. The larger of the two is
// least at α = 2/(1 + κ); the longer the run, the nearer is the best α to it.
static void descent_on_a_quadratic_is_best_at_two_over_the_sum_of_the_curvatures(void **state)
{
    (void)state;
    for (double condition = 4; condition <= 100; condition *= 5) {
        const double number[SURFACE_NUMBERS_MAX] = {condition, 0};
        struct objective *objective =
            surface_objective_create(surface_find("ravine"), number, 1, 0, 1, NULL);
        struct task task = {.objective = objective, .steps = 400};
        set_runner(&task, rule_find("gd"));
        const struct tune_result result = search(&task, 0.01, 1e-6, 1e4);
        assert_true(result.is_found && result.is_whole);
        assert_true(fabs(result.alpha * (1 + condition) / 2 - 1) < 0.02);
        // It diverges from 2/κ on, as far as the numbers end within so many steps.
        assert_true(result.edge > 2 / condition);
        assert_true(result.before > result.cost);
        objective_destroy(objective);
    }
}

// A grid of 200 may do better by luck where runs jump between valleys, or take steps of one length
// only or of lengths that hang on signs, or jump in their first five steps, before RAdam divides;
// there what is found is no worse than the best of a coarse grid.
static bool has_one_valley(const struct surface *surface, const struct rule *rule)
{
    static const char *const smooth[] = {"ravine", "rosenbrock", "beale", "booth"};
    static const char *const jumpy[] = {"lion", "signsgd", "rprop", "radam"};
    for (size_t i = 0; i < sizeof jumpy / sizeof *jumpy; i++)
        if (strcmp(rule->name, jumpy[i]) == 0)
            return false;
    for (size_t i = 0; i < sizeof smooth / sizeof *smooth; i++)
        if (strcmp(surface->name, smooth[i]) == 0)
            return true;
    return false;
}

static void check_against_grid(struct task *task, const struct surface *surface)
{
    const struct rule *rule = task->runner.rule;
    const double low = rule->params[0].min, high = rule->params[0].max;
    const struct tune_result result = search(task, rule->params[0].standard, low, high);
    assert_true(result.is_found);
    const bool is_fine = has_one_valley(surface, rule);
    const int points = is_fine ? 200 : 20;
    const double start = task->objective->type->cost(task->objective, task->objective->start);
    double best = INFINITY;
    for (int i = 0; i < points; i++)
        best = fmin(best, final_cost(task, low * pow(high / low, (double)i / (points - 1))));
    // As a share of what there is to gain.
    if (!(result.cost - best <= 0.03 * (start - best)))
        fail_msg("%s on %s: α = %g ends at %g, a grid at %g", rule->name, surface->name,
                 result.alpha, result.cost, best);
}

static void what_is_found_is_no_worse_than_a_grid_for_every_rule_and_surface(void **state)
{
    (void)state;
    for (size_t s = 0; surfaces[s]; s++) {
        // Without a minimum the best is whatever goes farthest.
        struct objective *objective = surface_of(surfaces[s]);
        for (size_t r = 0; objective->minimum_count > 0 && rules[r]; r++) {
            struct task task = {.objective = objective, .steps = 120};
            set_runner(&task, rules[r]);
            check_against_grid(&task, surfaces[s]);
        }
        objective_destroy(objective);
    }
}

static double bowl(double alpha)
{
    return 1 + pow(log(alpha / 0.3), 2);
}

static void the_good_range_ends_where_the_cost_is_twice_the_best(void **state)
{
    (void)state;
    struct task task = {.formula = bowl};
    const struct tune_result result = search(&task, 0.001, 1e-6, 1e4);
    // 1 + log²(α/0.3) = 2 at 0.3·e and 0.3/e.
    assert_true(fabs(log(result.high / (0.3 * exp(1)))) < 0.02);
    assert_true(fabs(log(result.low * exp(1) / 0.3)) < 0.02);
    assert_false(result.is_low_open || result.is_high_open);
    assert_true(result.alpha == 0.3); // the round number
    assert_true(isinf(result.edge));
}

static double cliff(double alpha)
{
    return alpha < 0.5 ? 2 - alpha : NAN;
}

static void the_edge_of_divergence_is_found(void **state)
{
    (void)state;
    struct task task = {.formula = cliff};
    const struct tune_result result = search(&task, 0.1, 1e-3, 10);
    assert_true(result.alpha > 0.49 && result.alpha < 0.5);
    assert_true(result.edge >= 0.5 && result.edge < 0.503);
    assert_true(result.is_low_open && result.low == 1e-3);
    assert_true(result.high < 0.5 && result.high > 0.49);
}

static double slope(double alpha)
{
    return 1 / alpha;
}

static void a_best_at_the_end_of_the_range_is_said_to_be_there(void **state)
{
    (void)state;
    struct task falling = {.formula = slope}, round = {.formula = bowl};
    const struct tune_result result = search(&falling, 0.1, 1e-3, 10);
    assert_true(result.alpha == 10 && result.is_at_bound);
    assert_false(search(&round, 0.1, 1e-3, 10).is_at_bound);
}

static double nothing_goes(double alpha)
{
    (void)alpha;
    return INFINITY;
}

static void where_everything_diverges_nothing_is_found(void **state)
{
    (void)state;
    struct task task = {.formula = nothing_goes};
    assert_false(search(&task, 0.1, 1e-3, 10).is_found);
}

static double flat(double alpha)
{
    (void)alpha;
    return 3;
}

static void where_nothing_is_better_it_stays_where_it_began(void **state)
{
    (void)state;
    struct task task = {.formula = flat};
    const struct tune_result result = search(&task, 0.25, 1e-3, 10);
    assert_true(result.alpha == 0.25);
    assert_true(result.is_low_open && result.is_high_open);
}

static void cut_into_pieces_it_is_the_same_search(void **state)
{
    (void)state;
    struct objective *objective = surface_of(surface_find("rosenbrock"));
    struct task task = {.objective = objective, .steps = 60};
    set_runner(&task, rule_find("adam"));
    const struct tune_setup setup = {
        .cost = ask, .user = &task, .begin = 0.01, .low = 1e-6, .high = 1e4};
    struct tune *whole = tune_create(&setup, NULL), *cut = tune_create(&setup, NULL);
    tune_run(whole);
    for (size_t piece = 1; tune_advance(cut, piece % 5); piece++)
        ;
    assert_true(tune_done(cut));
    assert_int_equal(tune_tries(whole), tune_tries(cut));
    assert_int_equal(task.asked, 2 * tune_tries(whole)); // nothing is tried twice
    for (size_t i = 0; i < tune_tries(whole); i++)
        assert_true(tune_try(whole, i).alpha == tune_try(cut, i).alpha &&
                    tune_try(whole, i).cost == tune_try(cut, i).cost);
    const struct tune_result a = tune_result(whole), b = tune_result(cut);
    assert_true(a.alpha == b.alpha && a.cost == b.cost && a.low == b.low && a.high == b.high);
    tune_destroy(whole);
    tune_destroy(cut);
    objective_destroy(objective);
}

static void a_cancelled_search_has_found_nothing(void **state)
{
    (void)state;
    struct task task = {.formula = bowl};
    const struct tune_setup setup = {
        .cost = ask, .user = &task, .begin = 0.01, .low = 1e-6, .high = 1e4};
    struct tune *tune = tune_create(&setup, NULL);
    assert_true(tune_advance(tune, 10));
    assert_int_equal(tune_tries(tune), 10);
    assert_true(tune_progress(tune) > 0 && tune_progress(tune) < 1);
    tune_cancel(tune);
    assert_true(tune_done(tune));
    assert_false(tune_result(tune).is_found);
    assert_int_equal(tune_tries(tune), 10); // what has been tried stays
    tune_destroy(tune);
}

static void it_ends_when_the_seconds_are_used_up(void **state)
{
    (void)state;
    struct task task = {.formula = bowl};
    const struct tune_setup setup = {.cost = ask,
                                     .user = &task,
                                     .begin = 0.01,
                                     .low = 1e-6,
                                     .high = 1e4,
                                     .seconds = 20,
                                     .clock = clock_of};
    struct tune *tune = tune_create(&setup, NULL);
    tune_run(tune);
    const struct tune_result result = tune_result(tune);
    assert_true(result.is_found);
    assert_false(result.is_whole);
    assert_between(task.asked, 15, 22);
    double best = INFINITY;
    for (size_t i = 0; i < tune_tries(tune); i++)
        best = fmin(best, tune_try(tune, i).cost);
    assert_true(result.cost == best);
    tune_destroy(tune);
}

static void a_thread_that_is_refused_is_an_error(void **state)
{
    (void)state;
    struct task task = {.formula = bowl};
    struct error error = {0};
    const struct tune_setup setup = {
        .cost = ask, .user = &task, .begin = 1, .low = 0.1, .high = 10, .refuse_start = true};
    struct tune *tune = tune_create(&setup, &error);
    assert_false(tune_start(tune, &error));
    assert_int_equal(error.kind, ERROR_FAILED);
    assert_int_equal(task.asked, 0);
    tune_destroy(tune);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(descent_on_a_quadratic_is_best_at_two_over_the_sum_of_the_curvatures),
        cmocka_unit_test(what_is_found_is_no_worse_than_a_grid_for_every_rule_and_surface),
        cmocka_unit_test(the_good_range_ends_where_the_cost_is_twice_the_best),
        cmocka_unit_test(the_edge_of_divergence_is_found),
        cmocka_unit_test(a_best_at_the_end_of_the_range_is_said_to_be_there),
        cmocka_unit_test(where_everything_diverges_nothing_is_found),
        cmocka_unit_test(where_nothing_is_better_it_stays_where_it_began),
        cmocka_unit_test(cut_into_pieces_it_is_the_same_search),
        cmocka_unit_test(a_cancelled_search_has_found_nothing),
        cmocka_unit_test(it_ends_when_the_seconds_are_used_up),
        cmocka_unit_test(a_thread_that_is_refused_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

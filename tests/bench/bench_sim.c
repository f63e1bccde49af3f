// The simulation: steps, races, threads.
#include "base/maths.h"
#include "base/random.h"
#include "bench/bench.h"
#include "sim/formula.h"
#include "sim/kernels.h"
#include "sim/race.h"
#include "sim/rule_as_text.h"
#include "sim/surface.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { STEPS = 100000, REPEATS = 9 };

static const double start[] = {-9, 1.6};

static struct objective *make_ravine(double noise)
{
    const double number[SURFACE_NUMBERS_MAX] = {25, 0};
    return surface_objective_create(surface_find("ravine"), number, 512, noise, 1, NULL);
}

static struct runner make_runner(const struct rule *rule, double alpha, size_t batch)
{
    struct runner runner = {.rule = rule, .batch = batch};
    for (int i = 0; rule->params[i].key; i++)
        runner.number[i] = rule->params[i].standard;
    runner.number[0] = alpha;
    return runner;
}

// Seconds of a race that is made and run on the calling thread, the best of several.
static double time_race(const struct objective *objective, size_t steps,
                        const struct runner runners[], size_t count, int threads)
{
    double times[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
        const struct race_setup setup = {.objective = objective,
                                         .start = start,
                                         .seed = 1,
                                         .steps = steps,
                                         .runners = runners,
                                         .runner_count = count,
                                         .threads = threads};
        struct race *race = race_create(&setup, NULL);
        const double from = bench_now();
        race_run(race);
        times[i] = bench_now() - from;
        race_destroy(race);
    }
    return bench_quantile(times, REPEATS, 0);
}

// The arithmetic of gradient descent on the ravine and nothing else: what a step costs at least.
static double time_plain_loop(void)
{
    double times[REPEATS];
    volatile double sink = 0;
    for (int i = 0; i < REPEATS; i++) {
        double x = start[0], y = start[1];
        const double from = bench_now();
        for (int k = 0; k < 10 * STEPS; k++) {
            x -= 1e-7 * x;
            y -= 1e-7 * 25 * y;
            sink = 0.5 * (x * x + 25 * y * y);
        }
        times[i] = (bench_now() - from) / 10;
    }
    (void)sink;
    return bench_quantile(times, REPEATS, 0.5);
}

// Adam's own chain on the ravine, in registers: each of its steps waits for a root and a quotient
// of the step before, whatever else is done meanwhile.
static double time_adam_chain(void)
{
    double times[REPEATS];
    volatile double sink = 0;
    for (int i = 0; i < REPEATS; i++) {
        double x = start[0], y = start[1], v[2] = {0}, s[2] = {0}, power1 = 1, power2 = 1;
        const double from = bench_now();
        for (int k = 0; k < STEPS; k++) {
            const double gx = x, gy = 25 * y;
            power1 = power1 < 1e-20 ? 0 : power1 * 0.9;
            power2 = power2 < 1e-20 ? 0 : power2 * 0.999;
            const double rate = 1e-4 / (1 - power1), scale = 1 / sqrt(1 - power2);
            v[0] = 0.9 * v[0] + 0.1 * gx;
            v[1] = 0.9 * v[1] + 0.1 * gy;
            s[0] = 0.999 * s[0] + 0.001 * (gx * gx);
            s[1] = 0.999 * s[1] + 0.001 * (gy * gy);
            x -= rate * v[0] / (scale * sqrt(s[0]) + 1e-8);
            y -= rate * v[1] / (scale * sqrt(s[1]) + 1e-8);
            sink = 0.5 * (x * x + 25 * y * y);
        }
        times[i] = bench_now() - from;
    }
    (void)sink;
    return bench_quantile(times, REPEATS, 0);
}

static void time_rules(const struct objective *ravine)
{
    const double plain = time_plain_loop();
    printf("A step on the ravine, one thread, with cost, gradient and trail:\n");
    printf("  %-20s %7.1f ns\n", "the bare arithmetic", plain / STEPS * 1e9);
    for (size_t r = 0; rules[r]; r++) {
        const struct runner runner = make_runner(rules[r], 1e-4, 0);
        const double seconds = time_race(ravine, STEPS, &runner, 1, 1);
        printf("  %-20s %7.1f ns   %5.1f × bare\n", rules[r]->name, seconds / STEPS * 1e9,
               seconds / plain);
        if (strcmp(rules[r]->name, "adam") == 0)
            printf("  %-20s %7.1f ns, its chain of roots and quotients alone; at most 40 ns aimed "
                   "at\n",
                   "", time_adam_chain() / STEPS * 1e9);
    }
}

// What moving a slider costs: make the race, start its thread, wait for the last step, free it.
static void time_slider(const struct objective *noisy)
{
    static const struct {
        const char *rule;
        size_t batch;
    } six[] = {{"gd", 0}, {"gd", 1}, {"gd", 64}, {"momentum", 64}, {"rmsprop", 64}, {"adam", 64}};
    struct runner runners[6];
    for (int i = 0; i < 6; i++)
        runners[i] = make_runner(rule_find(six[i].rule), 0.01, six[i].batch);
    double times[101];
    for (int i = 0; i < 101; i++) {
        const struct race_setup setup = {.objective = noisy,
                                         .start = start,
                                         .seed = 1,
                                         .steps = 500,
                                         .runners = runners,
                                         .runner_count = 6};
        const double from = bench_now();
        struct race *race = race_create(&setup, NULL);
        race_start(race, NULL);
        race_wait(race, 500, -1);
        times[i] = bench_now() - from;
        race_destroy(race);
    }
    const double seconds = bench_quantile(times, 101, 0.5), best = times[0];
    struct random random;
    uint32_t sum = 0;
    random_init(&random, 1, 1);
    const double from = bench_now();
    for (int i = 0; i < 4 * 64 * 500; i++)
        sum += random_below(&random, 512);
    const double draws = bench_now() - from;
    volatile uint32_t sink = sum;
    (void)sink;
    printf("Six runners × 500 steps, made, started and waited for:\n");
    printf("  %-20s %7.3f ms   %5.2f of the 1 ms aimed at; the best %.3f ms; drawing the shuffles "
           "of their batches alone takes one thread %.3f ms\n",
           "", seconds * 1e3, seconds / 1e-3, best * 1e3, draws * 1e3);
}

static void time_threads(const struct objective *noisy)
{
    struct runner runners[64];
    for (int i = 0; i < 64; i++)
        runners[i] = make_runner(rule_find("gd"), 1e-3 * (1 + i), 1);
    double seconds[3];
    printf("64 stochastic runners × 5,000 steps:\n");
    for (int threads = 1; threads <= 2; threads++) {
        seconds[threads] = time_race(noisy, 5000, runners, 64, threads);
        printf("  %d thread%s %18.2f ms\n", threads, threads > 1 ? "s" : " ",
               seconds[threads] * 1e3);
    }
    printf("  %-20s %7.2f ×   (at least 1.8 aimed at)\n", "ratio", seconds[1] / seconds[2]);
}

// Value and gradient at 400 × 300 points: Rosenbrock as it ships, and written as a formula.
static void time_formula(void)
{
    enum { COLUMNS = 400, ROWS = 300, TURNS = 41 };
    static const char *const variables[] = {"x", "y", NULL};
    static const double number[] = {1, 100};
    static double times[2][TURNS];
    double uniform[16], sum = 0;
    const struct surface *surface = surface_find("rosenbrock");
    struct formula *formula = formula_parse("(a - x)^2 + b*(y - x^2)^2", variables, NULL, NULL);
    struct objective *shipped = surface_objective_create(surface, number, 1, 0, 0, NULL);
    if (!formula || !shipped || formula_uniforms(formula) > 16)
        return;
    formula_bind(formula, number, uniform);
    for (int turn = 0; turn < TURNS; turn++) {
        double from = bench_now();
        for (int row = 0; row < ROWS; row++)
            for (int column = 0; column < COLUMNS; column++) {
                const double at[] = {0.01 * column - 2, 0.01 * row - 1};
                double gradient[2];
                sum += shipped->type->gradient(shipped, at, NULL, 0, gradient) + gradient[0];
            }
        times[0][turn] = bench_now() - from;
        from = bench_now();
        for (int row = 0; row < ROWS; row++)
            for (int column = 0; column < COLUMNS; column += FORMULA_LANES) {
                double x[FORMULA_LANES], y[FORMULA_LANES], value[FORMULA_LANES],
                    gradient[FORMULA_DIRECTIONS][FORMULA_LANES];
                for (int i = 0; i < FORMULA_LANES; i++) {
                    x[i] = 0.01 * (column + i) - 2;
                    y[i] = 0.01 * row - 1;
                }
                formula_lanes(formula, uniform, (const double *[]){x, y}, value, gradient);
                sum += value[0] + gradient[0][0];
            }
        times[1][turn] = bench_now() - from;
    }
    const double c = bench_quantile(times[0], TURNS, 0.5),
                 own = bench_quantile(times[1], TURNS, 0.5);
    printf("Rosenbrock with gradient, 400 x 300: %.2f ms shipped, %.2f ms as a formula: %.1f times "
           "(sum %g)\n",
           1e3 * c, 1e3 * own, own / c, sum);
    objective_destroy(shipped);
    formula_destroy(formula);
}

enum { WEIGHTS = 2410, STEPS_AT_ONCE = 50, STEP_TURNS = 61 };

struct step_room {
    float theta[WEIGHTS], gradient[WEIGHTS], state[WEIGHTS * RULE_STATES_MAX];
    double carry[RULE_CARRY_MAX];
    uint64_t t;
};

// Seconds of a step in single precision, as Training makes it.
static double time_steps(const struct rule *rule, const double number[],
                         void (*step)(const struct rule_step *, float[], const float[], float[],
                                      size_t),
                         struct step_room *room)
{
    const double from = bench_now();
    for (int k = 0; k < STEPS_AT_ONCE; k++) {
        const struct rule_step made = {number, number[0], room->carry, ++room->t, rule};
        step(&made, room->theta, room->gradient, room->state, WEIGHTS);
    }
    return (bench_now() - from) / STEPS_AT_ONCE;
}

// Each rule as it ships, and written as text.
static void time_typed_rules(void)
{
    static struct step_room room[2];
    static double times[2][STEP_TURNS];
    const struct kernels *kernels = kernels_best();
    printf("A step of %d weights in single precision (%s), shipped and typed:\n", WEIGHTS,
           kernels->name);
    for (size_t r = 0; rules[r]; r++) {
        const struct runner runner = make_runner(rules[r], 1e-4, 0);
        struct rule_as_text as;
        rule_as_text(rules[r], runner.number, &as);
        const struct rule *typed = rule_compile("typed", as.line, as.count, NULL, NULL);
        if (!typed)
            return;
        const struct runner other = make_runner(typed, 1e-4, 0);
        memset(room, 0, sizeof room);
        for (int k = 0; k < 2; k++)
            for (size_t i = 0; i < WEIGHTS; i++)
                room[k].gradient[i] = (float)((double)i / WEIGHTS - 0.4);
        for (int k = 0; k < 2; k++)
            for (size_t i = 0; i < RULE_CARRY_MAX; i++)
                room[k].carry[i] = 1;
        for (int turn = 0; turn < STEP_TURNS; turn++) {
            times[0][turn] = time_steps(rules[r], runner.number, kernels->step[r], &room[0]);
            times[1][turn] = time_steps(typed, other.number, kernels->step_typed, &room[1]);
        }
        const double shipped = bench_quantile(times[0], STEP_TURNS, 0.5),
                     own = bench_quantile(times[1], STEP_TURNS, 0.5);
        printf("  %-20s %7.2f µs %7.2f µs   %5.2f ×%s\n", rules[r]->name, 1e6 * shipped, 1e6 * own,
               own / shipped, strcmp(rules[r]->name, "adam") == 0 ? "   (at most 5 aimed at)" : "");
        rule_release(typed);
    }
}

// ---- functions ----------------------------------------------------------------------------------

enum { ARGUMENTS = 4096 };

static double time_function(double (*function)(double), const double argument[])
{
    double times[REPEATS];
    volatile double sink = 0;
    for (int i = 0; i < REPEATS; i++) {
        const double from = bench_now();
        for (int k = 0; k < ARGUMENTS; k++)
            sink = function(argument[k]);
        times[i] = bench_now() - from;
    }
    (void)sink;
    return bench_quantile(times, REPEATS, 0) / ARGUMENTS;
}

// What rounding right costs against the library's functions, which need not.
static void time_functions(void)
{
    static const struct {
        const char *name;
        double (*ours)(double), (*theirs)(double);
    } functions[] = {{"exp", maths_exp, exp},       {"log", maths_log, log},
                     {"cos", maths_cos, cos},       {"sin", maths_sin, sin},
                     {"log1p", maths_log1p, log1p}, {"expm1", maths_expm1, expm1},
                     {"tanh", maths_tanh, tanh}};
    static double argument[ARGUMENTS];
    struct random random;
    random_init(&random, 1, 1);
    for (int k = 0; k < ARGUMENTS; k++)
        argument[k] = 8 * random_unit(&random);
    printf("Functions rounded right, and the library's:\n");
    for (size_t f = 0; f < sizeof functions / sizeof *functions; f++) {
        const double ours = time_function(functions[f].ours, argument),
                     theirs = time_function(functions[f].theirs, argument);
        printf("  %-20s %7.1f ns %7.1f ns   %5.2f ×%s\n", functions[f].name, 1e9 * ours,
               1e9 * theirs, ours / theirs, f < 3 ? "   (at most 2 aimed at)" : "");
    }
}

int main(void)
{
    struct objective *ravine = make_ravine(0), *noisy = make_ravine(4);
    if (!ravine || !noisy)
        return 1;
    time_rules(ravine);
    time_slider(noisy);
    time_formula();
    time_typed_rules();
    time_functions();
    time_threads(noisy);
    objective_destroy(ravine);
    objective_destroy(noisy);
    return 0;
}

// The simulation: steps, races, threads.
#include "bench/bench.h"
#include "sim/race.h"
#include "sim/rule.h"
#include "sim/surface.h"

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

// Seconds of a race that is made and run on the calling thread, the median of several.
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
    return bench_quantile(times, REPEATS, 0.5);
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

static void time_rules(const struct objective *ravine)
{
    const double plain = time_plain_loop();
    printf("A step on the ravine, one thread, with cost, gradient and trail:\n");
    printf("  %-20s %7.1f ns\n", "the bare arithmetic", plain / STEPS * 1e9);
    for (size_t r = 0; rules[r]; r++) {
        const struct runner runner = make_runner(rules[r], 1e-4, 0);
        const double seconds = time_race(ravine, STEPS, &runner, 1, 1);
        printf("  %-20s %7.1f ns   %5.1f × bare%s\n", rules[r]->name, seconds / STEPS * 1e9,
               seconds / plain,
               strcmp(rules[r]->name, "adam") == 0 ? "   (at most 40 ns aimed at)" : "");
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
    const double seconds = bench_quantile(times, 101, 0.5);
    printf("Six runners × 500 steps, made, started and waited for:\n");
    printf("  %-20s %7.3f ms   %5.2f of the 1 ms aimed at\n", "", seconds * 1e3, seconds / 1e-3);
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

int main(void)
{
    struct objective *ravine = make_ravine(0), *noisy = make_ravine(4);
    if (!ravine || !noisy)
        return 1;
    time_rules(ravine);
    time_slider(noisy);
    time_threads(noisy);
    objective_destroy(ravine);
    objective_destroy(noisy);
    return 0;
}

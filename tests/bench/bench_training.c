// The race of six runners on the digits: how long, and how near to what the machine can do.
#include "bench/bench.h"
#include "labs/training/data.h"
#include "sim/batch.h"
#include "sim/landscape.h"
#include "sim/trainer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_CBLAS
#include <cblas.h>
#endif

enum { EPOCHS = 10, RUNNERS = 6, REPEATS = 15 };

static const struct network_spec spec = {
    .inputs = 64, .hidden = {32}, .hidden_count = 1, .outputs = 10};

// As in the shipped scene `digits`.
static const struct {
    const char *name, *rule;
    size_t batch;
    double alpha;
} six[RUNNERS] = {
    {"batch", "gd", 0, 0.6},           {"stochastic", "gd", 1, 0.02},
    {"mini-batch", "gd", 64, 0.3},     {"momentum", "momentum", 64, 0.5},
    {"rmsprop", "rmsprop", 64, 0.003}, {"adam", "adam", 64, 0.01},
};

static void make_runners(struct runner runner[RUNNERS])
{
    memset(runner, 0, RUNNERS * sizeof *runner);
    for (int i = 0; i < RUNNERS; i++) {
        runner[i].rule = rule_find(six[i].rule);
        runner[i].batch = six[i].batch;
        for (size_t k = 0; runner[i].rule->params[k].key; k++)
            runner[i].number[k] = runner[i].rule->params[k].standard;
        runner[i].number[0] = six[i].alpha;
    }
}

// The best of some races, in milliseconds; made, run and freed. seconds[] of each runner.
static double race(const struct network *network, const struct training_data *data,
                   const float *start, int threads, double seconds[RUNNERS])
{
    struct runner runner[RUNNERS];
    make_runners(runner);
    double best = INFINITY;
    for (int i = 0; i < RUNNERS; i++)
        seconds[i] = INFINITY;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
        const struct trainer_setup setup = {
            .network = network,
            .train = &data->train,
            .test = &data->test,
            .start = start,
            .seed = 1,
            .epochs = EPOCHS,
            .runners = runner,
            .runner_count = RUNNERS,
            .threads = threads,
        };
        const double begun = bench_now();
        struct trainer *training = trainer_create(&setup, NULL);
        trainer_run(training);
        best = fmin(best, 1e3 * (bench_now() - begun));
        for (size_t i = 0; i < RUNNERS; i++) {
            const struct course *course = trainer_course(training, i);
            seconds[i] = fmin(seconds[i], course->seconds[course->steps]);
        }
        trainer_destroy(training);
    }
    return best;
}

// The machine's own rate: a product whose parts stay in registers and the first-level cache.
static double fma_rate(const struct kernels *kernels)
{
    enum { ROWS = 48, INNER = 128, N = 32 };
    static float a[ROWS * INNER], b[INNER * N], c[ROWS * N];
    double best = INFINITY;
    for (int repeat = 0; repeat < 50; repeat++) {
        const double begun = bench_now();
        for (int i = 0; i < 200; i++)
            kernels->product(c, N, (struct kernel_view){a, INNER, 1}, b, N, ROWS, INNER, N, i > 0);
        best = fmin(best, (bench_now() - begun) / 200);
    }
    return 2.0 * ROWS * INNER * N / best;
}

#ifdef HAVE_CBLAS
static double sgemm_rate(void)
{
    enum { SIDE = 768 };
    float *a = calloc(SIDE * SIDE, sizeof *a), *b = calloc(SIDE * SIDE, sizeof *b);
    float *c = calloc(SIDE * SIDE, sizeof *c);
    double best = INFINITY;
    for (int repeat = 0; repeat < 6; repeat++) {
        const double begun = bench_now();
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, SIDE, SIDE, SIDE, 1, a, SIDE, b,
                    SIDE, 0, c, SIDE);
        best = fmin(best, bench_now() - begun);
    }
    free(a);
    free(b);
    free(c);
    return 2.0 * SIDE * SIDE * SIDE / best;
}
#endif

static void time_landscape(const struct network *network, const struct training_data *data,
                           const float *start)
{
    const double low[] = {-1, -1}, high[] = {1, 1};
    double first = INFINITY, fine = INFINITY;
    for (int repeat = 0; repeat < 5; repeat++) {
        struct plane plane;
        if (!plane_random(&plane, network, start, 1, NULL))
            return;
        struct landscape *landscape =
            landscape_create(network, &data->train, &plane, low, high, 2, NULL);
        const double begun = bench_now();
        size_t side = 0;
        landscape_start(landscape, NULL);
        while (!landscape_grid(landscape, &side))
            ;
        first = fmin(first, bench_now() - begun);
        while (!landscape_grid(landscape, &side) || side < 64)
            ;
        fine = fmin(fine, bench_now() - begun);
        landscape_destroy(landscape);
    }
    const double plain = 64 * 64 * (double)data->train.count * network->forward_flops;
    printf(
        "landscape, 2 threads: 16 × 16 after %.1f ms (goal 20), 64 × 64 after %.1f ms (goal 250); "
        "taken plainly it is %.0f GFLOP, so %.0f GFLOP/s in effect\n",
        1e3 * first, 1e3 * fine, 1e-9 * plain, 1e-9 * plain / fine);
}

// PyTorch's time for the same race on one thread, where it is installed.
static void time_pytorch(double best)
{
    FILE *pipe = popen("python3 " SOURCE_ROOT "/tests/bench/race_pytorch.py 2>/dev/null", "r");
    double seconds;
    if (pipe && fscanf(pipe, "%lf", &seconds) == 1)
        printf("PyTorch, 1 thread: %.2f s, %.0f times as long\n", seconds, 1e3 * seconds / best);
    else
        printf("PyTorch is not installed here\n");
    if (pipe)
        pclose(pipe);
}

int main(void)
{
    struct examples examples;
    struct training_data data;
    struct network network;
    struct error error = {0};
    if (!examples_read(&examples, &(struct examples_source){.data = "digits"}, &error) ||
        !training_data_init(&data, &examples, 0.2, 1, &error)) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    double seconds[RUNNERS], one[2] = {0}, best = INFINITY;
    for (size_t k = 0; kernels_all[k]; k++) {
        if (!kernels_all[k]->supported())
            continue;
        if (!network_init(&network, &spec, kernels_all[k], &error))
            return 1;
        float *start = calloc(network.parameters, sizeof *start);
        network_start(&network, 1, start);
        const double rate = fma_rate(kernels_all[k]);
        one[0] = race(&network, &data, start, 1, seconds);
        one[1] = race(&network, &data, start, 2, seconds);
        printf("%-9s six runners, 10 epochs: 1 thread %.2f ms, 2 threads %.2f ms (× %.2f)%s\n",
               kernels_all[k]->name, one[0], one[1], one[0] / one[1],
               kernels_all[k] == kernels_best() ? "; goal 8 ms" : "");
        for (int i = 0; i < RUNNERS; i++) {
            const double flops = network.flops * (double)(data.train.count * EPOCHS);
            printf("  %-11s %8.2f ms, %7.0f ns a step, %6.1f GFLOP/s = %3.0f %% of the FMA rate\n",
                   six[i].name, 1e3 * seconds[i],
                   1e9 * seconds[i] /
                       (double)(EPOCHS * batch_steps(data.train.count, six[i].batch)),
                   1e-9 * flops / seconds[i], 100 * flops / seconds[i] / rate);
        }
        printf("  the machine's FMA rate, one thread: %.1f GFLOP/s\n", 1e-9 * rate);
        if (kernels_all[k] == kernels_best()) {
            best = one[1];
            time_landscape(&network, &data, start);
        }
        free(start);
    }
#ifdef HAVE_CBLAS
    printf("SGEMM 768 of the BLAS: %.1f GFLOP/s\n", 1e-9 * sgemm_rate());
#endif
    time_pytorch(best);
    training_data_clear(&data);
    examples_clear(&examples);
    return 0;
}

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

#if defined(__x86_64__)
#include <immintrin.h>
#endif
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

// What the machine does at most: twelve sums in registers and nothing else, and a pass over θ,
// which lies in the first-level cache. For each kind of processor, as its kernels are.
#define MACHINE(name, lanes, attributes, tie)                                                      \
    typedef float vector_##name __attribute__((vector_size(4 * (lanes)), may_alias));              \
    attributes static void sums_##name(int turns)                                                  \
    {                                                                                              \
        vector_##name sum[12] = {{0}}, half = (vector_##name){0} + 0.5f;                           \
        for (int i = 0; i < turns; i++) {                                                          \
            _Pragma("GCC unroll 12") for (int k = 0; k < 12; k++) sum[k] =                         \
                FMA_##name(sum[k], half, half);                                                    \
            _Pragma("GCC unroll 12") for (int k = 0; k < 12;                                       \
                                          k++) __asm__ volatile("" : tie(sum[k]));                 \
        }                                                                                          \
    }                                                                                              \
    attributes static void pass_##name(float *at, size_t count)                                    \
    {                                                                                              \
        for (size_t i = 0; i < count; i += 4 * (lanes))                                            \
            _Pragma("GCC unroll 4") for (size_t k = 0; k < 4; k++)                                 \
            {                                                                                      \
                vector_##name *here = (vector_##name *)(at + i) + k;                               \
                *here = *here * 0.5f;                                                              \
            }                                                                                      \
        __asm__ volatile("" ::: "memory");                                                         \
    }

#define FMA_portable(a, b, c) ((a) * (b) + (c))
#if defined(__x86_64__)
#define FMA_avx512(a, b, c) ((vector_avx512)_mm512_fmadd_ps((__m512)(a), (__m512)(b), (__m512)(c)))
#define FMA_avx2(a, b, c)   ((vector_avx2)_mm256_fmadd_ps((__m256)(a), (__m256)(b), (__m256)(c)))
MACHINE(avx512, 16, __attribute__((target("avx512f,fma"))), "+v")
MACHINE(avx2, 8, __attribute__((target("avx2,fma"))), "+x")
MACHINE(portable, 4, , "+x")
#else
MACHINE(portable, 4, , "+w")
#endif

static const struct machine {
    const char *name;
    size_t lanes;
    void (*sums)(int turns);
    void (*pass)(float *at, size_t count);
} machines[] = {
#if defined(__x86_64__)
    {"avx512", 16, sums_avx512, pass_avx512},
    {"avx2", 8, sums_avx2, pass_avx2},
#endif
    {"portable", 4, sums_portable, pass_portable},
};

static const struct machine *machine_of(const struct kernels *kernels)
{
    size_t i = 0;
    while (i + 1 < sizeof machines / sizeof *machines &&
           strcmp(machines[i].name, kernels->name) != 0)
        i++;
    return &machines[i];
}

// Multiplications and additions a second, one thread.
static double fma_rate(const struct machine *machine)
{
    enum { TURNS = 20000 };
    double best = INFINITY;
    for (int repeat = 0; repeat < 50; repeat++) {
        const double begun = bench_now();
        machine->sums(TURNS);
        best = fmin(best, bench_now() - begun);
    }
    return 2.0 * 12 * (double)machine->lanes * TURNS / best;
}

// Seconds in which `count` floats in the first-level cache are read and written.
static double pass_time(const struct machine *machine, size_t count)
{
    enum { TURNS = 1000 };
    _Alignas(64) static float theta[4096];
    double best = INFINITY;
    count = (count + 63) / 64 * 64;
    for (int repeat = 0; count <= 4096 && repeat < 50; repeat++) {
        const double begun = bench_now();
        for (int i = 0; i < TURNS; i++)
            machine->pass(theta, count);
        best = fmin(best, (bench_now() - begun) / TURNS);
    }
    return best;
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
                           const float *start, double rate)
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
            clock_sleep(5e-5); // whoever asks all the time takes one of the two threads' place
        first = fmin(first, bench_now() - begun);
        while (!landscape_grid(landscape, &side) || side < 64)
            clock_sleep(5e-5);
        fine = fmin(fine, bench_now() - begun);
        landscape_destroy(landscape);
    }
    const double plain = 64 * 64 * (double)data->train.count * network->forward_flops;
    const double least = 1e3 * plain / (2 * rate);
    printf("landscape, 2 threads: 16 × 16 after %.1f ms   %5.2f of the 15 ms aimed at\n",
           1e3 * first, 1e3 * first / 15);
    printf("  64 × 64 after %.1f ms   %5.2f × its arithmetic at the FMA rate (%.1f ms: %.0f GFLOP "
           "taken plainly), at most 1.3 aimed at\n",
           1e3 * fine, 1e3 * fine / least, least, 1e-9 * plain);
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

// Multiplications and additions as they are made: units come by sixteens, and a 1 for the bias.
static double padded_flops(const struct network *network)
{
    double flops = 0;
    for (size_t l = 0; l < network->layers; l++)
        flops +=
            (l > 0 ? 6 : 4) * (double)(network->layer[l].in + 1) * (double)network->layer[l].padded;
    return flops;
}

// What a stochastic step multiplies on the units that also make sums: each weight by its input for
// the scores and, past the first layer, by its delta on the way back; and twice, rounded as gd
// rounds it, when it moves.
static double stochastic_flops(const struct network *network)
{
    double flops = 0;
    for (size_t l = 0; l < network->layers; l++)
        flops +=
            (l > 0 ? 8 : 6) * (double)(network->layer[l].in + 1) * (double)network->layer[l].padded;
    return flops;
}

// Milliseconds on two threads.
static double time_race(const struct network *network, const struct training_data *data,
                        const float *start, const struct machine *machine, double rate)
{
    double seconds[RUNNERS];
    const double one = race(network, data, start, 1, seconds);
    const double two = race(network, data, start, 2, seconds);
    double steps = 0;
    for (int i = 0; i < RUNNERS; i++)
        steps += 0.5e3 * seconds[i];
    const double examples = (double)(data->train.count * EPOCHS);
    const double flops = network->flops * examples, least = 1e3 * RUNNERS * flops / (2 * rate);
    printf("%-9s six runners, 10 epochs: 1 thread %.2f ms, 2 threads %.2f ms (× %.2f)\n",
           machine->name, one, two, one / two);
    printf("  the FMA rate, one thread: %.1f GFLOP/s; the race takes %.2f × its arithmetic at that "
           "rate (%.2f ms), at most 1.5 aimed at\n",
           1e-9 * rate, two / least, least);
    printf("  the best time of each runner's steps, two at a time: %.2f ms, %.2f × it\n", steps,
           steps / least);
    for (int i = 0; i < RUNNERS; i++)
        printf("  %-11s %8.2f ms, %7.0f ns a step, %6.1f GFLOP/s = %3.0f %% of the FMA rate\n",
               six[i].name, 1e3 * seconds[i],
               1e9 * seconds[i] / (double)(EPOCHS * batch_steps(data->train.count, six[i].batch)),
               1e-9 * flops / seconds[i], 100 * flops / seconds[i] / rate);
    // What keeps it from that rate: one example's step moves all of θ through the first-level
    // cache and multiplies each weight more often than a batch does, and nothing of it can begin
    // before the step before it has ended; batches work on units that come by sixteens.
    const double padded = padded_flops(network) / rate;
    const double alone = stochastic_flops(network) / rate;
    const double moved = pass_time(machine, network->parameters);
    const double step = fmax(alone, moved), floor = 0.5e3 * examples * (5 * padded + step);
    printf("  roofline: an example of a batch %.0f ns (%.2f × its arithmetic, for padding); a "
           "stochastic step %.0f ns (its own arithmetic %.0f, θ read and written %.0f); the race "
           "%.2f ms = %.2f × the arithmetic, it takes %.2f × that\n",
           1e9 * padded, padded * rate / network->flops, 1e9 * step, 1e9 * alone, 1e9 * moved,
           floor, floor / least, two / floor);
    return two;
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
    double best = INFINITY;
    for (size_t k = 0; kernels_all[k]; k++) {
        if (!kernels_all[k]->supported())
            continue;
        if (!network_init(&network, &spec, kernels_all[k], &error))
            return 1;
        float *start = calloc(network.parameters, sizeof *start);
        network_start(&network, 1, start);
        const struct machine *machine = machine_of(kernels_all[k]);
        const double rate = fma_rate(machine);
        const double milliseconds = time_race(&network, &data, start, machine, rate);
        if (kernels_all[k] == kernels_best()) {
            best = milliseconds;
            time_landscape(&network, &data, start, rate);
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

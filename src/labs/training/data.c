#include "labs/training/data.h"

#include "base/array.h"
#include "base/parallel.h"
#include "base/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SPLIT_STREAM = 0x5711 };

// The rows in an order that only the seed decides (Fisher & Yates 1938, Durstenfeld 1964).
static void shuffle(size_t row[], size_t count, uint64_t seed)
{
    struct random random;
    random_init(&random, seed, SPLIT_STREAM);
    for (size_t i = 0; i < count; i++)
        row[i] = i;
    for (size_t i = 0; i + 1 < count; i++) {
        const size_t k = i + random_below(&random, (uint32_t)(count - i));
        const size_t taken = row[k];
        row[k] = row[i];
        row[i] = taken;
    }
}

// Mean and deviation of value[row·stride] over the training rows.
static void measure(const double value[], size_t stride, const size_t row[], size_t count,
                    double *mean, double *deviation)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++)
        sum += value[row[i] * stride];
    *mean = sum / (double)count;
    for (size_t i = 0; i < count; i++) {
        const double away = value[row[i] * stride] - *mean;
        squares += away * away;
    }
    *deviation = sqrt(squares / (double)count);
}

// Inputs that are looked at together, and rows that are written together: what lies side by side is
// read side by side.
enum { INPUTS_BLOCK = 64, ROWS_BLOCK = 256 };

struct filling {
    struct training_data *data;
    const struct examples *examples;
    double *mean, *deviation; // [inputs]
};

// As measure() does for each input: the same sums in the same order.
static void measure_block(void *user, size_t block, int thread)
{
    struct filling *filling = user;
    const struct examples *examples = filling->examples;
    const size_t first = block * INPUTS_BLOCK, rest = examples->inputs - first;
    const size_t inputs = rest < INPUTS_BLOCK ? rest : INPUTS_BLOCK;
    const size_t count = filling->data->train.count, *row = filling->data->row;
    double sum[INPUTS_BLOCK] = {0}, squares[INPUTS_BLOCK] = {0};
    (void)thread;
    for (size_t i = 0; i < count; i++) {
        const double *x = examples->x + row[i] * examples->inputs + first;
        for (size_t k = 0; k < inputs; k++)
            sum[k] += x[k];
    }
    for (size_t k = 0; k < inputs; k++)
        filling->mean[first + k] = sum[k] / (double)count;
    for (size_t i = 0; i < count; i++) {
        const double *x = examples->x + row[i] * examples->inputs + first;
        for (size_t k = 0; k < inputs; k++) {
            const double away = x[k] - filling->mean[first + k];
            squares[k] += away * away;
        }
    }
    for (size_t k = 0; k < inputs; k++)
        filling->deviation[first + k] = sqrt(squares[k] / (double)count);
}

static void write_block(void *user, size_t block, int thread)
{
    struct filling *filling = user;
    const struct examples *examples = filling->examples;
    struct training_data *data = filling->data;
    const size_t count = data->train.count + data->test.count, stride = data->train.stride;
    const size_t end = (block + 1) * ROWS_BLOCK < count ? (block + 1) * ROWS_BLOCK : count;
    (void)thread;
    for (size_t i = block * ROWS_BLOCK; i < end; i++) {
        const double *x = examples->x + data->row[i] * examples->inputs;
        for (size_t k = 0; k < examples->inputs; k++)
            data->x[i * stride + k] = (float)((x[k] - filling->mean[k]) * filling->deviation[k]);
        data->x[i * stride + examples->inputs] = 1;
    }
}

static bool write_inputs(struct training_data *data, const struct examples *examples,
                         struct error *error)
{
    const size_t inputs = examples->inputs, count = data->train.count + data->test.count;
    struct filling filling = {data, examples, array_create(inputs, sizeof(double), error),
                              array_create(inputs, sizeof(double), error)};
    const bool done = filling.mean && filling.deviation;
    for (size_t k = 0; done && k < inputs; k++)
        filling.deviation[k] = 1 / examples->scale;
    if (done && examples->standardize)
        parallel_for((inputs + INPUTS_BLOCK - 1) / INPUTS_BLOCK, 0, 1, measure_block, &filling);
    // A word that happens to be in the test part only says nothing here: it stays 0. From here on
    // it is what is multiplied with.
    for (size_t k = 0; done && k < inputs; k++)
        filling.deviation[k] = filling.deviation[k] > 0 ? 1 / filling.deviation[k] : 0;
    if (done)
        parallel_for((count + ROWS_BLOCK - 1) / ROWS_BLOCK, 0, 4, write_block, &filling);
    free(filling.mean);
    free(filling.deviation);
    return done;
}

static bool fill(struct training_data *data, const struct examples *examples, struct error *error)
{
    const size_t count = data->train.count + data->test.count;
    if (!write_inputs(data, examples, error))
        return false;
    if (examples->is_classes) {
        for (size_t i = 0; i < count; i++)
            data->label[i] = examples->label[data->row[i]];
        return true;
    }
    measure(examples->target, 1, data->row, data->train.count, &data->target_mean,
            &data->target_deviation);
    if (!(data->target_deviation > 0))
        return error_set(error, ERROR_INPUT,
                         "%s is the same in every training row; there is nothing to learn",
                         examples->what);
    for (size_t i = 0; i < count; i++)
        data->target[i] =
            (float)((examples->target[data->row[i]] - data->target_mean) / data->target_deviation);
    return true;
}

bool training_data_init(struct training_data *data, const struct examples *examples,
                        double test_fraction, uint64_t seed, struct error *error)
{
    memset(data, 0, sizeof *data);
    const size_t count = examples->count, stride = network_stride(examples->inputs);
    size_t tests = (size_t)((double)count * test_fraction + 0.999999);
    tests = tests < 1 ? 1 : tests;
    if (tests + 2 > count)
        return error_set(error, ERROR_INPUT, "of %zu rows, %zu for the test leave too few to train",
                         count, tests);
    data->row = array_create(count, sizeof *data->row, error);
    data->x = array_create_lines(count * stride + KERNEL_PAD, sizeof *data->x, error);
    data->label = array_create(count, sizeof *data->label, error);
    data->target = array_create(count, sizeof *data->target, error);
    if (!data->row || !data->x || !data->label || !data->target) {
        training_data_clear(data);
        return false;
    }
    shuffle(data->row, count, seed);
    const size_t trains = count - tests;
    data->train =
        (struct network_data){trains, stride, data->x, examples->is_classes ? data->label : NULL,
                              examples->is_classes ? NULL : data->target};
    data->test = (struct network_data){tests, stride, data->x + trains * stride,
                                       examples->is_classes ? data->label + trains : NULL,
                                       examples->is_classes ? NULL : data->target + trains};
    if (fill(data, examples, error))
        return true;
    training_data_clear(data);
    return false;
}

void training_data_clear(struct training_data *data)
{
    free(data->row);
    free(data->x);
    free(data->label);
    free(data->target);
    memset(data, 0, sizeof *data);
}

#include "labs/training/data.h"

#include "base/array.h"
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

static void write_inputs(struct training_data *data, const struct examples *examples, size_t input,
                         double shift, double scale)
{
    const size_t count = data->train.count + data->test.count, stride = data->train.stride;
    for (size_t i = 0; i < count; i++)
        data->x[i * stride + input] =
            (float)((examples->x[data->row[i] * examples->inputs + input] - shift) * scale);
}

static bool fill(struct training_data *data, const struct examples *examples, struct error *error)
{
    const size_t count = data->train.count + data->test.count, stride = data->train.stride;
    for (size_t input = 0; input < examples->inputs; input++) {
        double mean = 0, deviation = 1 / examples->scale;
        if (examples->standardize)
            measure(examples->x + input, examples->inputs, data->row, data->train.count, &mean,
                    &deviation);
        // A word that happens to be in the test part only says nothing here: it stays 0.
        write_inputs(data, examples, input, mean, deviation > 0 ? 1 / deviation : 0);
    }
    for (size_t i = 0; i < count; i++)
        data->x[i * stride + examples->inputs] = 1;
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
    data->x = array_create(count * stride + KERNEL_PAD, sizeof *data->x, error);
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

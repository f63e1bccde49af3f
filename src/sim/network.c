#include "sim/network.h"

#include "base/array.h"
#include "base/parallel.h"
#include "base/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { START_STREAM = 0x7777, START_WEIGHTS = 1 << 16, TURN_ROWS = 8, COLUMN_ROWS = 4 };
static const double parameters_max = 2e7;

// Variance of a hidden unit's weights at the start, times its inputs.
static const double start_share[] = {
    [ACTIVATION_RELU] = 2,       [ACTIVATION_TANH] = 1, [ACTIVATION_SIGMOID] = 1,
    [ACTIVATION_LEAKY_RELU] = 2, [ACTIVATION_GELU] = 2,
};

static size_t padded(size_t units)
{
    return (units + KERNEL_PAD - 1) / KERNEL_PAD * KERNEL_PAD;
}

size_t network_stride(size_t inputs)
{
    return padded(inputs + 1);
}

bool network_init(struct network *network, const struct network_spec *spec,
                  const struct kernels *kernels, struct error *error)
{
    memset(network, 0, sizeof *network);
    network->spec = *spec;
    network->kernels = kernels ? kernels : kernels_best();
    network->layers = spec->hidden_count + 1;
    double total = 0, real = 0;
    size_t in = spec->inputs, real_in = spec->inputs;
    for (size_t l = 0; l < network->layers; l++) {
        const size_t units = l < spec->hidden_count ? spec->hidden[l] : spec->outputs;
        if (units == 0)
            return error_set(error, ERROR_INPUT, "a layer needs at least one unit");
        network->layer[l].in = in;
        network->layer[l].units = units;
        network->layer[l].padded = padded(units);
        network->layer[l].offset = (size_t)total;
        total += ((double)in + 1) * (double)padded(units);
        real += ((double)real_in + 1) * (double)units;
        network->forward_flops += 2 * (double)real_in * (double)units;
        network->flops += (l > 0 ? 6 : 4) * (double)real_in * (double)units;
        in = padded(units);
        real_in = units;
    }
    // θ, its gradient, the rule's state and the snapshots of a runner.
    if (total > parameters_max)
        return error_set(error, ERROR_INPUT,
                         "%.3g parameters would take %.1f GB and more a runner; at most %.0f "
                         "million are trained here",
                         real, 16 * real / 1e9, parameters_max / 1e6);
    network->parameters = (size_t)total;
    network->real = (size_t)real;
    return true;
}

size_t network_place(const struct network *network, size_t layer, size_t in, size_t unit)
{
    const size_t real_in = layer > 0 ? network->layer[layer - 1].units : network->spec.inputs;
    const size_t row = in < real_in ? in : network->layer[layer].in;
    return network->layer[layer].offset + row * network->layer[layer].padded + unit;
}

static size_t layer_weights(const struct network *network, size_t layer)
{
    return network->layer[layer].units *
           (layer > 0 ? network->layer[layer - 1].units : network->spec.inputs);
}

static size_t layer_pieces(const struct network *network, size_t layer)
{
    return (layer_weights(network, layer) + START_WEIGHTS - 1) / START_WEIGHTS;
}

size_t network_start_pieces(const struct network *network)
{
    size_t pieces = 0;
    for (size_t l = 0; l < network->layers; l++)
        pieces += layer_pieces(network, l);
    return pieces;
}

// Some of a layer's weights, in order of inputs and then of units. A normal number takes one block
// of the generator, so that any thread can begin anywhere.
void network_start_piece(const struct network *network, uint64_t seed, size_t piece, float theta[])
{
    size_t layer = 0, block = 0;
    while (piece >= layer_pieces(network, layer)) {
        block += layer_weights(network, layer);
        piece -= layer_pieces(network, layer++);
    }
    const size_t units = network->layer[layer].units, count = layer_weights(network, layer);
    const double share = layer + 1 < network->layers ? start_share[network->spec.activation] : 1;
    const double deviation = sqrt(share / (double)(count / units));
    const size_t first = piece * START_WEIGHTS, left = count - first;
    const size_t end = first + (left < START_WEIGHTS ? left : START_WEIGHTS);
    struct random random;
    random_init(&random, seed, START_STREAM);
    random.block = block + first;
    for (size_t in = first / units, i = first; i < end; in++) {
        const size_t row = network_place(network, layer, in, 0);
        for (size_t unit = i - in * units; unit < units && i < end; unit++, i++)
            theta[row + unit] = (float)(deviation * random_normal(&random));
    }
}

struct start {
    const struct network *network;
    uint64_t seed;
    float *theta;
};

static void start_some(void *user, size_t index, int thread)
{
    const struct start *start = user;
    (void)thread;
    network_start_piece(start->network, start->seed, index, start->theta);
}

void network_start(const struct network *network, uint64_t seed, float theta[])
{
    struct start start = {network, seed, theta};
    const size_t pieces = network_start_pieces(network);
    memset(theta, 0, network->parameters * sizeof *theta);
    // Of most networks a layer is less than a thread is worth.
    parallel_for(pieces, pieces > network->layers ? parallel_threads(0) : 1, 1, start_some, &start);
}

// ---- room ---------------------------------------------------------------------------------------

static bool has_inputs(const struct network *network)
{
    return network->spec.activation == ACTIVATION_GELU;
}

// How many numbers a work holds; widest: units of the widest layer.
static size_t work_room(const struct network *network, size_t *widest)
{
    size_t turned = 0, total = 0;
    *widest = 0;
    for (size_t l = 0; l < network->layers; l++) {
        const size_t units = network->layer[l].padded, in = network->layer[l].in;
        total += (has_inputs(network) ? 2 : 1) * NETWORK_ROWS * (units + KERNEL_PAD);
        total += NETWORK_ROWS * (units + 1);
        *widest = units > *widest ? units : *widest;
        turned = l > 0 && units * in > turned ? units * in : turned;
    }
    return total + 2 * NETWORK_ROWS * *widest + turned + 6 * KERNEL_PAD;
}

double network_work_bytes(const struct network *network)
{
    size_t widest;
    return (double)work_room(network, &widest) * sizeof(float);
}

bool network_work_init(struct network_work *work, const struct network *network,
                       struct error *error)
{
    memset(work, 0, sizeof *work);
    size_t widest;
    const size_t total = work_room(network, &widest);
    for (size_t l = 0; l < network->layers; l++)
        work->stride[l] = network->layer[l].padded + KERNEL_PAD;
    work->block = array_create(total, sizeof *work->block, error);
    if (!work->block)
        return false;
    // Cache lines begin where rows do.
    float *at = work->block + (KERNEL_PAD - (uintptr_t)work->block / sizeof(float) % KERNEL_PAD);
    for (size_t l = 0; l < network->layers; l++) {
        work->a[l] = at;
        at += NETWORK_ROWS * work->stride[l];
        for (size_t r = 0; r < NETWORK_ROWS; r++)
            work->a[l][r * work->stride[l] + network->layer[l].padded] = 1;
        work->z[l] = has_inputs(network) ? at : NULL;
        at += has_inputs(network) ? NETWORK_ROWS * work->stride[l] : 0;
        work->column[l] = at;
        at += NETWORK_ROWS * (network->layer[l].padded + 1);
        for (size_t r = 0; r < NETWORK_ROWS; r++)
            work->column[l][network->layer[l].padded * NETWORK_ROWS + r] = 1;
    }
    for (int i = 0; i < 2; i++, at += NETWORK_ROWS * widest)
        work->d[i] = at;
    work->turned = at;
    return true;
}

void network_work_clear(struct network_work *work)
{
    free(work->block);
    memset(work, 0, sizeof *work);
}

// ---- forward ------------------------------------------------------------------------------------

static const float *weights(const struct network *network, const float theta[], size_t layer)
{
    return theta + network->layer[layer].offset;
}

// Puts rows of a hidden layer through the activation, in place; what pads them is 0 afterwards.
static void activate_rows(const struct network *network, size_t layer, size_t rows,
                          struct network_work *work)
{
    const size_t units = network->layer[layer].units, padding = network->layer[layer].padded;
    const size_t stride = work->stride[layer];
    float *a = work->a[layer];
    // What lies between the rows goes along: one call takes less time than many.
    const size_t count = (rows - 1) * stride + padding;
    if (work->z[layer])
        memcpy(work->z[layer], a, count * sizeof *a);
    network->kernels->activate(a, count, network->spec.activation);
    for (size_t r = 0; r < rows; r++) {
        a[r * stride + padding] = 1;
        // Of all activations this one alone is not 0 at 0.
        for (size_t i = units; network->spec.activation == ACTIVATION_SIGMOID && i < padding; i++)
            a[r * stride + i] = 0;
    }
}

// Scores of a layer, into a[l], from the activations before it: rows × (in + 1) · (in + 1) × units.
static void find_scores(const struct network *network, const float theta[], size_t layer,
                        struct kernel_view before, size_t rows, struct network_work *work)
{
    const size_t units = network->layer[layer].padded;
    network->kernels->product(work->a[layer], work->stride[layer], before,
                              weights(network, theta, layer), units, rows,
                              network->layer[layer].in + 1, units, false);
}

// The rest of the way, once the scores of the first layer are in a[0].
static void go_on_forward(const struct network *network, const float theta[], size_t rows,
                          struct network_work *work)
{
    for (size_t l = 0; l + 1 < network->layers; l++) {
        activate_rows(network, l, rows, work);
        find_scores(network, theta, l + 1, (struct kernel_view){work->a[l], work->stride[l], 1},
                    rows, work);
    }
}

// Of rows of x, or those that index[rows] names.
static void forward(const struct network *network, const float theta[], const float x[],
                    size_t stride, const uint32_t index[], size_t rows, struct network_work *work)
{
    find_scores(network, theta, 0, (struct kernel_view){x, stride, 1, .rows = index}, rows, work);
    go_on_forward(network, theta, rows, work);
}

double network_penalty(const struct network *network, const float theta[])
{
    if (network->spec.l2 == 0)
        return 0;
    double sum = 0;
    for (size_t l = 0; l < network->layers; l++) {
        const float *w = weights(network, theta, l);
        const size_t count = network->layer[l].in * network->layer[l].padded;
        for (size_t i = 0; i < count; i++)
            sum += (double)w[i] * (double)w[i];
    }
    return 0.5 * (double)network->spec.l2 * sum;
}

// ---- cost ---------------------------------------------------------------------------------------

// Turns the scores of a row into the delta of its cost, and returns that cost.
static double judge_row(const struct network *network, const struct network_data *data,
                        size_t example, float *z, size_t *best)
{
    if (network->spec.loss == LOSS_CLASSES) {
        const size_t label = data->label[example];
        return (double)network->kernels->softmax(z, network->spec.outputs, label, best, true);
    }
    z[0] -= data->target[example];
    return 0.5 * (double)z[0] * (double)z[0];
}

static size_t example_at(const uint32_t index[], size_t place)
{
    return index ? index[place] : place;
}

// The costs and best classes of `rows` examples whose scores stand in the last layer's columns.
struct verdict {
    int label[NETWORK_ROWS], best[NETWORK_ROWS];
    float cost[NETWORK_ROWS];
};

static void judge_columns(const struct network *network, const struct network_data *data,
                          const uint32_t index[], size_t first, size_t rows, bool leaves_shares,
                          struct network_work *work, struct verdict *verdict)
{
    const size_t count = padded(rows);
    for (size_t r = 0; r < count; r++)
        verdict->label[r] = r < rows ? data->label[example_at(index, first + r)] : 0;
    network->kernels->softmax_columns(work->column[network->layers - 1], NETWORK_ROWS,
                                      network->spec.outputs, count, verdict->label, verdict->cost,
                                      verdict->best, leaves_shares);
}

// A batch's scores are judged in columns: there a vector holds as many examples as it has lanes,
// and no lane adds up with its neighbours.
static bool is_in_columns(const struct network *network, size_t rows)
{
    return network->spec.loss == LOSS_CLASSES && rows >= COLUMN_ROWS;
}

static void turn_scores(const struct network *network, size_t rows, struct network_work *work)
{
    const size_t last = network->layers - 1;
    network->kernels->turn(work->column[last], NETWORK_ROWS, work->a[last], work->stride[last],
                           padded(rows), network->layer[last].padded, 1);
}

// Sums cost and right answers over `rows` scores that are in the last layer of `work`.
static struct network_score judge(const struct network *network, const struct network_data *data,
                                  size_t first, size_t rows, struct network_work *work)
{
    struct network_score sum = {0};
    const size_t last = network->layers - 1;
    if (is_in_columns(network, rows)) {
        struct verdict verdict;
        turn_scores(network, rows, work);
        judge_columns(network, data, NULL, first, rows, false, work, &verdict);
        for (size_t r = 0; r < rows; r++) {
            sum.cost += (double)verdict.cost[r];
            sum.right += verdict.best[r] == verdict.label[r];
        }
        return sum;
    }
    for (size_t r = 0; r < rows; r++) {
        size_t best = SIZE_MAX;
        sum.cost +=
            judge_row(network, data, first + r, work->a[last] + r * work->stride[last], &best);
        sum.right += data->label && best == data->label[first + r];
    }
    return sum;
}

// Adds the costs of `rows` examples to *sum; work->d[0] becomes the deltas of their scores, times
// `share`.
static void judge_deltas(const struct network *network, const struct network_data *data,
                         const uint32_t index[], size_t first, size_t rows, float share,
                         struct network_work *work, double *sum)
{
    const size_t last = network->layers - 1, units = network->layer[last].padded;
    if (is_in_columns(network, rows)) {
        struct verdict verdict;
        float *column = work->column[last];
        turn_scores(network, rows, work);
        judge_columns(network, data, index, first, rows, true, work, &verdict);
        for (size_t r = 0; r < rows; r++) {
            *sum += (double)verdict.cost[r];
            column[(size_t)verdict.label[r] * NETWORK_ROWS + r] -= 1;
        }
        network->kernels->turn(work->d[0], units, column, NETWORK_ROWS, units, padded(rows), share);
        return;
    }
    for (size_t r = 0; r < rows; r++) {
        float *z = work->a[last] + r * work->stride[last], *d = work->d[0] + r * units;
        *sum += judge_row(network, data, example_at(index, first + r), z, NULL);
        for (size_t i = 0; i < units; i++)
            d[i] = share * z[i];
    }
}

double network_finish(const struct network *network, const float theta[],
                      const struct network_data *data, size_t first, size_t rows,
                      struct network_work *work)
{
    const size_t count = padded(rows);
    double sum = 0;
    for (size_t l = 0; l + 1 < network->layers; l++) {
        const size_t units = network->layer[l].units, padding = network->layer[l].padded;
        float *before = work->column[l];
        network->kernels->activate(before, padding * NETWORK_ROWS, network->spec.activation);
        // As in a row: what pads the layer is 0.
        if (network->spec.activation == ACTIVATION_SIGMOID)
            memset(before + units * NETWORK_ROWS, 0,
                   (padding - units) * NETWORK_ROWS * sizeof *before);
        // units × (in + 1) · (in + 1) × examples, the weights seen the other way round.
        network->kernels->product(
            work->column[l + 1], NETWORK_ROWS,
            (struct kernel_view){weights(network, theta, l + 1), 1, network->layer[l + 1].padded},
            before, NETWORK_ROWS, network->layer[l + 1].units, network->layer[l + 1].in + 1, count,
            false);
    }
    if (network->spec.loss == LOSS_CLASSES) {
        struct verdict verdict;
        judge_columns(network, data, NULL, first, rows, false, work, &verdict);
        for (size_t r = 0; r < rows; r++)
            sum += (double)verdict.cost[r];
        return sum;
    }
    for (size_t r = 0; r < rows; r++) {
        const float miss = work->column[network->layers - 1][r] - data->target[first + r];
        sum += 0.5 * (double)miss * (double)miss;
    }
    return sum;
}

static bool is_broken_off(const struct network_work *work)
{
    return work->job && job_is_cancelled(work->job);
}

void network_count(struct network_work *work, double flops)
{
    const double before = atomic_load_explicit(&work->flops, memory_order_relaxed);
    atomic_store_explicit(&work->flops, before + flops, memory_order_relaxed);
}

struct network_score network_score(const struct network *network, const float theta[],
                                   const struct network_data *data, struct network_work *work)
{
    struct network_score total = {0};
    for (size_t first = 0; first < data->count && !is_broken_off(work); first += NETWORK_ROWS) {
        const size_t left = data->count - first, rows = left < NETWORK_ROWS ? left : NETWORK_ROWS;
        forward(network, theta, data->x + first * data->stride, data->stride, NULL, rows, work);
        const struct network_score sum = judge(network, data, first, rows, work);
        total.cost += sum.cost;
        total.right += sum.right;
        network_count(work, (double)rows * network->forward_flops);
    }
    total.cost = total.cost / (double)data->count + network_penalty(network, theta);
    return total;
}

void network_answer(const struct network *network, const float theta[], const float x[],
                    float answer[], struct network_work *work)
{
    const size_t last = network->layers - 1;
    forward(network, theta, x, network_stride(network->spec.inputs), NULL, 1, work);
    if (network->spec.loss == LOSS_CLASSES)
        network->kernels->softmax(work->a[last], network->spec.outputs, 0, NULL, false);
    memcpy(answer, work->a[last], network->spec.outputs * sizeof *answer);
}

// ---- backward -----------------------------------------------------------------------------------

// d of the layer before: d[rows × units] · wᵀ, times the slope there. The bias row has no part in
// it.
static void go_back(const struct network *network, const float theta[], size_t layer, size_t rows,
                    const float *d, float *before, struct network_work *work)
{
    const size_t units = network->layer[layer].padded, in = network->layer[layer].in;
    const float *w = weights(network, theta, layer);
    const float *slopes = work->z[layer - 1] ? work->z[layer - 1] : work->a[layer - 1];
    if (rows < TURN_ROWS) {
        network->kernels->product_turned(before, in, d, units, w, units, rows, units, in);
    } else {
        network->kernels->turn(work->turned, in, w, units, in, units, 1);
        network->kernels->product(before, in, (struct kernel_view){d, units, 1}, work->turned, in,
                                  rows, network->layer[layer].units, in, false);
    }
    network->kernels->slope(before, slopes, work->stride[layer - 1], rows, in,
                            network->spec.activation);
}

// Adds (or writes) the gradient of `rows` examples, whose deltas d belong to the last layer.
static void backward(const struct network *network, const float theta[], const float x[],
                     size_t stride, const uint32_t index[], size_t rows, bool add, float gradient[],
                     struct network_work *work)
{
    float *d = work->d[0], *other = work->d[1];
    for (size_t l = network->layers; l-- > 0;) {
        const size_t units = network->layer[l].padded, in = network->layer[l].in;
        // (in + 1) × rows · rows × units: the activations' 1 makes the biases' row.
        const struct kernel_view before =
            l > 0 ? (struct kernel_view){work->a[l - 1], 1, work->stride[l - 1]}
                  : (struct kernel_view){x, 1, stride, .columns = index};
        network->kernels->product(gradient + network->layer[l].offset, units, before, d, units,
                                  in + 1, rows, units, add);
        if (l == 0)
            return;
        go_back(network, theta, l, rows, d, other, work);
        float *swap = d;
        d = other;
        other = swap;
    }
}

double network_gradient(const struct network *network, const float theta[],
                        const struct network_data *data, const uint32_t index[], size_t count,
                        float gradient[], struct network_work *work)
{
    const float share = 1 / (float)count;
    double sum = 0;
    for (size_t first = 0; first < count && !is_broken_off(work); first += NETWORK_ROWS) {
        const size_t left = count - first, rows = left < NETWORK_ROWS ? left : NETWORK_ROWS;
        const uint32_t *picked = index ? index + first : NULL;
        const float *x = picked ? data->x : data->x + first * data->stride;
        forward(network, theta, x, data->stride, picked, rows, work);
        judge_deltas(network, data, index, first, rows, share, work, &sum);
        backward(network, theta, x, data->stride, picked, rows, first > 0, gradient, work);
        network_count(work, (double)rows * network->flops);
    }
    if (network->spec.l2 > 0) {
        for (size_t l = 0; l < network->layers; l++) {
            const size_t from = network->layer[l].offset;
            const size_t weights_count = network->layer[l].in * network->layer[l].padded;
            for (size_t i = from; i < from + weights_count; i++)
                gradient[i] += network->spec.l2 * theta[i];
        }
    }
    return sum / (double)count + network_penalty(network, theta);
}

// ---- one example --------------------------------------------------------------------------------

// Deltas of the hidden layers lie in work->d[0], one layer after the other: they are fewer than the
// NETWORK_ROWS rows there is room for. Those of the last one take the place of its scores.
double network_look(const struct network *network, const float theta[],
                    const struct network_data *data, size_t example, bool is_ahead,
                    struct network_work *work)
{
    const size_t last = network->layers - 1;
    const float *x = data->x + example * data->stride;
    if (!is_ahead)
        find_scores(network, theta, 0, (struct kernel_view){x, data->stride, 1}, 1, work);
    go_on_forward(network, theta, 1, work);
    float *before = work->d[0];
    for (size_t l = 0; l < last; l++)
        before += network->layer[l].padded;
    const double cost = judge_row(network, data, example, work->a[last], NULL);
    const float *d = work->a[last];
    for (size_t l = last; l > 0; l--) {
        before -= network->layer[l - 1].padded;
        go_back(network, theta, l, 1, d, before, work);
        d = before;
    }
    return cost;
}

// The first layer comes last: what it finds for the next example takes the place of the activations
// that the second one needs.
void network_descend(const struct network *network, float theta[], const struct network_data *data,
                     size_t example, float alpha, size_t next, struct network_work *work)
{
    const size_t last = network->layers - 1;
    const float *d = work->a[last], *before = work->d[0];
    for (size_t l = 0; l < last; l++)
        before += network->layer[l].padded;
    for (size_t l = last; l > 0; l--) {
        network->kernels->descend(theta + network->layer[l].offset, work->a[l - 1], d,
                                  network->layer[l].in + 1, network->layer[l].padded, alpha, NULL,
                                  NULL);
        before -= network->layer[l - 1].padded;
        d = before;
    }
    const float *x = data->x + example * data->stride;
    network->kernels->descend(theta, x, d, network->layer[0].in + 1, network->layer[0].padded,
                              alpha, next == SIZE_MAX ? NULL : data->x + next * data->stride,
                              work->a[0]);
}

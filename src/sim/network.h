// A fully connected network in single precision: forward, backward, cost.
#ifndef RAVINE_SIM_NETWORK_H
#define RAVINE_SIM_NETWORK_H

#include "base/error.h"
#include "base/job.h"
#include "sim/kernels.h"

#include <stddef.h>
#include <stdint.h>

enum { NETWORK_LAYERS_MAX = 9, NETWORK_ROWS = 64 };

enum network_loss { LOSS_CLASSES, LOSS_NUMBER };

struct network_spec {
    size_t inputs;
    size_t hidden[NETWORK_LAYERS_MAX - 1]; // units of the hidden layers
    size_t hidden_count;                   // 0: softmax regression, or a linear one
    size_t outputs;                        // classes; 1 for a number
    enum activation activation;
    enum network_loss loss; // softmax cross-entropy (natural logarithm); ½(ŷ − y)²
    float l2;               // adds l2/2 · Σw² over the weights, biases aside
};

// θ is one vector. Layer l holds a matrix of in + 1 rows by `padded` columns: row i the weights of
// input i to all units, the last row the biases. What pads the columns is 0 and stays 0 under every
// rule, for its gradient is 0.
struct network {
    struct network_spec spec;
    const struct kernels *kernels;
    size_t layers;
    struct {
        size_t in, units, padded, offset; // `in` counts the padding of the layer before
    } layer[NETWORK_LAYERS_MAX];
    size_t parameters; // of θ, padding included
    size_t real;       // padding aside
    double flops;      // multiplications and additions for one example forward and backward
    double forward_flops;
};

// Examples that are ready for a network: x[count × stride], each row its inputs, then a 1 for the
// bias, then zeros.
struct network_data {
    size_t count, stride;
    const float *x;
    const uint16_t *label; // [count], for classes
    const float *target;   // [count], for a number
};

// Room for what a thread computes.
struct network_work {
    float *block;                 // everything below
    float *a[NETWORK_LAYERS_MAX]; // [NETWORK_ROWS × (padded + KERNEL_PAD)] activations, a 1 behind
    float *z[NETWORK_LAYERS_MAX]; // what they were made of, in rows as long; gelu alone needs it,
                                  // else NULL
    float *d[2];                  // [NETWORK_ROWS × widest] deltas
    float *turned;                // wᵀ of a layer
    // [(padded + 1) × NETWORK_ROWS] what a[l] holds, an example a column; the last row is 1 where a
    // layer follows.
    float *column[NETWORK_LAYERS_MAX];
    size_t stride[NETWORK_LAYERS_MAX]; // of a[l]
    // Whose cancellation breaks off a loop over many examples: what it returns, and a gradient,
    // mean nothing then. NULL: every loop goes to its end.
    const struct job *job;
    // Multiplications and additions that such loops have done, and what network_count was told:
    // how far a thread is, for others to look at.
    _Atomic double flops;
};

struct network_score {
    double cost;  // mean, L2 included
    size_t right; // examples whose class was found; 0 for a number
};

// The stride that network_data of so many inputs has.
size_t network_stride(size_t inputs);

// Error: a layer without units, or so many parameters that they would not fit (says how much
// memory they would take). kernels NULL: the fastest there are.
bool network_init(struct network *network, const struct network_spec *spec,
                  const struct kernels *kernels, struct error *error);

// θ at the start: weights normal with variance 2/in for relu and its kin (He et al. 2015) or 1/in
// for tanh, sigmoid and for the output (Glorot & Bengio 2010; LeCun et al. 1998), biases 0. Stream
// 0x7777 of the seed.
void network_start(const struct network *network, uint64_t seed, float theta[]);

// The same in pieces, in any order and on any threads, into zeros: 0 … network_start_pieces − 1.
size_t network_start_pieces(const struct network *network);
void network_start_piece(const struct network *network, uint64_t seed, size_t piece, float theta[]);

// The place in θ of the weight from input `in` to `unit`; in = the layer's number of inputs for the
// bias. `in` counts real units of the layer before.
size_t network_place(const struct network *network, size_t layer, size_t in, size_t unit);

// Bytes that a work takes.
double network_work_bytes(const struct network *network);

bool network_work_init(struct network_work *work, const struct network *network,
                       struct error *error);
void network_work_clear(struct network_work *work);

// Adds to what the thread of this work has done, for what counts nothing itself.
void network_count(struct network_work *work, double flops);

// Mean cost over examples index[count] (NULL: the first `count` of all), and its gradient
// [parameters]. Returns the cost.
double network_gradient(const struct network *network, const float theta[],
                        const struct network_data *data, const uint32_t index[], size_t count,
                        float gradient[], struct network_work *work);

// A step of gradient descent on one example, in two halves and without a gradient that is written
// down: what it was found from is in `work` in between. Both halves together do, bit for bit, what
// network_gradient and the rule `gd` do, where there are neither L2 nor weight decay. Returns the
// cost. `next` is the example that the next step looks at, or SIZE_MAX; where it was named, and
// neither θ nor `work` was touched since, that step's look is `is_ahead`: it begins with what the
// descent has left there.
double network_look(const struct network *network, const float theta[],
                    const struct network_data *data, size_t example, bool is_ahead,
                    struct network_work *work);
void network_descend(const struct network *network, float theta[], const struct network_data *data,
                     size_t example, float alpha, size_t next, struct network_work *work);

// Mean cost over all examples, and how many were right.
struct network_score network_score(const struct network *network, const float theta[],
                                   const struct network_data *data, struct network_work *work);

// What the network says of one example x[stride]: probabilities of the classes or the number, into
// answer[outputs].
void network_answer(const struct network *network, const float theta[], const float x[],
                    float answer[], struct network_work *work);

// The sum of the costs of `rows` examples from `first` on, whose scores of the first layer are in
// work->column[0] already: for pictures that vary θ along a line or a plane.
double network_finish(const struct network *network, const float theta[],
                      const struct network_data *data, size_t first, size_t rows,
                      struct network_work *work);

// l2/2 · Σw².
double network_penalty(const struct network *network, const float theta[]);

#endif

// From examples to what a network trains on: split by seed, standardised by the training part.
#ifndef RAVINE_LABS_TRAINING_DATA_H
#define RAVINE_LABS_TRAINING_DATA_H

#include "data/examples.h"
#include "sim/network.h"

struct training_data {
    struct network_data train, test;
    // The numbers that the predicted one was standardised with: what people know is
    // mean + deviation · answer (its exponential where the examples are logarithms).
    double target_mean, target_deviation;
    size_t *row; // [train.count + test.count] where each came from in the examples, train first
    float *x, *target;
    uint16_t *label;
};

// test_fraction 0…0.9 of the rows, at least one, are kept for the test. Error: fewer than two rows
// left to train on, a column that never changes among them.
bool training_data_init(struct training_data *data, const struct examples *examples,
                        double test_fraction, uint64_t seed, struct error *error);
void training_data_clear(struct training_data *data);

#endif

// The weights of a network, biases among them, as a list: layer by layer, input by input with the
// bias last, unit by unit. A scene and people count them from 1.
#ifndef RAVINE_LABS_TRAINING_WEIGHTS_H
#define RAVINE_LABS_TRAINING_WEIGHTS_H

#include "data/examples.h"
#include "sim/network.h"

// Where a weight leads from and to. `in` is the number of inputs for the bias.
struct weight {
    size_t layer, in, inputs, unit, units;
};

// The weight of an index below network->real.
struct weight weight_at(const struct network *network, size_t index);

// Its place in θ.
size_t weight_place(const struct network *network, const struct weight *weight);

// "layer 1: carat → unit 3": what it weighs, in the words of the data.
void weight_name(const struct network *network, const struct examples *examples,
                 const struct weight *weight, char *text, size_t size);

// value[place] of all weights in order, gathered into list[network->real].
void weight_gather(const struct network *network, const float value[], float list[]);

#endif

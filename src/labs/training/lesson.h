// What a network has learned, as numbers: its answers to held-out examples, and what its first
// layer makes of the inputs. Draws nothing.
#ifndef RAVINE_LABS_TRAINING_LESSON_H
#define RAVINE_LABS_TRAINING_LESSON_H

#include "sim/network.h"

enum { LESSON_ASKED_MAX = 20000 }; // more held-out examples are not asked: a frame has to be quick

// How the first layer weighs an input, over its units.
struct lesson_input {
    size_t input;
    double up, down; // mean of the positive weights and of the negative ones, as amounts, each over
                     // all units: up + down is the mean of |w|, up − down that of w
    double most;     // the weight that is farthest from 0, with its sign
    size_t unit;     // whose it is
};

// Zeroed is empty.
struct lesson {
    size_t count; // examples that were asked: the first ones
    // Of classes.
    size_t classes, right;
    uint16_t *said; // [count] the class with the largest probability, the first where two have it
    size_t *confusion; // [classes × classes] examples by the true class, then by what was said
    // Of a number, as the network knows it: standardised.
    double *predicted; // [count]
    double r2;         // 1 − Σ(y − ŷ)²/Σ(y − ȳ)²; NaN where y is the same everywhere
    // Of the first layer.
    size_t inputs;
    struct lesson_input *input; // [inputs], largest mean of |w| first
};

// Asks θ about data and looks at its first layer. Takes the place of what *lesson holds; on
// failure that is empty. Error: memory.
bool lesson_take(struct lesson *lesson, const struct network *network, const float theta[],
                 const struct network_data *data, struct network_work *work, struct error *error);
void lesson_clear(struct lesson *lesson);

// How many of the examples are of a class.
size_t lesson_row(const struct lesson *lesson, size_t is);

// The class that is taken for another most often, by count, and that one; of equals the first.
// False where no mistake was made.
bool lesson_worst(const struct lesson *lesson, size_t *is, size_t *said);

#endif

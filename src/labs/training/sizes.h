// How large a number is over all weights: a histogram on a logarithmic axis.
#ifndef RAVINE_LABS_TRAINING_SIZES_H
#define RAVINE_LABS_TRAINING_SIZES_H

#include "plot/theme.h"

enum { SIZES_BARS = 30, SIZES_DECADES_MAX = 12 };

struct sizes {
    size_t count, zeros, wild; // of all numbers; exactly 0; not finite. These have no bar
    double median;             // of the finite ones
    int low, high;             // the bars reach from 10^low to 10^high; low = high: there are none
    size_t bar[SIZES_BARS];    // what is below 10^low is in the first one
    size_t below;              // so many
    size_t tallest;            // of the bars
};

// The sizes |value[count]|; scratch[count] is written.
struct sizes sizes_of(const float value[], size_t count, float scratch[]);

// The bar that a number is in; −1: none.
int sizes_bar(const struct sizes *sizes, double value);

// The numbers that a bar stands for. The first one's may be smaller.
void sizes_range(const struct sizes *sizes, int bar, double *low, double *high);

struct sizes_look {
    const char *symbol; // "|g|"
    double chosen;      // of the weight that is looked at
    const struct look_style *look;
    int pointed; // the bar under the pointer; −1: none
};

// The least height that sizes_draw has room in.
#define SIZES_HEIGHT 124.0f

// Where the bars are within a box.
struct rect sizes_area(const struct rect *box);

// Within the box: symbol and value of the chosen one, bars with the chosen one marked, median and
// zeros in words.
void sizes_draw(struct canvas *canvas, const struct theme *theme, const struct rect *box,
                const struct sizes *sizes, const struct sizes_look *look);

#endif

// Examples for a network: a data set or a CSV file as numbers, and what is to be predicted.
#ifndef RAVINE_DATA_EXAMPLES_H
#define RAVINE_DATA_EXAMPLES_H

#include "data/tables.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EXAMPLES_CLASSES_MAX = 64 };

struct examples {
    size_t count, inputs;
    double *x;       // [count × inputs] as read
    bool is_classes; // else a number is predicted
    size_t classes;
    uint16_t *label;   // [count]; NULL where a number is predicted
    double *target;    // [count]; NULL for classes
    char **name;       // [classes]
    char **input;      // [inputs] their names: "carat", "colour = red"; NULL for images
    size_t image;      // side of the images that the inputs are; 0 = they are none
    bool standardize;  // the inputs want mean 0 and deviation 1; images do not
    double scale;      // of the inputs otherwise
    bool is_log;       // target is the logarithm of what people know
    char what[160];    // what is predicted: "digit", "log price"
    char found[240];   // what was found by looking: "10 classes in 64 columns"
    bool lacks_column; // after a failure: `label` is no column
};

// `data`: digits, diamonds, or a CSV file relative to `beside`, whose column `label` is predicted
// from all others. Of a CSV, a label of words or of few whole numbers makes classes, others a
// number; a column of words becomes one column of 0 and 1 a word. Error: no such column, one class
// only, more than EXAMPLES_CLASSES_MAX, fewer than ten rows, a column that never changes, NaN.
// `tables` (NULL: none) keeps what is read.
bool examples_read(struct examples *examples, struct tables *tables, const char *data,
                   const char *beside, const char *label, struct error *error);

void examples_clear(struct examples *examples);

#endif

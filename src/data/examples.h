// Examples for a network: a data set or a table as numbers, and what is to be predicted.
#ifndef RAVINE_DATA_EXAMPLES_H
#define RAVINE_DATA_EXAMPLES_H

#include "base/error.h"
#include "data/report.h"
#include "data/sniff.h"
#include "data/tables.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EXAMPLES_CLASSES_MAX = 64, EXAMPLES_WORDS_MAX = 50 };

struct examples {
    size_t count, inputs;
    double *x;       // [count × inputs] as read
    bool is_classes; // else a number is predicted
    size_t classes;
    uint16_t *label;      // [count]; NULL where a number is predicted
    double *target;       // [count]; NULL for classes
    char **name;          // [classes]
    char **input;         // [inputs] their names: "carat", "colour = red"; NULL for images
    size_t image;         // side of the images that the inputs are; 0 = they are none
    bool standardize;     // the inputs want mean 0 and deviation 1; images do not
    double scale;         // of the inputs otherwise
    bool is_log;          // target is the logarithm of what people know
    char what[160];       // what is predicted: "digit", "log price"
    char found[240];      // what was found by looking: "10 classes in 64 columns"
    struct report report; // what was left out, and why
    const char *blame;    // after a failure: the key of the source that is wrong: "label"
};

// Where examples come from: texts of a scene; NULL where it says nothing.
struct examples_source {
    const char *data;    // digits, diamonds, or a file
    const char *beside;  // the file that a relative path counts from
    const char *label;   // the column that is predicted
    const char *inputs;  // the columns it is predicted from, with commas between; NULL: all others
    const char *without; // but for these
    struct table_hints hints;
    struct tables *tables; // keeps what is read; NULL: nobody does
};

// Of a table, a label of words or of few whole numbers makes classes, others a number; a column of
// up to EXAMPLES_WORDS_MAX words becomes one column of 0 and 1 a word. What says nothing is left
// out, and that is said: columns that are the same in every row, that count or name the rows,
// dates, words of more kinds, columns that are half gaps; rows with a gap, unless hints.codes say
// otherwise. Error: no such column, one class only, more than EXAMPLES_CLASSES_MAX, fewer than ten
// rows, no column left, text among numbers.
bool examples_read(struct examples *examples, const struct examples_source *source,
                   struct error *error);

// Has the columns of a shipped set (digits, diamonds) read into `tables`, for who reads it later.
void examples_prepare(const char *data, struct tables *tables);

void examples_clear(struct examples *examples);

#endif

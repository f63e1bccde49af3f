// The data sets that ship with the program.
#ifndef RAVINE_DATA_DATASET_H
#define RAVINE_DATA_DATASET_H

#include "base/error.h"

#include <stddef.h>

struct dataset {
    const char *name;  // "diamonds"
    const char *file;  // in the asset folder data/; NULL = made by rule (series.h)
    const char *what;  // one line: rows, columns, source
    const char *x, *y; // columns a regression takes where the scene names none; may be NULL
    // Step sizes with which plain gradient descent behaves for a network of one hidden layer that
    // learns this, looking at all examples and at one a step; 0 where it is nothing to learn.
    double alpha, alpha_one;
    // How large the weights are to be taken by rules whose steps are about as long as α, at one
    // example a step.
    double size_one;
    double width; // units of a layer up to which they hold: beyond, as 1/units. 0 = of any
};

// NULL-terminated.
extern const struct dataset *const datasets[];

// Those that a network learns, that a line is laid through, that are a value a day: for a
// PARAM_CHOICE, the standard one first.
extern const char *const dataset_example_names[], *const dataset_column_names[],
                                                      *const dataset_series_names[];

const struct dataset *dataset_find(const char *name);

// The path of `word`: a shipped data set's name, or a CSV file; relative paths are relative to the
// folder of `beside` (a scene file; NULL = the current directory). Where that is a figure that
// carries such a file, it is the path of that within it (base/payload.h). An unknown name that is
// no file is an error that names the nearest data set.
bool dataset_path(const char *word, const char *beside, char *path, size_t size,
                  struct error *error);

// Where a file of that name lies beside another, whether it is there or not.
bool dataset_beside(const char *word, const char *beside, char *path, size_t size,
                    struct error *error);

#endif

// The rows of a fit, gathered by their x: what the full cost needs of them.
#ifndef RAVINE_SIM_FIT_DATA_H
#define RAVINE_SIM_FIT_DATA_H

#include "base/error.h"

#include <stddef.h>

// All arrays by ascending x, the y of one x ascending, too.
struct fit_data {
    size_t rows, values; // values: different x
    double *row_x;       // [rows] in the order of the table
    double *row_y;
    double *y;     // [rows] by x
    double *x;     // [values]
    size_t *first; // [values + 1]: where the y of a value begin
    double *mean;  // [values] of those y
    double spread; // 1/m Σ (yᵢ − mean of its value)²
};

// Copies. Error: memory; *data is empty then.
bool fit_data_create(struct fit_data *data, const double x[], const double y[], size_t rows,
                     struct error *error);

// Of the rows as they lie by x and y, at most so many, evenly.
bool fit_data_thin(struct fit_data *thin, const struct fit_data *data, size_t rows,
                   struct error *error);
void fit_data_clear(struct fit_data *data);

#endif

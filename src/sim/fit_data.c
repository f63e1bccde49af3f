#include "sim/fit_data.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
    const double *first = a, *second = b;
    for (int k = 0; k < 2; k++)
        if (first[k] != second[k])
            return first[k] < second[k] ? -1 : 1;
    return 0;
}

static void gather(struct fit_data *data, const double sorted[])
{
    for (size_t i = 0; i < data->rows; i++) {
        if (i == 0 || sorted[2 * i] != sorted[2 * i - 2]) {
            data->first[data->values] = i;
            data->x[data->values++] = sorted[2 * i];
        }
        data->y[i] = sorted[2 * i + 1];
    }
    data->first[data->values] = data->rows;
    for (size_t v = 0; v < data->values; v++) {
        const size_t from = data->first[v], to = data->first[v + 1];
        double sum = 0, about = 0;
        for (size_t i = from; i < to; i++)
            sum += data->y[i];
        data->mean[v] = sum / (double)(to - from);
        for (size_t i = from; i < to; i++)
            about += (data->y[i] - data->mean[v]) * (data->y[i] - data->mean[v]);
        data->spread += about / (double)data->rows;
    }
}

bool fit_data_create(struct fit_data *data, const double x[], const double y[], size_t rows,
                     struct error *error)
{
    memset(data, 0, sizeof *data);
    data->rows = rows;
    double *sorted = array_create(rows, 2 * sizeof *sorted, error);
    if (sorted && (data->row_x = array_create(rows, sizeof *x, error)) &&
        (data->row_y = array_create(rows, sizeof *y, error)) &&
        (data->y = array_create(rows, sizeof *y, error)) &&
        (data->x = array_create(rows, sizeof *x, error)) &&
        (data->mean = array_create(rows, sizeof *y, error)) &&
        (data->first = array_create(rows + 1, sizeof *data->first, error))) {
        for (size_t i = 0; i < rows; i++) {
            sorted[2 * i] = data->row_x[i] = x[i];
            sorted[2 * i + 1] = data->row_y[i] = y[i];
        }
        qsort(sorted, rows, 2 * sizeof *sorted, compare);
        gather(data, sorted);
        free(sorted);
        return true;
    }
    free(sorted);
    fit_data_clear(data);
    return false;
}

bool fit_data_thin(struct fit_data *thin, const struct fit_data *data, size_t rows,
                   struct error *error)
{
    const size_t count = rows < data->rows ? rows : data->rows;
    double *pair = array_create(count, 2 * sizeof *pair, error);
    if (!pair)
        return false;
    size_t value = 0;
    for (size_t i = 0; i < count; i++) {
        const size_t at = (2 * i + 1) * data->rows / (2 * count);
        while (data->first[value + 1] <= at)
            value++;
        pair[i] = data->x[value];
        pair[count + i] = data->y[at];
    }
    const bool done = fit_data_create(thin, pair, pair + count, count, error);
    free(pair);
    return done;
}

void fit_data_clear(struct fit_data *data)
{
    free(data->row_x);
    free(data->row_y);
    free(data->y);
    free(data->x);
    free(data->mean);
    free(data->first);
    memset(data, 0, sizeof *data);
}

#include "sim/field.h"

#include <omp.h>

void field_evaluate(const struct objective *objective, const double low[2], const double high[2],
                    size_t columns, size_t rows, int threads, float value[])
{
    const double dx = (high[0] - low[0]) / (double)(columns - 1);
    const double dy = (high[1] - low[1]) / (double)(rows - 1);
    if (threads <= 0)
        threads = omp_get_max_threads();
#pragma omp parallel for num_threads(threads) schedule(static)
    for (size_t row = 0; row < rows; row++) {
        for (size_t column = 0; column < columns; column++) {
            const double theta[2] = {low[0] + dx * (double)column, low[1] + dy * (double)row};
            value[row * columns + column] = (float)objective->type->cost(objective, theta);
        }
    }
}

#include "sim/field.h"

#include "base/parallel.h"

struct grid {
    const struct objective *objective;
    double low[2], step[2];
    size_t columns;
    float *value;
};

static void evaluate_row(void *user, size_t row, int thread)
{
    const struct grid *grid = user;
    (void)thread;
    for (size_t column = 0; column < grid->columns; column++) {
        const double theta[2] = {grid->low[0] + grid->step[0] * (double)column,
                                 grid->low[1] + grid->step[1] * (double)row};
        grid->value[row * grid->columns + column] =
            (float)objective_plane_cost(grid->objective, theta);
    }
}

void field_evaluate(const struct objective *objective, const double low[2], const double high[2],
                    size_t columns, size_t rows, int threads, float value[])
{
    struct grid grid = {.objective = objective,
                        .low = {low[0], low[1]},
                        .step = {(high[0] - low[0]) / (double)(columns - 1),
                                 (high[1] - low[1]) / (double)(rows - 1)},
                        .columns = columns,
                        .value = value};
    parallel_for(rows, threads, 1, evaluate_row, &grid);
}

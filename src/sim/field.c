#include "sim/field.h"

#include "base/parallel.h"

enum { PIECE = 64 }; // columns at once

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
    double x[PIECE], cost[PIECE];
    for (size_t from = 0; from < grid->columns; from += PIECE) {
        const size_t count = grid->columns - from < PIECE ? grid->columns - from : PIECE;
        for (size_t i = 0; i < count; i++)
            x[i] = grid->low[0] + grid->step[0] * (double)(from + i);
        objective_plane_costs(grid->objective, x, grid->low[1] + grid->step[1] * (double)row, count,
                              cost);
        for (size_t i = 0; i < count; i++)
            grid->value[row * grid->columns + from + i] = (float)cost[i];
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

#include "sim/field.h"

#include "base/parallel.h"

enum { PIECE = 320 }; // points at once

struct grid {
    const struct objective *objective;
    double low[2], step[2];
    size_t columns, rows;
    float *value;
};

// A line of the grid: of one that is upright a column, else a row.
static void evaluate_line(void *user, size_t line, int thread)
{
    const struct grid *grid = user;
    const bool is_upright = grid->objective->is_upright;
    const size_t length = is_upright ? grid->rows : grid->columns;
    const double other = grid->low[!is_upright] + grid->step[!is_upright] * (double)line;
    (void)thread;
    double x[PIECE], cost[PIECE];
    for (size_t from = 0; from < length; from += PIECE) {
        const size_t count = length - from < PIECE ? length - from : PIECE;
        for (size_t i = 0; i < count; i++)
            x[i] = grid->low[is_upright] + grid->step[is_upright] * (double)(from + i);
        objective_plane_costs(grid->objective, x, other, count, cost);
        for (size_t i = 0; i < count; i++)
            grid->value[is_upright ? (from + i) * grid->columns + line
                                   : line * grid->columns + from + i] = (float)cost[i];
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
                        .rows = rows,
                        .value = value};
    parallel_for(objective->is_upright ? columns : rows, threads, 1, evaluate_line, &grid);
}

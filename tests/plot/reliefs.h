// Reliefs of functions over −1 … 1, one at a time. Include after test.h.
#ifndef RAVINE_TESTS_PLOT_RELIEFS_H
#define RAVINE_TESTS_PLOT_RELIEFS_H

#include "plot/relief_levels.h"

#include <math.h>

enum { SIDE = 81 };
static float grid[SIDE * SIDE], shade[SIDE * SIDE];
static const struct rect area = {40, 60, 700, 560};

static inline void fill(double (*f)(double, double))
{
    for (int row = 0; row < SIDE; row++)
        for (int column = 0; column < SIDE; column++) {
            grid[row * SIDE + column] =
                (float)f(-1 + 2.0 * column / (SIDE - 1), -1 + 2.0 * row / (SIDE - 1));
            shade[row * SIDE + column] = (float)column / SIDE;
        }
}

static inline double bowl(double x, double y)
{
    return x * x + y * y;
}

static inline double hill(double x, double y)
{
    return exp(-12 * bowl(x, y));
}

static inline struct relief *make(double (*f)(double, double), enum relief_height wish)
{
    static const double level[] = {0.25, 0.5, 1};
    fill(f);
    struct relief *relief = relief_create(grid, shade, SIDE, SIDE, level, 3, wish, 61, NULL);
    assert_non_null(relief);
    assert_int_equal(relief->columns, 61);
    return relief;
}

enum { SCRIBBLED = 1000 };

static inline struct relief_stage stage_of(const struct relief *relief,
                                           const struct relief_camera *camera)
{
    return (struct relief_stage){
        .relief = relief,
        .view = relief_view(camera, &area),
        .x = {.low = -1, .high = 1},
        .y = {.low = -1, .high = 1},
        .symbol = "J",
    };
}

#endif

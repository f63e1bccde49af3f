// Isolines of a grid: marching squares, joined into lines.
#ifndef RAVINE_PLOT_ISOLINES_H
#define RAVINE_PLOT_ISOLINES_H

#include "base/error.h"
#include "canvas/canvas.h"

struct isoline {
    size_t level;        // index of its level
    size_t first, count; // points
    bool is_closed;      // the last point is the first
};

struct isolines {
    struct isoline *line;
    size_t count, capacity;
    struct point *point; // x and y 0…1 across the grid, y upwards
    size_t point_count, point_capacity;
};

// value[rows × columns], row 0 at y = 0; cells that touch NaN or infinity are left out. level[]
// ascending, at most 255. Points that lie on the straight between their neighbours (to a twelfth
// of a cell) are dropped.
bool isolines_init(struct isolines *lines, const float value[], size_t columns, size_t rows,
                   const double level[], size_t level_count, struct error *error);
void isolines_clear(struct isolines *lines);

#endif

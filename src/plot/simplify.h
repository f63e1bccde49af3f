// A line with fewer points that looks the same: points go that the line passes close by without
// them, and none that it turns around at.
#ifndef RAVINE_PLOT_SIMPLIFY_H
#define RAVINE_PLOT_SIMPLIFY_H

#include "canvas/canvas.h"

// Where straight lines from a line's last point but one may lead to pass by all that has gone since
// then. Zeroed at the line's first point.
struct simplify {
    bool is_bounded;
    struct point low, high; // the outermost directions, of unit length
    float far;              // how far away the furthest is that has gone
};

// A line goes from `from`, its last point but one, over `last` to `next`. True when `last` may go
// because straight on to `next` it passes within `slack` of it and of all points that have gone
// since `from` (cones of tolerance: Williams 1978).
bool simplify_drops(struct simplify *simplify, struct point from, struct point last,
                    struct point next, float slack);

#endif

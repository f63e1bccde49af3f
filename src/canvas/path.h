// Lines and shapes on their way into a file: several lines each, without what print cannot show.
#ifndef RAVINE_CANVAS_PATH_H
#define RAVINE_CANVAS_PATH_H

#include "base/error.h"
#include "canvas/canvas.h"

// Zeroed is empty.
struct path {
    struct point *point;
    size_t count, capacity;
    size_t *end; // [lines]: line i goes from point[end[i − 1]], or the first, up to point[end[i]]
    size_t lines, line_capacity;
};

// Forgets the lines.
void path_begin(struct path *path);
void path_clear(struct path *path);

// Adds a line. Points that lie nearer than `tolerance` to the line without them are left out
// (Ramer 1972; Douglas & Peucker 1973); 0: none is.
bool path_add(struct path *path, const struct point points[], size_t count, float tolerance,
              struct error *error);

#endif

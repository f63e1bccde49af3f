// Fields as shapes within shapes: marching squares whose lines all close, around what lies above a
// level.
#include "canvas/vector_field.h"

#include "base/array.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { STEPS = 32 }; // of colour

// The grid with a rim of points that lie below every level, so that no line ends at the edge. Edge
// 2k runs from point k to its right neighbour, edge 2k + 1 to its upper neighbour.
struct tracing {
    const struct rect *rect;
    const struct field *field;
    float level;
    size_t columns, rows; // with the rim
    int32_t *next;        // [edges] where the line goes on from an edge; −1 = nowhere
    struct point *loop;
    size_t count, capacity;
};

static float value_at(const struct tracing *t, size_t column, size_t row)
{
    const struct field *field = t->field;
    if (column == 0 || row == 0 || column > field->columns || row > field->rows)
        return -INFINITY;
    const float value = field->value[(row - 1) * field->columns + column - 1];
    return isnan(value) ? -INFINITY : fminf(fmaxf(value, 0), 1);
}

// The segments of one cell. Corners 0…3 run anticlockwise from the lower left; side k lies between
// corners k and k + 1. A segment goes from a side behind which lies the lower corner to one behind
// which lies the higher: what is above lies always on the same hand.
static void trace_cell(struct tracing *t, size_t column, size_t row)
{
    const size_t k = row * t->columns + column;
    const int32_t side[4] = {(int32_t)(2 * k), (int32_t)(2 * (k + 1) + 1),
                             (int32_t)(2 * (k + t->columns)), (int32_t)(2 * k + 1)};
    const float value[4] = {value_at(t, column, row), value_at(t, column + 1, row),
                            value_at(t, column + 1, row + 1), value_at(t, column, row + 1)};
    bool above[4];
    int sides = 0;
    for (int i = 0; i < 4; i++)
        above[i] = value[i] > t->level;
    for (int i = 0; i < 4; i++)
        sides += above[i] != above[(i + 1) % 4];
    const bool is_joined = (value[0] + value[1] + value[2] + value[3]) / 4 > t->level;
    for (int i = 0; i < 4; i++) {
        if (!above[i] || above[(i + 1) % 4])
            continue;
        int to = (i + (sides == 4 && !is_joined ? 3 : 1)) % 4;
        while (above[to] || !above[(to + 1) % 4])
            to = (to + 1) % 4;
        t->next[side[i]] = side[to];
    }
}

// Where a line crosses an edge, in units; next to the rim and to holes on the last point of the
// grid.
static struct point crossing(const struct tracing *t, int32_t edge)
{
    const size_t k = (size_t)edge / 2, column = k % t->columns, row = k / t->columns;
    const bool is_upright = edge % 2;
    const float a = value_at(t, column, row);
    const float b = value_at(t, column + !is_upright, row + is_upright);
    const float share = isinf(a) ? 1 : isinf(b) ? 0 : (t->level - a) / (b - a);
    const float x = (float)column - 1 + (is_upright ? 0 : share);
    const float y = (float)row - 1 + (is_upright ? share : 0);
    return (struct point){t->rect->x + t->rect->width * x / (float)(t->field->columns - 1),
                          t->rect->y + t->rect->height * (1 - y / (float)(t->field->rows - 1))};
}

// Adds the line that goes on from `first` and comes back there.
static bool follow(struct tracing *t, int32_t first, struct path *path, struct error *error)
{
    t->count = 0;
    for (int32_t edge = first, next; edge >= 0; edge = next) {
        next = t->next[edge];
        t->next[edge] = -1;
        if (!array_reserve(&t->loop, &t->capacity, t->count + 1, sizeof *t->loop, error))
            return false;
        t->loop[t->count++] = crossing(t, edge);
    }
    return t->count < 4 || path_add(path, t->loop, t->count, 0.08f, error);
}

static bool trace(struct tracing *t, struct path *path, struct error *error)
{
    const size_t edges = 2 * t->columns * t->rows;
    for (size_t i = 0; i < edges; i++)
        t->next[i] = -1;
    for (size_t row = 0; row + 1 < t->rows; row++)
        for (size_t column = 0; column + 1 < t->columns; column++)
            trace_cell(t, column, row);
    path_begin(path);
    for (size_t i = 0; i < edges; i++)
        if (t->next[i] >= 0 && !follow(t, (int32_t)i, path, error))
            return false;
    return true;
}

static bool has_holes(const struct field *field)
{
    for (size_t i = 0; i < field->columns * field->rows; i++)
        if (isnan(field->value[i]))
            return true;
    return false;
}

bool vector_field_contours(struct vector *vector, const struct rect *rect,
                           const struct field *field, const struct colormap *map,
                           struct error *error)
{
    struct tracing t = {
        .rect = rect, .field = field, .columns = field->columns + 2, .rows = field->rows + 2};
    t.next = array_create(2 * t.columns * t.rows, sizeof *t.next, error);
    bool done = t.next != NULL;
    if (done && has_holes(field)) {
        const struct point corner[] = {{rect->x, rect->y},
                                       {rect->x + rect->width, rect->y},
                                       {rect->x + rect->width, rect->y + rect->height},
                                       {rect->x, rect->y + rect->height}};
        path_begin(&vector->path);
        done = path_add(&vector->path, corner, 4, 0, error);
        if (done)
            vector->kind->fill(vector, &vector->path, field->nan);
    }
    for (int i = 0; done && i < STEPS; i++) {
        t.level = i == 0 ? -1 : (float)i / STEPS;
        done = trace(&t, &vector->path, error);
        if (done && vector->path.lines > 0)
            vector->kind->fill(vector, &vector->path, color_of(map, ((float)i + 0.5f) / STEPS));
    }
    free(t.next);
    free(t.loop);
    return done;
}

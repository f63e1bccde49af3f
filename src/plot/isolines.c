#include "plot/isolines.h"

#include "base/array.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// A crossing lies on an edge of the grid. Edge 2k runs from grid point k to its right neighbour,
// edge 2k + 1 to its upper neighbour. At one level an edge is crossed once, so a crossing has at
// most two neighbours along its line.
struct marching {
    const float *value;
    size_t columns, rows;
    const double *level;
    size_t level_count;
    uint8_t *band;      // [grid points] how many levels lie below the value; 255 = not finite
    int32_t *cell;      // the cells that a level runs through, level after level
    size_t first[256];  // where those of a level begin; first[level_count] is their number
    int32_t (*link)[2]; // [edges] neighbours of a crossing at the level in hand; −1 = none
    int32_t *touched;   // edges with a link at the level in hand
    size_t touched_count, touched_capacity;
    struct point *chain; // of the line in hand
    size_t chain_count, chain_capacity;
    uint8_t *keep;
    size_t keep_capacity;
};

enum { NOT_FINITE = 255 };

static void find_bands(struct marching *m)
{
    size_t below = 0; // neighbours are alike: the search begins where the last one ended
    for (size_t i = 0; i < m->columns * m->rows; i++) {
        const double value = (double)m->value[i];
        if (!isfinite(value)) {
            m->band[i] = NOT_FINITE;
            continue;
        }
        while (below < m->level_count && value > m->level[below])
            below++;
        while (below > 0 && !(value > m->level[below - 1]))
            below--;
        m->band[i] = (uint8_t)below;
    }
}

// The levels that run through the cell whose lower left corner is grid point k: from *low on, below
// *high. A level does when some corners lie above it and some do not.
static inline bool find_range(const struct marching *m, size_t k, uint8_t *low, uint8_t *high)
{
    const uint8_t *under = m->band + k, *over = under + m->columns;
    const uint8_t a = under[0], b = under[1], c = over[0], d = over[1];
    if (a == b && b == c && c == d)
        return false;
    *low = *high = a;
    const uint8_t rest[3] = {b, c, d};
    for (int i = 0; i < 3; i++) {
        *low = rest[i] < *low ? rest[i] : *low;
        *high = rest[i] > *high ? rest[i] : *high;
    }
    return *high != NOT_FINITE;
}

// Sorts the cells by the levels that run through them, so that each is looked at once.
static bool find_cells(struct marching *m, struct error *error)
{
    size_t next[256] = {0};
    uint8_t low, high;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t row = 0; row + 1 < m->rows; row++)
            for (size_t column = 0; column + 1 < m->columns; column++) {
                const size_t k = row * m->columns + column;
                if (!find_range(m, k, &low, &high))
                    continue;
                for (size_t level = low; level < high; level++) {
                    if (pass > 0)
                        m->cell[next[level]] = (int32_t)k;
                    next[level]++;
                }
            }
        if (pass > 0)
            return true;
        for (size_t level = 0; level < m->level_count; level++) {
            m->first[level + 1] = m->first[level] + next[level];
            next[level] = m->first[level];
        }
        m->cell = array_create(m->first[m->level_count] + 1, sizeof *m->cell, error);
        if (!m->cell)
            return false;
    }
    return true;
}

static bool touch(struct marching *m, int32_t edge, int32_t other, struct error *error)
{
    if (m->link[edge][0] < 0 && m->link[edge][1] < 0) {
        if (!array_reserve(&m->touched, &m->touched_capacity, m->touched_count + 1,
                           sizeof *m->touched, error))
            return false;
        m->touched[m->touched_count++] = edge;
    }
    m->link[edge][m->link[edge][0] < 0 ? 0 : 1] = other;
    return true;
}

static bool join(struct marching *m, int32_t a, int32_t b, struct error *error)
{
    return touch(m, a, b, error) && touch(m, b, a, error);
}

// The segments at one level of the cell whose lower left corner is grid point k. Corners 0…3 run
// anticlockwise from the lower left; side k lies between corners k and k + 1.
static bool march_cell(struct marching *m, size_t k, double level, struct error *error)
{
    const size_t corner[4] = {k, k + 1, k + 1 + m->columns, k + m->columns};
    const int32_t side[4] = {(int32_t)(2 * k), (int32_t)(2 * (k + 1) + 1),
                             (int32_t)(2 * (k + m->columns)), (int32_t)(2 * k + 1)};
    bool above[4];
    double mean = 0;
    for (int i = 0; i < 4; i++) {
        above[i] = (double)m->value[corner[i]] > level;
        mean += 0.25 * (double)m->value[corner[i]];
    }
    int32_t crossed[4];
    int count = 0;
    for (int i = 0; i < 4; i++)
        if (above[i] != above[(i + 1) % 4])
            crossed[count++] = side[i];
    if (count == 2)
        return join(m, crossed[0], crossed[1], error);
    if (count != 4)
        return true;
    // A saddle: the mean decides which pair of corners is joined through the middle.
    if ((mean > level) == above[0])
        return join(m, side[0], side[1], error) && join(m, side[2], side[3], error);
    return join(m, side[3], side[0], error) && join(m, side[1], side[2], error);
}

static bool march_level(struct marching *m, size_t index, struct error *error)
{
    for (size_t i = m->first[index]; i < m->first[index + 1]; i++)
        if (!march_cell(m, (size_t)m->cell[i], m->level[index], error))
            return false;
    return true;
}

// ---- joining ------------------------------------------------------------------------------------

static struct point crossing(const struct marching *m, int32_t edge, double level)
{
    const size_t k = (size_t)edge / 2;
    const bool is_upright = edge % 2;
    const size_t other = is_upright ? k + m->columns : k + 1;
    const double a = m->value[k], b = m->value[other];
    const double t = b != a ? (level - a) / (b - a) : 0.5;
    const double x = (double)(k % m->columns) + (is_upright ? 0 : t);
    const double y = (double)(k / m->columns) + (is_upright ? t : 0);
    return (struct point){(float)(x / (double)(m->columns - 1)),
                          (float)(y / (double)(m->rows - 1))};
}

// Takes an edge off the line: afterwards nothing leads to it.
static int32_t take_link(struct marching *m, int32_t edge, int32_t from)
{
    int32_t next = -1;
    for (int i = 0; i < 2; i++) {
        const int32_t other = m->link[edge][i];
        m->link[edge][i] = -1;
        if (other >= 0 && other != from)
            next = other;
    }
    return next;
}

static bool append(struct marching *m, struct point point, struct error *error)
{
    if (!array_reserve(&m->chain, &m->chain_capacity, m->chain_count + 1, sizeof *m->chain, error))
        return false;
    m->chain[m->chain_count++] = point;
    return true;
}

// Follows the line from an edge to its end or back to the beginning.
static bool follow(struct marching *m, int32_t start, double level, bool *is_closed,
                   struct error *error)
{
    m->chain_count = 0;
    *is_closed = m->link[start][0] >= 0 && m->link[start][1] >= 0;
    int32_t from = -1, edge = start;
    // A loop begins in one of its two directions; the other link leads back at the end.
    const int32_t last = *is_closed ? m->link[start][1] : -1;
    while (edge >= 0) {
        if (!append(m, crossing(m, edge, level), error))
            return false;
        int32_t next;
        if (from < 0) {
            next = m->link[edge][0] >= 0 ? m->link[edge][0] : m->link[edge][1];
            m->link[edge][0] = m->link[edge][1] = -1;
        } else {
            next = take_link(m, edge, from);
        }
        from = edge;
        if (*is_closed && edge == last)
            break;
        edge = next;
    }
    return !*is_closed || append(m, m->chain[0], error);
}

// ---- thinning -----------------------------------------------------------------------------------

// Douglas & Peucker 1973, between points first and last, in cells.
static void thin(struct marching *m, size_t first, size_t last)
{
    while (last > first + 1) {
        const double sx = (double)(m->columns - 1), sy = (double)(m->rows - 1);
        const double ax = m->chain[first].x * sx, ay = m->chain[first].y * sy;
        const double dx = m->chain[last].x * sx - ax, dy = m->chain[last].y * sy - ay;
        const double length = hypot(dx, dy);
        double furthest = 0;
        size_t split = first;
        for (size_t i = first + 1; i < last; i++) {
            const double px = m->chain[i].x * sx - ax, py = m->chain[i].y * sy - ay;
            const double off = length > 0 ? fabs(px * dy - py * dx) / length : hypot(px, py);
            if (off > furthest) {
                furthest = off;
                split = i;
            }
        }
        if (furthest < 1.0 / 12)
            return;
        m->keep[split] = 1;
        // The shorter side by recursion, so that its depth is logarithmic.
        if (split - first < last - split) {
            thin(m, first, split);
            first = split;
        } else {
            thin(m, split, last);
            last = split;
        }
    }
}

static bool store(struct marching *m, struct isolines *lines, size_t level, bool is_closed,
                  struct error *error)
{
    if (m->chain_count < 2)
        return true;
    if (!array_reserve(&m->keep, &m->keep_capacity, m->chain_count, 1, error) ||
        !array_reserve(&lines->line, &lines->capacity, lines->count + 1, sizeof *lines->line,
                       error) ||
        !array_reserve(&lines->point, &lines->point_capacity, lines->point_count + m->chain_count,
                       sizeof *lines->point, error))
        return false;
    memset(m->keep, 0, m->chain_count);
    m->keep[0] = m->keep[m->chain_count - 1] = 1;
    thin(m, 0, m->chain_count - 1);
    struct isoline line = {level, lines->point_count, 0, is_closed};
    for (size_t i = 0; i < m->chain_count; i++)
        if (m->keep[i])
            lines->point[lines->point_count++] = m->chain[i];
    line.count = lines->point_count - line.first;
    lines->line[lines->count++] = line;
    return true;
}

static bool join_level(struct marching *m, struct isolines *lines, size_t index,
                       struct error *error)
{
    // Open lines first, from their ends; what is left are loops.
    for (int loops = 0; loops < 2; loops++) {
        for (size_t i = 0; i < m->touched_count; i++) {
            const int32_t *link = m->link[m->touched[i]];
            const int links = (link[0] >= 0) + (link[1] >= 0);
            bool is_closed;
            if (links != (loops ? 2 : 1))
                continue;
            if (!follow(m, m->touched[i], m->level[index], &is_closed, error) ||
                !store(m, lines, index, is_closed, error))
                return false;
        }
    }
    for (size_t i = 0; i < m->touched_count; i++)
        m->link[m->touched[i]][0] = m->link[m->touched[i]][1] = -1;
    m->touched_count = 0;
    return true;
}

bool isolines_init(struct isolines *lines, const float value[], size_t columns, size_t rows,
                   const double level[], size_t level_count, struct error *error)
{
    memset(lines, 0, sizeof *lines);
    if (columns < 2 || rows < 2 || level_count == 0)
        return true;
    const size_t count = columns * rows;
    struct marching m = {.value = value,
                         .columns = columns,
                         .rows = rows,
                         .level = level,
                         .level_count = level_count < 254 ? level_count : 254};
    m.band = array_create(count, 1, error);
    m.link = array_create(2 * count, sizeof *m.link, error);
    bool done = m.band && m.link;
    if (done) {
        memset(m.link, -1, 2 * count * sizeof *m.link);
        find_bands(&m);
        done = find_cells(&m, error);
    }
    for (size_t i = 0; done && i < m.level_count; i++)
        done = march_level(&m, i, error) && join_level(&m, lines, i, error);
    free(m.band);
    free(m.cell);
    free(m.link);
    free(m.touched);
    free(m.chain);
    free(m.keep);
    if (!done)
        isolines_clear(lines);
    return done;
}

void isolines_clear(struct isolines *lines)
{
    free(lines->line);
    free(lines->point);
    memset(lines, 0, sizeof *lines);
}

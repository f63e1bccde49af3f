#include "labs/kit/kinks.h"
#include "base/maths.h"

#include "base/array.h"
#include "plot/isolines.h"

#include <math.h>
#include <stdlib.h>

// Pieces are as long as this many cells, and each is looked at in its middle.
enum { CELLS_A_PIECE = 3, STAIRS_MAX = 64 };
// How far to both sides the gradients are taken, as shares of the plane. Between smooth sides the
// difference shrinks with the distance; that of a kink stays.
static const double far = 1e-5, near = 1e-6, stays = 0.6;

struct search {
    struct kit_kinks *kinks;
    const struct objective *objective;
    double low[2], size[2];
    size_t columns, rows;
};

// ---- one place ----------------------------------------------------------------------------------

// J and its gradient, by shares of the plane, at a place `by` along the normal.
static double look(const struct search *search, const double at[2], const double normal[2],
                   double by, double gradient[2])
{
    const struct objective *objective = search->objective;
    double theta[2];
    for (int k = 0; k < 2; k++)
        theta[k] = search->low[k] + search->size[k] * (at[k] + by * normal[k]);
    const double cost =
        objective->type->gradient(objective, theta, NULL, objective->examples, gradient);
    for (int k = 0; k < 2; k++)
        gradient[k] *= search->size[k];
    return cost;
}

// How much the gradient differs between both sides of a place; a jump counts as a steep slope.
// Negative where J has no value.
static double difference(const struct search *search, const double at[2], const double normal[2],
                         double by)
{
    double left[2], right[2];
    const double a = look(search, at, normal, -by, left), b = look(search, at, normal, by, right);
    const double slope = maths_hypot(left[0], left[1]) + maths_hypot(right[0], right[1]);
    const double apart = maths_hypot(right[0] - left[0], right[1] - left[1]);
    const double jump = fmax(fabs(b - a) - 2 * by * slope, 0) / by;
    const double all = apart + jump;
    return isfinite(all) ? all : -1;
}

static double argument(const struct search *search, size_t kink, double level, const double at[2])
{
    double value[OBJECTIVE_KINKS_MAX], *place[OBJECTIVE_KINKS_MAX];
    for (size_t k = 0; k < search->objective->kinks; k++)
        place[k] = &value[k];
    const double x = search->low[0] + search->size[0] * at[0];
    search->objective->type->kinks(search->objective, &x, search->low[1] + search->size[1] * at[1],
                                   1, place);
    return value[kink] - level;
}

// Moves a place that lies within a cell of a zero onto it, along the normal. False where the sign
// changes at a pole, or does not.
static bool refine(const struct search *search, size_t kink, double level, double at[2],
                   const double normal[2])
{
    const double reach =
        1.5 / (double)(search->columns < search->rows ? search->columns : search->rows);
    double from = -reach, to = reach, end[2];
    double value[2];
    for (int side = 0; side < 2; side++) {
        for (int k = 0; k < 2; k++)
            end[k] = at[k] + (side ? to : from) * normal[k];
        value[side] = argument(search, kink, level, end);
    }
    if (!(value[0] * value[1] < 0))
        return value[0] * value[1] == 0;
    const double first = fmax(fabs(value[0]), fabs(value[1]));
    double middle = 0, here = first;
    for (int i = 0; i < 40; i++) {
        middle = (from + to) / 2;
        for (int k = 0; k < 2; k++)
            end[k] = at[k] + middle * normal[k];
        here = argument(search, kink, level, end);
        if ((here < 0) == (value[0] < 0))
            from = middle;
        else
            to = middle;
    }
    at[0] = end[0];
    at[1] = end[1];
    return fabs(here) <= first;
}

static bool is_kink(const struct search *search, size_t kink, double level, struct point from,
                    struct point to)
{
    const double along[2] = {to.x - from.x, to.y - from.y};
    const double length = maths_hypot(along[0], along[1]);
    if (!(length > 0))
        return false;
    const double normal[2] = {-along[1] / length, along[0] / length};
    double at[2] = {(from.x + to.x) / 2, (from.y + to.y) / 2};
    if (!refine(search, kink, level, at, normal))
        return false;
    const double wide = difference(search, at, normal, far);
    const double narrow = difference(search, at, normal, near);
    double gradient[2];
    const double cost = look(search, at, normal, far, gradient);
    const double least = 1e-7 * (maths_hypot(gradient[0], gradient[1]) + fabs(cost)) + 1e-12;
    return narrow > least && narrow > stays * wide;
}

// ---- lines --------------------------------------------------------------------------------------

static void add(struct kit_kinks *kinks, struct point from, struct point to)
{
    if (!array_reserve(&kinks->point, &kinks->capacity, kinks->count + 2, sizeof *kinks->point,
                       NULL)) {
        kinks->is_short = true;
        return;
    }
    kinks->point[kinks->count++] = from;
    kinks->point[kinks->count++] = to;
}

static void add_stretch(const struct search *search, size_t kink, double level, struct point from,
                        struct point to)
{
    const double cells = fmax(fabs((double)(to.x - from.x)) * (double)search->columns,
                              fabs((double)(to.y - from.y)) * (double)search->rows);
    const int pieces = (int)fmax(ceil(cells / CELLS_A_PIECE), 1);
    for (int i = 0; i < pieces; i++) {
        const float a = (float)i / (float)pieces, b = (float)(i + 1) / (float)pieces;
        const struct point begin = {from.x + a * (to.x - from.x), from.y + a * (to.y - from.y)};
        const struct point end = {from.x + b * (to.x - from.x), from.y + b * (to.y - from.y)};
        if (is_kink(search, kink, level, begin, end))
            add(search->kinks, begin, end);
    }
}

// The levels of a staircase on the grid; 0 for the others, and where there are too many.
static size_t find_levels(const struct search *search, size_t kink, const float value[],
                          double level[STAIRS_MAX])
{
    float low = INFINITY, high = -INFINITY;
    level[0] = 0;
    if (!(search->objective->stairs >> kink & 1))
        return 1;
    for (size_t i = 0; i < search->columns * search->rows; i++) {
        low = isfinite(value[i]) ? fminf(low, value[i]) : low;
        high = isfinite(value[i]) ? fmaxf(high, value[i]) : high;
    }
    size_t count = 0;
    if (!(high - low < STAIRS_MAX - 1))
        return 0;
    for (double at = ceil((double)low); at <= (double)high; at++)
        level[count++] = at;
    return count;
}

static void find_lines(const struct search *search, size_t kink, const float value[])
{
    struct isolines lines = {0};
    double level[STAIRS_MAX];
    const size_t levels = find_levels(search, kink, value, level);
    if (levels > 0 &&
        !isolines_init(&lines, value, search->columns, search->rows, level, levels, NULL))
        search->kinks->is_short = true;
    else if (levels > 0)
        for (size_t l = 0; l < lines.count; l++) {
            const struct point *point = lines.point + lines.line[l].first;
            for (size_t i = 0; i + 1 < lines.line[l].count; i++)
                add_stretch(search, kink, level[lines.line[l].level], point[i], point[i + 1]);
        }
    isolines_clear(&lines);
}

static void evaluate(const struct search *search, double *row, float *grid)
{
    const size_t columns = search->columns, all = columns * search->rows;
    const size_t kinks = search->objective->kinks;
    double *x = row, *place[OBJECTIVE_KINKS_MAX];
    for (size_t k = 0; k < kinks; k++)
        place[k] = row + (k + 1) * columns;
    for (size_t i = 0; i < columns; i++)
        x[i] = search->low[0] + search->size[0] * (double)i / (double)(columns - 1);
    for (size_t r = 0; r < search->rows; r++) {
        const double y = search->low[1] + search->size[1] * (double)r / (double)(search->rows - 1);
        search->objective->type->kinks(search->objective, x, y, columns, place);
        for (size_t k = 0; k < kinks; k++)
            for (size_t i = 0; i < columns; i++)
                grid[k * all + r * columns + i] = (float)place[k][i];
    }
}

void kit_kinks_find(struct kit_kinks *kinks, const struct objective *objective, const double low[2],
                    const double high[2], size_t columns, size_t rows)
{
    const struct search search = {.kinks = kinks,
                                  .objective = objective,
                                  .low = {low[0], low[1]},
                                  .size = {high[0] - low[0], high[1] - low[1]},
                                  .columns = columns,
                                  .rows = rows};
    kinks->count = 0;
    kinks->is_short = false;
    if (objective->kinks == 0)
        return;
    double *row = array_create((objective->kinks + 1) * columns, sizeof *row, NULL);
    float *grid = array_create(objective->kinks * columns * rows, sizeof *grid, NULL);
    if (!row || !grid) {
        kinks->is_short = true;
    } else {
        evaluate(&search, row, grid);
        for (size_t k = 0; k < objective->kinks; k++)
            find_lines(&search, k, grid + k * columns * rows);
    }
    free(row);
    free(grid);
}

void kit_kinks_clear(struct kit_kinks *kinks)
{
    free(kinks->point);
    *kinks = (struct kit_kinks){0};
}

void kit_kinks_draw(const struct kit_kinks *kinks, struct canvas *canvas, const struct theme *theme,
                    const struct plot *stage)
{
    const struct rect *area = &stage->area;
    if (kinks->is_short)
        canvas_miss(canvas);
    struct stroke stroke = {.color = theme->ink, .width = 1};
    stroke.color.a *= 0.65f;
    canvas_clip(canvas, area);
    for (size_t i = 0; i < kinks->count;) {
        // Pieces that go on where the last one ended are one line.
        struct point line[256];
        size_t count = 0;
        do {
            const struct point *p = &kinks->point[i];
            for (size_t k = count > 0; k < 2; k++)
                line[count++] = (struct point){area->x + p[k].x * area->width,
                                               area->y + (1 - p[k].y) * area->height};
            i += 2;
        } while (i < kinks->count && count < 255 && kinks->point[i].x == kinks->point[i - 1].x &&
                 kinks->point[i].y == kinks->point[i - 1].y);
        canvas_polyline(canvas, line, count, &stroke);
    }
    canvas_clip(canvas, NULL);
}

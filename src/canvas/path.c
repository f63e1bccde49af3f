#include "canvas/path.h"

#include "base/array.h"

#include <math.h>
#include <stdlib.h>

void path_begin(struct path *path)
{
    path->count = 0;
    path->lines = 0;
}

void path_clear(struct path *path)
{
    free(path->point);
    free(path->end);
    *path = (struct path){0};
}

// The square of a point's distance from the stretch a–b.
static float away(struct point p, struct point a, struct point b)
{
    const float dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    const float along = length > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length : 0;
    const float t = fminf(fmaxf(along, 0), 1);
    const float x = p.x - a.x - t * dx, y = p.y - a.y - t * dy;
    return x * x + y * y;
}

struct stretch {
    size_t first, last;
};

// Marks what of points[count] has to stay; `stack` has room for as many stretches.
static void mark(const struct point points[], size_t count, float tolerance, bool keep[],
                 struct stretch stack[])
{
    size_t depth = 0;
    stack[depth++] = (struct stretch){0, count - 1};
    keep[0] = keep[count - 1] = true;
    while (depth > 0) {
        const struct stretch s = stack[--depth];
        size_t farthest = s.first;
        float most = tolerance * tolerance;
        for (size_t i = s.first + 1; i < s.last; i++) {
            const float distance = away(points[i], points[s.first], points[s.last]);
            if (distance > most) {
                most = distance;
                farthest = i;
            }
        }
        if (farthest == s.first)
            continue;
        keep[farthest] = true;
        stack[depth++] = (struct stretch){s.first, farthest};
        stack[depth++] = (struct stretch){farthest, s.last};
    }
}

static bool end_line(struct path *path, struct error *error)
{
    if (!array_reserve(&path->end, &path->line_capacity, path->lines + 1, sizeof *path->end, error))
        return false;
    path->end[path->lines++] = path->count;
    return true;
}

bool path_add(struct path *path, const struct point points[], size_t count, float tolerance,
              struct error *error)
{
    if (!array_reserve(&path->point, &path->capacity, path->count + count, sizeof *path->point,
                       error))
        return false;
    const bool is_whole = count < 3 || !(tolerance > 0);
    bool *keep = is_whole ? NULL : array_create(count, sizeof *keep, error);
    struct stretch *stack = is_whole ? NULL : array_create(count, sizeof *stack, error);
    const bool done = is_whole || (keep && stack);
    if (done && !is_whole)
        mark(points, count, tolerance, keep, stack);
    for (size_t i = 0; done && i < count; i++)
        if (is_whole || keep[i])
            path->point[path->count++] = points[i];
    free(keep);
    free(stack);
    return done && end_line(path, error);
}

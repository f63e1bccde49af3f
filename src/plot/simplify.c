#include "plot/simplify.h"

#include <math.h>

static float cross(struct point a, struct point b)
{
    return a.x * b.y - a.y * b.x;
}

static float dot(struct point a, struct point b)
{
    return a.x * b.x + a.y * b.y;
}

// Narrows the cone to the directions that pass within `slack` of a place, seen from its tip.
static void narrow(struct simplify *cone, struct point at, float slack)
{
    const float far = hypotf(at.x, at.y);
    cone->far = fmaxf(cone->far, far);
    if (far <= slack)
        return;
    const float s = slack / far, c = sqrtf(1 - s * s);
    const struct point way = {at.x / far, at.y / far};
    const struct point low = {c * way.x + s * way.y, c * way.y - s * way.x};
    const struct point high = {c * way.x - s * way.y, c * way.y + s * way.x};
    if (!cone->is_bounded || cross(cone->low, low) > 0)
        cone->low = low;
    if (!cone->is_bounded || cross(cone->high, high) < 0)
        cone->high = high;
    cone->is_bounded = true;
}

// Beyond all that has gone, or some of it would lie past the end.
static bool contains(const struct simplify *cone, struct point way)
{
    if (dot(way, way) < cone->far * cone->far)
        return false;
    return !cone->is_bounded || (cross(cone->low, way) >= 0 && cross(cone->high, way) <= 0 &&
                                 dot(cone->low, way) > 0 && dot(cone->high, way) > 0);
}

bool simplify_drops(struct simplify *simplify, struct point from, struct point last,
                    struct point next, float slack)
{
    narrow(simplify, (struct point){last.x - from.x, last.y - from.y}, slack);
    if (contains(simplify, (struct point){next.x - from.x, next.y - from.y}))
        return true;
    *simplify = (struct simplify){.is_bounded = false};
    return false;
}

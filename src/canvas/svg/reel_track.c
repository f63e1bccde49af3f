// What an item was and what it is.
#include "canvas/svg/reel.h"

#include <math.h>
#include <string.h>

// Units: what two lines may differ by and still be the same, for curves leave out other points when
// they go on; and two shapes.
static const float near_line = 0.45f, near_shape = 0.02f;

bool reel_is_same(const struct reel_item *a, const struct reel_item *b)
{
    if (a->clip != b->clip || strcmp(a->style, b->style) != 0 || !a->element != !b->element)
        return false;
    if (a->element)
        return strcmp(a->element, b->element) == 0;
    const struct path *p = &a->path, *q = &b->path;
    return p->count == q->count && p->lines == q->lines &&
           memcmp(p->end, q->end, p->lines * sizeof *p->end) == 0 &&
           memcmp(p->point, q->point, p->count * sizeof *p->point) == 0;
}

// ---- places on a line ---------------------------------------------------------------------------

// A place on a line: a share of the way from a point to the next.
struct on_line {
    size_t segment;
    float share;
};

// The distance of a point from a segment, and where it is nearest.
static float distance(struct point p, struct point a, struct point b, float *share)
{
    const float dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    const float t = square > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;
    *share = fminf(fmaxf(t, 0), 1);
    return hypotf(p.x - a.x - *share * dx, p.y - a.y - *share * dy);
}

// The first place from *at on where the line passes a point.
static bool pass(const struct path *line, struct point point, struct on_line *at)
{
    for (size_t i = at->segment; i + 1 < line->count; i++) {
        float share;
        float best = distance(point, line->point[i], line->point[i + 1], &share);
        if (best > near_line || (i == at->segment && share < at->share - 1e-3f))
            continue;
        // The end of this stretch may be near already, and the place lie on the next.
        while (share >= 1 && i + 2 < line->count) {
            float further;
            const float next = distance(point, line->point[i + 1], line->point[i + 2], &further);
            if (!(next < best))
                break;
            best = next;
            share = further;
            i++;
        }
        *at = (struct on_line){i, share};
        return true;
    }
    return false;
}

static bool goes_on(const struct path *before, const struct path *after)
{
    struct on_line at = {0, 0};
    if (before->lines != 1 || after->lines != 1 || after->count < 2)
        return false;
    for (size_t i = 0; i < before->count; i++)
        if (!pass(after, before->point[i], &at))
            return false;
    return true;
}

static bool is_elsewhere(const struct path *before, const struct path *after)
{
    if (before->count != after->count || before->lines != after->lines)
        return false;
    const struct point *p = before->point, *q = after->point;
    for (size_t i = 1; i < before->count; i++)
        if (fabsf((q[i].x - q[0].x) - (p[i].x - p[0].x)) > near_shape ||
            fabsf((q[i].y - q[0].y) - (p[i].y - p[0].y)) > near_shape)
            return false;
    return true;
}

enum reel_change reel_change(const struct reel_track *track, const struct reel_item *item)
{
    const struct reel_item *before = &track->item;
    if (before->element || item->element || before->clip != item->clip ||
        strcmp(before->style, item->style) != 0)
        return REEL_STAYS;
    if (track->change != REEL_GROWS && is_elsewhere(&before->path, &item->path))
        return REEL_MOVES;
    if (track->change != REEL_MOVES && item->width > 0 && goes_on(&before->path, &item->path))
        return REEL_GROWS;
    return REEL_STAYS;
}

float reel_lengths(const struct reel_track *track, float lengths[])
{
    const struct path *line = &track->item.path;
    struct on_line at = {0, 0};
    size_t segment = 0;
    float whole = 0; // up to `segment`
    const size_t count = track->to - track->from;
    for (size_t k = 0; k < count; k++) {
        struct on_line next = at;
        if (k + 1 == count)
            next = (struct on_line){line->count - 2, 1};
        else
            pass(line, track->ends[k].last, &next);
        at = next;
        for (; segment < at.segment; segment++)
            whole += hypotf(line->point[segment + 1].x - line->point[segment].x,
                            line->point[segment + 1].y - line->point[segment].y);
        lengths[k] = whole + at.share * hypotf(line->point[segment + 1].x - line->point[segment].x,
                                               line->point[segment + 1].y - line->point[segment].y);
    }
    return lengths[count - 1];
}

#include "labs/kit/snap.h"

#include <math.h>

struct kit_snap kit_snap_at(struct point pointer)
{
    return (struct kit_snap){.pointer = pointer, .away = SNAP_REACH};
}

void kit_snap_offer(struct kit_snap *snap, struct point at, size_t group, size_t index)
{
    const float x = at.x - snap->pointer.x, y = at.y - snap->pointer.y;
    if (!(fabsf(x) < snap->away && fabsf(y) < snap->away))
        return; // nearly all of them
    const float away = hypotf(x, y);
    if (!(away < snap->away))
        return;
    snap->away = away;
    snap->at = at;
    snap->group = group;
    snap->index = index;
}

bool kit_snap_found(const struct kit_snap *snap)
{
    return snap->away < SNAP_REACH;
}

void kit_draw_ring(struct canvas *canvas, const struct plot *plot, struct point at,
                   struct color fill, struct color color)
{
    const struct marker_style ring = {MARKER_CIRCLE, 7, fill, color, 2.5f};
    if (rect_contains(&plot->area, at))
        canvas_markers(canvas, &at, 1, &ring);
}

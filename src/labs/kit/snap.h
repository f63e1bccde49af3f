// Which of the points drawn the pointer means: the nearest one, within reach.
#ifndef RAVINE_LABS_KIT_SNAP_H
#define RAVINE_LABS_KIT_SNAP_H

#include "plot/axes.h"

#include <stdbool.h>

// Units within which the pointer means a point.
#define SNAP_REACH 10.0f

struct kit_snap {
    struct point pointer;
    float away; // of the nearest one so far; SNAP_REACH: there is none
    struct point at;
    size_t group, index; // as offered with it
};

struct kit_snap kit_snap_at(struct point pointer); // none yet
void kit_snap_offer(struct kit_snap *snap, struct point at, size_t group, size_t index);
bool kit_snap_found(const struct kit_snap *snap);

// The ring that marks the point whose numbers are shown, inside the plot.
void kit_draw_ring(struct canvas *canvas, const struct plot *plot, struct point at,
                   struct color fill, struct color color);

#endif

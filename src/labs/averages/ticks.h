// Dates along the axis of a series, whatever its readings are apart.
#ifndef RAVINE_LABS_AVERAGES_TICKS_H
#define RAVINE_LABS_AVERAGES_TICKS_H

#include "labs/averages/state.h"

// Where the axis glides, those of where it goes and those of where it comes from.
struct averages_ticks {
    struct tick now[TICKS_MAX], before[TICKS_MAX];
};

// Gives the stage's x axis ticks at dates; `ticks` must stay until it is drawn.
void averages_put_ticks(const struct averages *lab, struct plot *stage,
                        struct averages_ticks *ticks);

#endif

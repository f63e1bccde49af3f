// Where things are on the stage of a race, whether it shows the contour or the relief.
#ifndef RAVINE_LABS_RACING_PLACES_H
#define RAVINE_LABS_RACING_PLACES_H

#include "labs/racing/racing.h"

// The plot of a stage as the window sees it: its area is all that the relief takes.
void racing_relief_plot(struct plot *stage);

// Whether the stage shows the relief, not the contour.
bool racing_is_relief(const struct racing *lab);

// Where a point of the plane is on the stage, whatever shows it: far away from the stage where it
// shows none.
struct point racing_at(const struct racing *lab, const struct plot *stage, const double theta[2]);
// And back; false where nothing is.
bool racing_under(const struct racing *lab, const struct plot *stage, struct point at,
                  double theta[2]);
// What there is of the canvas for it.
struct rect racing_stage_area(const struct racing *lab, const struct plot *stage);

// The relief and how it is looked at.
struct relief_stage racing_relief_stage(const struct racing *lab, const struct plot *stage);

#endif

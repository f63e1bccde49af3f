// The part of a plot that hands ask for, by wheel, box or keys, on linear and logarithmic axes.
#ifndef RAVINE_LABS_KIT_ZOOM_H
#define RAVINE_LABS_KIT_ZOOM_H

#include "labs/lab.h"

// The shortest number that places a value to a thousandth of the range shown.
double kit_rounded(double value, double span);

// What a hand makes of the ends of the plot's axes; false where it is none that zooms or pans, or
// where the wheel turns elsewhere.
bool kit_zoom(const struct plot *plot, const struct lab_pointer *pointer, double low[2],
              double high[2]);

// Puts other ends of the plot's axes into [view] under the two keys; an axis that stays as it is
// gets none. LAB_NOTHING where doubles could not tell the ends apart.
enum lab_effect kit_zoom_put(struct scene *scene, const char *const keys[2],
                             const struct plot *plot, const double low[2], const double high[2]);

// How far the plot is panned by a hand that has dragged it from one place to another.
struct lab_pointer kit_pan(const struct plot *plot, struct point from, struct point to);

#endif

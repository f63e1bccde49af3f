// Filled contours with labelled isolines. Levels are spaced by rank of the values, so a narrow
// valley shows its shape.
#ifndef RAVINE_PLOT_CONTOUR_H
#define RAVINE_PLOT_CONTOUR_H

#include "base/error.h"
#include "plot/axes.h"

struct contour;

// Takes value[rows × columns] (row 0 at the bottom, grid points on the edges of the picture; NaN
// and infinities allowed). Finds levels, isolines (marching squares, joined into polylines) and
// colours once; drawing is cheap. NULL on failure.
struct contour *contour_create(const float value[], size_t columns, size_t rows, size_t levels,
                               struct error *error);
void contour_destroy(struct contour *contour); // NULL is fine

// Over plot->area: the field in the theme's surface colours (low is bright), isolines over it, a
// few of them labelled along the line, away from the points to avoid[].
void contour_draw(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                  struct contour *contour, const struct point avoid[], size_t avoid_count);

// The same, all of it over `area`, of which only what lies within `shown` is to be seen.
void contour_draw_part(struct canvas *canvas, const struct theme *theme, const struct rect *shown,
                       const struct rect *area, struct contour *contour, const struct point avoid[],
                       size_t avoid_count);

// The boxes of the labels as they were drawn last, upright ones around turned texts; at most `max`.
// Returns how many.
size_t contour_labels(const struct contour *contour, struct rect box[], size_t max);

// The levels, ascending.
size_t contour_levels(const struct contour *contour, const double **level);

// Where each value stands among all, 0…1: [rows × columns], the place among the surface's colours.
const float *contour_shades(const struct contour *contour);

// Where any value would stand among them; NaN where it is none.
float contour_shade(const struct contour *contour, double value);

#endif

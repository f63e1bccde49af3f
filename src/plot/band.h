// Bands: the room between two curves, filled.
#ifndef RAVINE_PLOT_BAND_H
#define RAVINE_PLOT_BAND_H

#include "plot/axes.h"

// low[k] − from … high[k] − from over x[k] ascending, k < count.
struct band {
    const double *x, *low, *high;
    double from;
    size_t count;
    double end; // drawn to this fractional index (interpolated); ≤ count − 1
    struct color color;
};

// Inside the plot's area (clips by itself), in upright strips a few units wide that lie on whole
// device pixels: each reaches from the lowest to the highest of what it covers, so that nothing is
// left out and no seam shows through a colour that is not opaque. Rows that are not numbers leave a
// gap; a low end that a log axis has no place for lies at its bottom. O(strips + count).
void band_draw(struct canvas *canvas, const struct plot *plot, const struct band *band);

#endif

// Noisy curves whose steps crowd, as bands: 10–90 % of a moving window, the average on top.
#ifndef RAVINE_LABS_KIT_BANDS_H
#define RAVINE_LABS_KIT_BANDS_H

#include "plot/axes.h"
#include "sim/spread.h"

// The words of `curve` in [view]: bands first.
extern const char *const kit_curves[];

// Units from step to step, from which on steps can be told apart.
#define KIT_APART 4.0f

// How many bands one picture bears: beyond, one runner has its band, and averages do for the rest.
enum { KIT_BANDS_MOST = 2 };

// Whether so many steps on so many units cannot be told apart.
bool kit_is_crowded(float width, double steps);

// The colour of a band for a runner's colour.
struct color kit_band_color(struct color color);

// "Cost J(θ), log scale; band: 10–90 % of 64 steps", from the part before it. A window of 0 is not
// told: there are several.
void kit_band_heading(const char *heading, size_t window, char text[160]);

// The band of a spread over x[] (of its rows; NULL: their steps), up to a step.
void kit_draw_band(struct canvas *canvas, const struct plot *plot, const struct spread *spread,
                   const double x[], double from, double step, struct color color);

#endif

// The relief of labs with races: the cost as a lit surface with the paths on it.
#ifndef RAVINE_LABS_RACING_RELIEF_H
#define RAVINE_LABS_RACING_RELIEF_H

#include "labs/racing/places.h"

// What is drawn over the paths, below the heads: the Decay lab's rings. Draws by
// racing_relief_curve.
typedef void racing_relief_more(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                                const struct lab_view *view, const size_t order[], size_t count);

// In place of the contour on a stage. `is_thin`: paths are thin lines without dots.
void racing_draw_relief(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                        const struct lab_view *view, bool is_thin, racing_relief_more *more);

// A curve over the plane, on the surface, while the relief is being drawn.
void racing_relief_curve(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                         const struct curve *curve);

enum lab_effect racing_relief_pointer(struct racing *lab, struct scene *scene,
                                      const struct plot *stage, const struct lab_pointer *pointer);

#endif

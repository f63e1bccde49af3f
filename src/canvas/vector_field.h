// Scalar fields in files: as pixels, and as shapes within shapes.
#ifndef RAVINE_CANVAS_VECTOR_FIELD_H
#define RAVINE_CANVAS_VECTOR_FIELD_H

#include "canvas/vector.h"

// The colours of the part `shown` of a field over `rect`, as pixels[image's height × width × 3]: as
// OpenGL's, between the grid points those between their colours. Sets what else the image says.
bool vector_field_pixels(const struct rect *rect, const struct rect *shown,
                         const struct field *field, const struct colormap *map, uint8_t pixels[],
                         struct vector_image *image, struct error *error);

// Fills the field as steps of colour: each lies whole on the one below it, from the lowest, which
// is the whole rectangle, to the highest. Nothing shines through between two.
bool vector_field_contours(struct vector *vector, const struct rect *rect,
                           const struct field *field, const struct colormap *map,
                           struct error *error);

#endif

// Images as the bytes of JPEG and PNG files.
#ifndef RAVINE_CANVAS_IMAGE_H
#define RAVINE_CANVAS_IMAGE_H

#include "canvas/vector.h"

// The caller frees. NULL on failure.
unsigned char *image_jpeg(const struct vector_image *image, size_t *size, struct error *error);
unsigned char *image_png(const struct vector_image *image, size_t *size, struct error *error);

// The two parts of an image with alpha: colours, which go on where nothing is covered so that a
// lossy coding shows no edge there, and how much is covered, in gray. free() both. False on
// failure.
bool image_split(const struct vector_image *image, struct vector_image *colors,
                 struct vector_image *cover, struct error *error);

#endif

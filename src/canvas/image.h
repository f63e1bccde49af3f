// Images as the bytes of JPEG and PNG files.
#ifndef RAVINE_CANVAS_IMAGE_H
#define RAVINE_CANVAS_IMAGE_H

#include "canvas/vector.h"

// The caller frees. NULL on failure.
unsigned char *image_jpeg(const struct vector_image *image, size_t *size, struct error *error);
unsigned char *image_png(const struct vector_image *image, size_t *size, struct error *error);

#endif

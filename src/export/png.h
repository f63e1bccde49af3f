// PNG files that carry their scene.
#ifndef RAVINE_EXPORT_PNG_H
#define RAVINE_EXPORT_PNG_H

#include "base/error.h"
#include "scene/scene.h"

#include <stdint.h>

// Writes rgb[height × width × 3], top row first, as a PNG whose text chunk SCENE_PNG_KEY holds the
// scene (NULL: none). The file is complete or not there at all; an old one survives a failure.
bool export_png_pixels(const char *path, const uint8_t rgb[], int width, int height,
                       const struct scene *scene, struct error *error);

#endif

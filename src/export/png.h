// PNG files that carry their scene and what it reads.
#ifndef RAVINE_EXPORT_PNG_H
#define RAVINE_EXPORT_PNG_H

#include "base/error.h"
#include "base/file.h"
#include "export/figure.h"
#include "scene/scene.h"

#include <stdint.h>

// Writes rgb[height × width × 3], top row first, as a PNG that carries the scene and its tables
// (NULL: none; export/carry.h). What is to be said of a file that was written goes into note[size];
// NULL: nobody wants to know. The file is complete or not there at all; an old one survives a
// failure.
bool export_png_pixels(const char *path, const uint8_t rgb[], int width, int height,
                       const struct scene *scene, char *note, size_t size, struct error *error);

// Draws a figure into a PNG that is open; in tiles of at most `tile` pixels a side (0: as large as
// the machine likes), whose seams are nowhere to be seen.
bool png_draw(const struct file_writer *file, struct lab *lab, const struct scene *scene,
              const struct figure_options *options, int tile, struct error *error);

#endif

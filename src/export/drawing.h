// What the formats of paths share: the page, what the file says of itself, reliefs by OpenGL.
#ifndef RAVINE_EXPORT_DRAWING_H
#define RAVINE_EXPORT_DRAWING_H

#include "canvas/vector.h"
#include "export/format.h"

// What a canvas of paths is to be told. drawing_clear() it afterwards, whatever came of it.
bool drawing_begin(const struct format_job *job, struct vector_options *options,
                   struct error *error);
void drawing_clear(struct vector_options *options);

// A mesh on nothing, by OpenGL.
vector_mesh drawing_mesh;

// Draws the job's figure with its background.
void drawing_fill(const struct format_job *job, struct canvas *canvas);

#endif

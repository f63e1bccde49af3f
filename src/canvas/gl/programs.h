// Shader programs and the vertices they take.
#ifndef RAVINE_CANVAS_GL_PROGRAMS_H
#define RAVINE_CANVAS_GL_PROGRAMS_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

// A colour with premultiplied alpha.
struct tint {
    uint8_t r, g, b, a;
};

// The corners of a shape. How far a pixel is from one of them is worked out for that pixel, not
// interpolated: whatever part of a frame is drawn, the pixel comes out the same.

// Of strokes, fills, text and fields alike (shaders/shape.vert); what `place` and `along` are,
// their fragments' shaders say. Opaque strokes overlap at their joins, and nobody sees it.
struct shape_vertex {
    float position[2], place[4], along[2];
    struct tint color;
};

// Translucent ones are cut at the mitre lines a·x + b·y = c of their joins.
struct mitred_vertex {
    struct shape_vertex line;
    float first[3], last[3];
};

// Of pictures that are shown pixel on pixel.
struct layer_vertex {
    float position[2], texel[2];
};

// Strokes of two colours know how far along they are.
struct dashed_vertex {
    struct shape_vertex line;
    float start; // arc length at the segment's first end, pixels
};

enum program {
    PROGRAM_LINE,
    PROGRAM_DASHED,
    PROGRAM_MITRED,
    PROGRAM_FILL,
    PROGRAM_GLYPH,
    PROGRAM_FIELD,
    PROGRAM_LAYER,
    PROGRAM_COUNT,
};

struct programs {
    struct {
        unsigned name, vertices; // the program and its vertex array
        int viewport, frame;     // its uniforms; −1 = it has none of that name
        int pattern, gap;
        size_t vertex_size;
    } program[PROGRAM_COUNT];
    unsigned buffer;  // for the vertices of all of them
    unsigned indices; // 0 1 2 2 1 3 and so on, for QUADS_MAX quads
};

enum { QUADS_MAX = 16384 };

// Compiles the shaders of the asset folder shaders/. False on failure.
bool programs_init(struct programs *programs, struct error *error);
// One more program, of the files shaders/CORNERS.vert and shaders/PIXELS.frag; 0 on failure.
unsigned program_link(const char *corners, const char *pixels, struct error *error);
// After the last of those at once: what the compiler keeps is free for other things.
void programs_finish(void);
void programs_clear(struct programs *programs);

#endif

// The frames of a film as pixels.
//
// Who may call whom: recording, film formats → frames → figure.
#ifndef RAVINE_EXPORT_FRAMES_H
#define RAVINE_EXPORT_FRAMES_H

#include "export/figure.h"

#include <stdint.h>

struct frames {
    struct lab *lab; // somebody else's
    struct figure_options options;
    struct offscreen *offscreen;
    int width, height;
    bool has_alpha;  // four bytes a pixel, alpha not premultiplied; else three
    uint8_t *pixels; // [height × width × 3 or 4] of the frame that was drawn last
};

// A film's without pixels: nothing but the lab and the options.
void frames_init_without(struct frames *frames, struct lab *lab,
                         const struct figure_options *options);

// The options are settled ones; what they point to has to stay. Error: no OpenGL, more pixels than
// it draws at a time, no memory.
bool frames_init(struct frames *frames, struct lab *lab, const struct figure_options *options,
                 struct error *error);
void frames_clear(struct frames *frames);

// Draws the place on the timeline, which has to be computed, into frames->pixels. The same place
// gives the same pixels.
bool frames_draw(struct frames *frames, double step, struct error *error);

#endif

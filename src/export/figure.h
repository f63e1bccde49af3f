// A lab's picture as a figure: what the window shows, with a legend where the sliders are.
#ifndef RAVINE_EXPORT_FIGURE_H
#define RAVINE_EXPORT_FIGURE_H

#include "labs/lab.h"

struct figure_options {
    int width, height;         // of the picture at scale 1, in pixels; 0 = 1280 × 720
    double scale;              // device pixels a pixel of that; 0 = 1
    const struct theme *theme; // NULL = the scene's, else light
    bool has_step;             // else the scene's place on the timeline, else the end
    double step;
    bool has_epoch; // in place of a step
    double epoch;
    int threads;
    struct report *report; // gets what was found in the scene's data; may be NULL
};

// The picture's size in device pixels.
void figure_size(const struct figure_options *options, int *width, int *height);

// Device pixels a unit of the canvas. Units are pixels at 720p: a larger picture has larger text, a
// smaller one less room.
float figure_unit(const struct figure_options *options);

// The legend: every group that is not hidden with its numbers and its result at a step. What has no
// room in the rectangle is left out; the height is what all of it needs.
void figure_draw_legend(struct lab *lab, struct canvas *canvas, const struct rect *rect,
                        const struct theme *theme, double step);
float figure_legend_height(const struct lab *lab, double step);
// The same with its rows as close as they may be.
float figure_legend_least(const struct lab *lab, double step);

// Draws the lab with a legend of all its groups; nothing in the options is left open.
void figure_draw(struct lab *lab, struct canvas *canvas, const struct figure_options *options);

#endif

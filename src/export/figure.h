// A lab's picture as a figure: what the window shows, with a legend where the sliders are.
#ifndef RAVINE_EXPORT_FIGURE_H
#define RAVINE_EXPORT_FIGURE_H

#include "base/error.h"
#include "labs/lab.h"

struct figure_options {
    int width, height;         // of the picture at scale 1, in pixels; 0 = 1280 × 720
    double scale;              // device pixels a pixel of that; 0 = 1
    const struct theme *theme; // NULL = the scene's, else light
    bool has_step;             // else the scene's place on the timeline, else the end
    double step;
    int threads;
};

// The legend of all groups, in the panel of a layout.
void figure_draw_legend(struct lab *lab, struct canvas *canvas, const struct rect *panel,
                        const struct theme *theme, double step);

// Draws the scene into a file; its ending says how (.png). Needs no window and no display.
bool figure_render(const struct scene *scene, const char *path,
                   const struct figure_options *options, struct error *error);

// The scene's numbers as CSV into a file, or to standard output when path is NULL.
bool figure_table(const struct scene *scene, const char *path, int threads, struct error *error);

#endif

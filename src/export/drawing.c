#include "export/drawing.h"

#include "base/array.h"
#include "canvas/gl/offscreen.h"

#include <stdlib.h>
#include <string.h>

// A mesh on nothing, by OpenGL.
static bool draw_mesh(const struct rect *rect, const struct mesh *mesh, const struct colormap *map,
                      int width, int height, float scale, uint8_t rgba[], struct error *error)
{
    struct error why = {0};
    struct offscreen *offscreen = offscreen_create(width, height, &why);
    if (!offscreen)
        return error_set(error, why.kind, "a relief needs OpenGL to be drawn: %s", why.text);
    const struct rect whole = {0, 0, rect->width, rect->height};
    struct canvas *canvas = offscreen_begin(offscreen, scale, (struct color){0, 0, 0, 0});
    canvas_mesh(canvas, &whole, mesh, map);
    offscreen_end(offscreen);
    offscreen_read_rgba(offscreen, rgba);
    offscreen_destroy(offscreen);
    return true;
}

bool drawing_begin(const struct format_job *job, struct vector_options *options,
                   struct error *error)
{
    struct figure_page page;
    *options = (struct vector_options){0};
    if (!figure_page(job->options, &page, error))
        return false;
    *options = (struct vector_options){
        .width = page.width,
        .height = page.height,
        .points = page.points,
        .own = job->options->font,
        .has_contours = job->options->has_contours,
        .has_outlines = job->options->has_outlines,
        .mesh = draw_mesh,
        .title = scene_text(job->scene, "scene", "title"),
        .caption = scene_text(job->scene, "scene", "caption"),
        .scene = scene_format(job->scene, error),
    };
    return options->scene != NULL;
}

void drawing_clear(struct vector_options *options)
{
    free((char *)options->scene);
    *options = (struct vector_options){0};
}

void drawing_fill(const struct format_job *job, struct canvas *canvas)
{
    const struct rect page = {0, 0, canvas->width, canvas->height};
    canvas_rectangle(canvas, &page, 0, figure_background(job->options));
    figure_draw(job->lab, canvas, job->options);
}

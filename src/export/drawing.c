#include "export/drawing.h"

#include "canvas/gl/offscreen.h"
#include "export/carry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool drawing_mesh(const struct rect *rect, const struct mesh *mesh, const struct colormap *map,
                  int width, int height, float scale, uint8_t rgba[], struct error *error)
{
    struct error why = {0};
    struct offscreen *offscreen = offscreen_create(width, height, &why);
    if (!offscreen)
        return error_wrap(error, &why, "a relief needs OpenGL to be drawn: %s", why.text);
    const struct rect whole = {0, 0, rect->width, rect->height};
    struct canvas *canvas = offscreen_begin(offscreen, scale, (struct color){0, 0, 0, 0});
    canvas_mesh(canvas, &whole, mesh, map);
    const bool done = offscreen_end(offscreen, error);
    if (done)
        offscreen_read_part(offscreen, width, height, true, rgba, (size_t)width);
    offscreen_destroy(offscreen);
    return done;
}

// What the file carries: the scene for people to read, and what is needed to open it again.
static bool pack(const struct format_job *job, struct vector_options *options, struct error *error)
{
    char note[FIGURE_NOTE_MAX];
    struct payload payload = {0};
    if (!carry_pack(&payload, job->scene, note, sizeof note, error))
        return false;
    options->payload = payload_text_write(&payload, error);
    options->scene = payload.scene;
    payload.scene = NULL;
    payload_clear(&payload);
    if (*note && job->options->note)
        snprintf(job->options->note, FIGURE_NOTE_MAX, "%s", note);
    return options->payload != NULL;
}

bool drawing_begin(const struct format_job *job, struct vector_options *options,
                   struct error *error)
{
    struct figure_page page;
    *options = (struct vector_options){0};
    if (!figure_page(job->options, &page))
        return error_set(error, ERROR_INPUT, "a figure needs a width and a height");
    *options = (struct vector_options){
        .width = page.width,
        .height = page.height,
        .points = page.points,
        .own = job->options->font,
        .has_contours = job->options->has_contours,
        .has_outlines = job->options->has_outlines,
        .mesh = drawing_mesh,
        .title = scene_text(job->scene, "scene", "title"),
        .caption = scene_text(job->scene, "scene", "caption"),
    };
    return pack(job, options, error);
}

void drawing_clear(struct vector_options *options)
{
    free(options->scene);
    free(options->payload);
    *options = (struct vector_options){0};
}

void drawing_fill(const struct format_job *job, struct canvas *canvas)
{
    const struct rect page = {0, 0, canvas->width, canvas->height};
    canvas_rectangle(canvas, &page, 0, figure_background(job->options));
    figure_draw(job->lab, canvas, job->options);
}

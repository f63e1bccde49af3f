// SVG films: the paths as they are drawn, small enough for a web page, sharp at any zoom.
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "canvas/svg/svg.h"
#include "export/drawing.h"
#include "export/film.h"

#include <stdio.h>
#include <stdlib.h>

struct moving {
    struct format_job job;
    struct scene scene; // at the place where the film ends
    struct vector_options options;
    struct canvas *canvas;
};

static bool begin(struct film *film, struct error *error)
{
    struct moving *moving = array_create(1, sizeof *moving, error);
    if (!moving)
        return false;
    film->data = moving;
    char step[32];
    text_shortest(film->motion->to, step, sizeof step);
    moving->job = (struct format_job){.lab = film->frames->lab,
                                      .scene = &moving->scene,
                                      .options = &film->frames->options,
                                      .file = film->file};
    if (!scene_copy(&moving->scene, film->scene, error) ||
        !scene_put(&moving->scene, "view", "step", step, error) ||
        !drawing_begin(&moving->job, &moving->options, error))
        return false;
    moving->options.is_moving = true;
    moving->canvas = canvas_svg_create(&moving->options, error);
    return moving->canvas != NULL;
}

// One that is there again only lasts longer.
static bool add(struct film *film, size_t frame, bool again, struct error *error)
{
    struct moving *moving = film->data;
    (void)frame;
    if (again)
        return true;
    drawing_fill(&moving->job, moving->canvas);
    return canvas_svg_turn(moving->canvas, error);
}

// What is large is said, for a page is to load it.
static void weigh(const struct film *film)
{
    const long bytes = ftell(film->file->stream);
    char *note = film->frames->options.note;
    if (note && bytes > 1000000)
        snprintf(note, FIGURE_NOTE_MAX,
                 words("%.1f MB, for much of it changes at once; fewer --fps make it smaller"),
                 (double)bytes / 1e6);
}

static bool end(struct film *film, struct error *error)
{
    struct moving *moving = film->data;
    const struct motion *motion = film->motion;
    const size_t held = motion->from < motion->to ? motion->held : motion_frames(motion) - 1;
    if (!canvas_svg_write_film(moving->canvas, motion->fps, held, film->file->stream, error))
        return file_writer_blame(film->file, error);
    weigh(film);
    return true;
}

static void release(struct film *film)
{
    struct moving *moving = film->data;
    if (!moving)
        return;
    canvas_destroy(moving->canvas);
    drawing_clear(&moving->options);
    scene_clear(&moving->scene);
    free(moving);
    film->data = NULL;
}

static const struct film_type film = {10, begin, add, end, release, .has_lines = true};

const struct format format_moving = {
    .name = "anim-svg",
    .endings = {".anim.svg"},
    .what = "an SVG whose paths are drawn while one looks, for web pages; carries its scene",
    .kind = FORMAT_PICTURE,
    .is_vector = true,
    .options = {FORMAT_DRAWN, "--background", "--font", "--field", "--outlines", "--fps",
                "--seconds", "--from", "--to", "--hold"},
    .film = &film,
};

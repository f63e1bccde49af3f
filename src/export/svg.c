// SVG files that carry their scene.
#include "canvas/svg/svg.h"
#include "export/drawing.h"

static bool write_svg(const struct format_job *job, struct error *error)
{
    struct vector_options options;
    struct canvas *canvas =
        drawing_begin(job, &options, error) ? canvas_svg_create(&options, error) : NULL;
    if (canvas)
        drawing_fill(job, canvas);
    const bool done = canvas && canvas_svg_write(canvas, job->file->stream, error);
    canvas_destroy(canvas);
    drawing_clear(&options);
    return done;
}

const struct format format_svg = {
    .name = "svg",
    .endings = {".svg"},
    .what = "paths and text for web pages and drawing programs; carries its fonts and its scene",
    .kind = FORMAT_PICTURE,
    .is_vector = true,
    .options = {FORMAT_FIGURE, "--background", "--font", "--field", "--outlines"},
    .write = write_svg,
};

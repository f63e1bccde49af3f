// PDF files that carry their scene.
#include "canvas/cairo/cairo.h"
#include "export/attach.h"
#include "export/drawing.h"

#include <stdlib.h>

// The document as it is drawn: in memory, so that the scene can be attached to it.
struct sheet {
    char *bytes;
    size_t count;
    FILE *stream;
};

static bool draw(const struct format_job *job, const struct vector_options *options,
                 struct sheet *sheet, struct error *error)
{
    struct canvas *canvas = canvas_cairo_create(options, sheet->stream, error);
    if (!canvas)
        return false;
    drawing_fill(job, canvas);
    const bool done = canvas_cairo_finish(canvas, error);
    canvas_destroy(canvas);
    return done;
}

static bool write_pdf(const struct format_job *job, struct error *error)
{
    struct vector_options options;
    struct sheet sheet = {0};
    bool done = drawing_begin(job, &options, error);
    if (done) {
        sheet.stream = open_memstream(&sheet.bytes, &sheet.count);
        done = sheet.stream ? draw(job, &options, &sheet, error) : error_memory(error);
    }
    if (sheet.stream && fclose(sheet.stream) != 0)
        done = error_memory(error);
    done = done && attach_scene(job->file->stream, sheet.bytes, sheet.count, &options, error);
    free(sheet.bytes);
    drawing_clear(&options);
    return done;
}

const struct format format_pdf = {
    .name = "pdf",
    .endings = {".pdf"},
    .what = "paths and text for print; its fonts are in it, its text can be searched, its scene is "
            "attached",
    .kind = FORMAT_PICTURE,
    .is_vector = true,
    .options = {FORMAT_FIGURE, "--background", "--font", "--field"},
    .write = write_pdf,
};

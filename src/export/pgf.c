// Commands of pgf for LaTeX.
#include "canvas/pgf/pgf.h"
#include "export/drawing.h"

static bool write_pgf(const struct format_job *job, struct error *error)
{
    struct vector_options options;
    struct canvas *canvas = drawing_begin(job, &options, error)
                                ? canvas_pgf_create(&options, job->file->target, error)
                                : NULL;
    if (canvas)
        drawing_fill(job, canvas);
    const bool done = canvas && canvas_pgf_write(canvas, job->file->stream, error);
    canvas_destroy(canvas);
    drawing_clear(&options);
    return done;
}

const struct format format_pgf = {
    .name = "pgf",
    .endings = {".pgf"},
    .what = "for \\input in LaTeX with \\usepackage{pgf}: its text in the document's own type; "
            "colours of a field are a .png beside it",
    .kind = FORMAT_PICTURE,
    .is_vector = true,
    .options = {FORMAT_FIGURE, "--background", "--field"},
    .write = write_pgf,
};

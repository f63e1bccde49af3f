// Output formats: each is one `const struct` in a file of its own and a row of FORMATS. The command
// line, its messages, the help and the tests know no format by name.
//
// Who may call whom: export, recording → format → png, csv, gif … → figure, records.
#ifndef RAVINE_EXPORT_FORMAT_H
#define RAVINE_EXPORT_FORMAT_H

#include "base/error.h"
#include "base/file.h"
#include "export/figure.h"
#include "export/records.h"
#include "labs/lab.h"

// The rows, in the order of the help: ROW(png) is `const struct format format_png` of png.c.
#define FORMATS(ROW)                                                                               \
    ROW(png)                                                                                       \
    ROW(svg)                                                                                       \
    ROW(pdf)                                                                                       \
    ROW(pgf)                                                                                       \
    ROW(gif)                                                                                       \
    ROW(mp4) ROW(webm) ROW(moving) ROW(sequence) ROW(page) ROW(csv) ROW(tsv) ROW(json) ROW(python)

enum format_kind {
    FORMAT_PICTURE, // drawn by `ravine render`; the ending must be one of the rows'
    FORMAT_NUMBERS, // written by `ravine run`; .txt, .dat, .data and no ending are the first row
};

// What is to be written, and where.
struct format_job {
    struct lab *lab;           // numbers: computes to the end itself; pictures: is complete
    const struct scene *scene; // as it is drawn: place and theme belong to it
    const struct figure_options *options;  // of a picture, nothing left open; NULL for numbers
    const struct numbers_options *numbers; // of numbers; NULL for a picture
    // Write to its stream; the one that called opens it and renames it over the target when all is
    // done. For numbers the target may be NULL: the stream is standard output.
    const struct file_writer *file;
};

enum { FORMAT_ENDINGS_MAX = 4, FORMAT_OPTIONS_MAX = 24 };

// The options that every picture takes, one that stands still, one that moves.
#define FORMAT_DRAWN  "--size", "--figure", "--text", "--no-title", "--legend", "--labels", "--theme"
#define FORMAT_FIGURE FORMAT_DRAWN, "--step", "--epoch"
#define FORMAT_FILM                                                                                \
    FORMAT_DRAWN, "--scale", "--background", "--fps", "--seconds", "--from", "--to", "--hold"
// And all numbers.
#define FORMAT_NUMBERS_OPTIONS "--figure", "--every"

struct format {
    const char *name;                            // "png"
    const char *endings[FORMAT_ENDINGS_MAX + 1]; // {".png"}: small letters; the first is usual
    const char *what;                            // one line: "pixels; carries its scene"
    enum format_kind kind;
    bool is_vector; // a figure where nothing says what is meant (export/figure.h)
    // The command line's options that change the file, as they are typed ({"--size", …}). An option
    // that is in no row has nothing to do with formats.
    const char *options[FORMAT_OPTIONS_MAX + 1];
    // A file a frame: the name has the frame's number in it, "frame-%04d.png", with as many digits
    // as one likes. The ending says how: "%04d.png".
    bool is_sequence;
    bool is_page; // shows more than a figure: it runs
    bool (*write)(const struct format_job *job, struct error *error);
    const struct film_type *film; // in place of write: it moves (film.h)
};

#define FORMAT_DECLARE(name) extern const struct format format_##name;
FORMATS(FORMAT_DECLARE)
#undef FORMAT_DECLARE

// NULL-terminated.
extern const struct format *const formats[];

// "render" or "run": the command that writes such formats.
const char *format_command(enum format_kind kind);

// The endings of all formats of a kind for people: ".png, .svg or .pdf".
void format_endings(enum format_kind kind, char *text, size_t size);

// The format that a file's ending (capital letters are fine) asks for; path NULL is standard
// output. NULL with an ERROR_INPUT that names what would be right: the other command, the endings
// there are and the nearest.
const struct format *format_choose(enum format_kind kind, const char *path, struct error *error);

// Whether a path's ending is that of scenes.
bool format_is_scene(const char *path);

// Refuses the path of a link's file where its ending says that it is a scene or one of the formats.
bool format_check_link(const char *path, struct error *error);

// False with an ERROR_INPUT when some format takes `option` ("--step") and this one does not.
bool format_check_option(const struct format *format, const char *option, struct error *error);

#endif

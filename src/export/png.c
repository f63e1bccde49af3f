#include "export/png.h"

#include "base/array.h"
#include "canvas/gl/offscreen.h"
#include "export/carry.h"
#include "export/format.h"
#include "export/png_encode.h"

#include <stdlib.h>

enum {
    TILE = 4096,     // pixels of a side that are drawn at a time, if OpenGL can
    BAND = 32 << 20, // pixels of a row of tiles, at most
    INCH = 96,       // units of the canvas, where nobody says otherwise
};

static bool finish(struct png_encoder *png, const struct file_writer *file, bool done,
                   struct error *error)
{
    struct error why = {0};
    if (!done) {
        png_abort(png);
        return false;
    }
    return png_end(png, &why) ||
           error_wrap(error, &why, "cannot write %s: %s", file->target, why.text);
}

// ---- pixels that are there ----------------------------------------------------------------------

static bool write_pixels(const struct file_writer *file, const uint8_t rgb[], int width, int height,
                         const struct payload *payload, struct error *error)
{
    const struct png_setup setup = {.width = width, .height = height, .payload = payload};
    struct png_encoder *png = png_begin(file->stream, &setup, error);
    return png && finish(png, file, png_rows(png, rgb, height, error), error);
}

bool export_png_pixels(const char *path, const uint8_t rgb[], int width, int height,
                       const struct scene *scene, char *note, size_t size, struct error *error)
{
    struct file_writer writer = {0};
    struct payload payload = {0};
    char nobody[256];
    const bool done = (!scene || carry_pack(&payload, scene, note ? note : nobody,
                                            note ? size : sizeof nobody, error)) &&
                      file_writer_open(&writer, path, error) &&
                      write_pixels(&writer, rgb, width, height, scene ? &payload : NULL, error) &&
                      file_writer_commit(&writer, error);
    if (!done)
        file_writer_abort(&writer);
    payload_clear(&payload);
    return done;
}

// ---- tiles --------------------------------------------------------------------------------------

// A picture that is drawn a row of tiles at a time.
struct drawing {
    struct lab *lab;
    const struct figure_options *options;
    struct offscreen *offscreen;
    int width, height, tile_wide, tile_high; // pixels
    bool has_alpha;
    uint8_t *band; // [tile_high × width × 3 or 4]
};

static bool draw_tile(struct drawing *drawing, int left, int top, struct error *error)
{
    const float unit = figure_unit(drawing->options);
    const struct color background = figure_background(drawing->options);
    const int width = drawing->width, height = drawing->height;
    const bool is_whole = drawing->tile_wide == width && drawing->tile_high == height;
    struct canvas *canvas = is_whole ? offscreen_begin(drawing->offscreen, unit, background)
                                     : offscreen_begin_part(drawing->offscreen, width, height, left,
                                                            top, unit, background);
    figure_draw(drawing->lab, canvas, drawing->options);
    if (!offscreen_end(drawing->offscreen, error))
        return false;
    const int right = width - left < drawing->tile_wide ? width - left : drawing->tile_wide;
    const int bottom = height - top < drawing->tile_high ? height - top : drawing->tile_high;
    offscreen_read_part(drawing->offscreen, right, bottom, drawing->has_alpha,
                        drawing->band + (size_t)left * (drawing->has_alpha ? 4 : 3), (size_t)width);
    return true;
}

static bool draw_bands(struct drawing *drawing, struct png_encoder *png, struct error *error)
{
    bool done = true;
    for (int top = 0; done && top < drawing->height; top += drawing->tile_high) {
        const int rows = drawing->height - top;
        for (int left = 0; done && left < drawing->width; left += drawing->tile_wide)
            done = draw_tile(drawing, left, top, error);
        done = done && png_rows(png, drawing->band,
                                rows < drawing->tile_high ? rows : drawing->tile_high, error);
    }
    return done;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

// Whole blocks of rows, so that the file does not depend on what this machine can draw at a time.
static int whole_blocks(const struct drawing *drawing, const struct png_encoder *png)
{
    const int block = png_block_rows(png), rows = drawing->tile_high;
    return rows < drawing->height && rows >= block ? rows / block * block : rows;
}

static bool draw_picture(struct drawing *drawing, struct png_encoder *png, int tile,
                         struct error *error)
{
    tile = tile > 0 ? tile : TILE;
    drawing->tile_wide = least(drawing->width, tile);
    drawing->tile_high = least(drawing->height, least(tile, BAND / drawing->width));
    drawing->offscreen = offscreen_create_within(&drawing->tile_wide, &drawing->tile_high,
                                                 drawing->options->font, error);
    drawing->tile_high = whole_blocks(drawing, png);
    drawing->band = drawing->offscreen
                        ? array_create((size_t)drawing->tile_high,
                                       (size_t)drawing->width * (drawing->has_alpha ? 4 : 3), error)
                        : NULL;
    const bool done = drawing->band && draw_bands(drawing, png, error);
    free(drawing->band);
    offscreen_destroy(drawing->offscreen);
    return done;
}

// Lengths of paper come to so many pixels; else the file says what it was told to.
static double resolution(const struct figure_options *options)
{
    if (options->dpi > 0)
        return options->is_paper ? options->dpi * options->scale : options->dpi;
    return INCH * options->scale;
}

bool png_draw(const struct file_writer *file, struct lab *lab, const struct scene *scene,
              const struct figure_options *options, int tile, struct error *error)
{
    char note[256];
    struct payload payload = {0};
    struct drawing drawing = {
        .lab = lab, .options = options, .has_alpha = figure_background(options).a < 1};
    figure_size(options, &drawing.width, &drawing.height);
    if (!carry_pack(&payload, scene, note, sizeof note, error))
        return false;
    const struct png_setup setup = {
        .width = drawing.width,
        .height = drawing.height,
        .has_alpha = drawing.has_alpha,
        .dpi = resolution(options),
        .payload = &payload,
        .threads = options->threads,
    };
    struct png_encoder *png = png_begin(file->stream, &setup, error);
    const bool done = png && finish(png, file, draw_picture(&drawing, png, tile, error), error);
    if (done && *note && options->note)
        snprintf(options->note, FIGURE_NOTE_MAX, "%s", note);
    payload_clear(&payload);
    return done;
}

// ---- the format ---------------------------------------------------------------------------------

static bool write_png(const struct format_job *job, struct error *error)
{
    return png_draw(job->file, job->lab, job->scene, job->options, 0, error);
}

const struct format format_png = {
    .name = "png",
    .endings = {".png"},
    .what = "a picture of pixels; carries its scene and data, so that Ravine opens it again",
    .kind = FORMAT_PICTURE,
    .options = {FORMAT_FIGURE, "--scale", "--background", "--font"},
    .write = write_png,
};

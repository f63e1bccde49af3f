#include "export/png.h"

#include "base/array.h"
#include "base/file.h"
#include "canvas/gl/offscreen.h"
#include "export/format.h"

#include <spng.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool encode(spng_ctx *png, const uint8_t rgb[], int width, int height, char *scene,
                   struct error *error)
{
    struct spng_ihdr header = {
        .width = (uint32_t)width,
        .height = (uint32_t)height,
        .bit_depth = 8,
        .color_type = SPNG_COLOR_TYPE_TRUECOLOR,
    };
    static char none[] = ""; // the language and the keyword in it
    struct spng_text text = {.type = SPNG_ITXT,
                             .keyword = SCENE_PNG_KEY,
                             .language_tag = none,
                             .translated_keyword = none,
                             .text = scene};
    int failure = spng_set_ihdr(png, &header);
    if (!failure && scene) {
        text.length = strlen(scene);
        failure = spng_set_text(png, &text, 1);
    }
    const size_t bytes = (size_t)width * (size_t)height * 3;
    if (!failure)
        failure = spng_encode_image(png, rgb, bytes, SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE);
    return !failure || error_set(error, ERROR_FAILED, "%s", spng_strerror(failure));
}

// Encodes to the writer's stream.
static bool write_pixels(const struct file_writer *file, const uint8_t rgb[], int width, int height,
                         const struct scene *scene, struct error *error)
{
    char *text = scene ? scene_format(scene, error) : NULL;
    if (scene && !text)
        return false;
    spng_ctx *png = spng_ctx_new(SPNG_CTX_ENCODER);
    bool done = false;
    if (!png) {
        error_memory(error);
    } else {
        // A picture of flat colours and few lines: a low level is much faster and hardly larger.
        spng_set_option(png, SPNG_IMG_COMPRESSION_LEVEL, 4);
        spng_set_png_file(png, file->stream);
        struct error why = {0};
        done = encode(png, rgb, width, height, text, &why) ||
               error_set(error, ERROR_FAILED, "cannot write %s: %s", file->target, why.text);
    }
    spng_ctx_free(png);
    free(text);
    return done;
}

bool export_png_pixels(const char *path, const uint8_t rgb[], int width, int height,
                       const struct scene *scene, struct error *error)
{
    struct file_writer writer = {0};
    const bool done = file_writer_open(&writer, path, error) &&
                      write_pixels(&writer, rgb, width, height, scene, error) &&
                      file_writer_commit(&writer, error);
    if (!done)
        file_writer_abort(&writer);
    return done;
}

// ---- the format ---------------------------------------------------------------------------------

static bool write_png(const struct format_job *job, struct error *error)
{
    int width, height;
    figure_size(job->options, &width, &height);
    struct offscreen *offscreen = offscreen_create(width, height, error);
    uint8_t *rgb = offscreen ? array_create((size_t)width * (size_t)height, 3, error) : NULL;
    bool done = false;
    if (rgb) {
        struct canvas *canvas =
            offscreen_begin(offscreen, figure_unit(job->options), job->options->theme->background);
        figure_draw(job->lab, canvas, job->options);
        offscreen_end(offscreen);
        offscreen_read(offscreen, rgb);
        done = write_pixels(job->file, rgb, width, height, job->scene, error);
    }
    free(rgb);
    offscreen_destroy(offscreen);
    return done;
}

const struct format format_png = {
    .name = "png",
    .endings = {".png"},
    .what = "a picture of pixels; carries its scene, so that Ravine opens it again",
    .kind = FORMAT_PICTURE,
    .options = {FORMAT_FIGURE, "--scale"},
    .write = write_png,
};

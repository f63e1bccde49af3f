#include "export/png.h"

#include "base/file.h"

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

bool export_png_pixels(const char *path, const uint8_t rgb[], int width, int height,
                       const struct scene *scene, struct error *error)
{
    struct file_writer writer = {0};
    char *text = scene ? scene_format(scene, error) : NULL;
    spng_ctx *png = NULL;
    bool done = false;
    if (scene && !text)
        return false;
    if (!file_writer_open(&writer, path, error))
        goto out;
    png = spng_ctx_new(SPNG_CTX_ENCODER);
    if (!png) {
        error_memory(error);
        goto out;
    }
    // A picture of flat colours and few lines: a low level is much faster and hardly larger.
    spng_set_option(png, SPNG_IMG_COMPRESSION_LEVEL, 4);
    spng_set_png_file(png, writer.stream);
    struct error why = {0};
    if (!encode(png, rgb, width, height, text, &why)) {
        error_set(error, ERROR_FAILED, "cannot write %s: %s", path, why.text);
        goto out;
    }
    done = file_writer_commit(&writer, error);
out:
    if (!done)
        file_writer_abort(&writer);
    spng_ctx_free(png);
    free(text);
    return done;
}

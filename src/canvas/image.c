#include "canvas/image.h"

#include "base/array.h"

#include <setjmp.h>
#include <spng.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
// After stdio.h, which it counts on.
#include <jpeglib.h>

// ---- JPEG ---------------------------------------------------------------------------------------

enum { QUALITY = 90 }; // of smooth fields: no difference is seen, and a tenth of a PNG's bytes

struct failing {
    struct jpeg_error_mgr head;
    jmp_buf back;
};

static void give_up(j_common_ptr jpeg)
{
    longjmp(((struct failing *)jpeg->err)->back, 1);
}

static void compress(struct jpeg_compress_struct *jpeg, const struct vector_image *image)
{
    jpeg->image_width = (JDIMENSION)image->width;
    jpeg->image_height = (JDIMENSION)image->height;
    jpeg->input_components = 3;
    jpeg->in_color_space = JCS_RGB;
    jpeg_set_defaults(jpeg);
    jpeg_set_quality(jpeg, QUALITY, TRUE);
    jpeg->optimize_coding = TRUE;
    for (int i = 0; i < 3; i++) // colours as sharp as brightness
        jpeg->comp_info[i].h_samp_factor = jpeg->comp_info[i].v_samp_factor = 1;
    jpeg_start_compress(jpeg, TRUE);
    while (jpeg->next_scanline < jpeg->image_height) {
        const size_t at = 3 * (size_t)jpeg->next_scanline * (size_t)image->width;
        JSAMPROW row = (JSAMPROW)(image->pixels + at);
        jpeg_write_scanlines(jpeg, &row, 1);
    }
    jpeg_finish_compress(jpeg);
}

unsigned char *image_jpeg(const struct vector_image *image, size_t *size, struct error *error)
{
    struct jpeg_compress_struct jpeg;
    struct failing failing;
    unsigned char *volatile kept = NULL;
    unsigned char *bytes = NULL;
    unsigned long length = 0;
    jpeg.err = jpeg_std_error(&failing.head);
    failing.head.error_exit = give_up;
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, &length);
    if (setjmp(failing.back) == 0) {
        compress(&jpeg, image);
        kept = bytes;
        *size = length;
    } else {
        error_set(error, ERROR_FAILED, "an image of %d×%d pixels cannot be compressed",
                  image->width, image->height);
    }
    jpeg_destroy_compress(&jpeg);
    if (!kept)
        free(bytes);
    return kept;
}

// ---- colours and cover --------------------------------------------------------------------------

// Gives pixels of which nothing is seen the colour of the nearest before that is, or behind.
static void spread(const uint8_t *rgba, uint8_t *rgb, int width)
{
    int seen = 0;
    while (seen < width - 1 && rgba[4 * seen + 3] == 0)
        seen++;
    for (int x = 0; x < width; x++) {
        if (rgba[4 * x + 3] > 0)
            seen = x;
        memcpy(rgb + 3 * x, rgba + 4 * seen, 3);
    }
}

bool image_split(const struct vector_image *image, struct vector_image *colors,
                 struct vector_image *cover, struct error *error)
{
    const size_t count = (size_t)image->width * (size_t)image->height;
    uint8_t *rgb = array_create(count, 3, error), *gray = array_create(count, 3, error);
    if (!rgb || !gray) {
        free(rgb);
        free(gray);
        return false;
    }
    for (size_t i = 0; i < count; i++)
        memset(gray + 3 * i, image->pixels[4 * i + 3], 3);
    for (size_t y = 0; y < (size_t)image->height; y++) {
        const size_t row = y * (size_t)image->width;
        spread(image->pixels + 4 * row, rgb + 3 * row, image->width);
    }
    *colors = (struct vector_image){.pixels = rgb, .width = image->width, .height = image->height};
    *cover = (struct vector_image){.pixels = gray, .width = image->width, .height = image->height};
    return true;
}

// ---- PNG ----------------------------------------------------------------------------------------

unsigned char *image_png(const struct vector_image *image, size_t *size, struct error *error)
{
    struct spng_ihdr header = {
        .width = (uint32_t)image->width,
        .height = (uint32_t)image->height,
        .bit_depth = 8,
        .color_type =
            image->has_alpha ? SPNG_COLOR_TYPE_TRUECOLOR_ALPHA : SPNG_COLOR_TYPE_TRUECOLOR,
    };
    const size_t bytes = (size_t)image->width * (size_t)image->height * (image->has_alpha ? 4 : 3);
    unsigned char *png = NULL;
    spng_ctx *context = spng_ctx_new(SPNG_CTX_ENCODER);
    int failure = context ? 0 : SPNG_EMEM;
    if (!failure)
        failure = spng_set_option(context, SPNG_ENCODE_TO_BUFFER, 1);
    if (!failure)
        failure = spng_set_option(context, SPNG_IMG_COMPRESSION_LEVEL, 6);
    if (!failure)
        failure = spng_set_ihdr(context, &header);
    if (!failure)
        failure =
            spng_encode_image(context, image->pixels, bytes, SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE);
    if (!failure)
        png = spng_get_png_buffer(context, size, &failure);
    if (!png)
        error_set(error, ERROR_FAILED, "an image cannot be compressed: %s", spng_strerror(failure));
    spng_ctx_free(context);
    return png;
}

#include "export/png_encode.h"

#include "base/array.h"
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    BLOCK = 1 << 18,  // bytes of rows that are compressed at a time, about
    WINDOW = 1 << 15, // how far back deflate looks
    LEVEL = 6,
};

enum filter { FILTER_UP = 2, FILTER_PAETH = 4 };

// What a block of rows becomes.
struct block {
    uint8_t *packed;
    size_t size;
    uLong check; // Adler-32 of its rows
};

struct png_encoder {
    FILE *out;
    int threads, height;
    size_t pixel, stride; // bytes of a pixel, of a row
    int done;             // rows so far
    uint8_t *last;        // [stride] the last of them
    // Filtered rows, each behind the number of its filter, of the call; before them the last WINDOW
    // bytes of the call before, as far as there are so many.
    uint8_t *filtered;
    size_t capacity, kept;
    uLong check; // Adler-32 of all rows so far
};

// ---- chunks -------------------------------------------------------------------------------------

static void put_number(uint8_t bytes[4], uint32_t number)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(number >> (24 - 8 * i) & 255);
}

static void write_chunk(FILE *out, const char kind[4], const uint8_t bytes[], size_t length)
{
    uint8_t number[4];
    put_number(number, (uint32_t)length);
    fwrite(number, 1, 4, out);
    fwrite(kind, 1, 4, out);
    if (length > 0)
        fwrite(bytes, 1, length, out);
    uLong check = crc32_z(0, (const Bytef *)kind, 4);
    if (length > 0)
        check = crc32_z(check, bytes, length);
    put_number(number, (uint32_t)check);
    fwrite(number, 1, 4, out);
}

static void write_head(FILE *out, const struct png_setup *setup)
{
    static const uint8_t signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    uint8_t header[13] = {[8] = 8, [9] = setup->has_alpha ? 6 : 2}; // bits; colour type
    put_number(header, (uint32_t)setup->width);
    put_number(header + 4, (uint32_t)setup->height);
    fwrite(signature, 1, sizeof signature, out);
    write_chunk(out, "IHDR", header, sizeof header);
    if (setup->dpi > 0) {
        uint8_t physical[9] = {[8] = 1}; // pixels a metre
        const uint32_t per_metre = (uint32_t)lround(setup->dpi / 0.0254);
        put_number(physical, per_metre);
        put_number(physical + 4, per_metre);
        write_chunk(out, "pHYs", physical, sizeof physical);
    }
}

struct png_encoder *png_begin(FILE *out, const struct png_setup *setup, struct error *error)
{
    // zlib's header: deflate with a window of 32 kB, no dictionary.
    static const uint8_t zlib_header[2] = {0x78, 0x9c};
    char *chunks = NULL;
    size_t length = 0;
    struct png_encoder *png = array_create(1, sizeof *png, error);
    if (!png)
        return NULL;
    png->out = out;
    png->threads = setup->threads;
    png->height = setup->height;
    png->pixel = setup->has_alpha ? 4 : 3;
    png->stride = (size_t)setup->width * png->pixel;
    png->check = adler32(0, NULL, 0);
    png->last = array_create(png->stride, 1, error);
    if (!png->last ||
        (setup->payload && !payload_png_write(setup->payload, &chunks, &length, error))) {
        png_abort(png);
        return NULL;
    }
    write_head(out, setup);
    fwrite(chunks ? chunks : "", 1, length, out);
    write_chunk(out, "IDAT", zlib_header, sizeof zlib_header);
    free(chunks);
    return png;
}

// ---- filters ------------------------------------------------------------------------------------

// row[i] minus the one of left, above and upper left that is nearest to left + above − upper left.
static void paeth(const uint8_t row[], const uint8_t above[], size_t stride, size_t pixel,
                  uint8_t out[])
{
    for (size_t i = 0; i < pixel; i++)
        out[i] = (uint8_t)(row[i] - above[i]);
    for (size_t i = pixel; i < stride; i++) {
        const int16_t left = row[i - pixel], up = above[i], corner = above[i - pixel];
        int16_t to_left = (int16_t)(up - corner), to_up = (int16_t)(left - corner);
        int16_t to_corner = (int16_t)(to_left + to_up);
        to_left = (int16_t)(to_left < 0 ? -to_left : to_left);
        to_up = (int16_t)(to_up < 0 ? -to_up : to_up);
        to_corner = (int16_t)(to_corner < 0 ? -to_corner : to_corner);
        const int16_t guess = to_left <= to_up && to_left <= to_corner ? left
                              : to_up <= to_corner                     ? up
                                                                       : corner;
        out[i] = (uint8_t)(row[i] - guess);
    }
}

struct filtering {
    struct png_encoder *png;
    const uint8_t *pixels;
    uint8_t *out;
};

// Pictures of flat colours and smooth fields: Paeth's filter is never far from the best, and a row
// like the one above is nothing but zeros.
static void filter_row(void *user, size_t index, int thread)
{
    const struct filtering *all = user;
    const size_t stride = all->png->stride;
    const uint8_t *row = all->pixels + index * stride;
    const uint8_t *above = index > 0 ? row - stride : all->png->last;
    uint8_t *out = all->out + index * (stride + 1);
    (void)thread;
    if (memcmp(row, above, stride) == 0) {
        *out = FILTER_UP;
        memset(out + 1, 0, stride);
    } else {
        *out = FILTER_PAETH;
        paeth(row, above, stride, all->png->pixel, out + 1);
    }
}

// ---- deflate ------------------------------------------------------------------------------------

struct packing {
    const uint8_t *bytes; // of this call, behind `before` others that may be looked back at
    size_t size, before, step;
    bool is_last; // nothing comes after them
    struct block *block;
};

// Compresses one block so that it can stand behind the one before: it ends on a whole byte, and
// only the picture's last one says that it is the last. On failure it has no bytes.
static void pack_block(void *user, size_t index, int thread)
{
    const struct packing *all = user;
    struct block *block = &all->block[index];
    const size_t begin = index * all->step;
    const size_t size = all->size - begin < all->step ? all->size - begin : all->step;
    const size_t behind = all->before + begin < WINDOW ? all->before + begin : WINDOW;
    const uint8_t *bytes = all->bytes + begin;
    const bool is_last = all->is_last && begin + size == all->size;
    z_stream stream = {0};
    (void)thread;
    block->check = adler32_z(adler32(0, NULL, 0), bytes, size);
    if (deflateInit2(&stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        return;
    const size_t room = deflateBound(&stream, (uLong)size) + 16;
    block->packed = malloc(room);
    if (behind > 0)
        deflateSetDictionary(&stream, bytes - behind, (unsigned)behind);
    stream.next_in = (Bytef *)(uintptr_t)bytes;
    stream.avail_in = (unsigned)size;
    stream.next_out = block->packed;
    stream.avail_out = block->packed ? (unsigned)room : 0;
    const int result = block->packed ? deflate(&stream, is_last ? Z_FINISH : Z_SYNC_FLUSH) : Z_OK;
    block->size = room - stream.avail_out;
    if (!block->packed || stream.avail_in > 0 || (is_last && result != Z_STREAM_END)) {
        free(block->packed);
        block->packed = NULL;
    }
    deflateEnd(&stream);
}

static bool pack(struct png_encoder *png, const uint8_t bytes[], size_t size, bool is_last,
                 struct error *error)
{
    // Whole rows, so that the blocks are the same however many rows a call brings: a call brings a
    // multiple, or the last ones.
    const size_t step = (size_t)png_block_rows(png) * (png->stride + 1);
    const size_t count = (size + step - 1) / step;
    struct block *block = array_create(count, sizeof *block, error);
    if (!block)
        return false;
    struct packing all = {bytes, size, png->kept, step, is_last, block};
    parallel_for(count, png->threads, 1, pack_block, &all);
    bool done = true;
    for (size_t i = 0; i < count; i++) {
        const size_t begin = i * step, length = size - begin < step ? size - begin : step;
        done = done && block[i].packed;
        if (done)
            write_chunk(png->out, "IDAT", block[i].packed, block[i].size);
        png->check = adler32_combine(png->check, block[i].check, (z_off_t)length);
        free(block[i].packed);
    }
    free(block);
    return done || error_memory(error);
}

// ---- rows ---------------------------------------------------------------------------------------

int png_block_rows(const struct png_encoder *png)
{
    return (int)(BLOCK / (png->stride + 1)) + 1;
}

// The last WINDOW bytes of those in the room go to its front.
static void keep_end(struct png_encoder *png, size_t used)
{
    png->kept = used < WINDOW ? used : WINDOW;
    memmove(png->filtered, png->filtered + used - png->kept, png->kept);
}

bool png_rows(struct png_encoder *png, const uint8_t pixels[], int rows, struct error *error)
{
    const size_t size = (size_t)rows * (png->stride + 1);
    if (rows == 0)
        return true;
    if (!array_reserve(&png->filtered, &png->capacity, WINDOW + size, 1, error))
        return false;
    struct filtering filtering = {png, pixels, png->filtered + png->kept};
    parallel_for((size_t)rows, png->threads, 32, filter_row, &filtering);
    memcpy(png->last, pixels + (size_t)(rows - 1) * png->stride, png->stride);
    png->done += rows;
    const bool done = pack(png, png->filtered + png->kept, size, png->done == png->height, error);
    keep_end(png, png->kept + size);
    return done;
}

bool png_end(struct png_encoder *png, struct error *error)
{
    const bool is_whole = png->done == png->height;
    uint8_t check[4];
    put_number(check, (uint32_t)png->check);
    write_chunk(png->out, "IDAT", check, sizeof check);
    write_chunk(png->out, "IEND", NULL, 0);
    png_abort(png);
    return is_whole || error_set(error, ERROR_FAILED, "a picture's rows are not all there");
}

void png_abort(struct png_encoder *png)
{
    if (!png)
        return;
    free(png->filtered);
    free(png->last);
    free(png);
}

// Random bytes as a figure that carries a scene (SVG, PDF, PNG): never a crash, never more memory
// than is allowed, never a name that leads out of it.
#include "base/payload.h"
#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

const char *const fuzz_seeds[] = {
    // The mark, and the scene "[scene]\nlab = x\n" with a table a.csv behind it.
    PAYLOAD_TEXT_MARK "eJwzUlCIjlMoTs5LTY3lyklMUrBVqOBK1DMEQgUujkQ9Q65ErjSuDK40LgB6YAl9",
    "<svg><metadata>" PAYLOAD_TEXT_MARK "eJwDAAAAAAE=</metadata></svg>",
    PAYLOAD_TEXT_MARK,
    "0 \n", // what lies within, as it is
    "16 \n[scene]\nlab = x\n4 a.csv\n1\n2\n",
    "3 ../a\nabc",
    "ravine:scene\n\n\n\n[scene]\nlab = x\n", // as a chunk of a PNG, where \n becomes 0
    "%PDF-1.5\n1 0 obj\n<</Type /RavineFigure>>\nstream\nx\nendstream\nendobj\n",
    NULL,
};

const char *const fuzz_folder = NULL;

static void judge(struct payload *payload, bool done, const struct error *error)
{
    if (done && error->kind != ERROR_NONE)
        abort();
    for (size_t i = 0; i < payload->count; i++)
        if (!*payload->file[i].name || strchr(payload->file[i].name, '/') ||
            strcmp(payload->file[i].name, "..") == 0)
            abort();
    payload_clear(payload);
}

static void add_chunk(FILE *png, const char *kind, const uint8_t *data, size_t size)
{
    uint8_t head[8] = {size >> 24, (uint8_t)(size >> 16), (uint8_t)(size >> 8), (uint8_t)size};
    memcpy(head + 4, kind, 4);
    const uLong check = crc32_z(crc32_z(0, head + 4, 4), data, size);
    const uint8_t foot[4] = {(uint8_t)(check >> 24), (uint8_t)(check >> 16), (uint8_t)(check >> 8),
                             (uint8_t)check};
    fwrite(head, 1, 8, png);
    if (size > 0)
        fwrite(data, 1, size, png);
    fwrite(foot, 1, 4, png);
}

// The bytes as the text chunks of a PNG whose sums are right: without these nothing is read. A line
// end stands for the byte 0, and a byte 0 ends a chunk.
static void try_chunks(const uint8_t *data, size_t size)
{
    static const uint8_t header[13] = {0, 0, 0, 1, 0, 0, 0, 1, 8, 2};
    FILE *png = tmpfile();
    uint8_t *copy = malloc(size ? size : 1);
    if (png && copy) {
        struct payload payload = {0};
        struct error error = {0};
        fwrite("\x89PNG\r\n\x1a\n", 1, 8, png);
        add_chunk(png, "IHDR", header, sizeof header);
        for (size_t from = 0; from < size;) {
            const uint8_t *stop = memchr(data + from, 0, size - from);
            const size_t length = stop ? (size_t)(stop - data) - from : size - from;
            for (size_t i = 0; i < length; i++)
                copy[i] = data[from + i] == '\n' ? 0 : data[from + i];
            add_chunk(png, "iTXt", copy, length);
            from += length + 1;
        }
        add_chunk(png, "IEND", NULL, 0);
        rewind(png);
        judge(&payload, payload_png_read(&payload, png, "fuzz.png", &error), &error);
    }
    free(copy);
    if (png)
        fclose(png);
}

// As a scene and a table that are written into a figure: the same comes back.
static void write_and_read(const uint8_t *data, size_t size)
{
    struct error error = {0};
    struct payload payload = {0}, again = {0};
    payload.scene = strdup("[scene]\nlab = x\n");
    if (payload.scene && payload_add(&payload, "a.csv", (const char *)data, size, &error)) {
        char *text = payload_text_write(&payload, &error);
        if (!text || !payload_text_read(&again, text, strlen(text), "again.svg", &error) ||
            again.count != 1 || again.file[0].length != size ||
            memcmp(again.file[0].bytes, data, size) != 0 || strcmp(again.scene, payload.scene) != 0)
            abort();
        free(text);
    }
    payload_clear(&again);
    payload_clear(&payload);
}

// The bytes themselves, and packed as the program does it: most of what is random is no zlib.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct payload payload = {0};
    struct error error = {0};
    judge(&payload, payload_text_read(&payload, (const char *)data, size, "fuzz.svg", &error),
          &error);
    error = (struct error){0};
    judge(&payload, payload_pdf_read(&payload, (const char *)data, size, "fuzz.pdf", &error),
          &error);
    try_chunks(data, size);
    write_and_read(data, size);
    size_t packed = 0;
    char *small = payload_deflate(data, size, &packed);
    char *letters = small ? payload_base64(small, packed) : NULL;
    const size_t length = letters ? strlen(letters) + sizeof PAYLOAD_TEXT_MARK : 0;
    char *text = letters ? malloc(length) : NULL;
    if (text) {
        snprintf(text, length, "%s%s", PAYLOAD_TEXT_MARK, letters);
        error = (struct error){0};
        judge(&payload, payload_text_read(&payload, text, strlen(text), "fuzz.svg", &error),
              &error);
    }
    free(text);
    free(letters);
    free(small);
    FILE *file = size > 0 ? fmemopen((void *)(uintptr_t)data, size, "rb") : NULL;
    if (file) {
        error = (struct error){0};
        judge(&payload, payload_png_read(&payload, file, "fuzz.png", &error), &error);
        fclose(file);
    }
    return 0;
}

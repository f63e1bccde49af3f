// Random bytes as a data file, plain or gzipped: never a crash; what was packed comes back whole,
// and what was cut off is refused.
#include "data/bytes.h"
#include "fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

const char *const fuzz_seeds[] = {
    "a,b\n1,2\n", "\x1f\x8b\x08", "\x1f\x8b\x08\x1e\x01\x01\x01\x01\x02\x03\x01", "", NULL,
};

const char *const fuzz_folder = NULL;

// As the file's reader has it: false where it is refused with a sentence.
static bool read_back(const void *data, size_t size, char **bytes, size_t *length)
{
    FILE *file = tmpfile();
    char path[64];
    struct error error = {0};
    if (!file)
        return false;
    fwrite(data, 1, size, file);
    fflush(file);
    snprintf(path, sizeof path, "/dev/fd/%d", fileno(file));
    const bool done = bytes_read(path, bytes, length, &error);
    if (!done && (error.kind == ERROR_NONE || !*error.text))
        abort();
    fclose(file);
    return done;
}

static uint8_t *pack(const uint8_t *data, size_t size, size_t *packed)
{
    z_stream stream = {0};
    if (deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return NULL;
    const uLong most = deflateBound(&stream, (uLong)size);
    uint8_t *out = malloc(most);
    if (out) {
        stream.next_in = (Bytef *)(uintptr_t)data;
        stream.avail_in = (uInt)size;
        stream.next_out = out;
        stream.avail_out = (uInt)most;
        if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
            abort();
        *packed = most - stream.avail_out;
    }
    deflateEnd(&stream);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes;
    size_t length, packed;
    if (read_back(data, size, &bytes, &length)) {
        if ((size < 2 || data[0] != 0x1f) && (length != size || memcmp(bytes, data, size) != 0))
            abort();
        free(bytes);
    }
    uint8_t *small = pack(data, size, &packed);
    if (!small)
        return 0;
    if (!read_back(small, packed, &bytes, &length))
        abort();
    if (length != size || memcmp(bytes, data, size) != 0)
        abort();
    free(bytes);
    // The first of its bytes says where it is cut off.
    if (size > 0 && read_back(small, 2 + data[0] % (packed - 2), &bytes, &length))
        abort();
    free(small);
    return 0;
}

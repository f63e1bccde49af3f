#include "data/bytes.h"

#include "base/array.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/payload.h"
#include "base/words.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static const size_t limit = (size_t)1 << 30;

// One more stretch of output. Z_OK goes on; Z_STREAM_END ends a member.
static int inflate_some(z_stream *stream, char **out, size_t *used, size_t *capacity)
{
    if (!array_reserve(out, capacity, *used + ((size_t)1 << 18), 1, NULL))
        return Z_MEM_ERROR;
    stream->next_out = (unsigned char *)*out + *used;
    stream->avail_out = (unsigned)(*capacity - *used - 1);
    const unsigned before = stream->avail_out;
    const int result = inflate(stream, Z_NO_FLUSH);
    *used += before - stream->avail_out;
    return result;
}

// What the end of a gzip says of the length of its last piece, modulo 2³² (RFC 1952, 2.3.1). Where
// that is wrong, the data are damaged.
static size_t told_length(const char *zipped, size_t length)
{
    const unsigned char *end = (const unsigned char *)zipped + length;
    return length < 18 ? 0
                       : (size_t)end[-1] << 24 | (size_t)end[-2] << 16 | (size_t)end[-3] << 8 |
                             (size_t)end[-4];
}

static bool unzip(const char *path, const char *zipped, size_t length,
                  const struct bytes_watch *watch, char **bytes, size_t *used, struct error *error)
{
    z_stream stream = {.next_in = (unsigned char *)(uintptr_t)zipped, .avail_in = (unsigned)length};
    char *out = NULL;
    size_t capacity = 0;
    *used = 0;
    // Refused before it is unpacked, where its end tells.
    const size_t told = told_length(zipped, length);
    if (told > limit && told / 1100 <= length)
        return error_set(error, ERROR_INPUT, "%s unzips to more than a gigabyte", path);
    if (told <= limit && !memory_check(path, (double)told, error))
        return false;
    if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK)
        return error_memory(error);
    int result = Z_OK;
    bool done = false;
    for (;;) {
        result = inflate_some(&stream, &out, used, &capacity);
        if (watch && watch->tell)
            watch->tell(watch->user, 1 - (double)stream.avail_in / (double)length);
        if (result == Z_STREAM_END) {
            // Tapes and some tools fill up with zeros; a gzip may also be several, one after the
            // other.
            while (stream.avail_in > 0 && *stream.next_in == 0) {
                stream.next_in++;
                stream.avail_in--;
            }
            done = stream.avail_in == 0;
            if (done)
                break;
            inflateReset(&stream);
            continue;
        }
        if (result != Z_OK || *used > limit) {
            if (result == Z_MEM_ERROR)
                error_memory(error);
            else if (*used > limit)
                error_set(error, ERROR_INPUT, "%s unzips to more than a gigabyte", path);
            else if (stream.avail_in == 0)
                error_set(error, ERROR_INPUT, "%s: the gzip data ends early; fetch it again", path);
            else
                error_set(error, ERROR_INPUT, "%s: the gzip data is damaged; fetch it again", path);
            break;
        }
    }
    inflateEnd(&stream);
    if (!done) {
        free(out);
        return false;
    }
    out[*used] = '\0';
    *bytes = out;
    return true;
}

// What a figure carries.
static bool read_carried(const char *figure, const char *name, const char *path, char **bytes,
                         size_t *length, struct error *error)
{
    struct payload payload;
    if (!payload_read(&payload, figure, error))
        return false;
    for (size_t i = 0; i < payload.count; i++) {
        struct payload_file *file = &payload.file[i];
        if (strcmp(file->name, name) != 0)
            continue;
        *bytes = file->bytes;
        *length = file->length;
        file->bytes = NULL;
        payload_clear(&payload);
        return true;
    }
    payload_clear(&payload);
    return error_set(error, ERROR_INPUT, "cannot read %s: %s", path,
                     words("there is no such file"));
}

bool bytes_read_watched(const char *path, const struct bytes_watch *watch, char **bytes,
                        size_t *length, struct error *error)
{
    char *raw, figure[FILE_PATH_MAX];
    size_t size;
    const char *name;
    if (!(payload_split(path, figure, &name) ? read_carried(figure, name, path, &raw, &size, error)
                                             : file_read(path, limit, &raw, &size, error)))
        return false;
    if (size < 2 || (unsigned char)raw[0] != 0x1f || (unsigned char)raw[1] != 0x8b) {
        *bytes = raw;
        *length = size;
        return true;
    }
    const bool done = unzip(path, raw, size, watch, bytes, length, error);
    free(raw);
    return done;
}

bool bytes_read(const char *path, char **bytes, size_t *length, struct error *error)
{
    return bytes_read_watched(path, NULL, bytes, length, error);
}

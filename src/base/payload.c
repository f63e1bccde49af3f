#include "base/payload.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <zlib.h>

static const char *const endings[] = {".png", ".svg", ".pdf", NULL};
static const size_t text_limit = (size_t)64 << 20; // of a figure that is read whole

void payload_clear(struct payload *payload)
{
    for (size_t i = 0; i < payload->count; i++) {
        free(payload->file[i].name);
        free(payload->file[i].bytes);
    }
    free(payload->file);
    free(payload->scene);
    *payload = (struct payload){0};
}

// ---- files in it --------------------------------------------------------------------------------

static bool is_name(const char *name)
{
    const size_t length = strlen(name);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)name[i] < 0x20 || name[i] == '/' || name[i] == 0x7f)
            return false;
    return length > 0 && length <= PAYLOAD_NAME_MAX && strcmp(name, ".") != 0 &&
           strcmp(name, "..") != 0 && text_check(name, length, NULL);
}

bool payload_add(struct payload *payload, const char *name, const char *bytes, size_t length,
                 struct error *error)
{
    if (!is_name(name))
        return error_set(error, ERROR_INPUT, "a figure cannot carry a file of that name");
    if (!array_reserve(&payload->file, &payload->capacity, payload->count + 1,
                       sizeof *payload->file, error))
        return false;
    struct payload_file file = {strdup(name), malloc(length + 1), length};
    if (!file.name || !file.bytes) {
        free(file.name);
        free(file.bytes);
        return error_memory(error);
    }
    memcpy(file.bytes, bytes, length);
    file.bytes[length] = '\0';
    payload->file[payload->count++] = file;
    return true;
}

const struct payload_file *payload_find(const struct payload *payload, const char *name)
{
    for (size_t i = 0; i < payload->count; i++)
        if (strcmp(payload->file[i].name, name) == 0)
            return &payload->file[i];
    return NULL;
}

size_t payload_packed_size(const struct payload *payload, struct error *error)
{
    size_t sum = 0, unpacked = 0;
    for (size_t i = 0; i < payload->count; i++) {
        size_t packed = 0;
        unpacked += payload->file[i].length;
        if (unpacked > PAYLOAD_UNPACKED_MAX)
            return SIZE_MAX;
        char *bytes = payload_deflate(payload->file[i].bytes, payload->file[i].length, &packed);
        if (!bytes) {
            error_memory(error);
            return SIZE_MAX;
        }
        free(bytes);
        sum += packed;
    }
    return sum <= PAYLOAD_PACKED_MAX ? sum : SIZE_MAX;
}

// ---- paths --------------------------------------------------------------------------------------

static bool ends_in(const char *path, size_t length, const char *ending)
{
    const size_t tail = strlen(ending);
    return length > tail && strncasecmp(path + length - tail, ending, tail) == 0;
}

static bool is_figure(const char *path, size_t length)
{
    for (size_t i = 0; endings[i]; i++)
        if (ends_in(path, length, endings[i]))
            return true;
    return false;
}

bool payload_is_figure(const char *path)
{
    return is_figure(path, strlen(path));
}

bool payload_split(const char *path, char figure[FILE_PATH_MAX], const char **name)
{
    struct stat status;
    const char *slash = strrchr(path, '/');
    if (!slash || slash - path >= FILE_PATH_MAX || !is_figure(path, (size_t)(slash - path)))
        return false;
    snprintf(figure, FILE_PATH_MAX, "%.*s", (int)(slash - path), path);
    *name = slash + 1;
    return stat(figure, &status) == 0 && S_ISREG(status.st_mode);
}

// ---- reading ------------------------------------------------------------------------------------

static bool read_text(struct payload *payload, const char *path, struct error *error)
{
    char *bytes;
    size_t length;
    struct error why = {0};
    if (!file_read(path, text_limit, &bytes, &length, error))
        return false;
    const bool done =
        payload_text_read(payload, bytes, length, path, &why) ||
        (why.kind == ERROR_NONE && payload_pdf_read(payload, bytes, length, path, &why));
    free(bytes);
    if (!done && why.kind != ERROR_NONE)
        return error_pass(error, &why);
    return true; // whether there was a scene is asked for next
}

static bool read_any(struct payload *payload, FILE *file, const char *path, struct error *error)
{
    static const unsigned char png[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    unsigned char first[8];
    const bool is_png =
        fread(first, 1, sizeof first, file) == sizeof first && memcmp(first, png, sizeof png) == 0;
    rewind(file);
    if (is_png)
        return payload_png_read(payload, file, path, error);
    if (ends_in(path, strlen(path), ".png"))
        return error_set(error, ERROR_INPUT, "%s is not a whole PNG: its first bytes are wrong",
                         path);
    return read_text(payload, path, error);
}

bool payload_read_into(struct payload *payload, const char *path, struct error *error)
{
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return error_set(error, ERROR_INPUT, "%s is a folder, not a file", path);
    FILE *file = fopen(path, "rb");
    if (!file)
        return error_set(error, ERROR_INPUT, "cannot read %s: %s", path,
                         errno == ENOENT ? words("there is no such file") : strerror(errno));
    bool done = read_any(payload, file, path, error);
    fclose(file);
    if (done && !payload->scene)
        done = error_set(error, ERROR_INPUT,
                         "%s carries no scene; only pictures that Ravine wrote do", path);
    if (!done)
        payload_clear(payload);
    return done;
}

bool payload_read(struct payload *payload, const char *path, struct error *error)
{
    *payload = (struct payload){0};
    return payload_read_into(payload, path, error);
}

bool payload_carries(const char *path, const char *name, struct error *error)
{
    struct payload payload = {.has_names_only = true};
    struct error why = {0};
    const bool is_there = payload_read_into(&payload, path, &why) && payload_find(&payload, name);
    if (error_is_memory(&why))
        error_pass(error, &why);
    payload_clear(&payload);
    return is_there;
}

// ---- packing ------------------------------------------------------------------------------------

char *payload_inflate(const void *packed, size_t length, size_t limit, size_t *unpacked,
                      struct error *error)
{
    z_stream stream = {.next_in = (unsigned char *)(uintptr_t)packed, .avail_in = (unsigned)length};
    char *out = NULL;
    size_t capacity = 0, used = 0;
    *unpacked = 0;
    if (length > UINT32_MAX)
        return NULL;
    int result = inflateInit(&stream);
    while (result == Z_OK && used <= limit) {
        if (!array_reserve(&out, &capacity, used + ((size_t)1 << 16) + 1, 1, NULL)) {
            result = Z_MEM_ERROR;
            break;
        }
        const size_t room = capacity - used - 1;
        stream.next_out = (unsigned char *)out + used;
        stream.avail_out = room > (1u << 30) ? 1u << 30 : (unsigned)room;
        const unsigned before = stream.avail_out;
        result = inflate(&stream, Z_NO_FLUSH);
        used += before - stream.avail_out;
    }
    inflateEnd(&stream);
    *unpacked = used;
    if (result == Z_MEM_ERROR)
        error_memory(error);
    if (result != Z_STREAM_END || used > limit) {
        free(out);
        return NULL;
    }
    out[used] = '\0';
    return out;
}

char *payload_deflate(const void *bytes, size_t length, size_t *packed)
{
    uLongf size = compressBound((uLong)length);
    char *out = malloc(size);
    if (!out || compress2((Bytef *)out, &size, bytes, (uLong)length, 9) != Z_OK) {
        free(out);
        return NULL;
    }
    *packed = size;
    return out;
}

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

char *payload_base64(const void *bytes, size_t length)
{
    const unsigned char *from = bytes;
    char *text = malloc((length + 2) / 3 * 4 + 1), *to = text;
    for (size_t i = 0; text && i < length; i += 3) {
        const size_t left = length - i;
        const unsigned bits = (unsigned)from[i] << 16 |
                              (left > 1 ? (unsigned)from[i + 1] << 8 : 0) |
                              (left > 2 ? (unsigned)from[i + 2] : 0);
        *to++ = letters[bits >> 18];
        *to++ = letters[bits >> 12 & 63];
        *to++ = left > 1 ? letters[bits >> 6 & 63] : '=';
        *to++ = left > 2 ? letters[bits & 63] : '=';
    }
    if (text)
        *to = '\0';
    return text;
}

char *payload_from_base64(const char *text, size_t length, size_t *decoded, struct error *error)
{
    char *out = malloc(length / 4 * 3 + 4);
    unsigned bits = 0;
    size_t used = 0, count = 0;
    *decoded = 0;
    if (!out) {
        error_memory(error);
        return NULL;
    }
    for (size_t i = 0; i < length; i++) {
        const char *place = text[i] ? strchr(letters, text[i]) : NULL;
        if (strchr(" \t\r\n", text[i]) && text[i])
            continue;
        if (!place)
            break;
        bits = bits << 6 | (unsigned)(place - letters);
        if (++count % 4 == 0) {
            out[used++] = (char)(bits >> 16);
            out[used++] = (char)(bits >> 8);
            out[used++] = (char)bits;
        }
    }
    if (count % 4 == 1) {
        free(out);
        return NULL;
    }
    if (count % 4 >= 2)
        out[used++] = (char)(bits >> (count % 4 == 2 ? 4 : 10));
    if (count % 4 == 3)
        out[used++] = (char)(bits >> 2);
    out[used] = '\0';
    *decoded = used;
    return out;
}

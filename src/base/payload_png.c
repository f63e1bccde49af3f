// A payload in the text chunks of a PNG (PNG specification, third edition, 11.3.3): the scene as it
// is, each table compressed; a table that is no UTF-8 in base 64, which its language says.
#include "base/payload.h"

#include "base/array.h"
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static const char packed_language[] = "x-base64";

// ---- writing ------------------------------------------------------------------------------------

struct buffer {
    char *bytes;
    size_t used, capacity;
};

static bool append(struct buffer *buffer, const void *bytes, size_t length, struct error *error)
{
    if (!array_reserve(&buffer->bytes, &buffer->capacity, buffer->used + length + 1, 1, error))
        return false;
    memcpy(buffer->bytes + buffer->used, bytes, length);
    buffer->used += length;
    return true;
}

static bool append_number(struct buffer *buffer, uint32_t number, struct error *error)
{
    unsigned char bytes[4];
    for (int i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(number >> (24 - 8 * i) & 255);
    return append(buffer, bytes, sizeof bytes, error);
}

// An international text.
struct text {
    const char *key, *language, *name;
    bool is_packed;
    const char *bytes;
    size_t length;
};

static bool append_text(struct buffer *buffer, const struct text *text, struct error *error)
{
    const size_t begin = buffer->used;
    const char method[] = {(char)text->is_packed, 0};
    bool done = append_number(buffer, 0, error) && append(buffer, "iTXt", 4, error) &&
                append(buffer, text->key, strlen(text->key) + 1, error) &&
                append(buffer, method, sizeof method, error) &&
                append(buffer, text->language, strlen(text->language) + 1, error) &&
                append(buffer, text->name, strlen(text->name) + 1, error) &&
                append(buffer, text->bytes, text->length, error);
    if (!done)
        return false;
    const uint32_t length = (uint32_t)(buffer->used - begin - 8);
    const uint32_t check =
        (uint32_t)crc32_z(0, (const Bytef *)buffer->bytes + begin + 4, length + 4);
    for (int i = 0; i < 4; i++)
        buffer->bytes[begin + (size_t)i] = (char)(length >> (24 - 8 * i) & 255);
    return append_number(buffer, check, error);
}

static bool append_table(struct buffer *buffer, const struct payload_file *file,
                         struct error *error)
{
    const bool is_text = text_check(file->bytes, file->length, NULL);
    char *letters = is_text ? NULL : payload_base64(file->bytes, file->length);
    const char *bytes = is_text ? file->bytes : letters;
    size_t packed = 0;
    char *small =
        bytes ? payload_deflate(bytes, is_text ? file->length : strlen(bytes), &packed) : NULL;
    const struct text text = {
        PAYLOAD_PNG_TABLE, is_text ? "" : packed_language, file->name, true, small, packed};
    const bool done = small ? append_text(buffer, &text, error) : error_memory(error);
    free(letters);
    free(small);
    return done;
}

bool payload_png_write(const struct payload *payload, char **bytes, size_t *length,
                       struct error *error)
{
    struct buffer buffer = {0};
    bool done = true;
    if (payload->scene) {
        const struct text text = {PAYLOAD_PNG_SCENE,     "", "", false, payload->scene,
                                  strlen(payload->scene)};
        done = append_text(&buffer, &text, error);
    }
    for (size_t i = 0; done && i < payload->count; i++)
        done = append_table(&buffer, &payload->file[i], error);
    if (!done)
        free(buffer.bytes);
    *bytes = done ? buffer.bytes : NULL;
    *length = done ? buffer.used : 0;
    return done;
}

// ---- reading ------------------------------------------------------------------------------------

static uint32_t number_of(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

// The text of a chunk: the key, the language and the name lie in it.
struct found {
    const char *key, *language, *name;
    bool is_packed;
    const char *bytes;
    size_t length;
};

// The text that ends with a 0 byte at *at, which moves behind that; NULL where none does.
static const char *next_text(const char **at, const char *end)
{
    const char *text = *at, *zero = memchr(text, '\0', (size_t)(end - text));
    *at = zero ? zero + 1 : end;
    return zero ? text : NULL;
}

static bool divide(const char *kind, const char *chunk, size_t length, struct found *found)
{
    const char *at = chunk, *end = chunk + length;
    *found = (struct found){.key = next_text(&at, end), .language = "", .name = ""};
    if (!found->key)
        return false;
    if (memcmp(kind, "iTXt", 4) == 0) {
        if (end - at < 2 || at[0] < 0 || at[0] > 1 || at[1] != 0)
            return false;
        found->is_packed = at[0] == 1;
        at += 2;
        found->language = next_text(&at, end);
        found->name = found->language ? next_text(&at, end) : NULL;
    } else if (memcmp(kind, "zTXt", 4) == 0) {
        if (at == end || *at++ != 0)
            return false;
        found->is_packed = true;
    }
    found->bytes = at;
    found->length = (size_t)(end - at);
    return found->language && found->name;
}

// What it says, unpacked: the caller frees. NULL where it is damaged or larger than `limit`,
// without an error, or there is no memory.
static char *unpack(const struct found *found, size_t limit, size_t *length, struct error *error)
{
    if (found->is_packed)
        return payload_inflate(found->bytes, found->length, limit, length, error);
    if (found->length > limit)
        return NULL;
    char *copy = array_create(found->length + 1, 1, error);
    if (copy)
        memcpy(copy, found->bytes, found->length);
    *length = found->length;
    return copy;
}

static bool take_table(struct payload *payload, const struct found *found, struct error *error)
{
    size_t held = 0, length = 0;
    if (payload->has_names_only)
        return payload_add(payload, found->name, "", 0, error);
    for (size_t i = 0; i < payload->count; i++)
        held += payload->file[i].length;
    char *bytes = unpack(found, PAYLOAD_UNPACKED_MAX - held, &length, error);
    if (bytes && strcmp(found->language, packed_language) == 0) {
        size_t decoded = 0;
        char *plain = payload_from_base64(bytes, length, &decoded, error);
        free(bytes);
        bytes = plain;
        length = decoded;
    }
    const bool done = bytes && !payload_find(payload, found->name) &&
                      payload_add(payload, found->name, bytes, length, error);
    free(bytes);
    return done;
}

static bool take(struct payload *payload, const char *kind, const char *chunk, size_t length,
                 struct error *error)
{
    struct found found;
    if (!divide(kind, chunk, length, &found))
        return true; // somebody else's
    if (strcmp(found.key, PAYLOAD_PNG_SCENE) == 0 && !payload->scene) {
        size_t size;
        payload->scene = unpack(&found, PAYLOAD_SCENE_MAX, &size, error);
        return payload->scene;
    }
    return strcmp(found.key, PAYLOAD_PNG_TABLE) != 0 || take_table(payload, &found, error);
}

static bool is_text(const char *kind)
{
    return memcmp(kind, "iTXt", 4) == 0 || memcmp(kind, "tEXt", 4) == 0 ||
           memcmp(kind, "zTXt", 4) == 0;
}

// Reads a text chunk whose head has been read; false where it is not whole or says what cannot be.
static bool read_text(struct payload *payload, FILE *file, const unsigned char head[8],
                      struct error *error)
{
    const size_t length = number_of(head);
    // A table takes a third more in base 64 and never more than all of them may.
    if (length > 2 * (size_t)PAYLOAD_PACKED_MAX)
        return false;
    char *chunk = array_create(length + 4, 1, error);
    bool done = chunk && fread(chunk, 1, length + 4, file) == length + 4;
    if (done) {
        const uLong check = crc32_z(crc32_z(0, head + 4, 4), (const Bytef *)chunk, length);
        done = number_of((const unsigned char *)chunk + length) == check &&
               take(payload, (const char *)head + 4, chunk, length, error);
    }
    free(chunk);
    return done;
}

bool payload_png_read(struct payload *payload, FILE *file, const char *path, struct error *error)
{
    unsigned char head[8];
    struct error why = {0};
    bool done = fseek(file, 8, SEEK_SET) == 0, is_over = false;
    while (done && !is_over) {
        done = fread(head, 1, sizeof head, file) == sizeof head && number_of(head) <= INT32_MAX;
        is_over = done && memcmp(head + 4, "IEND", 4) == 0;
        if (!done || is_over)
            break;
        done = is_text((const char *)head + 4)
                   ? read_text(payload, file, head, &why)
                   : fseek(file, (long)number_of(head) + 4, SEEK_CUR) == 0;
    }
    if (!done && error_is_memory(&why))
        return error_pass(error, &why);
    return done ||
           error_set(error, ERROR_INPUT,
                     "%s is not a whole PNG: it ends early, or a chunk of it is damaged", path);
}

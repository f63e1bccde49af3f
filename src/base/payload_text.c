// A payload as one text: the scene and the tables one behind the other, each under a line that says
// how long it is, compressed and in base 64.
#ifndef _GNU_SOURCE // some libraries ask for it, too
#define _GNU_SOURCE // memmem
#endif

#include "base/payload.h"

#include "base/array.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const size_t head_max = PAYLOAD_NAME_MAX + 64;

// Writes "NAME LENGTH\n" and the bytes; the scene's name is empty.
static size_t put(char *to, const char *name, const char *bytes, size_t length)
{
    const size_t head = (size_t)sprintf(to, "%zu %s\n", length, name);
    memcpy(to + head, bytes, length);
    return head + length;
}

char *payload_pack(const struct payload *payload, size_t *packed, struct error *error)
{
    const size_t scene = payload->scene ? strlen(payload->scene) : 0;
    size_t size = scene + head_max, used = 0;
    for (size_t i = 0; i < payload->count; i++)
        size += payload->file[i].length + head_max;
    char *bytes = array_create(size, 1, error);
    if (!bytes)
        return NULL;
    used += put(bytes, "", payload->scene ? payload->scene : "", scene);
    for (size_t i = 0; i < payload->count; i++)
        used += put(bytes + used, payload->file[i].name, payload->file[i].bytes,
                    payload->file[i].length);
    char *small = payload_deflate(bytes, used, packed);
    if (!small)
        error_memory(error);
    free(bytes);
    return small;
}

char *payload_text_write(const struct payload *payload, struct error *error)
{
    size_t packed = 0;
    char *small = payload_pack(payload, &packed, error);
    if (!small)
        return NULL;
    char *letters = payload_base64(small, packed);
    const size_t whole = letters ? sizeof PAYLOAD_TEXT_MARK + strlen(letters) : 0;
    char *text = letters ? array_create(whole, 1, error) : NULL;
    if (text)
        snprintf(text, whole, "%s%s", PAYLOAD_TEXT_MARK, letters);
    else
        error_memory(error);
    free(small);
    free(letters);
    return text;
}

// The next record at *at; false where there is none, or it says what cannot be.
static bool take(struct payload *payload, const char **at, const char *end, struct error *error)
{
    const char *line = memchr(*at, '\n', (size_t)(end - *at));
    char *blank;
    char name[PAYLOAD_NAME_MAX + 1];
    if (!line)
        return false;
    const unsigned long long length = strtoull(*at, &blank, 10);
    if (*blank != ' ' || blank > line || line - blank > PAYLOAD_NAME_MAX ||
        length > (unsigned long long)(end - line - 1))
        return false;
    snprintf(name, sizeof name, "%.*s", (int)(line - blank - 1), blank + 1);
    *at = line + 1 + length;
    if (*name)
        return payload_add(payload, name, line + 1, payload->has_names_only ? 0 : (size_t)length,
                           error);
    if (payload->scene || length > PAYLOAD_SCENE_MAX)
        return false;
    payload->scene = strndup(line + 1, (size_t)length);
    return payload->scene || error_memory(error);
}

bool payload_unpack(struct payload *payload, const char *packed, size_t length, size_t limit,
                    bool *is_too_large, struct error *error)
{
    size_t size = 0;
    struct error why = {0};
    char *whole = payload_inflate(packed, length, limit, &size, &why);
    bool done = whole != NULL;
    if (is_too_large)
        *is_too_large = size > limit;
    const char *at = whole;
    while (done && at < whole + size)
        done = take(payload, &at, whole + size, &why);
    free(whole);
    if (error_is_memory(&why))
        error_pass(error, &why);
    return done;
}

bool payload_text_read(struct payload *payload, const char *bytes, size_t length, const char *path,
                       struct error *error)
{
    const size_t mark = sizeof PAYLOAD_TEXT_MARK - 1;
    const char *found = memmem(bytes, length, PAYLOAD_TEXT_MARK, mark);
    size_t packed = 0;
    if (!found)
        return false;
    const char *letters = found + mark;
    struct error why = {0};
    char *small = payload_from_base64(letters, (size_t)(bytes + length - letters), &packed, &why);
    const bool done =
        small && payload_unpack(payload, small, packed, PAYLOAD_UNPACKED_MAX, NULL, &why);
    free(small);
    if (why.kind != ERROR_NONE)
        return error_pass(error, &why);
    return done ||
           error_set(error, ERROR_INPUT, "%s: what it carries of its scene is damaged", path);
}

// A payload as one text: the scene and the tables one behind the other, each under a line that says
// how long it is, compressed and in base 64.
#define _GNU_SOURCE // memmem

#include "base/payload.h"

#include "base/array.h"
#include "base/text.h"

#include <errno.h>
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

char *payload_text_write(const struct payload *payload, struct error *error)
{
    const size_t scene = payload->scene ? strlen(payload->scene) : 0;
    size_t size = scene + head_max, used = 0, packed = 0;
    for (size_t i = 0; i < payload->count; i++)
        size += payload->file[i].length + head_max;
    char *bytes = array_create(size, 1, error);
    if (!bytes)
        return NULL;
    used += put(bytes, "", payload->scene ? payload->scene : "", scene);
    for (size_t i = 0; i < payload->count; i++)
        used += put(bytes + used, payload->file[i].name, payload->file[i].bytes,
                    payload->file[i].length);
    char *small = payload_deflate(bytes, used, &packed);
    char *letters = small ? payload_base64(small, packed) : NULL;
    const size_t whole = letters ? sizeof PAYLOAD_TEXT_MARK + strlen(letters) : 0;
    char *text = letters ? array_create(whole, 1, error) : NULL;
    if (text)
        snprintf(text, whole, "%s%s", PAYLOAD_TEXT_MARK, letters);
    else
        error_memory(error);
    free(bytes);
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

bool payload_text_read(struct payload *payload, const char *bytes, size_t length, const char *path,
                       struct error *error)
{
    const size_t mark = sizeof PAYLOAD_TEXT_MARK - 1;
    const char *found = memmem(bytes, length, PAYLOAD_TEXT_MARK, mark);
    size_t packed = 0, size = 0;
    if (!found)
        return false;
    errno = 0;
    const char *letters = found + mark;
    char *small = payload_from_base64(letters, (size_t)(bytes + length - letters), &packed);
    char *whole = small ? payload_inflate(small, packed, PAYLOAD_UNPACKED_MAX, &size) : NULL;
    free(small);
    bool done = whole != NULL;
    const char *at = whole;
    while (done && at < whole + size)
        done = take(payload, &at, whole + size, error);
    free(whole);
    if (!done && errno == ENOMEM)
        return error_memory(error);
    return done ||
           error_set(error, ERROR_INPUT, "%s: what it carries of its scene is damaged", path);
}

// The scene that a picture carries in a text chunk.
#include "scene/edit.h"

#include "base/array.h"

#include <spng.h>
#include <stdlib.h>
#include <string.h>

char *scene_png_text(const char *bytes, size_t length, const char *path, struct error *error)
{
    char *found = NULL;
    struct spng_text *text = NULL;
    uint32_t count = 0;
    spng_ctx *png = spng_ctx_new(0);
    if (!png) {
        error_memory(error);
        return NULL;
    }
    // What a picture may ask for, so that a hostile one cannot ask for everything.
    spng_set_chunk_limits(png, (size_t)4 << 20, (size_t)16 << 20);
    int failure = spng_set_png_buffer(png, bytes, length);
    if (!failure)
        failure = spng_decode_chunks(png);
    if (failure) {
        error_set(error, ERROR_INPUT, "%s is not a whole PNG: %s", path, spng_strerror(failure));
        goto out;
    }
    if (spng_get_text(png, NULL, &count) == 0 && count > 0) {
        text = array_create(count, sizeof *text, error);
        if (!text || spng_get_text(png, text, &count) != 0)
            goto out;
    }
    for (uint32_t i = 0; i < count && !found; i++)
        if (strcmp(text[i].keyword, SCENE_PNG_KEY) == 0)
            found = strndup(text[i].text, text[i].length);
    if (!found)
        error_set(error, ERROR_INPUT, "%s carries no scene; only pictures that Ravine wrote do",
                  path);
out:
    free(text);
    spng_ctx_free(png);
    return found;
}

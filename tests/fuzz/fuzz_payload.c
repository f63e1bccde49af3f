// Random bytes as a figure that carries a scene: never a crash, never more memory than is allowed,
// never a name that leads out of it.
#include "base/payload.h"
#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

const char *const fuzz_seeds[] = {
    // The mark, and the scene "[scene]\nlab = x\n" with a table a.csv behind it.
    PAYLOAD_TEXT_MARK "eJwzUlCIjlMoTs5LTY3lyklMUrBVqOBK1DMEQgUujkQ9Q65ErjSuDK40LgB6YAl9",
    "<svg><metadata>" PAYLOAD_TEXT_MARK "eJwDAAAAAAE=</metadata></svg>",
    PAYLOAD_TEXT_MARK,
    "0 \n", // what lies within, as it is
    "16 \n[scene]\nlab = x\n4 a.csv\n1\n2\n",
    "3 ../a\nabc",
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

// The bytes themselves, and packed as the program does it: most of what is random is no zlib.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct payload payload = {0};
    struct error error = {0};
    judge(&payload, payload_text_read(&payload, (const char *)data, size, "fuzz.svg", &error),
          &error);
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

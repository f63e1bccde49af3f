// Random bytes as a language: never a crash; what is accepted may be printed with English values.
#include "base/words_read.h"
#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

const char *const fuzz_seeds[] = {
    "# a remark\n\"no list '%s'; did you mean %s?\"\n= \"liste yok: '%s', %s?\"\n",
    "\"%d of %zu\" = \"%d/%zu\"\n\"%.3g %*d %.*s %%\" = \"%.3g %*d %.*s %%\"\n\"a\\n\" = \"b\\n\"",
    "\xEF\xBB\xBF\"whole number\" = \"tam sayı\"\r\n\"a \\\"b\\\" \\\\\" = \"\"\r\n",
    NULL,
};

const char *const fuzz_folder = NULL;

// How many signs of percent begin a conversion: the values that printf would take.
static size_t conversions(const char *text)
{
    size_t count = 0;
    for (; (text = strchr(text, '%')); text++) {
        if (text[1] == '%')
            text++;
        else
            count++;
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error = {0};
    struct words *language = words_parse((const char *)data, size, "fuzz.txt", &error);
    if (!language) {
        if (error.kind == ERROR_NONE || strncmp(error.text, "fuzz.txt:", 9) != 0)
            abort();
        return 0;
    }
    for (size_t i = 0; i < language->count; i++) {
        const struct words_pair *pair = &language->pair[i];
        if (!*pair->english || !*pair->translation)
            abort();
        if (i > 0 && strcmp(pair[-1].english, pair->english) >= 0)
            abort();
        // A text without a sign of percent may be a format: nothing may be taken that is not there.
        if (!strchr(pair->english, '%') && conversions(pair->translation) > 0)
            abort();
    }
    words_destroy(language);
    return 0;
}

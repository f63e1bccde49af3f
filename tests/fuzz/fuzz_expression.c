// Random bytes as arithmetic: never a crash; a finite number, or one sentence that names a place.
#include "base/expression.h"
#include "base/text.h"
#include "fuzz/fuzz.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const fuzz_seeds[] = {
    "1e-3",
    "1/25 + 0.9^2 - (2*pi)",
    "-sqrt(0.1) × (3 ÷ 4)^-2 ** 2",
    "((((1))))−√2·π/ln(exp(1))",
    "0,5",
    "word(a b, 1, 2) + none * word(\"c, d\") - numbers(1, (2), word(x))",
    NULL,
};

const char *const fuzz_folder = NULL;

// ---- with names ---------------------------------------------------------------------------------

static const char *arguments(void *context, const char *name, struct error *error)
{
    (void)context;
    if (strcmp(name, "word") == 0)
        return "w?nn";
    if (strcmp(name, "numbers") == 0)
        return "nnn";
    if (strcmp(name, "none") == 0)
        return "";
    error_set(error, ERROR_INPUT, "no name '%s'", name);
    return NULL;
}

static bool value_of(void *context, const char *name, const struct expression_argument argument[],
                     size_t count, double *value, struct error *error)
{
    (void)context, (void)name;
    *value = 1;
    for (size_t i = 0; i < count; i++)
        *value += argument[i].number + (double)strlen(argument[i].word);
    return *value < 100 || error_set(error, ERROR_INPUT, "too many");
}

// Pieces of it, each from where the last one ended: never behind the end.
static void read_parts(const char *text)
{
    const struct expression_names names = {NULL, arguments, value_of};
    const char *at = text, *before;
    do {
        struct error error = {0};
        double value;
        before = at;
        if (!expression_part(text, &at, &names, &value, &error)) {
            if (error.kind != ERROR_INPUT || !strstr(error.text, "character ") || at != before)
                abort();
            return;
        }
        if (at <= before || at > text + strlen(text))
            abort();
    } while (*at);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    struct error error = {0};
    double value = 0;
    if (expression_read(text, &value, &error)) {
        if (!isfinite(value) || error.kind != ERROR_NONE)
            abort();
        // What is stored is a plain number.
        char plain[64];
        double again;
        text_shortest(value, plain, sizeof plain);
        if (!text_number(plain, &again) || again != value)
            abort();
    } else if (error.kind != ERROR_INPUT || !strstr(error.text, "character ")) {
        abort();
    }
    read_parts(text);
    free(text);
    return 0;
}

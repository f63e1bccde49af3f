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
    NULL,
};

const char *const fuzz_folder = NULL;

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
    free(text);
    return 0;
}

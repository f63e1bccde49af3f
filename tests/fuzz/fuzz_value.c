// Random text as what people type for a value, in the window and behind the command line's words:
// never a crash; a value within its limits that reads the same when it is written, or one sentence.
#include "base/param.h"
#include "cli/options.h"
#include "cli/size.h"
#include "fuzz/fuzz.h"
#include "sim/rule.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// The first byte decides what the text is.
const char *const fuzz_seeds[] = {
    "a0.25",          "b1/25 + 0.9^2", "c64 in 1..128", "dall",  "e-3, 1e-3",
    "f1280x720",      "g160mmx9",      "h9pt",          "i3.5",  "j2 in -1 .. 5",
    "kpear",          "l0..120",       "m1.5",          "n86mm", "o1e-6 in 1..",
    "p0.1, 0.3 , -9", "q√2·π",         "r24",           NULL,
};

const char *const fuzz_folder = NULL;

static const char *const fruits[] = {"apple", "pear", "plum", NULL};

static const struct param kinds[] = {
    {"alpha", "α", "rate", "h", PARAM_LOG, 1e-6, 1e4, 0.01},
    {"beta1", "β₁", "average", "h", PARAM_NEAR_ONE, 0, 0.9999, 0.9},
    {"noise", "σ", "noise", "h", PARAM_LINEAR, 0, 100, 0},
    {"angle", "φ", "angle", "h", PARAM_LINEAR, -90, 90, 0, .is_ranged = true},
    {"steps", NULL, "steps", "h", PARAM_INTEGER, 1, 100000, 120},
    {"batch", "b", "batch", "h", PARAM_COUNT, 1, 1000000, 0},
    {"fruit", NULL, "fruit", "h", PARAM_CHOICE, .choices = fruits},
};

static void try_param(const struct param *param, const char *text)
{
    struct error error = {0};
    double value, again;
    char written[64], shown[64];
    if (!param_parse(param, text, &value, &error)) {
        if (error.kind != ERROR_INPUT || !*error.text)
            abort();
        return;
    }
    param_show(param, value, shown, sizeof shown);
    param_format(param, value, written, sizeof written);
    if (!isfinite(value) || !param_parse(param, written, &again, &error) || again != value)
        abort();
    if (param->scale == PARAM_CHOICE || (param->scale == PARAM_COUNT && value == 0))
        return;
    if (value < param->min || value > param->max)
        abort();
    if (!param_has_slider(param))
        return;
    const double at = param_position(param, value);
    if (!(at >= 0 && at <= 1))
        abort();
    for (int pace = PARAM_FINE; pace <= PARAM_COARSE; pace++)
        for (int way = -1; way <= 1; way += 2) {
            const double next = param_nudge(param, value, way, (enum param_pace)pace);
            if (!(next >= param->min && next <= param->max) &&
                !(param->scale == PARAM_COUNT && next == 0))
                abort();
        }
}

static void try_pair(const char *text)
{
    static const struct param pair = {"start",    "θ",  "start", "h",
                                      PARAM_PAIR, -1e6, 1e6,     .fallback = "1, 1"};
    struct error error = {0};
    double value[2];
    if (!param_parse_pair(&pair, text, value, &error)) {
        if (error.kind != ERROR_INPUT || !*error.text)
            abort();
    } else if (!(fabs(value[0]) <= 1e6 && fabs(value[1]) <= 1e6)) {
        abort();
    }
}

static void try_size(const char *text)
{
    double side[2], points;
    bool is_paper;
    if (size_parse(text, side, &is_paper) && !(side[0] >= 0 && (side[1] >= 0 || side[1] == -1)))
        abort();
    if (size_parse_text(text, &points) && !isfinite(points))
        abort();
}

// Behind a word of the command line; `which` of them.
static void try_option(size_t which, char *text)
{
    size_t count = 0;
    while (option_rows[count].name)
        count++;
    const struct option_row *row = &option_rows[which % count];
    char name[80], program[] = "ravine", command[] = "render", scene[] = "momentum", to[] = "-o",
                   file[] = "a.png";
    snprintf(name, sizeof name, "%s", row->name);
    char *words[] = {program, command, scene, to, file, name, row->value ? text : NULL, NULL};
    struct options options;
    struct error error = {0};
    if (!options_parse(&options, row->value ? 7 : 6, words, &error) &&
        (error.kind == ERROR_NONE || !*error.text))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    char *text = malloc(size);
    if (!text)
        return 0;
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        try_param(&kinds[i], text);
    try_pair(text);
    try_size(text);
    try_option(data[0], text);
    free(text);
    return 0;
}

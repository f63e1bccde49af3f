#include "cli/film.h"

#include "base/text.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

// The options that are a number.
static const struct {
    const char *name;
    double low, high;
    size_t number, given; // where they go in struct film_options; SIZE_MAX: nowhere
} numbers[] = {
    {"--dpi", 1, 10000, offsetof(struct film_options, dpi), SIZE_MAX},
    {"--fps", 1, 120, offsetof(struct film_options, motion.fps), SIZE_MAX},
    {"--seconds", 0.1, 3600, offsetof(struct film_options, motion.seconds), SIZE_MAX},
    {"--from", 0, 1e9, offsetof(struct film_options, motion.from),
     offsetof(struct film_options, motion.has_from)},
    {"--to", 0, 1e9, offsetof(struct film_options, motion.to),
     offsetof(struct film_options, motion.has_to)},
    {"--hold", 0, 3600, offsetof(struct film_options, motion.hold),
     offsetof(struct film_options, motion.has_hold)},
};

bool film_option(struct film_options *options, const char *name, const char *text,
                 struct error *error)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        double value;
        if (strcmp(numbers[i].name, name) != 0)
            continue;
        if (!text_number(text, &value) || value < numbers[i].low || value > numbers[i].high)
            return error_set(error, ERROR_INPUT, "%s must be a number from %g to %g, not '%s'",
                             name, numbers[i].low, numbers[i].high, text);
        memcpy((char *)options + numbers[i].number, &value, sizeof value);
        if (numbers[i].given != SIZE_MAX)
            memcpy((char *)options + numbers[i].given, &(bool){true}, sizeof(bool));
        return true;
    }
    return false;
}

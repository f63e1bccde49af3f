// Markup as it grows in memory: numbers as short as they can be, text escaped.
#ifndef RAVINE_CANVAS_MARKUP_H
#define RAVINE_CANVAS_MARKUP_H

#include "base/error.h"
#include "canvas/path.h"

#include <stddef.h>

// Zeroed is empty.
struct markup {
    char *bytes;
    size_t count, capacity;
    bool is_short; // memory was out: the rest is missing
};

void markup_clear(struct markup *markup);

void markup_put(struct markup *markup, const char *text);
void markup_append(struct markup *markup, const struct markup *more);
void markup_print(struct markup *markup, const char *format, ...) PRINTF_LIKE(2, 3);

// ` name="value"` with at most two decimals.
void markup_attribute(struct markup *markup, const char *name, float value);

// A number with at most two decimals.
void markup_number(struct markup *markup, float value);

// Text of `bytes` bytes, with what means something in XML escaped; what XML has no place for
// becomes a space.
void markup_text(struct markup *markup, const char *utf8, size_t bytes);

void markup_base64(struct markup *markup, const unsigned char *bytes, size_t count);

// `fill="#0072b2"`, behind a space, and its opacity where that is not 1.
void markup_color(struct markup *markup, const char *name, struct color color);

// Path data in multiples of `unit` hundredths: 1, 10 or 100. Places are rounded before they become
// steps, so that nothing adds up.
void markup_path(struct markup *markup, const struct path *path, bool closes, long unit);

#endif

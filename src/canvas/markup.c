#include "canvas/markup.h"

#include "base/array.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void markup_clear(struct markup *markup)
{
    free(markup->bytes);
    *markup = (struct markup){0};
}

static char *make_room(struct markup *markup, size_t count)
{
    if (markup->is_short ||
        !array_reserve(&markup->bytes, &markup->capacity, markup->count + count, 1, NULL)) {
        markup->is_short = true;
        return NULL;
    }
    return markup->bytes + markup->count;
}

static void put(struct markup *markup, const char *text, size_t count)
{
    char *room = count > 0 ? make_room(markup, count) : NULL;
    if (!room)
        return;
    memcpy(room, text, count);
    markup->count += count;
}

void markup_put(struct markup *markup, const char *text)
{
    put(markup, text, strlen(text));
}

void markup_append(struct markup *markup, const struct markup *more)
{
    put(markup, more->bytes, more->count);
    markup->is_short = markup->is_short || more->is_short;
}

void markup_print(struct markup *markup, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    const int count = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (count < 0 || (size_t)count >= sizeof text)
        markup->is_short = true;
    else
        put(markup, text, (size_t)count);
}

// ---- numbers ------------------------------------------------------------------------------------

// A number of hundredths: "-.5", "12", "3.07".
static void put_hundredths(struct markup *markup, long value)
{
    char text[32];
    char *end = text + sizeof text, *at = end;
    unsigned long rest = value < 0 ? 0ul - (unsigned long)value : (unsigned long)value;
    const unsigned long part = rest % 100;
    if (part > 0) {
        if (part % 10 > 0)
            *--at = (char)('0' + part % 10);
        *--at = (char)('0' + part / 10);
        *--at = '.';
    }
    for (rest /= 100; rest > 0; rest /= 10)
        *--at = (char)('0' + rest % 10);
    if (at == end)
        *--at = '0';
    if (value < 0)
        *--at = '-';
    put(markup, at, (size_t)(end - at));
}

static long hundredths(float value)
{
    return isfinite(value) ? lroundf(fminf(fmaxf(value, -1e6f), 1e6f) * 100) : 0;
}

void markup_number(struct markup *markup, float value)
{
    put_hundredths(markup, hundredths(value));
}

void markup_attribute(struct markup *markup, const char *name, float value)
{
    markup_put(markup, " ");
    markup_put(markup, name);
    markup_put(markup, "=\"");
    markup_number(markup, value);
    markup_put(markup, "\"");
}

void markup_color(struct markup *markup, const char *name, struct color color)
{
    markup_print(markup, " %s=\"#%02x%02x%02x\"", name, (unsigned)lroundf(color.r * 255),
                 (unsigned)lroundf(color.g * 255), (unsigned)lroundf(color.b * 255));
    if (color.a < 1) {
        char opacity[40];
        snprintf(opacity, sizeof opacity, "%s-opacity", name);
        markup_attribute(markup, opacity, color.a);
    }
}

// A number of path data, behind a blank only where it would run into the one before it.
static void put_step(struct markup *markup, long value, bool is_first)
{
    if (!is_first && value >= 0)
        markup_put(markup, " ");
    put_hundredths(markup, value);
}

// A step of a path by the shortest of its commands: h, v or l; *command is the one in force.
static void put_line(struct markup *markup, long dx, long dy, char *command)
{
    const char wanted = dy == 0 ? 'h' : dx == 0 ? 'v' : 'l';
    const bool is_first = *command != wanted;
    if (is_first)
        put(markup, &wanted, 1);
    *command = wanted;
    if (wanted != 'v')
        put_step(markup, dx, is_first);
    if (wanted != 'h')
        put_step(markup, dy, is_first && wanted == 'v');
}

// Hundredths that are a multiple of `unit`.
static long rounded(float value, long unit)
{
    return unit > 1 ? hundredths(value / (float)unit) * unit : hundredths(value);
}

void markup_path(struct markup *markup, const struct path *path, bool closes, long unit)
{
    size_t i = 0;
    for (size_t line = 0; line < path->lines; line++) {
        long x = rounded(path->point[i].x, unit), y = rounded(path->point[i].y, unit);
        char command = 'M';
        markup_put(markup, "M");
        put_step(markup, x, true);
        put_step(markup, y, false);
        for (i++; i < path->end[line]; i++) {
            const long to_x = rounded(path->point[i].x, unit);
            const long to_y = rounded(path->point[i].y, unit);
            // A dot is a line of no length, and has to say so.
            const bool is_dot = !closes && command == 'M' && i + 1 == path->end[line];
            if ((to_x != x || to_y != y || is_dot))
                put_line(markup, to_x - x, to_y - y, &command);
            x = to_x;
            y = to_y;
        }
        if (closes)
            markup_put(markup, "z");
    }
}

// ---- text ---------------------------------------------------------------------------------------

void markup_text(struct markup *markup, const char *utf8, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        const unsigned char c = (unsigned char)utf8[i];
        if (c == '&')
            markup_put(markup, "&amp;");
        else if (c == '<')
            markup_put(markup, "&lt;");
        else if (c == '>')
            markup_put(markup, "&gt;");
        else if (c == '"')
            markup_put(markup, "&quot;");
        else if (c < 0x20 && c != '\n' && c != '\t')
            markup_put(markup, " ");
        else
            put(markup, utf8 + i, 1);
    }
}

void markup_base64(struct markup *markup, const unsigned char *bytes, size_t count)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *room = make_room(markup, (count + 2) / 3 * 4);
    if (!room)
        return;
    for (size_t i = 0; i < count; i += 3) {
        const size_t left = count - i;
        const uint32_t three = (uint32_t)bytes[i] << 16 |
                               (left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) |
                               (left > 2 ? bytes[i + 2] : 0);
        *room++ = digits[three >> 18];
        *room++ = digits[three >> 12 & 63];
        *room++ = left > 1 ? digits[three >> 6 & 63] : '=';
        *room++ = left > 2 ? digits[three & 63] : '=';
    }
    markup->count += (count + 2) / 3 * 4;
}

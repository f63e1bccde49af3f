#include "export/format.h"

#include "base/text.h"
#include "base/words.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#define ADDRESS(name) &format_##name,
const struct format *const formats[] = {FORMATS(ADDRESS) NULL};

enum { ENDINGS_MAX = 64 };

const char *format_command(enum format_kind kind)
{
    return kind == FORMAT_PICTURE ? "render" : "run";
}

// The endings of a kind; returns how many.
static size_t list_endings(enum format_kind kind, const char *endings[ENDINGS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; formats[i]; i++)
        for (size_t e = 0; formats[i]->kind == kind && formats[i]->endings[e]; e++)
            if (count < ENDINGS_MAX)
                endings[count++] = formats[i]->endings[e];
    return count;
}

void format_endings(enum format_kind kind, char *text, size_t size)
{
    const char *endings[ENDINGS_MAX];
    const size_t count = list_endings(kind, endings);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++)
        text_append(text, size, "%s%s",
                    i == 0           ? ""
                    : i + 1 == count ? words(" or ")
                                     : ", ",
                    endings[i]);
}

static bool ends_in(const char *path, const char *ending)
{
    const size_t length = strlen(path), tail = strlen(ending);
    return length >= tail && strcasecmp(path + length - tail, ending) == 0;
}

// Whether a number stands before the ending's point, as "%04d", "%3d" or "%d".
static bool has_number(const char *path, const char *ending)
{
    const char *end = path + strlen(path) - strlen(strrchr(ending, '.'));
    const char *percent = end;
    while (percent > path && *percent != '%' && *percent != '/')
        percent--;
    const size_t digits = *percent == '%' ? strspn(percent + 1, "0123456789") : SIZE_MAX;
    return digits <= 2 && percent + 1 + digits + 1 == end && percent[1 + digits] == 'd';
}

static bool is_meant(const struct format *format, const char *ending, const char *path)
{
    if (!format->is_sequence)
        return ends_in(path, ending);
    return ends_in(path, strrchr(ending, '.')) && has_number(path, ending);
}

// The longest ending says most: ".anim.svg" more than ".svg", a number before it more than none.
static const struct format *find(const char *path)
{
    const struct format *found = NULL;
    size_t longest = 0;
    for (size_t i = 0; formats[i]; i++)
        for (size_t e = 0; formats[i]->endings[e]; e++)
            if (is_meant(formats[i], formats[i]->endings[e], path) &&
                strlen(formats[i]->endings[e]) > longest) {
                found = formats[i];
                longest = strlen(formats[i]->endings[e]);
            }
    return found;
}

static void refuse_ending(enum format_kind kind, const char *path, struct error *error)
{
    char list[256];
    const char *endings[ENDINGS_MAX];
    const size_t count = list_endings(kind, endings);
    format_endings(kind, list, sizeof list);
    const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
    const char *nearest = dot ? text_nearest(dot, endings, count) : NULL;
    if (nearest)
        error_set(error, ERROR_INPUT, "%s: the ending says what to draw: %s; did you mean %s?",
                  path, list, nearest);
    else
        error_set(error, ERROR_INPUT, "%s: the ending says what to draw: %s", path, list);
}

// Behind the last point of the name; "" where there is none, or what is no word: "run.2".
static const char *ending_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    return dot && dot > name && isalpha((unsigned char)dot[1]) ? dot : "";
}

// Files of other programs, of which nothing is known, and the ones of this one that are no numbers
// would be taken for what they are not.
static bool is_plain(const char *path)
{
    static const char *const plain[] = {"", ".txt", ".dat", ".data"};
    const char *ending = path ? ending_of(path) : "";
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcasecmp(ending, plain[i]) == 0)
            return true;
    return false;
}

static void refuse_numbers(const char *path, struct error *error)
{
    char list[256];
    const char *endings[ENDINGS_MAX];
    const size_t count = list_endings(FORMAT_NUMBERS, endings);
    format_endings(FORMAT_NUMBERS, list, sizeof list);
    const char *nearest = text_nearest(ending_of(path), endings, count);
    if (format_is_scene(path))
        error_set(error, ERROR_INPUT, "%s: an .ini file is a scene; run writes numbers: %s", path,
                  list);
    else if (nearest)
        error_set(error, ERROR_INPUT, "%s: run writes %s; did you mean %s?", path, list, nearest);
    else
        error_set(error, ERROR_INPUT,
                  "%s: run writes %s, and CSV into .txt, .dat, .data and files without an ending", path,
                  list);
}

bool format_is_scene(const char *path)
{
    return strcasecmp(ending_of(path), ".ini") == 0;
}

bool format_check_link(const char *path, struct error *error)
{
    if (!format_is_scene(path) && !find(path))
        return true;
    return error_set(error, ERROR_INPUT,
                     "%s: the ending is that of another kind of file; a link is a line of text: "
                     ".txt",
                     path);
}

const struct format *format_choose(enum format_kind kind, const char *path, struct error *error)
{
    // Standard output has no ending.
    const bool is_output = path && strcmp(path, "-") == 0;
    const struct format *found = is_output ? find(kind == FORMAT_PICTURE ? ".png" : ".csv")
                                 : path    ? find(path)
                                           : NULL;
    if (found && found->kind == kind)
        return found;
    char list[256];
    format_endings(found ? found->kind : kind, list, sizeof list);
    if (found && kind == FORMAT_PICTURE) {
        error_set(error, ERROR_INPUT, "%s: render draws; numbers (%s) are written by ravine run",
                  path, list);
    } else if (found) {
        error_set(error, ERROR_INPUT,
                  "%s: run writes numbers; pictures (%s) are drawn by ravine "
                  "render",
                  path, list);
    } else if (kind == FORMAT_PICTURE) {
        refuse_ending(kind, path ? path : "-", error);
    } else if (!is_plain(path)) {
        refuse_numbers(path, error);
    } else {
        for (size_t i = 0; formats[i]; i++)
            if (formats[i]->kind == kind)
                return formats[i];
    }
    return NULL;
}

static bool takes(const struct format *format, const char *option)
{
    for (size_t i = 0; format->options[i]; i++)
        if (strcmp(format->options[i], option) == 0)
            return true;
    return false;
}

bool format_check_option(const struct format *format, const char *option, struct error *error)
{
    if (takes(format, option))
        return true;
    bool is_known = false;
    for (size_t i = 0; formats[i] && !is_known; i++)
        is_known = takes(formats[i], option);
    if (!is_known)
        return true;
    char list[256] = "";
    for (size_t i = 0; format->options[i]; i++)
        text_append(list, sizeof list, "%s%s", i == 0 ? "" : ", ", format->options[i]);
    if (*list)
        return error_set(error, ERROR_INPUT, "%s takes no %s; it takes %s", format->endings[0],
                         option, list);
    return error_set(error, ERROR_INPUT, "%s takes no %s", format->endings[0], option);
}

#include "data/raw.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "data/bytes.h"
#include "data/encoding.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- names --------------------------------------------------------------------------------------

// Names that are taken, by their hashes.
struct taken {
    size_t *slot; // column + 1, 0 = free
    size_t slots;
    char *const *name;
};

static size_t hash_of(const char *text)
{
    uint64_t hash = 14695981039346656037u; // FNV-1a (Fowler, Noll & Vo)
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return (size_t)(hash ^ (hash >> 29));
}

static size_t *slot_of(const struct taken *taken, const char *name)
{
    size_t at = hash_of(name) % taken->slots;
    while (taken->slot[at] && strcmp(taken->name[taken->slot[at] - 1], name) != 0)
        at = (at + 1) % taken->slots;
    return &taken->slot[at];
}

// Gives a name that is taken a number behind it: a, a.2, a.3.
static bool make_unique(struct raw *raw, struct taken *taken, size_t column, struct report *report,
                        struct error *error)
{
    char name[RAW_NAME_BYTES + 16];
    snprintf(name, sizeof name, "%s", raw->name[column]);
    for (int number = 2; *slot_of(taken, name); number++)
        snprintf(name, sizeof name, "%s.%d", raw->name[column], number);
    if (strcmp(name, raw->name[column]) != 0) {
        report_add(report, REPORT_ASSUMED, "two columns are called %s: column %zu is %s",
                   raw->name[column], column + 1, name);
        free(raw->name[column]);
        raw->name[column] = strdup(name);
        if (!raw->name[column])
            return error_memory(error);
        raw->twins++;
    }
    *slot_of(taken, name) = column + 1;
    return true;
}

static bool take_names(struct raw *raw, struct report *report, struct error *error)
{
    const struct table_format *format = &raw->format;
    struct table_cursor cursor = {raw->bytes + format->header_at, raw->bytes + raw->length,
                                  format->has_wide_names ? FIELDS_WIDE : format->separator};
    struct table_field field = {.ends_row = !format->has_header};
    raw->name = array_create(format->columns, sizeof *raw->name, error);
    struct taken taken = {.slots = 2 * format->columns + 1, .name = raw->name};
    taken.slot = array_create(taken.slots, sizeof *taken.slot, error);
    bool done = raw->name && taken.slot;
    for (size_t i = 0; done && i < format->columns; i++) {
        char text[RAW_NAME_BYTES] = "";
        if (i == 0 && format->lacks_first) {
            snprintf(text, sizeof text, "row");
        } else if (!field.ends_row) {
            field = fields_next(&cursor);
            fields_text(&field, text, sizeof text);
            if (field.is_unclosed)
                done = error_set(error, ERROR_INPUT, "%s:%zu: a quote is opened and never closed",
                                 raw->path, format->header_line);
        }
        if (!*text)
            snprintf(text, sizeof text, format->has_header ? "column %zu" : "%zu", i + 1);
        raw->name[i] = strdup(text);
        done = done && raw->name[i] ? make_unique(raw, &taken, i, report, error)
                                    : done && error_memory(error);
    }
    free(taken.slot);
    return done;
}

// ---- opening ------------------------------------------------------------------------------------

static void tell_format(const struct raw *raw, struct report *report)
{
    const struct table_format *format = &raw->format;
    report_add(report,
               format->separator == ',' || format->is_single ? REPORT_FOUND : REPORT_ASSUMED,
               "separator: %s", words(sniff_separator_name(format->separator)));
    if (format->decimal == ',')
        report_add(report, REPORT_ASSUMED, "a comma stands before decimals");
    if (format->has_header)
        report_add(report, REPORT_FOUND, "header: line %zu", format->header_line);
    else
        report_add(report, REPORT_ASSUMED, "no header: columns are called by their numbers");
    if (format->lacks_first)
        report_add(report, REPORT_ASSUMED, "the header names all columns but the first: it is row");
}

// Looks at raw->bytes.
static bool look(struct raw *raw, const struct table_hints *hints, struct report *report,
                 struct error *error)
{
    const char *slash = strrchr(raw->path, '/');
    char shown[256];
    raw->hints = *hints;
    if (report) {
        text_escape(slash ? slash + 1 : raw->path, shown, sizeof shown);
        text_excerpt(shown, report->file, sizeof report->file);
    }
    if (!encoding_decode(&raw->bytes, &raw->length, raw->path, report, error) ||
        !sniff(&raw->format, raw->bytes, raw->length, raw->path, hints, report, error))
        return false;
    if (!take_names(raw, report, error))
        return false;
    tell_format(raw, report);
    return true;
}

void raw_tell(const struct raw *raw, enum raw_part part, double share)
{
    // As measured of tables of 200 MB: unzipping takes about as long as a third of the rest.
    static const double ends[][4] = {{0, 0, 0.75, 1}, {0, 0.25, 0.8, 1}};
    const double *end = ends[raw->was_zipped] + part;
    if (raw->watch.tell)
        raw->watch.tell(raw->watch.user, end[0] + share * (end[1] - end[0]));
}

static void tell_unzipped(void *user, double share)
{
    struct raw *raw = user;
    raw->was_zipped = true;
    raw_tell(raw, RAW_UNZIPS, share);
}

bool raw_open(struct raw *raw, const char *path, const struct table_hints *hints,
              struct report *report, struct error *error)
{
    static const struct raw_watch nobody = {0};
    return raw_open_watched(raw, path, hints, &nobody, report, error);
}

bool raw_open_watched(struct raw *raw, const char *path, const struct table_hints *hints,
                      const struct raw_watch *watch, struct report *report, struct error *error)
{
    memset(raw, 0, sizeof *raw);
    raw->path = strdup(path);
    raw->watch = *watch;
    const struct bytes_watch unzips = {tell_unzipped, raw};
    if ((raw->path || error_memory(error)) &&
        bytes_read_watched(path, &unzips, &raw->bytes, &raw->length, error) &&
        look(raw, hints, report, error))
        return true;
    raw_clear(raw);
    return false;
}

bool raw_parse(struct raw *raw, const char *bytes, size_t length, const char *name,
               const struct table_hints *hints, struct report *report, struct error *error)
{
    memset(raw, 0, sizeof *raw);
    raw->path = strdup(name);
    raw->bytes = malloc(length + 1);
    if (!raw->path || !raw->bytes) {
        raw_clear(raw);
        return error_memory(error);
    }
    memcpy(raw->bytes, bytes, length);
    raw->bytes[length] = '\0';
    raw->length = length;
    if (look(raw, hints, report, error))
        return true;
    raw_clear(raw);
    return false;
}

// ---- columns ------------------------------------------------------------------------------------

static bool refuse_column(struct raw *raw, const char *wanted, struct error *error)
{
    const size_t columns = raw->format.columns, line = raw->format.header_line;
    double number;
    raw->lacks_column = true;
    if (!raw->format.has_header)
        return error_set(error, ERROR_INPUT,
                         "%s: no column '%s': without a header, columns are numbers 1 to %zu; "
                         "header = yes takes the first line for their names",
                         raw->path, wanted, columns);
    const char *nearest = text_nearest(wanted, (const char *const *)raw->name, columns);
    if (nearest && text_number(nearest, &number))
        nearest = NULL; // nobody means 5.1
    char list[200] = "";
    for (size_t i = 0; i < columns; i++)
        if (!text_append(list, sizeof list, "%s%s", i ? ", " : "", raw->name[i]))
            break;
    return nearest ? error_set(error, ERROR_INPUT, "%s:%zu: no column '%s'; did you mean '%s'?",
                               raw->path, line, wanted, nearest)
                   : error_set(error, ERROR_INPUT, "%s:%zu: no column '%s'; there are %s",
                               raw->path, line, wanted, list);
}

bool raw_find(struct raw *raw, const char *wanted, size_t *column, struct report *report,
              struct error *error)
{
    char name[RAW_NAME_BYTES], twin[RAW_NAME_BYTES + 8];
    snprintf(name, sizeof name, "%s", wanted + strspn(wanted, " \t"));
    size_t length = strlen(name);
    while (length > 0 && name[length - 1] == ' ')
        name[--length] = '\0';
    snprintf(twin, sizeof twin, "%s.2", name);
    *column = raw->format.columns;
    for (size_t i = 0; i < raw->format.columns; i++) {
        if (strcmp(raw->name[i], name) == 0)
            *column = i;
        else if (raw->twins > 0 && strcmp(raw->name[i], twin) == 0)
            report_add(report, REPORT_DOUBT,
                       "%s stands twice in the header: the first is meant; the other is %s", name,
                       twin);
    }
    double number;
    if (*column == raw->format.columns && text_number(name, &number) && number >= 1 &&
        number <= (double)raw->format.columns && number == floor(number))
        *column = (size_t)number - 1;
    return *column < raw->format.columns || refuse_column(raw, name, error);
}

size_t raw_line(const struct raw *raw, size_t offset)
{
    size_t line = 1;
    const char *at = raw->bytes, *end = raw->bytes + offset;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        line++;
        at++;
    }
    return line;
}

void raw_clear(struct raw *raw)
{
    for (size_t i = 0; raw->name && i < raw->format.columns; i++)
        free(raw->name[i]);
    free(raw->name);
    free(raw->bytes);
    free(raw->path);
    const bool lacks_column = raw->lacks_column;
    memset(raw, 0, sizeof *raw);
    raw->lacks_column = lacks_column;
}

#include "export/records.h"

#include "base/array.h"
#include "export/shown.h"

#include <stdlib.h>
#include <string.h>

// ---- reading ------------------------------------------------------------------------------------

static bool add_cell(struct records *records, char *cell, struct error *error)
{
    if (!array_reserve(&records->cell, &records->capacity, records->cells + 1,
                       sizeof *records->cell, error))
        return false;
    records->cell[records->cells++] = cell;
    return true;
}

// Ends the cell at *at, quotes taken off, and moves on behind it. Returns what it ended with: ',',
// '\n' or 0.
static char take_cell(char **at, char **cell)
{
    char *from = *at, *to = from;
    const bool is_quoted = *from == '"';
    bool is_open = is_quoted;
    *cell = from;
    for (from += is_quoted; *from && (is_open || (*from != ',' && *from != '\n')); from++) {
        if (*from != '"') {
            *to++ = *from;
        } else if (is_open && from[1] == '"') {
            *to++ = *from++;
        } else {
            is_open = !is_open;
        }
    }
    const char end = *from;
    *at = end ? from + 1 : from;
    *to = '\0';
    return end;
}

// Whether the row, the count-th of those that have the same first cell, stays.
static bool stays(const struct records *records, size_t row, size_t every, const char **member,
                  size_t *count)
{
    const char *name = records->cell[row];
    const bool has_members = strcmp(records->cell[0], "runner") == 0;
    if (has_members && (!*member || strcmp(*member, name) != 0)) {
        *member = name;
        *count = 0;
    }
    return every < 2 || (*count)++ % every == 0;
}

bool records_parse(struct records *records, char *bytes, size_t every, struct error *error)
{
    *records = (struct records){.bytes = bytes};
    const char *member = NULL;
    size_t count = 0;
    for (char *at = bytes; *at;) {
        const size_t first = records->cells;
        char end;
        do {
            char *cell;
            end = take_cell(&at, &cell);
            if (!add_cell(records, cell, error))
                return false;
        } while (end == ',');
        if (records->columns == 0)
            records->columns = records->cells;
        else if (stays(records, first, every, &member, &count))
            records->rows++;
        else
            records->cells = first;
    }
    return true;
}

static bool read_table(struct records *records, struct lab *lab, size_t every, struct error *error)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    const bool is_written = out && lab->type->table(lab, out, error);
    const bool is_whole = out && !ferror(out);
    if ((out && fclose(out) != 0) || !is_whole || !is_written) {
        free(bytes);
        return is_written ? error_memory(error) : out ? false : error_memory(error);
    }
    return records_parse(records, bytes, every, error);
}

bool records_are_table(const struct numbers_options *options)
{
    return !options->is_figure && options->every < 2;
}

bool records_read(struct records *records, struct lab *lab, const struct numbers_options *options,
                  struct error *error)
{
    *records = (struct records){0};
    if (!options->is_figure)
        return read_table(records, lab, options->every, error);
    char *bytes = shown_read(lab, &options->figure, error);
    return bytes && records_parse(records, bytes, options->every, error);
}

void records_clear(struct records *records)
{
    free(records->cell);
    free(records->bytes);
    memset(records, 0, sizeof *records);
}

// ---- writing ------------------------------------------------------------------------------------

static void write_cell(FILE *out, const char *cell, char separator)
{
    if (!strchr(cell, separator) && !strpbrk(cell, "\"\r\n")) {
        fputs(cell, out);
        return;
    }
    fputc('"', out);
    for (; *cell; cell++) {
        if (*cell == '"')
            fputc('"', out);
        fputc(*cell, out);
    }
    fputc('"', out);
}

void records_write(const struct records *records, FILE *out, char separator, const char *nothing)
{
    for (size_t i = 0; i < records->cells; i++) {
        const char *cell = records->cell[i];
        const bool is_last = (i + 1) % records->columns == 0;
        write_cell(out, *cell ? cell : nothing, separator);
        fputc(is_last ? '\n' : separator, out);
    }
}

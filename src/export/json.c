// JSON (RFC 8259): {"scene": …, "columns": [name …], "rows": [[cell …] …]}. Cells are as in CSV:
// numbers with the same digits, and text. What is empty there is null, and a "note" says why.
#include "export/format.h"

#include "base/array.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char null_note[] = "null: a number that is not finite, or was not measured";

static void write_text(FILE *out, const char *text)
{
    fputc('"', out);
    while (*text) {
        const size_t bytes = utf8_bytes(text);
        if (*text == '"' || *text == '\\')
            fprintf(out, "\\%c", *text);
        else if ((unsigned char)*text < 0x20 || *text == 0x7F)
            fprintf(out, "\\u%04x", (unsigned)*text);
        else if (bytes == 0)
            fputs("\\ufffd", out);
        else
            fwrite(text, 1, bytes, out);
        text += bytes > 0 ? bytes : 1;
    }
    fputc('"', out);
}

// Digits as JSON wants them: −, no plus, no leading 0 or dot, a digit behind a dot.
static bool is_number(const char *text)
{
    const char *at = text + (*text == '-');
    if (!isdigit((unsigned char)*at) || (*at == '0' && isdigit((unsigned char)at[1])))
        return false;
    at += strspn(at, "0123456789");
    if (*at == '.') {
        const size_t digits = strspn(at + 1, "0123456789");
        if (digits == 0)
            return false;
        at += 1 + digits;
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        at += *at == '+' || *at == '-';
        if (!isdigit((unsigned char)*at))
            return false;
        at += strspn(at, "0123456789");
    }
    return *at == '\0';
}

// Names are text even where one of them is a number.
static bool is_text_column(const struct records *records, size_t column)
{
    for (size_t i = 1; i <= records->rows; i++) {
        const char *cell = records->cell[i * records->columns + column];
        if (*cell && !is_number(cell))
            return true;
    }
    return strcmp(records->cell[column], "runner") == 0;
}

static void write_row(FILE *out, const struct records *records, size_t row, const bool is_text[])
{
    fputs(row > 1 ? ",\n  [" : "\n  [", out);
    for (size_t c = 0; c < records->columns; c++) {
        const char *cell = records->cell[row * records->columns + c];
        if (c > 0)
            fputs(", ", out);
        if (!*cell)
            fputs("null", out);
        else if (is_text[c])
            write_text(out, cell);
        else
            fputs(cell, out);
    }
    fputc(']', out);
}

static bool write_all(FILE *out, const struct records *records, const char *scene,
                      struct error *error)
{
    bool *is_text = array_create(records->columns + 1, sizeof *is_text, error);
    if (!is_text)
        return false;
    for (size_t c = 0; c < records->columns; c++)
        is_text[c] = is_text_column(records, c);
    bool has_null = false;
    fputs("{\n \"scene\": ", out);
    write_text(out, scene);
    fputs(",\n \"columns\": [", out);
    for (size_t c = 0; c < records->columns; c++) {
        fputs(c > 0 ? ", " : "", out);
        write_text(out, records->cell[c]);
    }
    for (size_t i = records->columns; i < records->cells; i++)
        has_null = has_null || !*records->cell[i];
    fputs("],\n", out);
    if (has_null)
        fprintf(out, " \"note\": \"%s\",\n", null_note);
    fputs(" \"rows\": [", out);
    for (size_t row = 1; row <= records->rows; row++)
        write_row(out, records, row, is_text);
    fputs("\n ]\n}\n", out);
    free(is_text);
    return true;
}

static bool write_json(const struct format_job *job, struct error *error)
{
    struct records records = {0};
    const char *name = job->scene->name ? job->scene->name : "";
    const bool done = records_read(&records, job->lab, job->numbers, error) &&
                      write_all(job->file->stream, &records, name, error);
    records_clear(&records);
    return done;
}

const struct format format_json = {
    .name = "json",
    .endings = {".json"},
    .what = "the same for programs: names of columns, then rows",
    .kind = FORMAT_NUMBERS,
    .options = {FORMAT_NUMBERS_OPTIONS},
    .write = write_json,
};

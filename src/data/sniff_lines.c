#include "data/sniff_lines.h"

#include "base/array.h"
#include "data/fields.h"
#include "data/marks.h"
#include "data/number.h"
#include "data/when.h"

#include <stdlib.h>
#include <string.h>

static const size_t most_bytes = (size_t)4 << 20;

// The end of the line at `at`; lines whose quotes are open go on, as far as that helps.
static const char *line_end(const char *at, const char *end)
{
    const char *first = NULL;
    size_t quotes = 0;
    for (int joined = 0; joined < 20; joined++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        first = first ? first : stop;
        for (const char *quote = at; (quote = memchr(quote, '"', (size_t)(stop - quote))) != NULL;
             quote++)
            quotes++;
        if (quotes % 2 == 0)
            return stop;
        if (stop == end)
            break;
        at = stop + 1;
    }
    return first;
}

static size_t count_lines(const char *at, const char *end)
{
    size_t count = 0;
    for (; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        count++;
    return count;
}

void sniff_lines_take(struct sniff_lines *lines, const char *bytes, size_t length)
{
    const char *at = bytes, *end = bytes + length;
    size_t number = 1;
    bool was_blank = false;
    memset(lines, 0, sizeof *lines);
    while (at < end && lines->count < SNIFF_LINES &&
           (lines->count < 2 || (size_t)(at - bytes) < most_bytes)) {
        const char *stop = line_end(at, end);
        struct sniff_line *line = &lines->line[lines->count++];
        *line = (struct sniff_line){.at = at, .end = stop, .number = number};
        if (stop - at > SNIFF_LINE_BYTES) {
            lines->too_long = number;
            return;
        }
        if (line->end > at && line->end[-1] == '\r')
            line->end--;
        const char *first = at;
        while (first < line->end && (*first == ' ' || *first == '\t'))
            first++;
        line->is_blank = first == line->end;
        line->is_comment = !line->is_blank && (*first == '#' || *first == '%');
        line->after_blank = was_blank;
        was_blank = line->is_blank;
        number += 1 + count_lines(at, stop);
        at = stop < end ? stop + 1 : end;
    }
}

// Several numbers with blanks between them, which no writer of the separator would leave.
static bool is_run_of_numbers(const char *text, size_t length)
{
    size_t parts = 0;
    bool was_digit = false, was_blank = true;
    for (size_t i = 0; i < length; i++) {
        const char c = text[i];
        const bool is_blank = c == ' ' || c == '\t';
        if (!is_blank && !strchr("0123456789.+-,eE", c))
            return false;
        if (!is_blank && was_blank)
            parts++;
        was_digit = was_digit || (c >= '0' && c <= '9');
        was_blank = is_blank;
    }
    return was_digit && parts > 1;
}

static bool is_dirty(const char *text, size_t length, char separator)
{
    static const char *const others[] = {";|\t", "|", "", ",;|\t"};
    const char *bad = separator == ','    ? others[0]
                      : separator == ';'  ? others[1]
                      : separator == '\t' ? others[2]
                      : separator == ' '  ? others[3]
                                          : others[2];
    for (size_t i = 0; i < length; i++)
        if (text[i] && strchr(bad, text[i]))
            return true;
    for (size_t i = 0; separator != ',' && i + 2 < length; i++)
        // "5.1,3.5" that is no number
        if (text[i + 1] == ',' && text[i] >= '0' && text[i] <= '9' && text[i + 2] >= '0' &&
            text[i + 2] <= '9' && length < 4096)
            return true;
    return separator != ' ' && is_run_of_numbers(text, length);
}

enum field_kind sniff_kind(const char *text, size_t length, bool is_quoted, char separator)
{
    double value;
    unsigned traits = 0;
    struct when_parts parts;
    if (marks_is_missing(text, length))
        return FIELD_EMPTY;
    if (length > 4096)
        return FIELD_WORD;
    if (number_parse(text, length, '.', &value, &traits) ||
        ((separator != ',' || is_quoted) && number_parse(text, length, ',', &value, &traits)))
        return FIELD_NUMBER;
    if (when_split(text, length, WHEN_OPEN, &parts))
        return FIELD_DATE;
    return !is_quoted && is_dirty(text, length, separator) ? FIELD_DIRTY : FIELD_WORD;
}

bool sniff_lines_split(struct sniff_lines *lines, char separator, struct error *error)
{
    lines->used = 0;
    for (size_t i = 0; i < lines->count; i++) {
        struct sniff_line *line = &lines->line[i];
        struct table_cursor cursor = {line->at, line->end, separator};
        line->fields = 0;
        line->kind_at = lines->used;
        if (line->is_blank)
            continue;
        // What a comment may name begins behind its mark.
        while (line->is_comment && cursor.at < cursor.end && strchr("#% \t", *cursor.at))
            cursor.at++;
        for (struct table_field field = {0}; !field.ends_row; line->fields++) {
            field = fields_next(&cursor);
            if (line->fields >= SNIFF_FIELDS)
                continue;
            if (!array_reserve(&lines->kinds, &lines->capacity, lines->used + 1, 1, error))
                return false;
            lines->kinds[lines->used++] =
                (unsigned char)sniff_kind(field.text, field.length, field.is_quoted, separator);
        }
    }
    for (size_t i = 0; i < lines->count; i++)
        lines->line[i].kind = lines->kinds ? lines->kinds + lines->line[i].kind_at : NULL;
    return true;
}

void sniff_lines_clear(struct sniff_lines *lines)
{
    free(lines->kinds);
    lines->kinds = NULL;
}

double sniff_line_worth(const struct sniff_line *line)
{
    static const double worth[] = {[FIELD_EMPTY] = 0.5,
                                   [FIELD_NUMBER] = 1,
                                   [FIELD_DATE] = 1,
                                   [FIELD_WORD] = 0.5,
                                   [FIELD_DIRTY] = -0.5};
    double sum = 0;
    for (size_t i = 0; i < line->fields && i < SNIFF_FIELDS; i++)
        sum += worth[line->kind[i]];
    return sum;
}

#include "data/sniff_foot.h"

#include "base/words.h"
#include "data/fields.h"

#include <string.h>

struct foot {
    size_t columns;
    unsigned char usual;
    char separator;
};

// The beginning of the line that ends at `end`.
static const char *line_begin(const char *bytes, const char *end)
{
    while (end > bytes && end[-1] != '\n')
        end--;
    return end;
}

// A line at the foot that is no row: a note of other fields, in words, or a sum.
static bool is_foot(const struct foot *foot, const char *at, const char *end, bool *is_total)
{
    const char separator = foot->separator;
    struct table_cursor cursor = {at, end, separator};
    const struct table_field first = fields_next(&cursor);
    const size_t fields = fields_count(at, end, separator, foot->columns + 2);
    const enum field_kind kind = sniff_kind(first.text, first.length, first.is_quoted, separator);
    *is_total = fields == foot->columns && marks_is_total(first.text, first.length);
    if (*is_total)
        return true;
    if (kind != FIELD_WORD && kind != FIELD_DIRTY)
        return false;
    if (fields != foot->columns)
        return true;
    // As many fields by chance: words where rows have dates or numbers.
    return (foot->usual == FIELD_NUMBER || foot->usual == FIELD_DATE) && first.length > 6 &&
           memchr(first.text, ' ', first.length);
}

// The last line before `end` that is a note, a sum or nothing: where it begins; NULL where the line
// is a row.
static const char *foot_line(const struct foot *foot, const char *rows, const char *end,
                             size_t *notes, size_t *totals)
{
    const char *stop = end > rows && end[-1] == '\n' ? end - 1 : end;
    const char *at = line_begin(rows, stop);
    bool is_total = false, is_blank = true;
    // Quotes may hold line ends: what stands in them is not looked at.
    if (stop - at > 100000 || (*at != '"' && memchr(at, '"', (size_t)(stop - at))))
        return NULL;
    for (const char *c = at; c < stop && is_blank; c++)
        is_blank = *c == ' ' || *c == '\t' || *c == '\r';
    if (!is_blank && !is_foot(foot, at, stop, &is_total))
        return NULL;
    *notes += !is_blank && !is_total;
    *totals += is_total;
    return at;
}

void sniff_foot(struct table_format *format, const char *bytes, size_t columns, unsigned char usual,
                struct report *report)
{
    enum { FOOT_LINES = 40 };
    const struct foot foot = {columns, usual, format->separator};
    const char *rows = bytes + format->rows_at, *end = bytes + format->end;
    size_t notes = 0, totals = 0;
    for (int i = 0; i < FOOT_LINES && end > rows; i++) {
        const char *at = foot_line(&foot, rows, end, &notes, &totals);
        if (!at)
            break;
        end = at;
    }
    if (end <= rows) // no rows are left: they are what there is
        return;
    format->end = (size_t)(end - bytes);
    if (notes > 0)
        report_add(report, REPORT_ASSUMED,
                   notes == 1 ? words("%zu line at the foot passed over: a note")
                              : words("%zu lines at the foot passed over: notes"),
                   notes);
    if (totals > 0)
        report_add(report, REPORT_ASSUMED,
                   totals == 1 ? words("%zu row at the foot left out: it sums up the others")
                               : words("%zu rows at the foot left out: they sum up the others"),
                   totals);
}

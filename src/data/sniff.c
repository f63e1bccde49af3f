#include "data/sniff.h"

#include "base/array.h"
#include "base/words.h"
#include "data/fields.h"
#include "data/number.h"
#include "data/sniff_foot.h"
#include "data/sniff_lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// What is known while one table is looked at.
struct sniffer {
    struct table_format *format;
    const char *bytes, *end, *path;
    const struct table_hints *hints;
    struct report *report;
    struct sniff_lines *lines;
    size_t columns;       // most lines have so many fields
    unsigned char *usual; // [least of columns, SNIFF_FIELDS] the kind most rows have there
    size_t first, header; // lines of the first row and of the header; NONE
};

static const size_t NONE = (size_t)-1;

// ---- separator ----------------------------------------------------------------------------------

// The number of fields with which the lines are worth most, and that worth.
static double best_columns(const struct sniff_lines *lines, size_t least, size_t *columns)
{
    double best = 0;
    *columns = 1;
    for (size_t i = 0; i < lines->count; i++) {
        const size_t fields = lines->line[i].fields;
        double worth = 0;
        bool is_first = true;
        for (size_t k = 0; k < i && is_first; k++)
            is_first = lines->line[k].is_comment || lines->line[k].fields != fields;
        if (!is_first || lines->line[i].is_comment || lines->line[i].is_blank || fields < least)
            continue;
        for (size_t k = i; k < lines->count; k++)
            if (lines->line[k].fields == fields && !lines->line[k].is_comment)
                worth += sniff_line_worth(&lines->line[k]);
        if (worth > best) {
            best = worth;
            *columns = fields;
        }
    }
    return best;
}

// Blanks part fields only where nearly all lines are alike, for they also part words.
static bool are_alike(const struct sniff_lines *lines, size_t columns)
{
    size_t alike = 0, all = 0;
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->line[i].is_blank || lines->line[i].is_comment)
            continue;
        all++;
        alike += lines->line[i].fields == columns;
    }
    return 10 * alike >= 7 * all || (alike >= 10 && 3 * alike > all);
}

static bool find_separator(struct sniffer *sniffer, struct error *error)
{
    static const char candidates[] = {',', ';', '\t', '|', ' '};
    struct table_format *format = sniffer->format;
    double best = 0;
    format->separator = ',';
    sniffer->columns = 1;
    for (size_t i = 0; i < sizeof candidates && !sniffer->hints->separator; i++) {
        size_t columns;
        if (!sniff_lines_split(sniffer->lines, candidates[i], error))
            return false;
        double worth = best_columns(sniffer->lines, 2, &columns);
        if (candidates[i] == ' ')
            worth = are_alike(sniffer->lines, columns) ? 0.9 * worth : 0;
        if (worth > best) {
            best = worth;
            format->separator = candidates[i];
            sniffer->columns = columns;
        }
    }
    if (sniffer->hints->separator)
        format->separator = sniffer->hints->separator;
    if (!sniff_lines_split(sniffer->lines, format->separator, error))
        return false;
    if (sniffer->hints->separator || best == 0)
        best_columns(sniffer->lines, 1, &sniffer->columns);
    return true;
}

// "x" over "1,5" and "2,5": one column, and the comma stands before decimals.
static bool is_one_column_with_commas(const struct sniffer *sniffer)
{
    const struct sniff_lines *lines = sniffer->lines;
    size_t rows = 0, first = NONE;
    if (sniffer->format->separator != ',' || sniffer->columns != 2 || sniffer->hints->separator)
        return false;
    for (size_t i = 0; i < lines->count; i++) {
        const struct sniff_line *line = &lines->line[i];
        if (line->is_blank || line->is_comment)
            continue;
        first = first == NONE ? i : first;
        if (line->fields == 1 && i == first)
            continue;
        if (line->fields != 2 || number_decimal(line->at, (size_t)(line->end - line->at)) != ',')
            return false;
        rows++;
    }
    return rows >= 2 && lines->line[first].fields == 1;
}

// ---- decimals -----------------------------------------------------------------------------------

static void find_decimal(struct sniffer *sniffer)
{
    struct table_format *format = sniffer->format;
    size_t commas = 0, points = 0, likely_commas = 0, likely_points = 0;
    for (size_t i = 0; i < sniffer->lines->count; i++) {
        const struct sniff_line *line = &sniffer->lines->line[i];
        struct table_cursor cursor = {line->at, line->end, format->separator};
        if (line->is_blank || line->is_comment || line->fields != sniffer->columns)
            continue;
        struct table_field field = {0};
        for (size_t k = 0; !field.ends_row && k < SNIFF_FIELDS; k++) {
            field = fields_next(&cursor);
            const char mark = number_decimal(field.text, field.length);
            commas += mark == ',';
            points += mark == '.';
            likely_commas += mark == ';';
            likely_points += mark == ':';
        }
    }
    format->decimal = commas > points                                 ? ','
                      : points > 0                                    ? '.'
                      : likely_commas > 0 && format->separator != ',' ? ','
                                                                      : '.';
    if (commas + points == 0 && likely_points > 0 && format->decimal == '.' &&
        !sniffer->hints->decimal)
        report_add(sniffer->report, REPORT_DOUBT,
                   "every point stands before three digits; if it parts thousands, say decimal = "
                   "comma");
    if (sniffer->hints->decimal)
        format->decimal = sniffer->hints->decimal;
}

// ---- where the rows begin -----------------------------------------------------------------------

static bool is_row(const struct sniffer *sniffer, size_t index)
{
    const struct sniff_line *line = &sniffer->lines->line[index];
    return !line->is_blank && !line->is_comment && line->fields == sniffer->columns;
}

static size_t looked_at(const struct sniffer *sniffer)
{
    return sniffer->columns < SNIFF_FIELDS ? sniffer->columns : SNIFF_FIELDS;
}

// What most rows of the second half have in each column.
static void find_usual(struct sniffer *sniffer)
{
    size_t rows = 0, seen = 0;
    for (size_t i = 0; i < sniffer->lines->count; i++)
        rows += is_row(sniffer, i);
    for (size_t column = 0; column < looked_at(sniffer); column++) {
        size_t count[FIELD_DIRTY + 1] = {0};
        seen = 0;
        for (size_t i = 0; i < sniffer->lines->count; i++)
            if (is_row(sniffer, i) && 2 * ++seen > rows - (rows > 2))
                count[sniffer->lines->line[i].kind[column]]++;
        const size_t words = count[FIELD_WORD] + count[FIELD_DIRTY];
        sniffer->usual[column] = count[FIELD_NUMBER] + count[FIELD_DATE] + words == 0 ? FIELD_EMPTY
                                 : count[FIELD_NUMBER] >= words + count[FIELD_DATE]   ? FIELD_NUMBER
                                 : count[FIELD_DATE] >= words                         ? FIELD_DATE
                                                                                      : FIELD_WORD;
    }
}

static bool is_measured(unsigned char kind)
{
    return kind == FIELD_NUMBER || kind == FIELD_DATE;
}

// How many columns of numbers and dates there are, and in how many of them a line has a word.
static void compare(const struct sniffer *sniffer, size_t index, size_t *measured, size_t *words)
{
    *measured = *words = 0;
    for (size_t column = 0; column < looked_at(sniffer); column++) {
        if (!is_measured(sniffer->usual[column]))
            continue;
        ++*measured;
        const unsigned char kind = sniffer->lines->line[index].kind[column];
        *words += kind == FIELD_WORD || kind == FIELD_DIRTY ||
                  (is_measured(kind) && kind != sniffer->usual[column]); // "Jan 2020" over numbers
    }
}

// Whether a line looks like the rows do.
static bool conforms(const struct sniffer *sniffer, size_t index)
{
    size_t measured, words;
    if (!is_row(sniffer, index))
        return false;
    compare(sniffer, index, &measured, &words);
    return measured > 0 ? 2 * words < measured || words == 0 : true;
}

static bool has_measured(const struct sniffer *sniffer)
{
    for (size_t column = 0; column < looked_at(sniffer); column++)
        if (is_measured(sniffer->usual[column]))
            return true;
    return false;
}

// The text of a field of a line.
static struct table_field field_of(const struct sniffer *sniffer, size_t index, size_t column)
{
    const struct sniff_line *line = &sniffer->lines->line[index];
    struct table_cursor cursor = {line->at, line->end, sniffer->format->separator};
    while (line->is_comment && cursor.at < cursor.end && strchr("#% \t", *cursor.at))
        cursor.at++;
    struct table_field field = {0};
    for (size_t k = 0; k <= column && !field.ends_row; k++)
        field = fields_next(&cursor);
    return field;
}

// Of words over words: what stands there again further down is a value, not a name.
static bool comes_again(const struct sniffer *sniffer, size_t index)
{
    for (size_t column = 0; column < looked_at(sniffer) && column < 32; column++) {
        const struct table_field name = field_of(sniffer, index, column);
        for (size_t i = index + 1; i < sniffer->lines->count; i++) {
            if (!is_row(sniffer, i) || name.length == 0)
                continue;
            const struct table_field other = field_of(sniffer, i, column);
            if (other.length == name.length && memcmp(other.text, name.text, name.length) == 0)
                return true;
        }
    }
    return false;
}

// "country", "2001", "2002", "2003", or "", "0", "1", "2": names that are years or places, beside
// one that is a word or none.
static bool counts_up(const struct sniffer *sniffer, size_t index)
{
    const bool is_indexed = field_of(sniffer, index, 0).length == 0;
    double last = 0, step = 0;
    size_t numbers = 0, others = 0;
    for (size_t column = 0; column < looked_at(sniffer); column++) {
        const struct table_field field = field_of(sniffer, index, column);
        double value;
        unsigned traits = 0;
        if (!number_parse(field.text, field.length, '.', &value, &traits)) {
            others++;
            continue;
        }
        if (numbers > 0 && numbers > 1 && value - last != step)
            return false;
        if (numbers == 0 && !(value >= 1500 && value <= 2200) && !(is_indexed && value == 0))
            return false;
        step = numbers > 0 ? value - last : 0;
        last = value;
        numbers++;
        if ((numbers > 1 && !(step == 1 || step == -1)) || value != (double)(long)value)
            return false;
    }
    return numbers >= 3 && others > 0;
}

// ---- units --------------------------------------------------------------------------------------

static bool is_unit(const struct table_field *field)
{
    static const char *const units[] = {
        "°C",   "°F",   "degC", "degF",       "deg",        "C",          "F",      "K",      "mm",
        "cm",   "m",    "km",   "m/s",        "km/h",       "kt",         "kts",    "hPa",    "Pa",
        "kPa",  "mbar", "%",    "g",          "kg",         "t",          "mg",     "l",      "ml",
        "s",    "min",  "h",    "d",          "W",          "kW",         "kWh",    "MWh",    "GWh",
        "TWh",  "V",    "A",    "Hz",         "J",          "kJ",         "N",      "EUR",    "USD",
        "€",    "$",    "ppm",  "ppb",        "µg/m³",      "ug/m3",      "m²",     "m2",     "m³",
        "m3",   "W/m²", "W/m2", "inch",       "in",         "ft",         "mph",    "lbs",    "UTC",
        "text", "date", "code", "YYYY-MM-DD", "yyyy-mm-dd", "dd.mm.yyyy", "number", "string", "cd",
        "mol",  "rad",  "lx"};
    const char *at = field->text, *end = at + field->length;
    if (field->length == 0)
        return true;
    if ((*at == '[' && end[-1] == ']') || (*at == '(' && end[-1] == ')'))
        return true;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strlen(units[i]) == field->length && memcmp(units[i], at, field->length) == 0)
            return true;
    // "5s", "20d", "14n": how wide a column is.
    return field->length >= 2 && field->length <= 4 &&
           strspn(at, "0123456789") == field->length - 1 && strchr("sdn", end[-1]);
}

// A line under the header that says what the columns are measured in.
static bool are_units(const struct sniffer *sniffer, size_t index)
{
    size_t there = 0;
    if (!is_row(sniffer, index))
        return false;
    for (size_t column = 0; column < looked_at(sniffer); column++) {
        const struct table_field field = field_of(sniffer, index, column);
        if (!is_unit(&field))
            return false;
        there += field.length > 0;
    }
    return there > 0 && 2 * there >= looked_at(sniffer) - (looked_at(sniffer) > 1);
}

// ---- header -------------------------------------------------------------------------------------

static bool are_words(const struct sniff_line *line)
{
    for (size_t i = 0; i < line->fields && i < SNIFF_FIELDS; i++)
        if (is_measured(line->kind[i]))
            return false;
    return line->fields > 0;
}

// The line before `index` that is not blank; NONE.
static size_t line_before(const struct sniffer *sniffer, size_t index)
{
    while (index-- > 0)
        if (!sniffer->lines->line[index].is_blank)
            return index;
    return NONE;
}

// Names over the rows, where they are not as many as the rows' fields.
static bool take_odd_header(struct sniffer *sniffer, size_t index, struct error *error)
{
    struct table_format *format = sniffer->format;
    const struct sniff_line *line = &sniffer->lines->line[index];
    const struct sniff_line *row = &sniffer->lines->line[sniffer->first];
    const size_t columns = sniffer->columns;
    if (format->separator == ' ' &&
        fields_count(line->at, line->end, FIELDS_WIDE, columns + 1) == columns) {
        format->has_wide_names = true;
        sniffer->header = index;
        return true;
    }
    if (line->fields == columns + 1 &&
        line->kind[columns < SNIFF_FIELDS ? columns : 0] == FIELD_EMPTY) {
        sniffer->header = index;
        return true;
    }
    if (line->fields + 1 == columns) {
        bool is_empty = columns <= SNIFF_FIELDS;
        for (size_t i = sniffer->first; is_empty && i < sniffer->lines->count; i++)
            is_empty =
                !is_row(sniffer, i) || sniffer->lines->line[i].kind[columns - 1] == FIELD_EMPTY;
        const bool has_names = line->fields >= 2 && field_of(sniffer, sniffer->first, 0).is_quoted;
        if (is_empty || has_names) {
            format->ends_in_separator = is_empty;
            format->lacks_first = !is_empty;
            sniffer->header = index;
            return true;
        }
    }
    // A title has one field; several words right above the rows were meant as their names.
    if (line->fields < 2 || line_before(sniffer, index) != NONE || row->after_blank)
        return true;
    if (columns > line->fields && sniffer->format->separator == ',')
        return error_set(error, ERROR_INPUT,
                         "%s:%zu: %zu fields where line %zu has %zu; where commas stand before "
                         "decimals, too, save it with semicolons between fields",
                         sniffer->path, row->number, columns, line->number, line->fields);
    return error_set(error, ERROR_INPUT,
                     columns == 1 ? words("%s:%zu: %zu field where line %zu has %zu")
                                  : words("%s:%zu: %zu fields where line %zu has %zu"),
                     sniffer->path, row->number, columns, line->number, line->fields);
}

// The line that is the header, given the first row, or NONE.
static bool find_header(struct sniffer *sniffer, struct error *error)
{
    sniffer->header = NONE;
    if (sniffer->hints->header == HEADER_NO)
        return true;
    size_t before = line_before(sniffer, sniffer->first);
    // A comment between the header and the rows names nothing.
    while (before != NONE && sniffer->lines->line[before].is_comment &&
           !(sniffer->lines->line[before].fields == sniffer->columns &&
             are_words(&sniffer->lines->line[before])))
        before = line_before(sniffer, before);
    if (before != NONE && are_units(sniffer, before)) {
        const size_t above = line_before(sniffer, before);
        if (above != NONE && sniffer->lines->line[above].fields == sniffer->columns) {
            report_add(sniffer->report, REPORT_ASSUMED, "line %zu holds units: left out",
                       sniffer->lines->line[before].number);
            before = above;
        }
    }
    const struct sniff_line *line = before == NONE ? NULL : &sniffer->lines->line[before];
    if (line && line->fields == sniffer->columns &&
        (are_words(line) || !line->is_comment || counts_up(sniffer, before))) {
        sniffer->header = before;
        return true;
    }
    if (line && !line->is_comment && are_words(line)) {
        if (!take_odd_header(sniffer, before, error))
            return false;
        if (sniffer->header != NONE)
            return true;
    }
    const bool is_named = sniffer->hints->header == HEADER_YES ||
                          (!has_measured(sniffer) && !comes_again(sniffer, sniffer->first)) ||
                          counts_up(sniffer, sniffer->first);
    if (!is_named)
        return true;
    sniffer->header = sniffer->first;
    do
        sniffer->first++;
    while (sniffer->first < sniffer->lines->count &&
           (!is_row(sniffer, sniffer->first) || are_units(sniffer, sniffer->first)) &&
           (sniffer->lines->line[sniffer->first].is_blank ||
            sniffer->lines->line[sniffer->first].is_comment || are_units(sniffer, sniffer->first)));
    return true;
}

static bool find_first(struct sniffer *sniffer, struct error *error)
{
    sniffer->first = NONE;
    for (size_t i = 0; i < sniffer->lines->count && sniffer->first == NONE; i++)
        if (sniffer->hints->header == HEADER_NO ? is_row(sniffer, i) : conforms(sniffer, i))
            sniffer->first = i;
    if (sniffer->first == NONE)
        return error_set(error, ERROR_INPUT,
                         "%s: no rows of data; a table has a line of numbers or words a row",
                         sniffer->path);
    return find_header(sniffer, error);
}

// ---- the report ---------------------------------------------------------------------------------

static void tell_skipped(const struct sniffer *sniffer)
{
    const size_t rows = sniffer->header == NONE ? sniffer->first : sniffer->header;
    size_t comments = 0, others = 0, blanks = 0, last = 0, first = 0;
    for (size_t i = 0; i < rows; i++) {
        const struct sniff_line *line = &sniffer->lines->line[i];
        comments += line->is_comment;
        blanks += line->is_blank;
        others += !line->is_comment && !line->is_blank;
        if (!line->is_blank) {
            first = first ? first : line->number;
            last = line->number;
        }
    }
    (void)blanks;
    if (comments + others == 0)
        return;
    if (others == 0)
        report_add(sniffer->report, REPORT_FOUND,
                   comments == 1 ? words("%zu line of comment passed over")
                                 : words("%zu lines of comment passed over"),
                   comments);
    else if (first == last)
        report_add(sniffer->report, REPORT_ASSUMED, "line %zu passed over: a title or a note",
                   first);
    else
        report_add(sniffer->report, REPORT_ASSUMED, "lines %zu to %zu passed over: titles or notes",
                   first, last);
}

// ---- all ----------------------------------------------------------------------------------------

const char *sniff_separator_name(char separator)
{
    return separator == ','    ? "comma"
           : separator == ';'  ? "semicolon"
           : separator == '\t' ? "tab"
           : separator == '|'  ? "bar"
                               : "blanks";
}

// "sep=;": Excel's own way to say it.
static const char *skip_sep_line(const char *bytes, const char *end, struct table_hints *hints)
{
    if (end - bytes < 5 || strncasecmp(bytes, "sep=", 4) != 0)
        return bytes;
    if (!hints->separator && strchr(",;\t|", bytes[4]))
        hints->separator = bytes[4];
    const char *next = memchr(bytes, '\n', (size_t)(end - bytes));
    return next ? next + 1 : end;
}

static bool look(struct sniffer *sniffer, const char *start, struct error *error)
{
    struct table_format *format = sniffer->format;
    sniff_lines_take(sniffer->lines, start, (size_t)(sniffer->end - start));
    if (sniffer->lines->too_long > 0)
        return error_set(error, ERROR_INPUT,
                         "%s:%zu: a line of more than %d MB; a table has a line a row, and at "
                         "most %d columns",
                         sniffer->path, sniffer->lines->too_long, SNIFF_LINE_BYTES >> 20,
                         SNIFF_COLUMNS_MAX);
    if (!find_separator(sniffer, error))
        return false;
    if (is_one_column_with_commas(sniffer)) {
        format->separator = ';';
        sniffer->columns = 1;
        if (!sniff_lines_split(sniffer->lines, format->separator, error))
            return false;
    }
    if (sniffer->columns > SNIFF_COLUMNS_MAX)
        return error_set(error, ERROR_INPUT, "%s:1: more than %d columns", sniffer->path,
                         SNIFF_COLUMNS_MAX);
    find_decimal(sniffer);
    sniffer->usual = array_create(looked_at(sniffer), 1, error);
    if (!sniffer->usual)
        return false;
    find_usual(sniffer);
    if (!find_first(sniffer, error))
        return false;
    tell_skipped(sniffer);
    const struct sniff_line *line = sniffer->lines->line;
    const size_t skipped_lines = start > sniffer->bytes; // the line of "sep="
    format->has_header = sniffer->header != NONE;
    format->columns = sniffer->columns - format->ends_in_separator;
    format->is_single = sniffer->columns == 1;
    if (format->has_header) {
        const char *at = line[sniffer->header].at;
        while (line[sniffer->header].is_comment && strchr("#% \t", *at))
            at++;
        format->header_at = (size_t)(at - sniffer->bytes);
        format->header_line = line[sniffer->header].number + skipped_lines;
    }
    for (size_t i = 0; i < sniffer->lines->count && i < sniffer->first; i++)
        if (line[i].is_comment && i != sniffer->header)
            format->comment = line[i].at[strspn(line[i].at, " \t")];
    if (sniffer->first >= sniffer->lines->count)
        return error_set(error, ERROR_INPUT,
                         "%s: no rows of data; a table has a line of numbers or words a row",
                         sniffer->path);
    // An empty line of a single column is a gap, the first one as well.
    if (format->is_single && format->has_header && sniffer->header < sniffer->first)
        sniffer->first = sniffer->header + 1;
    format->rows_at = (size_t)(line[sniffer->first].at - sniffer->bytes);
    format->first_line = line[sniffer->first].number + skipped_lines;
    format->end = (size_t)(sniffer->end - sniffer->bytes);
    sniff_foot(format, sniffer->bytes, sniffer->columns, sniffer->usual[0], sniffer->report);
    return true;
}

bool sniff(struct table_format *format, const char *bytes, size_t length, const char *path,
           const struct table_hints *hints, struct report *report, struct error *error)
{
    memset(format, 0, sizeof *format);
    if (length == 0)
        return error_set(error, ERROR_INPUT, "%s is empty", path);
    struct table_hints told = *hints;
    struct sniffer sniffer = {
        .format = format,
        .bytes = bytes,
        .end = bytes + length,
        .path = path,
        .hints = &told,
        .report = report,
    };
    const char *start = skip_sep_line(bytes, sniffer.end, &told);
    sniffer.lines = array_create(1, sizeof *sniffer.lines, error);
    if (!sniffer.lines)
        return false;
    const bool done = look(&sniffer, start, error);
    sniff_lines_clear(sniffer.lines);
    free(sniffer.lines);
    free(sniffer.usual);
    return done;
}

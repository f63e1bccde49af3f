#include "data/table.h"

#include "base/array.h"
#include "base/text.h"
#include "data/bytes.h"
#include "data/date.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_BYTES = 128, WANTS_MAX = 1024, WORD_MAX_BYTES = 256 };
static const size_t NOWHERE = SIZE_MAX;

// Walks through the fields of a CSV text (RFC 4180; a lone CR, LF or CRLF ends a row).
struct cursor {
    const char *at, *end;
    size_t line; // of `at`, from 1
};

// One field as it stands in the text; quoted ones without their outer quotes.
struct field {
    const char *text;
    size_t length;
    bool is_quoted, ends_row, is_unclosed;
};

static struct field next_field(struct cursor *cursor)
{
    struct field field = {.text = cursor->at};
    if (cursor->at < cursor->end && *cursor->at == '"') {
        field.is_quoted = true;
        field.text = ++cursor->at;
        for (; cursor->at < cursor->end; cursor->at++) {
            if (*cursor->at == '\n')
                cursor->line++;
            if (*cursor->at != '"')
                continue;
            if (cursor->at + 1 < cursor->end && cursor->at[1] == '"')
                cursor->at++; // "" is a quote inside
            else
                break;
        }
        field.length = (size_t)(cursor->at - field.text);
        field.is_unclosed = cursor->at >= cursor->end;
        if (!field.is_unclosed)
            cursor->at++;
        // Whatever follows the closing quote up to the comma is not ours to guess: skipped.
    }
    while (cursor->at < cursor->end && *cursor->at != ',' && *cursor->at != '\n' &&
           *cursor->at != '\r')
        cursor->at++;
    if (!field.is_quoted)
        field.length = (size_t)(cursor->at - field.text);
    if (cursor->at < cursor->end && *cursor->at == ',') {
        cursor->at++;
        return field;
    }
    field.ends_row = true;
    if (cursor->at < cursor->end && *cursor->at == '\r')
        cursor->at++;
    if (cursor->at < cursor->end && *cursor->at == '\n')
        cursor->at++;
    cursor->line++;
    return field;
}

// ---- numbers ------------------------------------------------------------------------------------

static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

// Plain decimals of at most 15 digits, where digits/10ᵏ is the correctly rounded number (both are
// exact doubles); everything else goes through strtod.
static bool parse_number(const struct field *field, double *value)
{
    const char *at = field->text, *end = at + field->length;
    const bool is_negative = at < end && *at == '-';
    at += is_negative;
    int64_t digits = 0;
    int count = 0, decimals = 0;
    bool has_point = false;
    for (; at < end && count <= 15; at++) {
        if (*at >= '0' && *at <= '9') {
            digits = 10 * digits + (*at - '0');
            count++;
            decimals += has_point;
        } else if (*at == '.' && !has_point) {
            has_point = true;
        } else {
            break;
        }
    }
    if (at == end && count > 0 && count <= 15) {
        const double magnitude = (double)digits / powers[decimals];
        *value = is_negative ? -magnitude : magnitude;
        return true;
    }
    char copy[64];
    if (field->length >= sizeof copy)
        return false;
    memcpy(copy, field->text, field->length);
    copy[field->length] = '\0';
    return text_number(copy, value);
}

static bool is_missing(const struct field *field)
{
    static const char *const words[] = {"", "NA", "N/A", "NaN", "nan", "null"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == field->length && memcmp(words[i], field->text, field->length) == 0)
            return true;
    return false;
}

// The field for an error message: short, on one line, nothing that a terminal would obey.
static void show_field(const struct field *field, char text[48])
{
    size_t used = 0;
    for (size_t i = 0; i < field->length && used < 32; i++) {
        const unsigned char c = (unsigned char)field->text[i];
        text[used++] = c < 32 || c >= 127 ? '?' : (char)c;
    }
    text[used] = '\0';
    if (field->length > 32)
        strcpy(text + used, "…");
}

// ---- the header ---------------------------------------------------------------------------------

struct reader {
    struct cursor cursor;
    const char *name; // of the file
    const struct table_want *want;
    size_t want_count;
    size_t fields;             // in every row
    size_t column[WANTS_MAX];  // where each wanted column is; NOWHERE
    double last[WANTS_MAX];    // the date of the row before
    struct table_words *words; // [want_count], of the table
    bool has_header;
    bool lacks_column; // the reason why it failed
};

// The field's text with "" made ", cut to `size`.
static void field_text(const struct field *field, char *text, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < field->length && used + 1 < size; i++) {
        text[used++] = field->text[i];
        if (field->is_quoted && field->text[i] == '"')
            i++;
    }
    text[used] = '\0';
}

static bool refuse_column(struct reader *reader, const char *wanted, const char *header,
                          size_t header_count, struct error *error)
{
    reader->lacks_column = true;
    if (!reader->has_header)
        return error_set(error, ERROR_INPUT,
                         "%s:1: no column '%s': without a header, columns are numbers 1 to %zu",
                         reader->name, wanted, reader->fields);
    const char **names = array_create(header_count, sizeof *names, error);
    if (!names)
        return false;
    for (size_t i = 0; i < header_count; i++)
        names[i] = header + i * NAME_MAX_BYTES;
    const char *nearest = text_nearest(wanted, names, header_count);
    char list[200] = "";
    for (size_t i = 0; i < header_count; i++)
        if (!text_append(list, sizeof list, "%s%s", i ? ", " : "", names[i]))
            break;
    free(names);
    return nearest ? error_set(error, ERROR_INPUT, "%s:1: no column '%s'; did you mean '%s'?",
                               reader->name, wanted, nearest)
                   : error_set(error, ERROR_INPUT, "%s:1: no column '%s'; there are %s",
                               reader->name, wanted, list);
}

static bool find_columns(struct reader *reader, const char *header, size_t header_count,
                         struct error *error)
{
    for (size_t w = 0; w < reader->want_count; w++) {
        const char *wanted = reader->want[w].name;
        size_t column = reader->fields;
        for (size_t i = 0; reader->has_header && i < header_count; i++)
            if (column == reader->fields && strcmp(header + i * NAME_MAX_BYTES, wanted) == 0)
                column = i;
        double number;
        if (!reader->has_header && text_number(wanted, &number) && number >= 1 &&
            number <= (double)reader->fields && number == floor(number))
            column = (size_t)number - 1;
        if (column == reader->fields && reader->want[w].optional)
            column = NOWHERE;
        if (column == reader->fields)
            return refuse_column(reader, wanted, header, header_count, error);
        reader->column[w] = column;
        reader->last[w] = -INFINITY;
    }
    return true;
}

// Reads the first row; a row of numbers only is no header and is read again as data.
static bool read_header(struct reader *reader, struct error *error)
{
    const struct cursor first = reader->cursor;
    char *names = NULL;
    size_t capacity = 0;
    bool done = false;
    struct field field = {0};
    for (reader->fields = 0; !field.ends_row; reader->fields++) {
        if (reader->fields == TABLE_COLUMNS_MAX) {
            error_set(error, ERROR_INPUT, "%s:1: more than %d columns", reader->name,
                      TABLE_COLUMNS_MAX);
            goto out;
        }
        field = next_field(&reader->cursor);
        double number;
        if (field.is_unclosed) {
            error_set(error, ERROR_INPUT, "%s:1: a quote is opened and never closed", reader->name);
            goto out;
        }
        reader->has_header =
            reader->has_header || (!parse_number(&field, &number) && !is_missing(&field));
        if (!array_reserve(&names, &capacity, (reader->fields + 1) * NAME_MAX_BYTES, 1, error))
            goto out;
        field_text(&field, names + reader->fields * NAME_MAX_BYTES, NAME_MAX_BYTES);
    }
    if (!reader->has_header)
        reader->cursor = first;
    done = find_columns(reader, names, reader->fields, error);
out:
    free(names);
    return done;
}

// ---- the rows -----------------------------------------------------------------------------------

// ---- words --------------------------------------------------------------------------------------

static size_t hash_of(const char *text)
{
    uint64_t hash = 14695981039346656037u; // FNV-1a (Fowler, Noll & Vo)
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return (size_t)(hash ^ (hash >> 29));
}

// The slot where the word is, or where it would go.
static size_t slot_of(const struct table_words *words, const char *text)
{
    size_t at = hash_of(text) % words->slots;
    while (words->slot[at] && strcmp(words->word[words->slot[at] - 1], text) != 0)
        at = (at + 1) % words->slots;
    return at;
}

static bool grow_slots(struct table_words *words, struct error *error)
{
    const size_t slots = words->slots ? 2 * words->slots : 64;
    size_t *fresh = array_create(slots, sizeof *fresh, error);
    if (!fresh)
        return false;
    free(words->slot);
    words->slot = fresh;
    words->slots = slots;
    for (size_t i = 0; i < words->count; i++)
        words->slot[slot_of(words, words->word[i])] = i + 1;
    return true;
}

static bool find_word(struct table_words *words, const char *text, double *value,
                      struct error *error)
{
    if (2 * words->count >= words->slots && !grow_slots(words, error))
        return false;
    const size_t at = slot_of(words, text);
    if (!words->slot[at]) {
        char *copy = strdup(text);
        if (!copy || !array_reserve(&words->word, &words->capacity, words->count + 1,
                                    sizeof *words->word, NULL)) {
            free(copy);
            return error_memory(error);
        }
        words->word[words->count++] = copy;
        words->slot[at] = words->count;
    }
    *value = (double)(words->slot[at] - 1);
    return true;
}

static void words_clear(struct table_words *words)
{
    for (size_t i = 0; i < words->count; i++)
        free(words->word[i]);
    free(words->word);
    free(words->slot);
}

// ---- values -------------------------------------------------------------------------------------

static bool read_date(struct reader *reader, size_t want, const struct field *field, size_t line,
                      double *value, struct error *error)
{
    const char *name = reader->want[want].name;
    char shown[48], before[16];
    show_field(field, shown);
    long day;
    if (!date_parse(field->text, field->length, &day))
        return error_set(error, ERROR_INPUT, "%s:%zu: %s is '%s', not a date such as 2012-08-23",
                         reader->name, line, name, shown);
    *value = (double)day;
    if (!(*value > reader->last[want])) {
        date_format((long)reader->last[want], before);
        return error_set(error, ERROR_INPUT,
                         "%s:%zu: %s %s comes after %s; list the days in order, each once",
                         reader->name, line, name, shown, before);
    }
    reader->last[want] = *value;
    return true;
}

static bool read_value(struct reader *reader, size_t want, const struct field *field, size_t line,
                       double *value, struct error *error)
{
    if (reader->want[want].kind == TABLE_WORD) {
        char text[WORD_MAX_BYTES];
        field_text(field, text, sizeof text);
        return find_word(&reader->words[want], text, value, error);
    }
    if (reader->want[want].kind == TABLE_DATE)
        return read_date(reader, want, field, line, value, error);
    if (parse_number(field, value))
        return true;
    const char *name = reader->want[want].name;
    if (is_missing(field)) {
        *value = NAN;
        return reader->want[want].missing_allowed ||
               error_set(error, ERROR_INPUT,
                         "%s:%zu: %s is missing; every row needs a number there", reader->name,
                         line, name);
    }
    char shown[48];
    show_field(field, shown);
    return error_set(error, ERROR_INPUT, "%s:%zu: %s is '%s', not a number", reader->name, line,
                     name, shown);
}

// Reads one row into value[want]. False with error; blank lines yield *is_blank.
static bool read_row(struct reader *reader, double value[], bool *is_blank, struct error *error)
{
    const size_t line = reader->cursor.line;
    struct field field = {0};
    size_t count = 0;
    *is_blank = false;
    for (; !field.ends_row; count++) {
        field = next_field(&reader->cursor);
        if (field.is_unclosed)
            return error_set(error, ERROR_INPUT, "%s:%zu: a quote is opened and never closed",
                             reader->name, line);
        if (count == 0 && field.ends_row && field.length == 0 && !field.is_quoted &&
            reader->fields > 1) {
            *is_blank = true;
            return true;
        }
        for (size_t w = 0; w < reader->want_count; w++)
            if (reader->column[w] == count &&
                !read_value(reader, w, &field, line, &value[w], error))
                return false;
    }
    if (count == reader->fields)
        return true;
    return error_set(error, ERROR_INPUT,
                     count == 1 ? "%s:%zu: %zu field where line 1 has %zu"
                                : "%s:%zu: %zu fields where line 1 has %zu",
                     reader->name, line, count, reader->fields);
}

static bool read_rows(struct reader *reader, struct table *table, struct error *error)
{
    size_t capacity[WANTS_MAX] = {0};
    double value[WANTS_MAX];
    while (reader->cursor.at < reader->cursor.end) {
        bool is_blank;
        if (!read_row(reader, value, &is_blank, error))
            return false;
        if (is_blank)
            continue;
        for (size_t w = 0; w < reader->want_count; w++) {
            if (reader->column[w] == NOWHERE)
                continue;
            if (!array_reserve(&table->value[w], &capacity[w], table->rows + 1,
                               sizeof **table->value, error))
                return false;
            table->value[w][table->rows] = value[w];
        }
        table->rows++;
    }
    return table->rows > 0 ||
           error_set(error, ERROR_INPUT,
                     "%s: no rows of data; a table has a line of numbers or words a row",
                     reader->name);
}

bool table_parse(struct table *table, const char *bytes, size_t length, const char *name,
                 const struct table_want wants[], size_t count, struct error *error)
{
    memset(table, 0, sizeof *table);
    if (count > WANTS_MAX)
        return error_set(error, ERROR_INPUT, "more than %d columns at once", WANTS_MAX);
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) { // byte order mark
        bytes += 3;
        length -= 3;
    }
    struct reader reader = {
        .cursor = {bytes, bytes + length, 1}, .name = name, .want = wants, .want_count = count};
    if (length == 0)
        return error_set(error, ERROR_INPUT, "%s is empty", name);
    table->value = array_create(count, sizeof *table->value, error);
    if (!table->value)
        return false;
    table->columns = count;
    table->words = array_create(count, sizeof *table->words, error);
    reader.words = table->words;
    if (table->words && read_header(&reader, error) && read_rows(&reader, table, error))
        return true;
    table_clear(table);
    table->lacks_column = reader.lacks_column;
    return false;
}

// The text of a table; what is packed is unpacked.
static bool read_text(const char *path, char **bytes, size_t *length, struct error *error)
{
    if (!bytes_read(path, bytes, length, error))
        return false;
    if (!memchr(*bytes, '\0', *length))
        return true;
    free(*bytes);
    return error_set(error, ERROR_INPUT, "%s is no table: it holds bytes that are no text", path);
}

bool table_read(struct table *table, const char *path, const struct table_want wants[],
                size_t count, struct error *error)
{
    char *bytes;
    size_t length;
    memset(table, 0, sizeof *table);
    if (!read_text(path, &bytes, &length, error))
        return false;
    const bool done = table_parse(table, bytes, length, path, wants, count, error);
    free(bytes);
    return done;
}

static bool copy_words(struct table_words *copy, const struct table_words *words,
                       struct error *error)
{
    copy->word = array_create(words->count, sizeof *copy->word, error);
    copy->slot = array_create(words->slots, sizeof *copy->slot, error);
    if (!copy->word || !copy->slot)
        return false;
    copy->capacity = words->count;
    copy->slots = words->slots;
    if (words->slots > 0)
        memcpy(copy->slot, words->slot, words->slots * sizeof *copy->slot);
    for (size_t w = 0; w < words->count; w++, copy->count++) {
        copy->word[w] = strdup(words->word[w]);
        if (!copy->word[w])
            return error_memory(error);
    }
    return true;
}

bool table_copy(struct table *copy, const struct table *table, struct error *error)
{
    memset(copy, 0, sizeof *copy);
    copy->value = array_create(table->columns, sizeof *copy->value, error);
    copy->words = array_create(table->columns, sizeof *copy->words, error);
    bool done = copy->value && copy->words;
    copy->rows = table->rows;
    copy->columns = done ? table->columns : 0;
    for (size_t c = 0; done && c < table->columns; c++) {
        if (table->value[c]) {
            copy->value[c] = array_create(table->rows, sizeof **copy->value, error);
            done = copy->value[c] != NULL;
        }
        if (done && table->value[c])
            memcpy(copy->value[c], table->value[c], table->rows * sizeof **copy->value);
        if (done && table->words)
            done = copy_words(&copy->words[c], &table->words[c], error);
    }
    if (!done)
        table_clear(copy);
    return done;
}

void table_clear(struct table *table)
{
    for (size_t w = 0; w < table->columns; w++) {
        free(table->value[w]);
        if (table->words)
            words_clear(&table->words[w]);
    }
    free(table->words);
    free(table->value);
    memset(table, 0, sizeof *table);
}

char **table_names(const char *path, struct error *error)
{
    char *bytes;
    size_t length, count = 0, capacity = 0;
    if (!read_text(path, &bytes, &length, error))
        return NULL;
    const size_t mark = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    struct cursor cursor = {bytes + mark, bytes + length, 1};
    struct field field = {0};
    char **names = NULL;
    bool has_header = false, done = true;
    while (done && !field.ends_row && count < TABLE_COLUMNS_MAX) {
        field = next_field(&cursor);
        char text[NAME_MAX_BYTES];
        double number;
        field_text(&field, text, sizeof text);
        has_header = has_header || (!parse_number(&field, &number) && !is_missing(&field));
        done = array_reserve(&names, &capacity, count + 2, sizeof *names, error);
        if (done) {
            names[count] = strdup(text);
            done = names[count] != NULL || error_memory(error);
            names[count + done] = NULL;
            count += done;
        }
    }
    free(bytes);
    for (size_t i = 0; done && !has_header && i < count; i++) {
        char text[24];
        snprintf(text, sizeof text, "%zu", i + 1);
        free(names[i]);
        names[i] = strdup(text);
        done = names[i] != NULL || error_memory(error);
    }
    if (done)
        return names;
    table_names_free(names);
    return NULL;
}

void table_names_free(char **names)
{
    for (size_t i = 0; names && names[i]; i++)
        free(names[i]);
    free(names);
}

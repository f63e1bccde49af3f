// Numbers out of CSV files, plain or gzipped.
#ifndef RAVINE_DATA_TABLE_H
#define RAVINE_DATA_TABLE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { TABLE_COLUMNS_MAX = 10000 };

enum table_kind {
    TABLE_NUMBER,
    TABLE_WORD, // any text; the value is its place in table->words
    TABLE_DATE, // 2012-08-23, ascending from row to row; the value is days since 1970-01-01
};

// A column that somebody asks for.
struct table_want {
    const char *name;     // as in the header, or a number from 1 where there is no header
    bool missing_allowed; // an empty field, NA or NaN becomes NaN instead of an error
    enum table_kind kind;
    bool optional; // where the file has no such column, its values are NULL
};

// The different texts of a column, in the order of their first row.
struct table_words {
    char **word;
    size_t count, capacity;
    size_t *slot; // hash table: place + 1, 0 = free
    size_t slots;
};

struct table {
    size_t rows, columns;      // of the wanted columns
    double **value;            // value[column][row]
    struct table_words *words; // [columns]; empty but for TABLE_WORD
    bool lacks_column;         // after a failure: a wanted column is not there
};

// The names in the header, NULL-terminated, for table_names_free; where there is no header,
// "1", "2" and so on. NULL on failure.
char **table_names(const char *path, struct error *error);
void table_names_free(char **names); // NULL is fine

// Reads the wanted columns of a CSV file (RFC 4180 quoting, LF or CRLF, UTF-8 byte order mark,
// gzip found by its magic bytes). Errors name file, line and column: a missing column (with the
// nearest name), text in a number ("diamonds.csv:17: price is 'abc', not a number"), NaN, a row
// with too few or too many fields, no rows, more than TABLE_COLUMNS_MAX columns, an unclosed
// quote, a gzip cut short.
bool table_read(struct table *table, const char *path, const struct table_want wants[],
                size_t count, struct error *error);

// The same from bytes in memory (already unzipped); `name` stands for the file in errors.
bool table_parse(struct table *table, const char *bytes, size_t length, const char *name,
                 const struct table_want wants[], size_t count, struct error *error);

// The same once more. On failure *copy is empty.
bool table_copy(struct table *copy, const struct table *table, struct error *error);

void table_clear(struct table *table);

#endif

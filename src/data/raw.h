// A raw table: its text, its format and its columns' names. Opened once, read column by column.
//
// Who may call whom: series, examples, columns, table → cells → raw → sniff, encoding, bytes.
#ifndef RAVINE_DATA_RAW_H
#define RAVINE_DATA_RAW_H

#include "data/fields.h"
#include "data/report.h"
#include "data/sniff.h"

enum { RAW_NAME_BYTES = 128 };

struct raw {
    char *path; // as it was opened, for messages
    char *bytes;
    size_t length;
    struct table_format format;
    struct table_hints hints;
    char **name;       // [format.columns] all different; "1", "2" … where there is no header
    // Is told how much of the rows has been read, 0…1, from any thread; NULL: nobody asks.
    void (*progress)(void *user, double share);
    void *user;
    size_t twins;      // columns that have got a name of their own, for theirs stood there before
    bool lacks_column; // after raw_find: there is none of that name
};

// Opens a file, plain or gzipped. What was found about its format goes into the report (NULL is
// fine). Errors name the file and what would be right.
bool raw_open(struct raw *raw, const char *path, const struct table_hints *hints,
              struct report *report, struct error *error);

// The same from bytes in memory (already unzipped); `name` stands for the file.
bool raw_parse(struct raw *raw, const char *bytes, size_t length, const char *name,
               const struct table_hints *hints, struct report *report, struct error *error);

// The column of that name, or of that number from 1 where none has it as its name. False with an
// error that names the nearest; a name that stood there twice is told.
bool raw_find(struct raw *raw, const char *name, size_t *column, struct report *report,
              struct error *error);

// The line of the file, from 1, at an offset of the text.
size_t raw_line(const struct raw *raw, size_t offset);

void raw_clear(struct raw *raw);

#endif

// A raw table: its text, its format and its columns' names. Opened once, read column by column.
//
// Who may call whom: series, examples, columns, table → cells → raw → sniff, encoding, bytes.
#ifndef RAVINE_DATA_RAW_H
#define RAVINE_DATA_RAW_H

#include "data/fields.h"
#include "data/report.h"
#include "data/sniff.h"

enum { RAW_NAME_BYTES = 128 };

// Is told how much of the work of reading a table and looking at its columns is done, 0…1, from any
// thread. Zeroed: nobody asks.
struct raw_watch {
    void (*tell)(void *user, double share);
    void *user;
};

// What that work is made of.
enum raw_part { RAW_UNZIPS, RAW_READS, RAW_LOOKS };

struct raw {
    char *path; // as it was opened, for messages
    char *bytes;
    size_t length;
    struct table_format format;
    struct table_hints hints;
    char **name; // [format.columns] all different; "1", "2" … where there is no header
    struct raw_watch watch;
    bool was_zipped;
    size_t twins;      // columns that have got a name of their own, for theirs stood there before
    bool lacks_column; // after raw_find: there is none of that name
};

// Opens a file, plain or gzipped. What was found about its format goes into the report (NULL is
// fine). Errors name the file and what would be right.
bool raw_open(struct raw *raw, const char *path, const struct table_hints *hints,
              struct report *report, struct error *error);

bool raw_open_watched(struct raw *raw, const char *path, const struct table_hints *hints,
                      const struct raw_watch *watch, struct report *report, struct error *error);

// Tells whoever watches that so much of a part is done.
void raw_tell(const struct raw *raw, enum raw_part part, double share);

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

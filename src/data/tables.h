// What has been read out of tables, for whoever wants it again: a file is read once, not once a
// change.
//
// Any thread may read. The owner makes them, has them read ahead, and destroys them when nobody
// reads any more. 64 of a kind are kept, and 256 MB in all; those that were wanted longest ago go
// first.
//
// Who may call whom: ahead → examples, series → tables → table.
#ifndef RAVINE_DATA_TABLES_H
#define RAVINE_DATA_TABLES_H

#include "data/table.h"

#include <stdio.h>
#include <sys/stat.h>

struct tables;

struct tables *tables_create(struct error *error);
void tables_destroy(struct tables *tables); // NULL is fine

// As table_read; from memory where the same columns of the same file have been read before in the
// same way, and the file has not changed since. *table is a copy, the caller's to clear; a report
// that is given holds what was said then, and nothing else. NULL tables: reads the file.
bool tables_read(struct tables *tables, struct table *table, const char *path,
                 const struct table_want wants[], size_t count, const struct table_hints *hints,
                 struct report *report, struct error *error);

// For what has been open before: how much of a file is as it was read last, as far as that is still
// kept; its report says so where the file is another by now.
enum tables_past {
    TABLES_NOW,  // nothing
    TABLES_LOST, // what cannot be read any more, since the file is gone or has become another
    TABLES_PAST, // everything, whatever has become of the file
};

// From now on, until it is set back. NULL tables: nothing changes.
void tables_recall(struct tables *tables, enum tables_past past);

// As dataset_path; a file that is gone, but of which something is kept, has the path that it had.
bool tables_path(struct tables *tables, const char *word, const char *beside, char *path,
                 size_t size, struct error *error);

// Has them read, and keeps them, for who reads them later: nobody has a copy yet. What cannot be
// read says why then.
void tables_prepare(struct tables *tables, const char *path, const struct table_want wants[],
                    size_t count, const struct table_hints *hints);

// ---- what else is made of a file ----------------------------------------------------------------

// A sort of things that are kept.
struct tables_kind {
    size_t size;
    bool (*copy)(void *to, const void *from, struct error *error); // on failure *to is empty
    void (*clear)(void *item);
    size_t (*bytes)(const void *item); // about how many it takes
};

// One of them, as it is wanted. A zeroed one is empty.
struct tables_wanted {
    const struct tables_kind *kind;
    char *path; // empty: it is made of no file
    char *key;  // everything else that it depends on, as bytes
    size_t length;
    struct stat file; // as it is now
    bool is_gone;     // there is no such file
};

// `describe` writes the key; path may be NULL: of no file. False where nothing is kept: there are
// no tables, no memory. Then, and after a true one, it is the caller's to clear.
bool tables_want(struct tables_wanted *wanted, const struct tables *tables,
                 const struct tables_kind *kind, const char *path,
                 void (*describe)(FILE *out, const void *source), const void *source);
void tables_wanted_clear(struct tables_wanted *wanted);

// Copies it into *item where it is there. One that is empty is nowhere.
bool tables_find(struct tables *tables, const struct tables_wanted *wanted, void *item);
// Keeps a copy of *item, which was read after tables_want. Without memory for it, or of an empty
// one, it does nothing.
void tables_keep(struct tables *tables, struct tables_wanted *wanted, const void *item);

// How one of a kind is made of a file.
struct tables_way {
    const struct tables_kind *kind;
    void (*describe)(FILE *out, const void *source);
    // Into an item that holds nothing. A failure may leave something in it.
    bool (*read)(void *item, const char *path, const void *source, struct error *error);
    struct report *(*report)(void *item);
};

// One that is kept, as tables_recall says, or that is read, and kept from then on. The report says
// where it is past. *item holds nothing, and is the caller's to clear after a failure, too. NULL
// tables: reads it.
bool tables_have(struct tables *tables, const struct tables_way *way, const char *path,
                 const void *source, void *item, struct error *error);

// Everything that is said of how a table is read, for a key.
void tables_describe_hints(FILE *out, const struct table_hints *hints);

// ---- ahead --------------------------------------------------------------------------------------

// Begins to read in the background what `next` reads into the tables that it is given, call after
// call with numbers from 0 on, until it returns false. Until that is over, nobody finds it here.
// Does nothing where no thread can be started: then it is read when it is wanted.
void tables_read_ahead(struct tables *tables, bool (*next)(struct tables *into, size_t number));

// Waits until that is over.
void tables_wait(struct tables *tables);

#endif

// Tables that have been read, for whoever wants them again: a file is read once, not once a change.
//
// Any thread may read. The owner makes them, has them read ahead, and destroys them when nobody
// reads any more.
#ifndef RAVINE_DATA_TABLES_H
#define RAVINE_DATA_TABLES_H

#include "data/table.h"

struct tables;

struct tables *tables_create(struct error *error);
void tables_destroy(struct tables *tables); // NULL is fine

// As table_read; from memory where the same columns of the same file have been read before, and the
// file has not changed since. *table is a copy, the caller's to clear. NULL tables: reads the file.
bool tables_read(struct tables *tables, struct table *table, const char *path,
                 const struct table_want wants[], size_t count, struct error *error);

// Begins to read in the background what `next` reads into the tables that it is given, call after
// call with numbers from 0 on, until it returns false. Until that is over, nobody finds it here.
// Does nothing where no thread can be started: then it is read when it is wanted.
void tables_read_ahead(struct tables *tables, bool (*next)(struct tables *into, size_t number));

// Waits until that is over.
void tables_wait(struct tables *tables);

#endif

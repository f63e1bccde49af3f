// Numbers on their way into a file: a header and rows of cells, as text.
//
// Who may call whom: csv, tsv, json → records → shown → figure.
#ifndef RAVINE_EXPORT_RECORDS_H
#define RAVINE_EXPORT_RECORDS_H

#include "export/figure.h"
#include "labs/lab.h"

#include <stdio.h>

// Which numbers. Zeroed: the lab's whole table.
struct numbers_options {
    bool is_figure;               // what the part of the figure shows, in place of the table
    struct figure_options figure; // settled, where is_figure
    size_t every;                 // of each runner's rows every so-many-th from the first; 0 = all
    int threads;
};

// cell[(1 + rows) × columns], row by row; the first row is the header. Numbers have 17 digits at
// most; what is not finite, or not measured, is empty.
struct records {
    char **cell;
    size_t columns, rows;
    size_t cells, capacity; // while it is read
    char *bytes;            // that the cells are
};

// Has the lab compute to its end and reads what the options ask for. Error: no memory, or the part
// of the figure has no curves.
bool records_read(struct records *records, struct lab *lab, const struct numbers_options *options,
                  struct error *error);
void records_clear(struct records *records);

// Reads CSV as a lab's table writes it, and keeps of it every so-many-th row. Takes `bytes`, which
// end with a 0, over.
bool records_parse(struct records *records, char *bytes, size_t every, struct error *error);

// Whether the options change nothing of the table.
bool records_are_table(const struct numbers_options *options);

// Cells with `separator` between them; in quotes where that is in them. An empty one becomes
// `nothing`.
void records_write(const struct records *records, FILE *out, char separator, const char *nothing);

#endif

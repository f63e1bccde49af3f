// What stands under the rows of a table: notes, and rows that sum up the others.
#ifndef RAVINE_DATA_SNIFF_FOOT_H
#define RAVINE_DATA_SNIFF_FOOT_H

#include "data/sniff.h"
#include "data/sniff_lines.h"

// Moves format->end, which is the end of the text, to where the rows end. `usual` is what most rows
// have in their first field.
void sniff_foot(struct table_format *format, const char *bytes, size_t columns, unsigned char usual,
                struct report *report);

#endif

// Lists of columns as scenes have them: "a, b, \"c, d\"".
#ifndef RAVINE_DATA_NAMES_H
#define RAVINE_DATA_NAMES_H

#include "data/raw.h"

// Marks the columns that are listed in `text`: is_listed[format.columns]. Error: one that is not
// there.
bool names_mark(struct raw *raw, const char *text, bool is_listed[], struct report *report,
                struct error *error);

#endif

// What `ravine data FILE` prints: what was found in a table before anything is made of it.
#ifndef RAVINE_CLI_DATA_H
#define RAVINE_CLI_DATA_H

#include "base/error.h"

#include <stdio.h>

// Separator, header, rows, columns with their kinds, ranges and gaps, what was passed over and why,
// and the keys of a scene that would change it. `path` may be the name of a data set that ships.
// Error: those of data/raw.h and data/cells.h.
bool data_print(const char *path, int threads, FILE *out, struct error *error);

#endif

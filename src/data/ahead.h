// The data sets that ship, read before anybody wants them.
#ifndef RAVINE_DATA_AHEAD_H
#define RAVINE_DATA_AHEAD_H

#include "data/tables.h"

// For tables_read_ahead: the columns that a network learns from, then those that a line is laid
// through where a scene names no others.
bool ahead_next(struct tables *into, size_t number);

#endif

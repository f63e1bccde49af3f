// Which alphabet the bytes of a file are written in, and what else they may be.
#ifndef RAVINE_DATA_ENCODING_H
#define RAVINE_DATA_ENCODING_H

#include "base/error.h"
#include "data/report.h"

#include <stddef.h>

// What a file that is no text is, as a sentence on how to get a table out of it: "an Excel workbook
// (.xlsx); save the sheet as CSV". NULL where nothing is recognised.
const char *encoding_other_kind(const char *bytes, size_t length);

// Makes UTF-8 of *bytes, which are the caller's (and had a 0 byte behind them), and takes a byte
// order mark off; a lone CR as the end of a row becomes LF. UTF-16 is known by its mark or its
// zeros, what is no UTF-8 is read as Windows-1252. `path` is for the message. Error: no text.
bool encoding_decode(char **bytes, size_t *length, const char *path, struct report *report,
                     struct error *error);

#endif

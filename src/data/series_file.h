// A series out of a file of one's own.
#ifndef RAVINE_DATA_SERIES_FILE_H
#define RAVINE_DATA_SERIES_FILE_H

#include "data/series.h"

// Reads source->column of the file at `path`. Errors: as series_read.
bool series_read_file(struct series *series, const char *path, const struct series_source *source,
                      struct error *error);

// Averages a series that is there over hours, days, weeks or months.
bool series_average(struct series *series, enum resample by, const char *path, struct error *error);

// Lays readings out by their times, which need not be in order: value[rows], time[rows] or NULL.
bool series_spread(struct series *series, const int64_t time[], const double value[], size_t rows,
                   const char *path, struct error *error);

#endif

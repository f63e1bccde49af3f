// Batches, the race of one runner, and the list of all.
#ifndef RAVINE_EXPORT_PYTHON_RACE_H
#define RAVINE_EXPORT_PYTHON_RACE_H

#include "export/python_files.h"
#include "labs/program.h"

#include <stdio.h>

// Which examples a step looks at.
void python_write_batches(FILE *out, const struct program *program,
                          const struct python_files *files);

// race(name, rule, …), which yields the rows of a runner.
void python_write_race(FILE *out, const struct program *program);

// RUNNERS, and main(), which writes the table.
void python_write_runners(FILE *out, const struct program *program);

#endif

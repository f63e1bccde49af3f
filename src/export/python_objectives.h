// What is minimised on the plane, or in a few directions, as a function of θ.
#ifndef RAVINE_EXPORT_PYTHON_OBJECTIVES_H
#define RAVINE_EXPORT_PYTHON_OBJECTIVES_H

#include "export/python_files.h"
#include "labs/program.h"

#include <stdio.h>

// The start, the examples and cost(theta), which takes the numbers of examples as well where those
// differ. Error: a formula that cannot be written.
bool python_write_objective(FILE *out, const struct program *program,
                            const struct python_files *files, struct error *error);

#endif

// A network, its data and its cost.
#ifndef RAVINE_EXPORT_PYTHON_NETWORK_H
#define RAVINE_EXPORT_PYTHON_NETWORK_H

#include "export/python_files.h"
#include "labs/program.h"

#include <stdio.h>

// The data, network() as it starts, cost(model, part, examples) and scores(model).
void python_write_network(FILE *out, const struct program *program,
                          const struct python_files *files);

#endif

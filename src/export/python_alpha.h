// Schedules that are typed (sim/schedule_formula.h), as functions of the epoch and the step.
#ifndef RAVINE_EXPORT_PYTHON_ALPHA_H
#define RAVINE_EXPORT_PYTHON_ALPHA_H

#include "labs/program.h"

#include <stdio.h>

// The function of a runner whose alpha_t is there. Error: a formula that cannot be written.
bool python_write_alpha(FILE *out, const struct program *program, size_t index,
                        struct error *error);

// What it is called.
void python_write_alpha_name(FILE *out, const struct program *program, size_t index);

#endif

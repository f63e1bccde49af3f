// Schedules, warm-up and changes by hand.
#ifndef RAVINE_EXPORT_PYTHON_SCHEDULES_H
#define RAVINE_EXPORT_PYTHON_SCHEDULES_H

#include "labs/program.h"

#include <stdio.h>

// Error: says whose schedule cannot be written.
bool python_schedules_check(const struct program *program, struct error *error);

// Whether the runner's α ever changes but by hand.
bool python_has_schedule(const struct runner *runner);

// The functions of the schedules that these runners have; each once.
void python_write_schedules(FILE *out, const struct program *program);

// The share of α₀ as a function of the epoch or step: "lambda epoch: inverse_time(epoch,
// decay_rate=1)".
void python_write_schedule(FILE *out, const struct runner *runner);

#endif

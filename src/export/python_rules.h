// Rules as PyTorch has them, or written out.
#ifndef RAVINE_EXPORT_PYTHON_RULES_H
#define RAVINE_EXPORT_PYTHON_RULES_H

#include "labs/program.h"

#include <stdio.h>

// Whether PyTorch, or a class below, can make these runners' steps. Error: says whose it cannot.
bool python_rules_check(const struct program *program, struct error *error);

// The classes of the rules that PyTorch lacks, or has in another form; each once. Error: lines that
// cannot be written.
bool python_write_rules(FILE *out, const struct program *program, struct error *error);

// The rule of a runner for the parameters `theta`: "torch.optim.SGD(theta, lr=0.07)".
void python_write_rule(FILE *out, const struct program *program, size_t index);

#endif

// The rules' formulas as LaTeX, for notes.
#ifndef RAVINE_SIM_RULE_LATEX_H
#define RAVINE_SIM_RULE_LATEX_H

#include "sim/rule_scalars.h"

// Of rules[i], with its standard choices: the lines of an align* environment, ends with NULL. ASCII
// only; needs amsmath.
extern const char *const *const rule_latex[];

#endif

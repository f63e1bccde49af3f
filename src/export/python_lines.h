// Rules of a scene's own, line by line as they are typed (sim/rule_text.h).
#ifndef RAVINE_EXPORT_PYTHON_LINES_H
#define RAVINE_EXPORT_PYTHON_LINES_H

#include "base/error.h"
#include "scene/scene.h"
#include "sim/stepper.h"

#include <stdio.h>

// A class, whose base is Rule of python_rules.c. The lines are those that the rule was made of.
bool python_write_lines(FILE *out, const struct rule *rule, const struct scene_section *lines,
                        struct error *error);

// "Mine(theta, lr=0.1, beta=0.9)".
void python_write_lines_call(FILE *out, const struct runner *runner);

#endif

// The runners of a scene as a program has them.
#ifndef RAVINE_LABS_KIT_RUNNER_PROGRAM_H
#define RAVINE_LABS_KIT_RUNNER_PROGRAM_H

#include "labs/kit/runner_set.h"
#include "labs/program.h"

// Both outlive the program.
void runner_set_program(const struct runner_set *set, const struct scene *scene,
                        struct program *program);

#endif

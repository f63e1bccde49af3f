// What races, for a program.
#include "labs/program.h"

#include "labs/racing/racing.h"

#include <string.h>

bool racing_program(const struct lab *base, struct program *program, struct error *error)
{
    const struct racing *lab = (const struct racing *)base;
    program->seed = race_seed(lab->race);
    program->steps = race_steps(lab->race);
    program->runner = lab->runners.runner;
    program->runners = lab->runners.count;
    for (size_t r = 0; r < lab->runners.count; r++)
        program->name[r] = strchr(lab->runners.entry[r].section, '.') + 1;
    return objective_program(&lab->cache, &base->scene, lab->start, &program->objective, error);
}

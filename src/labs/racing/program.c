// What races, for a program.
#include "labs/kit/runner_program.h"
#include "labs/racing/racing.h"

bool racing_program(const struct lab *base, struct program *program, struct error *error)
{
    const struct racing *lab = (const struct racing *)base;
    program->seed = race_seed(lab->race);
    program->steps = race_steps(lab->race);
    runner_set_program(&lab->runners, &base->scene, program);
    return objective_program(&lab->cache, &base->scene, lab->start, &program->objective, error);
}

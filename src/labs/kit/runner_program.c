#include "labs/kit/runner_program.h"

#include <string.h>

void runner_set_program(const struct runner_set *set, const struct scene *scene,
                        struct program *program)
{
    (void)scene;
    program->runner = set->runner;
    program->runners = set->count;
    for (size_t r = 0; r < set->count; r++)
        program->name[r] = strchr(set->entry[r].section, '.') + 1;
}

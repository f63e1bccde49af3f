#include "labs/kit/runner_program.h"

#include "labs/kit/rule_list.h"
#include "sim/rule_text.h"

#include <string.h>

void runner_set_program(const struct runner_set *set, const struct scene *scene,
                        struct program *program)
{
    program->runner = set->runner;
    program->runners = set->count;
    for (size_t r = 0; r < set->count; r++) {
        const struct rule *rule = set->runner[r].rule;
        program->name[r] = strchr(set->entry[r].section, '.') + 1;
        program->lines[r] = rule_is_typed(rule) ? rule_list_lines(scene, rule->name) : NULL;
    }
}

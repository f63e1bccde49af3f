#include "sim/rule_program.h"
#include "sim/rule_text.h"

bool rule_is_typed(const struct rule *rule)
{
    return rule->program != NULL;
}

const struct rule *rule_hold(const struct rule *rule)
{
    if (rule && rule->program)
        atomic_fetch_add_explicit(&rule->program->holders, 1, memory_order_relaxed);
    return rule;
}

void rule_release(const struct rule *rule)
{
    if (rule && rule->program && atomic_fetch_sub(&rule->program->holders, 1) == 1)
        rule_program_destroy(rule->program);
}

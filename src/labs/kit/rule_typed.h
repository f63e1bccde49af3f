// The rule of a runner as lines that people type over (lab_type.rule).
#ifndef RAVINE_LABS_KIT_RULE_TYPED_H
#define RAVINE_LABS_KIT_RULE_TYPED_H

#include "labs/kit/runner_set.h"
#include "labs/lab.h"

// The lines of the runner's rule; of one that ships, what it is in this language with the runner's
// choices, for a section of its own that is still free. False without memory.
bool rule_typed_read(const struct runner_set *set, size_t runner, const struct scene *scene,
                     struct lab_rule *rule, struct error *error);

#endif

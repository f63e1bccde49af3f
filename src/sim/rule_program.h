// What a typed rule is made of.
#ifndef RAVINE_SIM_RULE_PROGRAM_H
#define RAVINE_SIM_RULE_PROGRAM_H

#include "sim/rule.h"

#include <stdatomic.h>

struct rule_program {
    struct rule rule; // first, so that the rule is the program
    atomic_size_t holders;
};

void rule_program_destroy(struct rule_program *program); // NULL is fine

#endif

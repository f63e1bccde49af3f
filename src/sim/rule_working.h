// The working of a typed rule's step, and its lines as text. rule_terms.c comes here.
#ifndef RAVINE_SIM_RULE_WORKING_H
#define RAVINE_SIM_RULE_WORKING_H

#include "sim/rule_program.h"

// As rule_terms_values and rule_terms_show.
void rule_working_values(const struct rule_moment *moment, size_t axis,
                         double value[RULE_TERMS_MAX]);
bool rule_working_show(const struct rule_moment *moment, size_t axis, size_t k, int digits,
                       char *text, size_t size);

// A node with the rule's symbols: "βv + (1 − β)g". What does not fit is cut; false then.
bool rule_working_write(const struct rule_program *program, uint32_t node, char *text, size_t size);

#endif

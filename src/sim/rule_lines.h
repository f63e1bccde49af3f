// The lines of every rule's working, from g to Δθ: gd_terms, momentum_terms … What may stand in
// them says rule_terms.h.
#ifndef RAVINE_SIM_RULE_LINES_H
#define RAVINE_SIM_RULE_LINES_H

#include "sim/rule_scalars.h"

#define RULE_LINES(name) extern const struct rule_term name##_terms[];
RULES(RULE_LINES)
#undef RULE_LINES

#endif

// The shipped rules in the language of rule_text.h.
#ifndef RAVINE_SIM_RULE_AS_TEXT_H
#define RAVINE_SIM_RULE_AS_TEXT_H

#include "sim/rule_text.h"

enum { RULE_AS_LINES_MAX = 24 };

// The lines, with the storage of what their numbers say.
struct rule_as_text {
    struct rule_line line[RULE_AS_LINES_MAX];
    size_t count;
    char number[RULE_NUMBERS_MAX][96];
};

// A shipped rule, as it is with the choices in number[] (bias correction, form, place of ε) and
// beginning at its numbers; they keep their keys. The texts are in `as` and in the program.
void rule_as_text(const struct rule *rule, const double number[], struct rule_as_text *as);

#endif

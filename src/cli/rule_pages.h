// What `ravine help RULE` prints alone, for use elsewhere; and how rules are typed.
#ifndef RAVINE_CLI_RULE_PAGES_H
#define RAVINE_CLI_RULE_PAGES_H

#include "base/error.h"

#include <stdio.h>

// The formula of the rule or the schedule with this name as LaTeX.
bool rule_pages_latex(const char *name, FILE *out, struct error *error);

// The rule with this name as lines of a scene, with its standard choices: a rule of one's own to
// begin with.
bool rule_pages_lines(const char *rule, FILE *out, struct error *error);

// ravine help rule: the language of rules of one's own.
void rule_pages_language(FILE *out);

#endif

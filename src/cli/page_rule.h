// ravine help rule: rules of one's own.
#ifndef RAVINE_CLI_PAGE_RULE_H
#define RAVINE_CLI_PAGE_RULE_H

#include <stdio.h>

void page_rule(FILE *out);

#endif

// What `ravine list` and `ravine help` print, made from the registries and tables.
#ifndef RAVINE_CLI_PAGES_H
#define RAVINE_CLI_PAGES_H

#include "base/error.h"

#include <stdio.h>

// WHAT: scenes, surfaces, rules, schedules, data; NULL = all of them.
bool pages_list(const char *what, FILE *out, struct error *error);

// TOPIC: a list's word, a rule, a surface, a schedule, "keys", "scene"; NULL = the overview.
bool pages_help(const char *topic, FILE *out, struct error *error);

#endif

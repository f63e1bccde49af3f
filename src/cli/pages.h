// What `ravine list` and `ravine help` print, made from the registries and tables.
#ifndef RAVINE_CLI_PAGES_H
#define RAVINE_CLI_PAGES_H

#include "base/error.h"

#include <stddef.h>
#include <stdio.h>

enum { PAGES_TOPICS_MAX = 256 };

// WHAT: scenes, surfaces, rules, schedules, data, formats; NULL = all of them.
bool pages_list(const char *what, FILE *out, struct error *error);

// TOPIC: one of pages_topics; NULL or a command other than check = the overview.
bool pages_help(const char *topic, FILE *out, struct error *error);

// Every topic there is: "keys", "scene", "claims", "check", the lists, and all labs, rules,
// surfaces and schedules by name. Writes at most `max` and returns how many.
size_t pages_topics(const char *topics[], size_t max);

#endif

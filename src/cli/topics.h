// What `ravine help` says of each command, and of what people look for by a word of its own: from
// the tables that the program works by.
//
// Who may call whom: pages → topics → options, rows.
#ifndef RAVINE_CLI_TOPICS_H
#define RAVINE_CLI_TOPICS_H

#include "base/error.h"
#include "base/param.h"
#include "cli/options.h"
#include "scene/scene.h"

#include <stdio.h>

// Where the second column begins: of parameters, of commands and options.
enum { TOPICS_PARAM_COLUMN = 24, TOPICS_USE_COLUMN = 33 };

// The index-th word that there is such help on; NULL past the last.
const char *topics_word(size_t index);

// Prints what is known of the word; false where it is none of them, with an empty error, or where
// what ships cannot be read.
bool topics_print(const char *word, FILE *out, struct error *error);

// Of a section that some lab's scenes have ("series"): whose it is, and its keys. False where none
// has it.
bool topics_section(const char *section, FILE *out);

// A line of the table of options.
void topics_option(FILE *out, const struct option_row *row);

// A key with what it does and its range; `differs`: its standard value is not the same for all
// that have it.
void topics_param(FILE *out, const struct param *param, bool differs);

// The head of a section of scenes and its keys.
void topics_keys(FILE *out, const struct scene_rule *rule);

// The lectures that ship, with the number of scenes and the titles of the first and the last.
bool topics_lectures(FILE *out, struct error *error);

// A scene that runs, as the help on scenes shows it.
extern const char topics_scene[];

#endif

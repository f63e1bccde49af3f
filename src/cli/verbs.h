// The first words of the command line.
//
// Who may call whom: options → verbs.
#ifndef RAVINE_CLI_VERBS_H
#define RAVINE_CLI_VERBS_H

#include "base/error.h"
#include "cli/options.h"

// The first word that means it: every command but the window has one.
const char *verb_word(enum command command);

// Whether a word is a command: "run".
bool verb_find(const char *word, enum command *command);

// Says what is wrong with two words without a command: the first is one with a letter wrong, or
// what is to be opened.
bool verb_refuse(const char *first, const char *second, struct error *error);

#endif

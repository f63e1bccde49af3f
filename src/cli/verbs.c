#include "cli/verbs.h"

#include "base/text.h"
#include "scene/lecture.h"
#include "scene/shelf.h"

#include <string.h>

static const struct {
    const char *word;
    enum command command;
} commands[] = {
    {"render", COMMAND_RENDER}, {"run", COMMAND_RUN},   {"tune", COMMAND_TUNE},
    {"check", COMMAND_CHECK},   {"data", COMMAND_DATA}, {"link", COMMAND_LINK},
    {"list", COMMAND_LIST},     {"help", COMMAND_HELP}, {"--version", COMMAND_VERSION},
    {"--help", COMMAND_HELP},   {"-h", COMMAND_HELP},
};
enum { COMMAND_WORDS = sizeof commands / sizeof *commands };

const char *verb_word(enum command command)
{
    size_t i = 0;
    while (commands[i].command != command)
        i++;
    return commands[i].word;
}

bool verb_find(const char *word, enum command *command)
{
    for (size_t i = 0; i < COMMAND_WORDS; i++)
        if (strcmp(commands[i].word, word) == 0) {
            *command = commands[i].command;
            return true;
        }
    return false;
}

bool verb_refuse(const char *first, const char *second, struct error *error)
{
    const char *names[COMMAND_WORDS];
    for (size_t i = 0; i < COMMAND_WORDS; i++)
        names[i] = commands[i].word;
    const char *nearest = text_nearest(first, names, COMMAND_WORDS);
    char path[4096];
    if (shelf_find(first, path, sizeof path, NULL) || lecture_is_meant(first) ||
        strpbrk(first, "./#"))
        return error_set(error, ERROR_INPUT,
                         "one word too many: '%s'; the window opens one scene or lecture", second);
    return nearest
               ? error_set(error, ERROR_INPUT, "no command '%s'; did you mean %s?", first, nearest)
               : error_set(error, ERROR_INPUT,
                           "no command '%s'; there are render, run, tune, check, data, link, "
                           "list and help",
                           first);
}

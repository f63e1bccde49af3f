#include "app/commands.h"

#include "app/commands/rows.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/registry.h"

#include <stdio.h>
#include <string.h>

const char command_lab_group[] = "Lab";

#define COMMAND_TABLE(table) commands_##table,
static const struct command *const tables[] = {COMMAND_TABLES(COMMAND_TABLE) NULL};

const struct command *command_at(size_t index)
{
    for (size_t t = 0; tables[t]; t++)
        for (const struct command *command = tables[t]; command->name; command++)
            if (index-- == 0)
                return command;
    return NULL;
}

const struct command *command_find(const char *name)
{
    const struct command *command;
    for (size_t i = 0; (command = command_at(i)); i++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

const char *command_what(const char *name, const char **group, const char **lab)
{
    const struct command *command = command_find(name);
    if (lab)
        *lab = NULL;
    if (command) {
        *group = command->group;
        return command->what;
    }
    const char *what = NULL;
    size_t labs = 0;
    for (size_t i = 0; lab_types[i]; i++) {
        const struct lab_command *found = lab_command(lab_types[i], name);
        if (!found)
            continue;
        what = what ? what : found->what;
        if (lab)
            *lab = labs == 0 ? lab_types[i]->title : NULL;
        labs++;
    }
    *group = command_lab_group;
    return what;
}

// "halve α: only in Decay, Descent"; the labs in the order of the registry.
static bool is_elsewhere(const char *name, char text[256])
{
    const char *titles[32], *group;
    size_t count = 0;
    for (size_t i = 0; lab_types[i] && count < 32; i++)
        if (lab_command(lab_types[i], name))
            titles[count++] = lab_types[i]->title;
    const char *what = command_what(name, &group, NULL);
    char labs[160] = "";
    for (size_t i = 0; i < count; i++)
        text_append(labs, sizeof labs, "%s%s", i > 0 ? ", " : "", words(titles[i]));
    snprintf(text, 256, words("%s: only in %s"), what ? words(what) : name, labs);
    return true;
}

bool command_is_unavailable(const struct frame *frame, const char *name, int argument,
                            char text[256])
{
    const struct command *command = command_find(name);
    const struct lab *lab = frame->document.lab;
    const char *why = NULL;
    if (command) {
        why = command->unavailable ? command->unavailable(frame, argument) : NULL;
    } else {
        const struct lab_command *own = lab_command(lab->type, name);
        if (!own)
            return is_elsewhere(name, text);
        const struct lab_view view = frame_view(frame);
        why = own->unavailable ? own->unavailable(lab, &view) : NULL;
    }
    snprintf(text, 256, "%s", why ? words(why) : "");
    return why != NULL;
}

bool command_run(struct frame *frame, const char *name, int argument, struct error *error)
{
    const struct command *command = command_find(name);
    if (command)
        return command->act(frame, argument, error);
    const struct lab_command *own = lab_command(frame->document.lab->type, name);
    const struct lab_view view = frame_view(frame);
    return own && document_command(&frame->document, own, &view, error);
}

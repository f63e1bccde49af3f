#include "app/draw_as.h"

#include "app/prompt.h"
#include "app/question.h"
#include "app/shot.h"
#include "base/array.h"
#include "base/file.h"
#include "base/text.h"
#include "base/words.h"
#include "export/export.h"
#include "export/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// Where a figure would go, and what was typed to get there.
struct place {
    char folder[FILE_PATH_MAX], typed[512], path[FILE_PATH_MAX];
};

static bool ask(struct frame *frame, const char *folder, const char *typed, struct error *error);

static bool draw_to(struct frame *frame, const char *path, struct error *error)
{
    char note[FIGURE_NOTE_MAX] = "", text[FILE_PATH_MAX + FIGURE_NOTE_MAX + 16];
    struct scene scene = {0};
    const struct figure_options options = {.theme = frame->theme, .note = note};
    const bool done = document_snapshot(&frame->document, frame->theme->name, &scene, error) &&
                      export_figure(frame->document.lab, &scene, path, &options, error);
    scene_clear(&scene);
    if (!done)
        return false;
    text_print(text, sizeof text, words("Saved %s"), path);
    if (*note)
        text_append(text, sizeof text, "; %s", note);
    toast_say(&frame->toast, false, text);
    return true;
}

// Without a yes the name is asked for again.
static void answer(struct frame *frame, void *user, bool is_yes, struct error *error)
{
    const struct place *place = user;
    if (is_yes)
        draw_to(frame, place->path, error);
    else
        ask(frame, place->folder, place->typed, error);
}

static bool ask_to_replace(struct frame *frame, const struct place *place, struct error *error)
{
    char text[FILE_PATH_MAX + 64];
    struct place *copy = array_create(1, sizeof *copy, error);
    if (!copy)
        return false;
    *copy = *place;
    text_print(text, sizeof text, words("There is a file %s already."), place->path);
    const struct question_options options = {.what = text,
                                             .asked = words("Replace it?"),
                                             .user = copy,
                                             .answer = answer,
                                             .free = free};
    return question_ask_for(frame, &options, error);
}

// An error leaves the field open.
static bool take(struct frame *frame, void *user, const char *text, struct error *error)
{
    struct place place;
    struct stat status;
    snprintf(place.folder, sizeof place.folder, "%s", (const char *)user);
    snprintf(place.typed, sizeof place.typed, "%s", text);
    if (!text_print(place.path, sizeof place.path, "%s%s%s", text[0] == '/' ? "" : place.folder,
                    text[0] == '/' ? "" : "/", text))
        return error_set(error, ERROR_INPUT, "the path %.60s… is too long", text);
    if (!format_choose(FORMAT_PICTURE, place.path, error))
        return false;
    if (stat(place.path, &status) == 0 && S_ISREG(status.st_mode))
        return ask_to_replace(frame, &place, error);
    return draw_to(frame, place.path, error);
}

static bool ask(struct frame *frame, const char *folder, const char *typed, struct error *error)
{
    char hint[FILE_PATH_MAX + 256], endings[200];
    char *copy = strdup(folder);
    if (!copy)
        return error_memory(error);
    format_endings(FORMAT_PICTURE, endings, sizeof endings);
    text_print(hint, sizeof hint, words("%s, as the name ends; in %s"), endings, folder);
    const struct prompt_options options = {.title = words("Draw the figure as"),
                                           .text = typed,
                                           .hint = hint,
                                           .user = copy,
                                           .take = take,
                                           .free = free};
    return prompt_open(frame, &options, error);
}

bool draw_as_ask(struct frame *frame, struct error *error)
{
    char path[SHOT_PATH_MAX];
    if (!shot_name(frame->document.opened.name, ".pdf", path, error))
        return false;
    char *slash = strrchr(path, '/');
    *slash = '\0';
    return ask(frame, path, slash + 1, error);
}

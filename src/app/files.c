#include "app/files.h"

#include "app/browse.h"
#include "app/filing.h"
#include "app/pick.h"
#include "app/prompt.h"
#include "app/question.h"
#include "app/recent.h"
#include "base/array.h"
#include "base/home.h"
#include "base/text.h"
#include "base/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- opening ------------------------------------------------------------------------------------

void files_remember(const struct frame *frame)
{
    const char *source = frame->document.opened.source;
    if (frame->remembers && source && !filing_is_shipped(source))
        recent_add(source, NULL); // that it is not in a list is nothing to complain about
}

bool files_open(struct frame *frame, const char *path, struct error *error)
{
    if (!frame_open_name(frame, path, error))
        return false;
    files_remember(frame);
    return true;
}

// The folder of the file that was used last; false where nothing is remembered.
static bool last_folder(const struct frame *frame, char folder[FILE_PATH_MAX])
{
    struct recent recent = {0};
    if (frame->remembers)
        recent_read(&recent);
    const bool is_there = recent.count > 0;
    if (is_there)
        snprintf(folder, FILE_PATH_MAX, "%.*s",
                 (int)(strrchr(recent.path[0], '/') - recent.path[0]), recent.path[0]);
    recent_clear(&recent);
    return is_there;
}

static void begin_folder(const struct frame *frame, char folder[FILE_PATH_MAX])
{
    char last[FILE_PATH_MAX];
    filing_folder(&frame->document, last_folder(frame, last) ? last : NULL, folder);
}

bool files_choose(struct frame *frame, struct error *error)
{
    char folder[FILE_PATH_MAX];
    struct recent recent = {0};
    if (pick_asks())
        return true;
    if (frame->remembers)
        recent_read(&recent);
    begin_folder(frame, folder);
    const bool done = browse_open(frame, folder, &recent, files_open, error);
    recent_clear(&recent);
    return done;
}

// ---- saving -------------------------------------------------------------------------------------

static bool save_to(struct frame *frame, const char *path, struct error *error)
{
    if (!filing_save(&frame->document, path, frame->theme->name, error))
        return false;
    frame->changes_seen = frame->document.changes;
    frame_show_title(frame);
    files_remember(frame);
    session_renew(&frame->session, &frame->document, error); // saved it is in any case
    frame_say_saved(frame, path, "");
    return true;
}

// What a question about a file needs: where it would go, and what was typed to get there.
struct place {
    char folder[FILE_PATH_MAX], typed[512], path[FILE_PATH_MAX];
};

static bool ask_name(struct frame *frame, const char *folder, const char *text,
                     struct error *error);

// Without a yes the name is asked for again, where one was typed.
static void answer(struct frame *frame, void *user, bool is_yes, struct error *error)
{
    const struct place *place = user;
    if (is_yes)
        save_to(frame, place->path, error);
    else if (*place->typed)
        ask_name(frame, place->folder, place->typed, error);
}

static bool ask_about(struct frame *frame, const char *what, const char *asked,
                      const struct place *place, struct error *error)
{
    struct place *copy = array_create(1, sizeof *copy, error);
    if (!copy)
        return false;
    *copy = *place;
    const struct question_options options = {
        .what = what, .asked = asked, .user = copy, .answer = answer, .free = free};
    return question_ask_for(frame, &options, error);
}

static bool ask_to_replace(struct frame *frame, const struct place *place, struct error *error)
{
    char text[FILE_PATH_MAX + 64];
    text_print(text, sizeof text, words("There is a file %s already."), place->path);
    return ask_about(frame, text, words("Replace it?"), place, error);
}

// The answer to the name: an error leaves the field open.
static bool take_name(struct frame *frame, void *user, const char *text, struct error *error)
{
    struct place place;
    snprintf(place.folder, sizeof place.folder, "%s", (const char *)user);
    snprintf(place.typed, sizeof place.typed, "%s", text);
    if (!filing_target(place.folder, text, place.path, error))
        return false;
    if (filing_replaces(&frame->document, place.path))
        return ask_to_replace(frame, &place, error);
    return save_to(frame, place.path, error);
}

static bool ask_name(struct frame *frame, const char *folder, const char *text, struct error *error)
{
    char shown[FILE_PATH_MAX], hint[FILE_PATH_MAX + 64];
    char *copy = strdup(folder);
    if (!copy)
        return error_memory(error);
    home_shorten(folder, shown, sizeof shown);
    text_print(hint, sizeof hint, words("in %s"), shown);
    const struct prompt_options options = {.title = words("Save the scene as"),
                                           .text = text,
                                           .hint = hint,
                                           .user = copy,
                                           .take = take_name,
                                           .free = free};
    return prompt_open(frame, &options, error);
}

bool files_save_as(struct frame *frame, struct error *error)
{
    char folder[FILE_PATH_MAX], name[256];
    begin_folder(frame, folder);
    filing_name(&frame->document, name);
    return ask_name(frame, folder, name, error);
}

bool files_save(struct frame *frame, struct error *error)
{
    struct place place = {0};
    char text[FILE_PATH_MAX + 96];
    if (!filing_own(&frame->document, place.path))
        return files_save_as(frame, error);
    if (!filing_is_stale(&frame->document))
        return save_to(frame, place.path, error);
    text_print(text, sizeof text, words("Another program has changed %s meanwhile."), place.path);
    return ask_about(frame, text, words("Write over it?"), &place, error);
}

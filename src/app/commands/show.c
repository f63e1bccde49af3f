// Commands for a lecture in front of an audience.
#include "app/asking.h"
#include "app/commands/rows.h"

static const char group[] = "Show";

static const char *without_lecture(const struct frame *frame, int argument)
{
    (void)argument;
    return session_has_lecture(&frame->session) ? NULL : "only in a lecture";
}

// Where it is on already it goes on.
static bool start_show(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    frame_show_on(frame, true);
    return true;
}

// Any key brings the picture back (events).
static bool blank(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    frame->is_blank = true;
    return true;
}

static const char *without_notes(const struct frame *frame, int argument)
{
    (void)argument;
    return scene_text(&frame->document.now.scene, "scene", "notes") ? NULL
                                                                    : "this scene has no notes";
}

// Long ones turn their pages first.
static bool notes(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    const size_t pages = frame_notes_pages(frame);
    if (frame->shows_notes && frame->notes_page + 1 < pages) {
        frame->notes_page++;
        return true;
    }
    frame->shows_notes = !frame->shows_notes;
    frame->notes_page = 0;
    return true;
}

static const char *without_question(const struct frame *frame, int argument)
{
    struct quiz quiz;
    (void)argument;
    return predict_quiz(&frame->predict, &frame->document, &quiz) ? NULL
                                                                  : "this scene asks nothing";
}

static bool ask(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return predict_is_asked(&frame->predict) || asking_begin(frame, error);
}

static bool bare(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    frame->is_bare = !frame->is_bare;
    return true;
}

static const char *is_as_opened(const struct frame *frame, int argument)
{
    (void)argument;
    const struct document *document = &frame->document;
    return scene_differs(&document->now.scene, &document->opened, NULL)
               ? NULL
               : "the scene is as it was opened";
}

static bool reload(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return document_replace(&frame->document, &frame->document.opened, error);
}

// clang-format off
const struct command commands_show[] = {
    {"show",             "start the show",                            group, without_lecture, start_show, true},
    {"blank",            "black screen",                              group, without_lecture, blank, true},
    {"notes",            "notes for the speaker",                     group, without_notes,   notes, true},
    {"ask",              "ask the scene's question, again",           group, without_question, ask, true},
    {"bare",             "hide panel and timeline; show them again",  group, NULL,            bare, true},
    {"reload",           "the scene as it was opened",                group, is_as_opened,    reload, true},
    {0},
};
// clang-format on

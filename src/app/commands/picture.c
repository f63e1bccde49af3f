// Commands about the picture and how it looks.
#include "app/commands/rows.h"
#include "app/preview.h"
#include "app/shot.h"
#include "app/tabs.h"
#include "base/text.h"
#include "base/words.h"

#include <math.h>
#include <stdio.h>

static const char group[] = "Picture";

static const char *has_one_picture(const struct frame *frame, int argument)
{
    (void)argument;
    return lab_pictures(frame->document.lab->type) > 1 ? NULL : "this lab has one picture";
}

static bool next_picture(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return document_next_picture(&frame->document, 1, error);
}

static bool last_picture(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return document_next_picture(&frame->document, -1, error);
}

static const char *has_all_parts(const struct frame *frame, int argument)
{
    (void)argument;
    return frame_is_small(frame) ? NULL : "the window has room for all its parts";
}

static bool next_part(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    const char *name[LAB_PARTS];
    lab_part_names(frame->document.lab, name);
    frame->part = tabs_next(name, frame->part);
    frame->shows_strip = false;
    frame->panel.follow = true;
    return true;
}

static bool change_theme(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    frame->theme = frame->theme == &theme_light ? &theme_dark : &theme_light;
    return true;
}

static const char *is_largest(const struct frame *frame, int argument)
{
    (void)argument;
    return frame->window.text_size < WINDOW_TEXT_MAX ? NULL : "text does not get larger";
}

static bool larger_text(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    frame->window.text_size = fminf(frame->window.text_size * 1.1f, WINDOW_TEXT_MAX);
    return true;
}

static const char *is_smallest(const struct frame *frame, int argument)
{
    (void)argument;
    return frame->window.text_size > WINDOW_TEXT_MIN ? NULL : "text does not get smaller";
}

static bool smaller_text(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    frame->window.text_size = fmaxf(frame->window.text_size / 1.1f, WINDOW_TEXT_MIN);
    return true;
}

static bool normal_text(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    frame->window.text_size = 1;
    return true;
}

static bool screenshot(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    char path[SHOT_PATH_MAX], note[SHOT_NOTE_MAX];
    struct scene scene = {0};
    // Drawn once more without what only concerns the screen.
    toast_dismiss(&frame->toast);
    const struct finder searching = frame->finder;
    frame->finder = (struct finder){0};
    frame->is_plain = true;
    frame_rest(frame);
    frame_draw(frame);
    frame->is_plain = false;
    frame->finder = searching;
    const bool done = document_snapshot(&frame->document, frame->theme->name, &scene, error) &&
                      shot_take(&frame->window, &scene, path, note, error);
    scene_clear(&scene);
    if (done)
        frame_say_saved(frame, path, note);
    return done;
}

static const char *is_not_answered(const struct frame *frame, int argument)
{
    (void)argument;
    return frame_asks(frame) ? "the question comes first" : NULL;
}

static bool figure(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return preview_open(frame, error);
}

// clang-format off
const struct command commands_picture[] = {
    {"next-picture",     "next picture of the stage",                 group, has_one_picture, next_picture},
    {"previous-picture", "previous picture of the stage",             group, has_one_picture, last_picture},
    {"next-part",        "small window: picture, curves, sliders",    group, has_all_parts,   next_part},
    {"theme",            "light or dark",                             group, NULL,            change_theme, true},
    {"larger-text",      "larger text",                               group, is_largest,      larger_text},
    {"smaller-text",     "smaller text",                              group, is_smallest,     smaller_text},
    {"normal-text",      "normal text",                               group, NULL,            normal_text},
    {"screenshot",       "screenshot, a PNG that reopens as this scene", group, NULL,          screenshot, true},
    {"figure",           "figure for paper: preview, sliders, file",  group, is_not_answered, figure, true},
    {0},
};
// clang-format on

#include "app/commands.h"

#include "app/shot.h"
#include "app/timeline.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/registry.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// ---- sliders ------------------------------------------------------------------------------------

static const char *without_sliders(const struct frame *frame, int argument)
{
    (void)argument;
    return lab_sliders(frame->document.lab) > 0 ? NULL : "this lab has no sliders";
}

// −1: the one above, 1: the one below.
static bool select_slider(struct frame *frame, int argument, struct error *error)
{
    (void)error;
    panel_select(&frame->panel, &frame->document, argument < 0 ? -1 : 1);
    return true;
}

// Its sign is the direction; 1 is fine, 2 normal, 3 coarse.
static bool change_value(struct frame *frame, int argument, struct error *error)
{
    static const enum param_pace paces[] = {PARAM_NORMAL, PARAM_FINE, PARAM_NORMAL, PARAM_COARSE};
    const int pace = argument < 0 ? -argument : argument;
    return panel_nudge(&frame->document, argument < 0 ? -1 : 1, paces[pace < 4 ? pace : 3], error);
}

static bool type_value(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    panel_type(&frame->panel);
    return true;
}

static const char *is_reset(const struct frame *frame, int argument)
{
    const char *why = without_sliders(frame, argument);
    return why || !panel_is_reset(&frame->document) ? why : "this is the scene's value";
}

static bool reset_value(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return panel_reset(&frame->document, error);
}

// The number of the runner, from 1.
static const char *without_runner(const struct frame *frame, int argument)
{
    return argument > 0 && panel_has_runner(&frame->document, (size_t)argument - 1)
               ? NULL
               : "no runner has this number";
}

static bool toggle_runner(struct frame *frame, int argument, struct error *error)
{
    return panel_toggle(&frame->document, (size_t)argument - 1, error);
}

static const char *nothing_to_undo(const struct frame *frame, int argument)
{
    (void)argument;
    return document_can_undo(&frame->document) ? NULL : "nothing to undo";
}

static bool undo(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return document_undo(&frame->document, error);
}

static const char *nothing_to_redo(const struct frame *frame, int argument)
{
    (void)argument;
    return document_can_redo(&frame->document) ? NULL : "nothing to redo";
}

static bool redo(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return document_redo(&frame->document, error);
}

// ---- timeline -----------------------------------------------------------------------------------

static bool play(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    document_play(&frame->document);
    return true;
}

static bool pause_at(struct frame *frame, double step)
{
    frame->document.is_playing = false;
    document_go(&frame->document, step);
    return true;
}

// How many steps on, or back where it is negative.
static bool go_steps(struct frame *frame, int argument, struct error *error)
{
    (void)error;
    const double step = frame->document.step;
    return pause_at(frame, (argument > 0 ? floor(step + 1e-9) : ceil(step - 1e-9)) + argument);
}

static bool first_step(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    return pause_at(frame, 0);
}

static bool last_step(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    return pause_at(frame, document_last_step(&frame->document));
}

static const char *is_slowest(const struct frame *frame, int argument)
{
    (void)argument;
    return timeline_has_speed(&frame->document, -1) ? NULL : "this is the slowest";
}

static bool slower(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    timeline_faster(&frame->document, -1);
    return true;
}

static const char *is_fastest(const struct frame *frame, int argument)
{
    (void)argument;
    return timeline_has_speed(&frame->document, 1) ? NULL : "this is the fastest";
}

static bool faster(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    timeline_faster(&frame->document, 1);
    return true;
}

static bool restart(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    document_go(&frame->document, 0);
    frame->document.is_playing = true;
    return true;
}

// ---- picture ------------------------------------------------------------------------------------

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
    char path[SHOT_PATH_MAX], text[SHOT_PATH_MAX + 8];
    struct scene scene = {0};
    // Drawn once more without what only concerns the screen.
    toast_dismiss(&frame->toast);
    frame_draw(frame);
    const bool done = document_snapshot(&frame->document, frame->theme->name, &scene, error) &&
                      shot_take(&frame->window, &scene, path, error);
    scene_clear(&scene);
    if (done) {
        snprintf(text, sizeof text, words("Saved %s"), path);
        toast_say(&frame->toast, false, text);
    }
    return done;
}

// ---- window -------------------------------------------------------------------------------------

static const char *without_scenes(const struct frame *frame, int argument)
{
    (void)argument;
    return frame->scenes && frame->scenes[0] ? NULL : "no scenes are installed";
}

// The shipped scene before (−1) or after (1) the one that is open, round the ends.
static bool open_neighbour(struct frame *frame, int direction, struct error *error)
{
    size_t count = 0;
    while (frame->scenes[count])
        count++;
    size_t at = direction > 0 ? count - 1 : 0;
    const char *name = frame->document.now.scene.name;
    for (size_t i = 0; i < count; i++)
        if (name && strcmp(frame->scenes[i], name) == 0)
            at = i;
    return frame_open_name(frame, frame->scenes[(at + count + (size_t)direction) % count], error);
}

static bool next_scene(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return open_neighbour(frame, 1, error);
}

static bool previous_scene(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return open_neighbour(frame, -1, error);
}

// The scene that stands for the lab before (−1) or after (1) the one that is open.
static bool open_lab(struct frame *frame, int direction, struct error *error)
{
    size_t count = 0, at = 0;
    for (; lab_types[count]; count++)
        if (lab_types[count] == frame->document.lab->type)
            at = count;
    return frame_open_name(frame, lab_types[(at + count + (size_t)direction) % count]->scene,
                           error);
}

static bool next_lab(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return open_lab(frame, 1, error);
}

static bool previous_lab(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return open_lab(frame, -1, error);
}

static bool full_screen(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    window_full_screen(&frame->window, !frame->window.is_full_screen);
    return true;
}

static bool show_help(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    frame->is_help = true;
    return true;
}

// The first of these that there is to do; nothing is no mistake.
static bool leave(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    if (toast_shows(&frame->toast))
        toast_dismiss(&frame->toast);
    else if (lab_busy(frame->document.lab))
        lab_cancel(frame->document.lab);
    else if (frame->window.is_full_screen)
        window_full_screen(&frame->window, false);
    return true;
}

static bool quit(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    frame->is_over = true;
    return true;
}

// ---- the rows -----------------------------------------------------------------------------------

static const char sliders[] = "Sliders", timeline[] = "Timeline", picture[] = "Picture",
                  window[] = "Window";
const char command_lab_group[] = "Lab";

// clang-format off
const struct command commands[] = {
    {"select-slider",    "select a slider",                           sliders,  without_sliders, select_slider},
    {"change-value",     "change the selected value",                 sliders,  without_sliders, change_value},
    {"type-value",       "type a value",                              sliders,  without_sliders, type_value},
    {"reset-value",      "back to the scene's value",                 sliders,  is_reset,        reset_value},
    {"toggle-runner",    "show or hide a runner",                     sliders,  without_runner,  toggle_runner},
    {"undo",             "undo a change",                             sliders,  nothing_to_undo, undo},
    {"redo",             "do it again",                               sliders,  nothing_to_redo, redo},
    {"play",             "play, pause",                               timeline, NULL,            play},
    {"go-steps",         "one step back or on",                       timeline, NULL,            go_steps},
    {"first-step",       "first step",                                timeline, NULL,            first_step},
    {"last-step",        "last step",                                 timeline, NULL,            last_step},
    {"slower",           "slower",                                    timeline, is_slowest,      slower},
    {"faster",           "faster",                                    timeline, is_fastest,      faster},
    {"restart",          "restart from the first step",               timeline, NULL,            restart},
    {"next-picture",     "next picture of the stage",                 picture,  has_one_picture, next_picture},
    {"previous-picture", "previous picture of the stage",             picture,  has_one_picture, last_picture},
    {"theme",            "light or dark",                             picture,  NULL,            change_theme},
    {"larger-text",      "larger text",                               picture,  is_largest,      larger_text},
    {"smaller-text",     "smaller text",                              picture,  is_smallest,     smaller_text},
    {"normal-text",      "normal text",                               picture,  NULL,            normal_text},
    {"screenshot",       "screenshot, a PNG that reopens as this scene", picture, NULL,          screenshot},
    {"previous-scene",   "previous scene",                            window,   without_scenes,  previous_scene},
    {"next-scene",       "next scene",                                window,   without_scenes,  next_scene},
    {"next-lab",         "next lab",                                  window,   NULL,            next_lab},
    {"previous-lab",     "previous lab",                              window,   NULL,            previous_lab},
    {"full-screen",      "full screen",                               window,   NULL,            full_screen},
    {"help",             "all keys; any key closes them",             window,   NULL,            show_help},
    {"leave",            "close, stop computing, leave full screen",  window,   NULL,            leave},
    {"quit",             "quit",                                      window,   NULL,            quit},
    {0},
};
// clang-format on

// ---- by name ------------------------------------------------------------------------------------

const struct command *command_find(const char *name)
{
    for (const struct command *command = commands; command->name; command++)
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

// The window: a lab, its sliders, its timeline.
//
// Who may call whom, from here down: app → events → keys → commands → frame → panel, timeline,
// finder, overlay, foot, session → document → history → drawer; commands → walk, files, question →
// frame; app → rescue → question, recovery; files → browse, filing, prompt, recent; app → settings,
// loop; commands → shot → window; frame → window; overlay → toast; overlay, foot → lines. Nobody
// calls up.
#ifndef RAVINE_APP_APP_H
#define RAVINE_APP_APP_H

#include "base/error.h"
#include "scene/scene.h"

#include <stdbool.h>

struct app_options {
    const char *lecture;  // a folder or a lecture's name: opens with its first scene; NULL = none
    int threads;          // 0 = one a core, unless OMP_NUM_THREADS says
    const char *theme;    // NULL = the scene's, else what is remembered, else light
    int width, height;    // of the window; 0 = what is remembered, else 1280 × 720
    const char *language; // that was asked for, to be remembered; NULL = none was
    const char *answers;  // a file that answers to questions are added to; NULL = none
    const char *message;  // to be shown at first; NULL or empty = none
    bool is_linked;       // the scene is a link's: one that ships, changed, is a step of undo on it
    // Reads and writes the user's folders: settings, recent files, what is not saved.
    bool remembers;
};

// Opens the window on a scene and returns when it is closed. A scene of a lecture that ships opens
// within it. Error: no display, no OpenGL, a scene that cannot be opened. With options->lecture the
// scene is the lecture's first one as it is to be opened; NULL: as its file has it, or the first
// one after it that opens.
bool app_run(const struct scene *scene, const struct app_options *options, struct error *error);

// ---- the same in pieces, for tests and for a browser's main loop --------------------------------

struct app;
union SDL_Event;

struct app *app_create(const struct scene *scene, const struct app_options *options,
                       struct error *error);
void app_destroy(struct app *app); // NULL is fine

// It ends as the user wished: settings are written, and what is not saved is not wanted. Without it
// app_destroy leaves that for the next start.
void app_leave(struct app *app);

// Takes one event of SDL's.
void app_event(struct app *app, const union SDL_Event *event);

// Advances by `seconds` and draws. Returns how many seconds may pass before the next frame is due
// if no event comes first: 0 while something moves, infinity when nothing ever will.
double app_frame(struct app *app, double seconds);

bool app_is_over(const struct app *app); // asked to quit
double app_step(const struct app *app);
bool app_is_playing(const struct app *app);
const struct scene *app_scene(const struct app *app);
const char *app_toast(const struct app *app); // the message on screen; empty = none
struct frame;
const struct frame *app_frame_of(const struct app *app); // all of it
// The selected slider as "SECTION.KEY".
const char *app_selected(const struct app *app, char text[128]);

#endif

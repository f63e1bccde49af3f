// The window: a lab, its sliders, its timeline.
//
// Who may call whom, from here down: app → events → keys → commands → frame → panel, timeline,
// finder, overlay → document → history → drawer; app → loop; commands → shot → window; frame → window;
// overlay → toast. Nobody calls up.
#ifndef RAVINE_APP_APP_H
#define RAVINE_APP_APP_H

#include "base/error.h"
#include "scene/scene.h"

#include <stdbool.h>

struct app_options {
    int threads;       // 0 = as OpenMP likes
    const char *theme; // NULL = the scene's, else light
    int width, height; // of the window; 0 = 1280 × 720
};

// Opens the window on a scene and returns when it is closed. Error: no display, no OpenGL, a
// scene that cannot be opened.
bool app_run(const struct scene *scene, const struct app_options *options, struct error *error);

// ---- the same in pieces, for tests and for a browser's main loop --------------------------------

struct app;
union SDL_Event;

struct app *app_create(const struct scene *scene, const struct app_options *options,
                       struct error *error);
void app_destroy(struct app *app); // NULL is fine

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
// The selected slider as "SECTION.KEY".
const char *app_selected(const struct app *app, char text[128]);

#endif

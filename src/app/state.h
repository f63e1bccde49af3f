// What the files of this folder share: the state of the window.
#ifndef RAVINE_APP_STATE_H
#define RAVINE_APP_STATE_H

#include "app/app.h"
#include "app/history.h"
#include "app/keys.h"
#include "canvas/canvas.h"
#include "labs/lab.h"
#include "labs/registry.h"

#include <SDL.h>

enum app_drag { APP_DRAG_NONE, APP_DRAG_LAB, APP_DRAG_TRACK, APP_DRAG_TIMELINE };

enum { TOAST_SECONDS = 5, TYPED_MAX = 40 };

struct app {
    SDL_Window *window;
    SDL_GLContext context;
    bool has_video;
    struct canvas *canvas;
    int threads;

    struct scene scene;  // what is shown
    struct scene opened; // as it was opened: what Backspace goes back to
    struct lab *lab;
    char **names; // of the shipped scenes

    const struct theme *theme;
    float text_size; // 1 = normal

    struct history history; // of the scene that is open
    bool is_dragging_on;    // the drag has changed something: its further changes are one with it

    double step; // place on the timeline
    double speed;
    bool is_playing;

    size_t slider; // selected
    bool is_typing;
    char typed[TYPED_MAX];
    float scroll; // of the panel, units
    bool follow;  // scroll so that the selected slider shows

    struct point pointer; // canvas units
    bool has_pointer;
    enum app_drag drag;

    struct {
        char text[600];
        double left; // seconds
        bool is_error;
    } toast;
    bool is_help, is_over, is_full_screen;
};

// Units that the timeline takes at the bottom.
#define TIMELINE_HEIGHT 50.0f

// ---- app.c --------------------------------------------------------------------------------------

struct lab_layout app_layout(const struct app *app);
double app_last_step(const struct app *app);
void app_say(struct app *app, bool is_error, const char *text);

// Opens the scene as it is now in the lab that is open. On failure says why in a toast and goes
// back to `before`, which is emptied either way. What was before can be undone.
bool app_reopen(struct app *app, struct scene *before);

// Back to before the last change, or on again to after it.
void app_undo(struct app *app);
void app_redo(struct app *app);

// Sets one key (value NULL removes it) and reopens.
bool app_change(struct app *app, const char *section, const char *key, const char *value);

// Replaces everything by another scene. On failure the old one stays; `error` says why.
bool app_open(struct app *app, const struct scene *scene, struct error *error);

// Device pixels a unit in a window of width × height device pixels.
float app_scale(const struct app *app, int width, int height);
void app_draw(struct app *app);
// What the lab is to show.
struct lab_view app_view(const struct app *app);

// ---- panel.c ------------------------------------------------------------------------------------

void panel_draw(struct app *app, const struct rect *panel);
// True when the click was on something of the panel. clicks = 2 for a double click.
bool panel_press(struct app *app, const struct rect *panel, struct point at, int clicks);
void panel_drag(struct app *app, const struct rect *panel, struct point at);
void panel_scroll(struct app *app, const struct rect *panel, float notches);
void panel_select(struct app *app, int direction);
void panel_nudge(struct app *app, int direction, enum param_pace pace);
void panel_reset(struct app *app);
void panel_type(struct app *app);      // begin
void panel_type_take(struct app *app); // Enter
void panel_type_leave(struct app *app);
bool panel_toggle(struct app *app, size_t runner); // show or hide; false when there is no such

// ---- timeline.c ---------------------------------------------------------------------------------

void timeline_draw(struct app *app);
bool timeline_press(struct app *app, struct point at);
void timeline_drag(struct app *app, struct point at);
void timeline_advance(struct app *app, double seconds);
void timeline_go(struct app *app, double step);
void timeline_faster(struct app *app, int direction);

// ---- overlay.c ----------------------------------------------------------------------------------

void overlay_draw_toast(struct app *app);
void overlay_draw_help(struct app *app);

// ---- shot.c -------------------------------------------------------------------------------------

// Saves the frame in the back buffer and says where.
void shot_take(struct app *app);

#endif

// The window: SDL's, its OpenGL context, the canvas on it, and how large things are in it.
//
// Who may call whom: frame, shot, events → window. Knows nothing of documents.
#ifndef RAVINE_APP_WINDOW_H
#define RAVINE_APP_WINDOW_H

#include "base/error.h"
#include "canvas/canvas.h"

#include <SDL.h>
#include <stdbool.h>

struct window {
    SDL_Window *window;
    SDL_GLContext context;
    struct canvas *canvas; // NULL until it is open
    bool has_video;
    float text_size; // the user's wish; 1 = normal
    bool is_hall;    // what is shown is read from the last row
    bool is_exact;   // nothing is shown as it was kept: the same frame, the same pixels
    bool is_full_screen;
    int wide, high; // points, before it was
};

#define WINDOW_TEXT_MIN 0.75f
#define WINDOW_TEXT_MAX 2.5f
// How much larger everything is in a hall: no text is below 24 pixels of 1080.
#define WINDOW_HALL 1.15f

// Opens a zeroed window of width × height points; 0 = 1280 × 720. Error: no display, no OpenGL.
// Whatever there is by then, window_close takes it away again.
bool window_open(struct window *window, int width, int height, struct error *error);
void window_close(struct window *window);

// In points, whatever it covers now.
void window_size(const struct window *window, int *width, int *height);

// Makes a window that is larger than its display as large as that.
void window_fit(struct window *window);

void window_title(struct window *window, const char *title);
void window_full_screen(struct window *window, bool on);
// Takes note of its having been left otherwise: a browser does so for whoever presses Esc.
void window_note_full_screen(struct window *window);
// Whether keys are text. What they type arrives in any case as long as others wait behind them.
void window_typing(struct window *window, bool on);

// Device pixels a unit for a window of points_wide × points_high that has pixels_wide pixels
// across. Text grows with the window beyond 720 lines and by `text_size`, as far as the parts of
// the screen still have room beside each other; where they have none, all is smaller.
float window_scale(int points_wide, int points_high, int pixels_wide, float text_size);

// Window points → canvas units.
struct point window_units(const struct window *window, int x, int y);

// Around the drawing of a frame, and what makes it seen.
void window_begin(struct window *window, struct color background);
void window_end(struct window *window);
void window_show(struct window *window);

#endif

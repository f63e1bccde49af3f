#include "app/window.h"

#include "base/words.h"
#include "canvas/gl/context.h"
#include "canvas/gl/gl.h"

#include <math.h>
#include <string.h>

// What the parts of a screen need at least, in units: in a smaller window they are smaller.
static const float least_width = 480, least_height = 270;

// SDL reads all keys that wait before the first of them is taken here, and what they type only
// while typing is on: so from the first key on, in case it opens a field for what follows.
static int watch_keys(void *user, SDL_Event *event)
{
    (void)user;
    if (event->type == SDL_KEYDOWN && !SDL_IsTextInputActive())
        SDL_StartTextInput();
    return 0;
}

// Where there is no display, SDL takes a driver that shows nothing to anybody. Who names one wants
// it.
static bool is_seen(void)
{
    const char *wanted = SDL_GetHint(SDL_HINT_VIDEODRIVER), *driver = SDL_GetCurrentVideoDriver();
    return (wanted && *wanted) ||
           (driver && strcmp(driver, "offscreen") != 0 && strcmp(driver, "dummy") != 0);
}

bool window_open(struct window *window, int width, int height, struct error *error)
{
    window->text_size = 1;
    // A signal ends the program at once, as signals do: what is not saved is in a file by then.
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    // Lectures are not interrupted by a screen saver, and closing is the window manager's.
    // One wish to close is one event: the second one would be taken for insisting.
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0");
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
        return error_set(error, ERROR_FAILED,
                         "no display to open a window on (%s); ravine render SCENE -o FILE.png "
                         "draws without one",
                         SDL_GetError());
    window->has_video = true;
    if (!is_seen())
        return error_set(error, ERROR_FAILED,
                         "no display to open a window on (%s); ravine render SCENE -o FILE.png "
                         "draws without one",
                         words("neither DISPLAY nor WAYLAND_DISPLAY leads to one"));
    context_ask();
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    window->window =
        SDL_CreateWindow("Ravine", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                         width > 0 ? width : 1280, height > 0 ? height : 720,
                         SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (window->window)
        window->context = SDL_GL_CreateContext(window->window);
    if (!window->context)
        return error_set(error, ERROR_FAILED, "no OpenGL 3.3 for a window here: %s",
                         SDL_GetError());
    // What is smaller from the beginning cannot help it: a page on a telephone.
    if (width <= 0 || (width >= 480 && height >= 320))
        SDL_SetWindowMinimumSize(window->window, 480, 320);
    context_pace();
    SDL_StopTextInput();
    SDL_AddEventWatch(watch_keys, NULL);
    window->canvas = canvas_gl_create(error);
    return window->canvas != NULL;
}

void window_close(struct window *window)
{
    SDL_DelEventWatch(watch_keys, NULL);
    canvas_destroy(window->canvas);
    if (window->context)
        SDL_GL_DeleteContext(window->context);
    if (window->window)
        SDL_DestroyWindow(window->window);
    if (window->has_video)
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    *window = (struct window){0};
}

void window_size(const struct window *window, int *width, int *height)
{
    SDL_GetWindowSize(window->window, width, height);
}

void window_fit(struct window *window)
{
    int width, height;
    SDL_Rect room;
    window_size(window, &width, &height);
    const int display = SDL_GetWindowDisplayIndex(window->window);
    if (SDL_GetDisplayUsableBounds(display, &room) == 0 && (width > room.w || height > room.h))
        SDL_SetWindowSize(window->window, width < room.w ? width : room.w,
                          height < room.h ? height : room.h);
}

void window_title(struct window *window, const char *title)
{
    if (window->window)
        SDL_SetWindowTitle(window->window, title);
}

void window_full_screen(struct window *window, bool on)
{
    if (on == window->is_full_screen)
        return;
    if (on)
        SDL_GetWindowSize(window->window, &window->wide, &window->high);
    window->is_full_screen = on;
    SDL_SetWindowFullscreen(window->window, on ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
    // Where there is no window manager, nobody else remembers.
    if (!on)
        SDL_SetWindowSize(window->window, window->wide, window->high);
}

void window_note_full_screen(struct window *window)
{
    if (window->is_full_screen && !(SDL_GetWindowFlags(window->window) & SDL_WINDOW_FULLSCREEN))
        window->is_full_screen = false;
}

void window_typing(struct window *window, bool on)
{
    (void)window;
    if (on && !SDL_IsTextInputActive())
        SDL_StartTextInput();
    // Stopping forgets what waits.
    if (!on && SDL_IsTextInputActive() && !SDL_HasEvents(SDL_KEYDOWN, SDL_TEXTINPUT))
        SDL_StopTextInput();
}

// ---- sizes --------------------------------------------------------------------------------------

static float density(int points_wide, int pixels_wide)
{
    return points_wide > 0 ? (float)pixels_wide / (float)points_wide : 1;
}

float window_scale(int points_wide, int points_high, int pixels_wide, float text_size)
{
    const float width = (float)points_wide, height = (float)points_high;
    const float fit = fmaxf(fminf(width / 1280, height / 720), 1);
    const float most = fmaxf(fminf(width / least_width, height / least_height), 0.25f);
    return density(points_wide, pixels_wide) * fminf(fit * text_size, most);
}

static float size_of_text(const struct window *window)
{
    return window->text_size * (window->is_hall ? WINDOW_HALL : 1);
}

struct point window_units(const struct window *window, int x, int y)
{
    int wide, high, width, height;
    SDL_GetWindowSize(window->window, &wide, &high);
    SDL_GL_GetDrawableSize(window->window, &width, &height);
    const float scale =
        density(wide, width) / window_scale(wide, high, width, size_of_text(window));
    return (struct point){(float)x * scale, (float)y * scale};
}

// ---- frames -------------------------------------------------------------------------------------

void window_begin(struct window *window, struct color background)
{
    int wide, high, width, height;
    SDL_GetWindowSize(window->window, &wide, &high);
    SDL_GL_GetDrawableSize(window->window, &width, &height);
    canvas_gl_layers(window->canvas, !window->is_exact);
    canvas_gl_begin(window->canvas, width, height,
                    window_scale(wide, high, width, size_of_text(window)), background);
}

void window_end(struct window *window)
{
    canvas_gl_end(window->canvas);
}

void window_show(struct window *window)
{
    SDL_GL_SwapWindow(window->window);
}

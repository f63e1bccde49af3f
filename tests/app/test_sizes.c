// Windows of all sizes: whatever a window manager makes of them, what is drawn is a picture.
#include "app/frame.h"
#include "test.h"

#include "app/opened_app.h"
#include "watched.h"

#include <SDL.h>

static const struct {
    int width, height;
} sizes[] = {{1, 1}, {692, 3}, {3, 692}, {40, 40}, {229, 14}, {300, 60}, {480, 320}, {900, 90}};

enum { SIZES = sizeof sizes / sizeof *sizes };

static struct app *app;

static struct frame *frame_of(void)
{
    return (struct frame *)app_frame_of(app);
}

static int open_app(void **state)
{
    (void)state;
    app = open_app_with("six-runners", 800, 500);
    if (!app)
        return -1;
    SDL_SetWindowMinimumSize(frame_of()->window.window, 1, 1);
    watched_begin(frame_of()->window.canvas);
    return 0;
}

static int close_app(void **state)
{
    (void)state;
    app_destroy(app);
    app = NULL;
    return 0;
}

static void key(SDL_Keycode code, uint16_t modifiers)
{
    SDL_Event event = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = code, .mod = modifiers}}};
    app_event(app, &event);
    event.key.type = SDL_KEYUP;
    app_event(app, &event);
}

static void type(const char *text)
{
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
    snprintf(event.text.text, sizeof event.text.text, "%s", text);
    app_event(app, &event);
}

static void draw_in_all_sizes(const char *what)
{
    for (size_t i = 0; i < SIZES; i++) {
        SDL_SetWindowSize(frame_of()->window.window, sizes[i].width, sizes[i].height);
        app_frame(app, 0);
        if (*watched.wrong)
            fail_msg("%s in %d × %d: %s", what, sizes[i].width, sizes[i].height, watched.wrong);
    }
}

static void labs_and_pictures_are_drawn_in_any_window(void **state)
{
    (void)state;
    for (int lab = 0; lab < 4; lab++) {
        for (int picture = 0; picture < 4; picture++) {
            draw_in_all_sizes(app_scene(app)->name);
            key(SDLK_v, 0);
        }
        key(SDLK_TAB, 0);
    }
}

static void what_lies_over_them_is_drawn_in_any_window(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        SDL_Keycode code;
        uint16_t modifiers;
    } openers[] = {{"the menu", SDLK_m, 0},           {"the palette", SDLK_p, KMOD_LCTRL},
                   {"the help", SDLK_F1, 0},          {"the files", SDLK_o, KMOD_LCTRL},
                   {"a field", SDLK_RETURN, 0},       {"a name", SDLK_s, KMOD_LCTRL},
                   {"the search", SDLK_j, 0},         {"the hood", SDLK_u, 0},
                   {"the reading", SDLK_c, 0},        {"the show", SDLK_F5, 0},
                   {"the notes", SDLK_n, KMOD_LSHIFT}};
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
        key(openers[i].code, openers[i].modifiers);
        draw_in_all_sizes(openers[i].what);
        type("qqqq"); // nothing is found
        draw_in_all_sizes(openers[i].what);
        for (int escapes = 0; escapes < 3; escapes++)
            key(SDLK_ESCAPE, 0);
    }
}

int main(void)
{
#define IN_APP(test) cmocka_unit_test_setup_teardown(test, open_app, close_app)
    const struct CMUnitTest tests[] = {
        IN_APP(labs_and_pictures_are_drawn_in_any_window),
        IN_APP(what_lies_over_them_is_drawn_in_any_window),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

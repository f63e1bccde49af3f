// What hands do, and what else happens to a window. Each event draws from a stream of its own.
#include "app/keys.h"
#include "soak/soak.h"

#include <SDL.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static PRINTF_LIKE(2, 3) void tell(struct soak *soak, const char *format, ...)
{
    struct soak_shared *shared = soak->shared;
    char *text = shared->told[shared->number % TOLD_MAX];
    const size_t length = strlen(text);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text + length, sizeof *shared->told - length, format, arguments);
    va_end(arguments);
}

void hands_take(struct soak *soak)
{
    SDL_Event event;
    while (SDL_PollEvent(&event))
        app_event(soak->app, &event);
}

// What has text in it is not queued: where SDL 2 is a layer over SDL 3, only its own may wait.
static void hand_over(struct soak *soak, const SDL_Event *event)
{
    hands_take(soak);
    app_event(soak->app, event);
}

// ---- keys ---------------------------------------------------------------------------------------

static void send_key(uint32_t type, int32_t code, uint16_t modifiers, bool repeats)
{
    SDL_Event event = {.type = type};
    event.key.state = type == SDL_KEYDOWN ? SDL_PRESSED : SDL_RELEASED;
    event.key.repeat = repeats;
    event.key.keysym.sym = code;
    event.key.keysym.scancode = SDL_GetScancodeFromKey(code);
    event.key.keysym.mod = modifiers;
    SDL_PushEvent(&event);
}

void hands_key(struct soak *soak, int32_t code, uint16_t modifiers, int repeats)
{
    send_key(SDL_KEYDOWN, code, modifiers, false);
    for (int i = 0; i < repeats; i++)
        send_key(SDL_KEYDOWN, code, modifiers, true);
    send_key(SDL_KEYUP, code, modifiers, false);
    hands_take(soak);
}

static void tell_key(struct soak *soak, int32_t code, uint16_t modifiers, int repeats)
{
    char name[64];
    key_name(code, modifiers, name);
    tell(soak, repeats ? "key %s held for %d " : "key %s ", name, repeats);
}

static uint16_t modifiers_of(int wanted)
{
    return (uint16_t)((wanted & KEY_SHIFT ? KMOD_LSHIFT : 0) |
                      (wanted & KEY_CTRL ? KMOD_LCTRL : 0) | (wanted & KEY_ALT ? KMOD_LALT : 0));
}

static const struct key *random_key(struct random *random)
{
    uint32_t count = 0;
    while (keys[count].command)
        count++;
    const struct key *key = &keys[random_below(random, count)];
    // A life is not to end after a few events.
    const bool is_quit = strcmp(key->command, "quit") == 0 && random_below(random, 4) != 0;
    return is_quit ? random_key(random) : key;
}

static int random_repeats(struct random *random)
{
    return random_below(random, 8) == 0 ? 1 + (int)random_below(random, 30) : 0;
}

static void press_key(struct soak *soak, struct random *random)
{
    const struct key *key = random_key(random);
    const int repeats = random_repeats(random);
    const uint16_t modifiers = modifiers_of(key->modifiers);
    tell_key(soak, key->code, modifiers, repeats);
    hands_key(soak, key->code, modifiers, repeats);
}

// Any key with any modifiers, also those that mean nothing.
static void press_any(struct soak *soak, struct random *random)
{
    static const uint16_t all[] = {KMOD_LSHIFT, KMOD_LCTRL, KMOD_LALT, KMOD_LGUI, KMOD_CAPS};
    int32_t code = (int32_t)(32 + random_below(random, 95));
    uint16_t modifiers = 0;
    if (random_below(random, 2))
        code = random_key(random)->code;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (random_below(random, 3) == 0)
            modifiers = (uint16_t)(modifiers | all[i]);
    if (code == SDLK_q && modifiers & KMOD_CTRL)
        code = SDLK_a;
    const int repeats = random_repeats(random);
    tell_key(soak, code, modifiers, repeats);
    hands_key(soak, code, modifiers, repeats);
}

// Through the sliders and along one of them, as far as it goes.
static void move_slider(struct soak *soak, struct random *random)
{
    const int32_t up = random_below(random, 2) ? SDLK_DOWN : SDLK_UP;
    const int32_t along = random_below(random, 2) ? SDLK_LEFT : SDLK_RIGHT;
    const uint16_t pace =
        modifiers_of((int[]){KEY_NONE, KEY_SHIFT, KEY_CTRL}[random_below(random, 3)]);
    const int lines = (int)random_below(random, 12), steps = (int)random_below(random, 40);
    tell(soak, "%d lines %s, ", lines, up == SDLK_UP ? "up" : "down");
    tell_key(soak, along, pace, steps);
    for (int i = 0; i < lines; i++)
        hands_key(soak, up, 0, 0);
    hands_key(soak, along, pace, steps);
}

// ---- text ---------------------------------------------------------------------------------------

static void send_text(struct soak *soak, const char *text)
{
    SDL_Event event = {.type = SDL_TEXTINPUT};
    snprintf(event.text.text, sizeof event.text.text, "%s", text);
    hand_over(soak, &event);
}

static const char *random_text(struct soak *soak, struct random *random)
{
    static const char *const texts[] = {
        "0",
        "1",
        "0.5",
        "-3",
        "1e-9",
        "1e30",
        "1/25",
        "0.9^2",
        "sqrt(2)",
        "1/0",
        "-",
        ".",
        "(((",
        "1e999",
        "inf",
        "nan",
        "adam",
        "momentum",
        "sgd",
        "yes",
        "all",
        "mean",
        "constant",
        "ackley",
        "digits",
        "saved",
        "saved.ini",
        "table.csv",
        "files/good.ini",
        "files",
        "~/x",
        " ",
        "a",
        "e",
        "Ä",
        "ß€",
        "𝜃",
        "e\u0301\u0302\u0303",
        "שלום",
        "日本語",
        "👩‍👩‍👧",
        "%s%n%d",
        "[x]\n=;#",
        "\"",
        "\\",
        "weiter weiter weiter weiter",
        "0123456789012345678901234567890",
        "dark",
        "zoom",
        "step 20",
        "3, 4",
        "64",
        "128, 64",
        "\t",
    };
    const char *text = texts[random_below(random, sizeof texts / sizeof *texts)];
    soak->has_typed_nan =
        soak->has_typed_nan || strcmp(text, "nan") == 0 || strcmp(text, "inf") == 0;
    return text;
}

static void type_text(struct soak *soak, struct random *random)
{
    const char *text = random_text(soak, random);
    tell(soak, "types “%s” ", text);
    send_text(soak, text);
}

// A field is opened, something typed, and mostly taken.
static void fill_field(struct soak *soak, struct random *random)
{
    static const struct {
        int32_t code;
        uint16_t modifiers;
    } openers[] = {
        {SDLK_RETURN, 0},     {SDLK_RETURN, 0},
        {SDLK_RETURN, 0},     {SDLK_SLASH, 0},
        {SDLK_p, KMOD_LCTRL}, {SDLK_o, KMOD_LCTRL},
        {SDLK_s, KMOD_LCTRL}, {SDLK_s, KMOD_LCTRL | KMOD_LSHIFT},
        {SDLK_F2, 0},         {SDLK_m, 0},
        {SDLK_INSERT, 0},
    };
    const uint32_t which = random_below(random, sizeof openers / sizeof *openers);
    tell_key(soak, openers[which].code, openers[which].modifiers, 0);
    hands_key(soak, openers[which].code, openers[which].modifiers, 0);
    for (uint32_t pieces = random_below(random, 3); pieces > 0; pieces--)
        type_text(soak, random);
    for (uint32_t moves = random_below(random, 6); moves > 0; moves--)
        hands_key(soak, random_below(random, 2) ? SDLK_DOWN : SDLK_UP, 0, 0);
    if (random_below(random, 4) == 0) {
        judge_frame(soak);
        press_any(soak, random);
    }
    const int32_t end = random_below(random, 5) ? SDLK_RETURN : SDLK_ESCAPE;
    tell_key(soak, end, 0, 0);
    hands_key(soak, end, 0, 0);
}

// Closes what is open, so that keys are commands again.
static void escape(struct soak *soak, struct random *random)
{
    const int times = 1 + (int)random_below(random, 3);
    tell(soak, "Esc × %d", times);
    for (int i = 0; i < times; i++)
        hands_key(soak, SDLK_ESCAPE, 0, 0);
}

// ---- the mouse ----------------------------------------------------------------------------------

struct place {
    int x, y;
};

// Mostly inside of the window; sometimes on an edge or far outside.
static struct place random_place(const struct soak *soak, struct random *random)
{
    int width, height;
    window_size(&soak->frame->window, &width, &height);
    const double x = random_unit(random), y = random_unit(random);
    switch (random_below(random, 40)) {
    case 0:
        return (struct place){0, 0};
    case 1:
        return (struct place){width, height};
    case 2:
        return (struct place){(int)(x * 20000) - 10000, (int)(y * 20000) - 10000};
    default:
        return (struct place){(int)(x * width), (int)(y * height)};
    }
}

static void send_motion(struct place at)
{
    SDL_Event event = {.type = SDL_MOUSEMOTION};
    event.motion.x = at.x;
    event.motion.y = at.y;
    SDL_PushEvent(&event);
}

static void send_button(uint32_t type, struct place at, uint8_t button, uint8_t clicks)
{
    SDL_Event event = {.type = type};
    event.button = (SDL_MouseButtonEvent){
        .type = type, .button = button, .clicks = clicks, .x = at.x, .y = at.y};
    SDL_PushEvent(&event);
}

static void move_mouse(struct soak *soak, struct random *random)
{
    const struct place at = random_place(soak, random);
    tell(soak, "mouse to %d, %d", at.x, at.y);
    send_motion(at);
    hands_take(soak);
}

static uint8_t random_button(struct random *random)
{
    static const uint8_t buttons[] = {SDL_BUTTON_LEFT, SDL_BUTTON_LEFT, SDL_BUTTON_LEFT,
                                      SDL_BUTTON_RIGHT, SDL_BUTTON_MIDDLE};
    return buttons[random_below(random, sizeof buttons)];
}

static void click(struct soak *soak, struct random *random)
{
    const struct place at = random_place(soak, random);
    const uint8_t button = random_button(random);
    const uint8_t clicks = (uint8_t)(1 + (random_below(random, 4) == 0));
    tell(soak, "click %d × %d at %d, %d", button, clicks, at.x, at.y);
    send_motion(at);
    for (uint8_t i = 1; i <= clicks; i++) {
        send_button(SDL_MOUSEBUTTONDOWN, at, button, i);
        send_button(SDL_MOUSEBUTTONUP, at, button, i);
    }
    hands_take(soak);
}

// A drag; sometimes a key comes in between, or the button never comes up.
static void drag(struct soak *soak, struct random *random)
{
    struct place at = random_place(soak, random);
    const uint8_t button = random_button(random);
    tell(soak, "drag %d from %d, %d", button, at.x, at.y);
    send_motion(at);
    send_button(SDL_MOUSEBUTTONDOWN, at, button, 1);
    for (uint32_t moves = random_below(random, 5); moves > 0; moves--) {
        at = random_place(soak, random);
        tell(soak, " to %d, %d", at.x, at.y);
        send_motion(at);
        hands_take(soak);
        if (random_below(random, 3) == 0)
            judge_frame(soak);
        if (random_below(random, 12) == 0) {
            tell(soak, " and ");
            press_key(soak, random);
        }
    }
    if (random_below(random, 12) != 0)
        send_button(SDL_MOUSEBUTTONUP, at, button, 1);
    else
        tell(soak, " and holds it");
    hands_take(soak);
}

static void turn_wheel(struct soak *soak, struct random *random)
{
    const struct place at = random_place(soak, random);
    SDL_Event event = {.type = SDL_MOUSEWHEEL};
    const uint32_t times = 1 + random_below(random, 12);
    const float notches = (float)(4 * random_unit(random) - 2);
    const uint16_t modifiers =
        modifiers_of((int[]){0, 0, KEY_SHIFT, KEY_CTRL}[random_below(random, 4)]);
    event.wheel.preciseY = random_below(random, 30) ? notches : 1e6f * notches;
    event.wheel.y = (int)event.wheel.preciseY;
    tell(soak, "wheel %g × %u at %d, %d with %d", (double)event.wheel.preciseY, times, at.x, at.y,
         modifiers);
    send_motion(at);
    send_key(SDL_KEYDOWN, SDLK_LSHIFT, modifiers, false);
    for (uint32_t i = 0; i < times; i++)
        SDL_PushEvent(&event);
    send_key(SDL_KEYUP, SDLK_LSHIFT, 0, false);
    hands_take(soak);
}

// ---- the window and the world -------------------------------------------------------------------

static void drop(struct soak *soak, struct random *random)
{
    char path[300];
    SDL_Event event = {.type = SDL_DROPFILE};
    place_file(soak, random, path);
    event.drop.file = SDL_strdup(path);
    tell(soak, "drop %s", path + strlen(soak->shared->folder) + 1);
    hand_over(soak, &event);
}

// Where a window manager does as it likes, no size is too small.
static void resize(struct soak *soak, struct random *random)
{
    static const struct {
        int width, height;
    } sizes[] = {{800, 500},   {640, 360}, {480, 320}, {1280, 720}, {320, 640}, {1, 1},
                 {3840, 2160}, {2000, 40}, {40, 2000}, {300, 200},  {500, 300}, {7, 300}};
    const uint32_t which = random_below(random, sizeof sizes / sizeof *sizes);
    const bool is_random = random_below(random, 3) == 0;
    const int width = is_random ? 1 + (int)random_below(random, 900) : sizes[which].width;
    const int height = is_random ? 1 + (int)random_below(random, 600) : sizes[which].height;
    tell(soak, "window of %d × %d", width, height);
    SDL_SetWindowSize(soak->frame->window.window, width, height);
    hands_take(soak);
}

static void change_window(struct soak *soak, struct random *random)
{
    static const uint8_t kinds[] = {
        SDL_WINDOWEVENT_LEAVE,     SDL_WINDOWEVENT_ENTER,           SDL_WINDOWEVENT_FOCUS_LOST,
        SDL_WINDOWEVENT_MINIMIZED, SDL_WINDOWEVENT_RESTORED,        SDL_WINDOWEVENT_FOCUS_GAINED,
        SDL_WINDOWEVENT_EXPOSED,   SDL_WINDOWEVENT_DISPLAY_CHANGED,
    };
    SDL_Event event = {.type = SDL_WINDOWEVENT};
    event.window.event = kinds[random_below(random, sizeof kinds)];
    tell(soak, "window event %d", event.window.event);
    SDL_PushEvent(&event);
    hands_take(soak);
}

static void change_text_size(struct soak *soak, struct random *random)
{
    const int times = (int)random_below(random, 12);
    const int32_t code = random_below(random, 2) ? SDLK_F8 : SDLK_F9;
    tell_key(soak, code, 0, times);
    hands_key(soak, code, 0, times);
}

static void pass_time(struct soak *soak, struct random *random)
{
    static const double spans[] = {0, 1e-9, 0.001, 0.3, 5, 3600, 1e9};
    soak->seconds = spans[random_below(random, sizeof spans / sizeof *spans)];
    tell(soak, "%g seconds pass", soak->seconds);
}

static void play(struct soak *soak, struct random *random)
{
    const int frames = 1 + (int)random_below(random, 6);
    tell(soak, "%d frames, played", frames);
    if (!app_is_playing(soak->app))
        hands_key(soak, SDLK_SPACE, 0, 0);
    for (int i = 0; i < frames; i++) {
        soak->seconds = 0.08;
        judge_frame(soak);
    }
}

// What is computed in the background gets on.
static void rest(struct soak *soak, struct random *random)
{
    const uint32_t milliseconds = random_below(random, 40);
    tell(soak, "rests for %u ms", milliseconds);
    SDL_Delay(milliseconds);
}

static void disturb(struct soak *soak, struct random *random)
{
    char what[120];
    place_disturb(soak, random, what);
    tell(soak, "%s", what);
}

static void walk(struct soak *soak, struct random *random)
{
    static const struct {
        int32_t code;
        uint16_t modifiers;
    } ways[] = {{SDLK_TAB, 0},      {SDLK_TAB, KMOD_LSHIFT},
                {SDLK_PAGEDOWN, 0}, {SDLK_PAGEUP, 0},
                {SDLK_v, 0},        {SDLK_v, 0},
                {SDLK_w, 0}};
    const uint32_t which = random_below(random, sizeof ways / sizeof *ways);
    tell_key(soak, ways[which].code, ways[which].modifiers, 0);
    hands_key(soak, ways[which].code, ways[which].modifiers, 0);
}

// clang-format off
static const struct {
    void (*act)(struct soak *soak, struct random *random);
    uint32_t share;
} all[] = {
    {press_key, 26}, {press_any, 6}, {move_slider, 12}, {type_text, 4}, {fill_field, 9},
    {escape, 7}, {move_mouse, 4}, {click, 8}, {drag, 9}, {turn_wheel, 5}, {drop, 2}, {resize, 3},
    {change_window, 1}, {change_text_size, 2}, {pass_time, 3}, {play, 3}, {rest, 2}, {disturb, 1},
    {walk, 5},
};
// clang-format on

void hands_do(struct soak *soak, long number)
{
    struct soak_shared *shared = soak->shared;
    struct random random;
    uint32_t sum = 0, at = 0;
    random_init(&random, soak->seed, (uint64_t)number);
    shared->number = number;
    shared->told[number % TOLD_MAX][0] = '\0';
    shared->told_number[number % TOLD_MAX] = number;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        sum += all[i].share;
    for (uint32_t left = random_below(&random, sum); left >= all[at].share; at++)
        left -= all[at].share;
    soak->is_drawn = random_below(&random, 6) == 0;
    soak->seconds = 1.0 / 60;
    all[at].act(soak, &random);
}

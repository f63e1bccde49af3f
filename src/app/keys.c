#include "app/keys.h"

#include <SDL.h>

enum { NONE = 0, SHIFT = 1, CTRL = 2, ANY = 4 }; // ANY: with or without Shift and Ctrl

static const char sliders[] = "Sliders", timeline[] = "Timeline", picture[] = "Picture",
                  window[] = "Window";

// `help` rows in order; a row that repeats the keys of the one before only adds a binding.
static const struct {
    SDL_Keycode key;
    int modifiers;
    enum action action;
    struct key_row row; // no keys: belongs to the row before
} bindings[] = {
    {SDLK_UP, ANY, ACTION_PREVIOUS_SLIDER, {"↑ ↓", "select a slider", sliders}},
    {SDLK_DOWN, ANY, ACTION_NEXT_SLIDER, {0}},
    {SDLK_LEFT, ANY, ACTION_LESS, {"← →", "change it; Shift finer, Ctrl coarser", sliders}},
    {SDLK_RIGHT, ANY, ACTION_MORE, {0}},
    {SDLK_RETURN, ANY, ACTION_TYPE, {"Enter", "type a value; Enter takes it, Esc leaves", sliders}},
    {SDLK_KP_ENTER, ANY, ACTION_TYPE, {0}},
    {SDLK_BACKSPACE, ANY, ACTION_RESET, {"Backspace", "back to the scene's value", sliders}},
    {SDLK_d, NONE, ACTION_HALVE, {"D", "halve α from here on; Shift+D doubles (Decay)", sliders}},
    {SDLK_d, SHIFT, ACTION_DOUBLE, {0}},
    {SDLK_z, CTRL, ACTION_UNDO, {"Ctrl+Z", "undo a change; Ctrl+Y does it again", sliders}},
    {SDLK_y, CTRL, ACTION_REDO, {0}},
    {SDLK_z, CTRL | SHIFT, ACTION_REDO, {0}},
    {SDLK_1, NONE, ACTION_TOGGLE_RUNNER, {"1 … 9", "show or hide a runner", sliders}},

    {SDLK_SPACE, ANY, ACTION_PLAY, {"Space", "play, pause", timeline}},
    {SDLK_COMMA, ANY, ACTION_STEP_BACK, {", .", "one step back, one step on; Shift ten", timeline}},
    {SDLK_PERIOD, ANY, ACTION_STEP_ON, {0}},
    {SDLK_SEMICOLON, SHIFT, ACTION_STEP_BACK, {0}},
    {SDLK_HOME, ANY, ACTION_FIRST, {"Home End", "first step, last step", timeline}},
    {SDLK_END, ANY, ACTION_LAST, {0}},
    {SDLK_LEFTBRACKET, ANY, ACTION_SLOWER, {"[ ]", "slower, faster", timeline}},
    {SDLK_RIGHTBRACKET, ANY, ACTION_FASTER, {0}},
    {SDLK_r, NONE, ACTION_RESTART, {"R", "restart from the first step", timeline}},
    {SDLK_n, NONE, ACTION_SEED, {"N", "new seed: other noise, other shuffles", timeline}},

    {SDLK_l, NONE, ACTION_LOG, {"L", "log or linear axis of the second plot", picture}},
    {SDLK_x,
     NONE,
     ACTION_AXIS,
     {"X", "next x axis: steps, epochs, examples, seconds (Training)", picture}},
    {SDLK_v, NONE, ACTION_VIEW, {"V", "next view of the stage (Training)", picture}},
    {SDLK_f, NONE, ACTION_FIT, {"F", "fit: show everything (wheel zooms, drag pans)", picture}},
    {SDLK_a, NONE, ACTION_ARROWS, {"A", "arrows: last step and −αg at the heads", picture}},
    {SDLK_t, NONE, ACTION_THEME, {"T", "light or dark", picture}},
    {SDLK_PLUS, ANY, ACTION_LARGER, {"+ −", "larger, smaller text; Ctrl+0 normal", picture}},
    {SDLK_EQUALS, ANY, ACTION_LARGER, {0}},
    {SDLK_KP_PLUS, ANY, ACTION_LARGER, {0}},
    {SDLK_MINUS, ANY, ACTION_SMALLER, {0}},
    {SDLK_KP_MINUS, ANY, ACTION_SMALLER, {0}},
    {SDLK_0, CTRL, ACTION_NORMAL_SIZE, {0}},
    {SDLK_s,
     NONE,
     ACTION_SCREENSHOT,
     {"S", "screenshot (PNG that reopens as this scene)", picture}},

    {SDLK_PAGEDOWN, ANY, ACTION_NEXT_SCENE, {"Page ↑ ↓", "previous, next scene", window}},
    {SDLK_PAGEUP, ANY, ACTION_PREVIOUS_SCENE, {0}},
    {SDLK_TAB, NONE, ACTION_NEXT_LAB, {"Tab", "next lab; Shift+Tab the one before", window}},
    {SDLK_TAB, SHIFT, ACTION_PREVIOUS_LAB, {0}},
    {SDLK_F11, ANY, ACTION_FULL_SCREEN, {"F11", "full screen", window}},
    {SDLK_F1, ANY, ACTION_HELP, {"F1", "all keys; any key closes them", window}},
    {SDLK_QUESTION, ANY, ACTION_HELP, {0}},
    {SDLK_SLASH, SHIFT, ACTION_HELP, {0}},
    {SDLK_ESCAPE, ANY, ACTION_ESCAPE, {"Esc", "close, stop computing, leave full screen", window}},
    {SDLK_q, CTRL, ACTION_QUIT, {"Ctrl+Q", "quit", window}},
};
enum { BINDINGS = sizeof bindings / sizeof *bindings };

size_t key_rows(struct key_row rows[], size_t max)
{
    size_t count = 0;
    for (size_t i = 0; i < BINDINGS; i++) {
        if (!bindings[i].row.keys)
            continue;
        if (count < max)
            rows[count] = bindings[i].row;
        count++;
    }
    return count;
}

static bool fits(int wanted, uint16_t modifiers)
{
    if (modifiers & (KMOD_ALT | KMOD_GUI))
        return false;
    const int held = (modifiers & KMOD_SHIFT ? SHIFT : 0) | (modifiers & KMOD_CTRL ? CTRL : 0);
    return wanted == ANY || wanted == held;
}

enum action key_action(int32_t keycode, uint16_t modifiers, int *argument)
{
    *argument = 0;
    if (keycode >= SDLK_1 && keycode <= SDLK_9 && fits(NONE, modifiers)) {
        *argument = keycode - SDLK_1;
        return ACTION_TOGGLE_RUNNER;
    }
    if (keycode >= SDLK_KP_1 && keycode <= SDLK_KP_9 && fits(NONE, modifiers)) {
        *argument = keycode - SDLK_KP_1;
        return ACTION_TOGGLE_RUNNER;
    }
    for (size_t i = 0; i < BINDINGS; i++)
        if (bindings[i].key == keycode && fits(bindings[i].modifiers, modifiers))
            return bindings[i].action;
    return ACTION_NONE;
}

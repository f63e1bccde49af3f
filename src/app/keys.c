#include "app/keys.h"

#include "app/commands.h"
#include "base/text.h"
#include "base/words.h"

#include <SDL.h>
#include <stdio.h>
#include <string.h>

#define NONE  KEY_NONE
#define SHIFT KEY_SHIFT
#define CTRL  KEY_CTRL
#define ANY   KEY_ANY

#define RUNNER(number)                                                                             \
    {SDLK_##number, NONE, "toggle-runner", number},                                                \
    {                                                                                              \
        SDLK_KP_##number, NONE, "toggle-runner", number                                            \
    }

// clang-format off
const struct key keys[] = {
    {SDLK_UP,           ANY,   "select-slider", -1, "↑ ↓"},
    {SDLK_DOWN,         ANY,   "select-slider",  1},
    {SDLK_LEFT,         SHIFT, "change-value",  -1, "← →", "Shift finer, Ctrl coarser"},
    {SDLK_RIGHT,        SHIFT, "change-value",   1},
    {SDLK_LEFT,         CTRL,  "change-value",  -3},
    {SDLK_RIGHT,        CTRL,  "change-value",   3},
    {SDLK_LEFT,         ANY,   "change-value",  -2},
    {SDLK_RIGHT,        ANY,   "change-value",   2},
    {SDLK_RETURN,       ANY,   "type-value",     0, "Enter", "Enter takes it, Esc leaves"},
    {SDLK_KP_ENTER,     ANY,   "type-value"},
    {SDLK_BACKSPACE,    ANY,   "reset-value",    0, "Backspace"},
    {SDLK_1,            NONE,  "toggle-runner",  1, "1 … 9"},
    {SDLK_KP_1,         NONE,  "toggle-runner",  1},
    RUNNER(2), RUNNER(3), RUNNER(4), RUNNER(5), RUNNER(6), RUNNER(7), RUNNER(8), RUNNER(9),
    {SDLK_z,            CTRL,  "undo",           0, "Ctrl+Z", "Ctrl+Y does it again"},
    {SDLK_y,            CTRL,  "redo"},
    {SDLK_z,    CTRL | SHIFT,  "redo"},
    {SDLK_j,            NONE,  "best-alpha",     0, "J", "Esc stops"},

    {SDLK_SPACE,        ANY,   "play",           0, "Space"},
    {SDLK_COMMA,        SHIFT, "go-steps",     -10, ", .", "Shift ten"},
    {SDLK_PERIOD,       SHIFT, "go-steps",      10},
    {SDLK_SEMICOLON,    SHIFT, "go-steps",     -10},
    {SDLK_COMMA,        ANY,   "go-steps",      -1},
    {SDLK_PERIOD,       ANY,   "go-steps",       1},
    {SDLK_HOME,         ANY,   "first-step",     0, "Home End"},
    {SDLK_END,          ANY,   "last-step"},
    {SDLK_LEFTBRACKET,  ANY,   "slower",         0, "[ ]"},
    {SDLK_RIGHTBRACKET, ANY,   "faster"},
    {SDLK_r,            NONE,  "restart",        0, "R"},

    {SDLK_v,            NONE,  "next-picture",   0, "V", "Shift+V the one before"},
    {SDLK_v,            SHIFT, "previous-picture"},
    {SDLK_t,            NONE,  "theme",          0, "T"},
    {SDLK_PLUS,         ANY,   "larger-text",    0, "+ −"},
    {SDLK_EQUALS,       ANY,   "larger-text"},
    {SDLK_KP_PLUS,      ANY,   "larger-text"},
    {SDLK_MINUS,        ANY,   "smaller-text"},
    {SDLK_KP_MINUS,     ANY,   "smaller-text"},
    {SDLK_0,            CTRL,  "normal-text",    0, "Ctrl+0"},
    {SDLK_s,            NONE,  "screenshot",     0, "S"},
    {SDLK_g,            NONE,  "ghost",          0, "G"},

    {SDLK_n,            NONE,  "new-seed",       0, "N"},
    {SDLK_l,            NONE,  "log-axis",       0, "L"},
    {SDLK_x,            NONE,  "next-axis",      0, "X"},
    {SDLK_f,            NONE,  "fit",            0, "F", "wheel zooms, drag pans"},
    {SDLK_a,            NONE,  "arrows",         0, "A"},
    {SDLK_d,            NONE,  "halve-alpha",    0, "D", "Shift doubles"},
    {SDLK_d,            SHIFT, "double-alpha"},

    {SDLK_PAGEUP,       ANY,   "previous-scene", 0, "Page ↑ ↓"},
    {SDLK_PAGEDOWN,     ANY,   "next-scene"},
    {SDLK_TAB,          NONE,  "next-lab",       0, "Tab", "Shift+Tab the one before"},
    {SDLK_TAB,          SHIFT, "previous-lab"},
    {SDLK_F11,          ANY,   "full-screen",    0, "F11"},
    {SDLK_F1,           ANY,   "help",           0, "F1"},
    {SDLK_QUESTION,     ANY,   "help"},
    {SDLK_SLASH,        SHIFT, "help"},
    {SDLK_ESCAPE,       ANY,   "leave",          0, "Esc"},
    {SDLK_q,            CTRL,  "quit",           0, "Ctrl+Q"},
    {0},
};
// clang-format on

static bool fits(int wanted, uint16_t modifiers)
{
    if (modifiers & (KMOD_ALT | KMOD_GUI))
        return false;
    const int held = (modifiers & KMOD_SHIFT ? SHIFT : 0) | (modifiers & KMOD_CTRL ? CTRL : 0);
    return wanted == ANY || wanted == held;
}

const struct key *key_find(int32_t code, uint16_t modifiers)
{
    for (const struct key *key = keys; key->command; key++)
        if (key->code == code && fits(key->modifiers, modifiers))
            return key;
    return NULL;
}

void key_name(int32_t code, uint16_t modifiers, char text[64])
{
    snprintf(text, 64, "%s%s%s", modifiers & KMOD_CTRL ? "Ctrl+" : "",
             modifiers & KMOD_SHIFT ? "Shift+" : "", SDL_GetKeyName(code));
}

// ---- help ---------------------------------------------------------------------------------------

// "previous scene, next scene": what each command of the rows first … last − 1 does.
static void append_commands(const struct key *first, const struct key *last, char *text,
                            size_t size)
{
    const char *group;
    for (const struct key *key = first; key < last; key++) {
        bool is_new = true;
        for (const struct key *before = first; before < key; before++)
            is_new = is_new && strcmp(before->command, key->command) != 0;
        const char *what = is_new ? command_what(key->command, &group, NULL) : NULL;
        if (what)
            text_append(text, size, "%s%s", *text ? ", " : "", words(what));
    }
}

// The line of the help for the rows first … last − 1.
static struct help_row help_row(const struct key *first, const struct key *last)
{
    struct help_row row = {0};
    const char *lab;
    const char *what = command_what(first->command, &row.group, &lab);
    snprintf(row.keys, sizeof row.keys, "%s", first->label);
    if (first->more)
        snprintf(row.what, sizeof row.what, "%s; %s", what ? words(what) : first->command,
                 words(first->more));
    else
        append_commands(first, last, row.what, sizeof row.what);
    if (lab)
        text_append(row.what, sizeof row.what, " (%s)", words(lab));
    return row;
}

size_t key_help(struct help_row rows[], size_t max)
{
    size_t count = 0;
    const struct key *last;
    for (const struct key *first = keys; first->command; first = last) {
        last = first + 1;
        while (last->command && !last->label)
            last++;
        if (count < max)
            rows[count] = help_row(first, last);
        count++;
    }
    return count;
}

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
#define ALT   KEY_ALT

// With Shift as well: that is how some keyboards write digits.
#define RUNNER(number)                                                                             \
    {SDLK_##number, NONE, "toggle-runner", number},                                                \
        {SDLK_##number, SHIFT, "toggle-runner", number},                                           \
    {                                                                                              \
        SDLK_KP_##number, NONE, "toggle-runner", number                                            \
    }

// clang-format off
const struct key keys[] = {
    {SDLK_UP,           NONE,  "select-slider", -1, "↑ ↓"},
    {SDLK_DOWN,         NONE,  "select-slider",  1},
    {SDLK_LEFT,         SHIFT, "change-value",  -1, "← →", "Shift finer, Ctrl coarser, held faster"},
    {SDLK_RIGHT,        SHIFT, "change-value",   1},
    {SDLK_LEFT,         CTRL,  "change-value",  -3},
    {SDLK_RIGHT,        CTRL,  "change-value",   3},
    {SDLK_LEFT,         NONE,  "change-value",  -2},
    {SDLK_RIGHT,        NONE,  "change-value",   2},
    {SDLK_RETURN,       ANY,   "type-value",     0, "Enter", "1/25 and 0.9^2, too"},
    {SDLK_KP_ENTER,     ANY,   "type-value"},
    {SDLK_y,            NONE,  "type-formula",   0, "Y", "of x and y, as on paper; Shift the runner's rule"},
    {SDLK_y,            SHIFT, "type-rule"},
    {SDLK_BACKSPACE,    ANY,   "reset-value",    0, "Backspace"},
    {SDLK_1,            NONE,  "toggle-runner",  1, "1 … 9"},
    {SDLK_1,            SHIFT, "toggle-runner",  1},
    {SDLK_KP_1,         NONE,  "toggle-runner",  1},
    RUNNER(2), RUNNER(3), RUNNER(4), RUNNER(5), RUNNER(6), RUNNER(7), RUNNER(8), RUNNER(9),
    {SDLK_z,            CTRL,  "undo",           0, "Ctrl+Z", "Ctrl+Y does it again"},
    {SDLK_y,            CTRL,  "redo"},
    {SDLK_z,    CTRL | SHIFT,  "redo"},
    {SDLK_j,            NONE,  "best-alpha",     0, "J", "Esc stops the search"},

    {SDLK_INSERT,       NONE,  "add-member",     0, "Insert, Ctrl+D"},
    {SDLK_d,            CTRL,  "duplicate-member"},
    {SDLK_F2,           NONE,  "rename-member",  0, "F2", "empty: its numbers are its name"},
    {SDLK_DELETE,       NONE,  "remove-member",  0, "Delete"},
    {SDLK_k,            NONE,  "link-members",   0, "K", "numbers keep their ratios, choices become the same"},

    {SDLK_SPACE,        NONE,  "play",           0, "Space", NULL, "play"},
    {SDLK_COMMA,        SHIFT, "go-steps",     -10, "O P  ,", "Shift ten; Shift+Space one on"},
    {SDLK_SPACE,        SHIFT, "go-steps",       1},
    {SDLK_PERIOD,       NONE,  "blank"}, // a clicker's key
    {SDLK_PERIOD,       SHIFT, "go-steps",      10},
    {SDLK_SEMICOLON,    SHIFT, "go-steps",       1}, // the point of a French keyboard
    {SDLK_COMMA,        ANY,   "go-steps",      -1},
    {SDLK_PERIOD,       ANY,   "go-steps",       1},
    {SDLK_o,            SHIFT, "go-steps",     -10},
    {SDLK_p,            SHIFT, "go-steps",      10},
    {SDLK_o,            NONE,  "go-steps",      -1},
    {SDLK_p,            NONE,  "go-steps",       1},
    {SDLK_HOME,         ANY,   "first-step",     0, "Home End"},
    {SDLK_END,          ANY,   "last-step"},
    {SDLK_LEFTBRACKET,  ANY,   "slower",         0, "[ ]  F6 F7"},
    {SDLK_RIGHTBRACKET, ANY,   "faster"},
    {SDLK_F6,           ANY,   "slower"},
    {SDLK_F7,           ANY,   "faster"},
    {SDLK_r,            NONE,  "restart",        0, "R", "Shift records a film"},
    {SDLK_r,            SHIFT, "record"},

    {SDLK_v,            NONE,  "next-picture",   0, "V  E", "Shift+V back; E or Ctrl+3 in 3D"},
    {SDLK_v,            SHIFT, "previous-picture"},
    {SDLK_3,            CTRL,  "relief"},
    {SDLK_e,            NONE,  "relief"},
    {SDLK_w,            NONE,  "next-part",      0, "W"},
    {SDLK_t,            NONE,  "theme",          0, "T"},
    {SDLK_PLUS,         NONE,  "larger-text",    0, "+ −  F9 F8"},
    {SDLK_PLUS,         SHIFT, "larger-text"},
    {SDLK_EQUALS,       NONE,  "larger-text"},
    {SDLK_EQUALS,       SHIFT, "larger-text"},
    {SDLK_KP_PLUS,      NONE,  "larger-text"},
    {SDLK_F9,           ANY,   "larger-text"},
    {SDLK_MINUS,        NONE,  "smaller-text"},
    {SDLK_MINUS,        SHIFT, "smaller-text"},
    {SDLK_KP_MINUS,     NONE,  "smaller-text"},
    {SDLK_F8,           ANY,   "smaller-text"},
    {SDLK_0,            CTRL,  "normal-text",    0, "Ctrl+0"},
    {SDLK_s,            NONE,  "screenshot",     0, "S  F4", "F4 as a figure for paper"},
    {SDLK_F4,           ANY,   "figure"},
    {SDLK_g,            NONE,  "ghost",          0, "G"},

    {SDLK_z,            NONE,  "zoom",           1, "Z", "Shift out, Alt+X Alt+Y one axis; Ctrl + − too"},
    {SDLK_z,            SHIFT, "zoom",          -1},
    {SDLK_PLUS,         CTRL,  "zoom",           1},
    {SDLK_PLUS, CTRL | SHIFT,  "zoom",           1},
    {SDLK_EQUALS,       CTRL,  "zoom",           1},
    {SDLK_EQUALS, CTRL | SHIFT, "zoom",          1},
    {SDLK_KP_PLUS,      CTRL,  "zoom",           1},
    {SDLK_MINUS,        CTRL,  "zoom",          -1},
    {SDLK_KP_MINUS,     CTRL,  "zoom",          -1},
    {SDLK_x,            ALT,   "zoom",           2},
    {SDLK_x,    ALT | SHIFT,   "zoom",          -2},
    {SDLK_y,            ALT,   "zoom",           3},
    {SDLK_y,    ALT | SHIFT,   "zoom",          -3},
    {SDLK_LEFT,         ALT,   "move-start",     1, "Alt+← → ↑ ↓", "Shift finer; Ctrl+Shift pans or orbits"},
    {SDLK_RIGHT,        ALT,   "move-start",     2},
    {SDLK_UP,           ALT,   "move-start",     3},
    {SDLK_DOWN,         ALT,   "move-start",     4},
    {SDLK_LEFT, ALT | SHIFT,   "move-start",     5},
    {SDLK_RIGHT, ALT | SHIFT,  "move-start",     6},
    {SDLK_UP,   ALT | SHIFT,   "move-start",     7},
    {SDLK_DOWN, ALT | SHIFT,   "move-start",     8},
    {SDLK_LEFT, CTRL | SHIFT,  "pan",            1},
    {SDLK_RIGHT, CTRL | SHIFT, "pan",            2},
    {SDLK_UP,   CTRL | SHIFT,  "pan",            3},
    {SDLK_DOWN, CTRL | SHIFT,  "pan",            4},
    {SDLK_c,            NONE,  "read",           0, "C", "← → steps, ↑ ↓ runners"},

    {SDLK_n,            NONE,  "new-seed",       0, "N"},
    {SDLK_l,            NONE,  "log-axis",       0, "L", "Shift noisy curves as they are"},
    {SDLK_l,            SHIFT, "raw-curves"},
    {SDLK_x,            NONE,  "next-axis",      0, "X"},
    {SDLK_f,            NONE,  "fit",            0, "F", "so does a double click"},
    {SDLK_a,            NONE,  "arrows",         0, "A"},
    {SDLK_u,            NONE,  "hood",           0, "U", "Shift its next part"},
    {SDLK_u,            SHIFT, "hood-page"},
    {SDLK_i,            NONE,  "largest-gradient", 0, "I", "Shift the next one"},
    {SDLK_i,            SHIFT, "next-weight"},
    {SDLK_d,            NONE,  "halve-alpha",    0, "D", "Shift doubles"},
    {SDLK_d,            SHIFT, "double-alpha"},

    {SDLK_o,            CTRL,  "open",           0, "Ctrl+O, Shift+M", "recent ones first"},
    {SDLK_m,            SHIFT, "open"}, // browsers have their own Ctrl keys and F keys
    {SDLK_s,            CTRL,  "save",           0, "Ctrl+S, Shift+S", "Ctrl+Shift+S under another name"},
    {SDLK_s,            SHIFT, "save"},
    {SDLK_s,    CTRL | SHIFT,  "save-as"},
    {SDLK_c,            CTRL,  "copy-link",      0, "Ctrl+C"},
    {SDLK_p,            CTRL,  "find",           0, "Ctrl+P /", NULL, "find"},
    {SDLK_SLASH,        NONE,  "find"},
    {SDLK_KP_DIVIDE,    ANY,   "find"},
    {SDLK_m,            NONE,  "scene-menu",     0, "M"},

    {SDLK_PAGEUP,       ANY,   "previous-scene", 0, "Page ↑ ↓"},
    {SDLK_PAGEDOWN,     ANY,   "next-scene"},
    {SDLK_TAB,          NONE,  "next-lab",       0, "Tab", "Shift+Tab the one before"},
    {SDLK_TAB,          SHIFT, "previous-lab"},
    {SDLK_F11,          ANY,   "full-screen",    0, "F11, Shift+F"},
    {SDLK_f,            SHIFT, "full-screen"},
    {SDLK_F1,           ANY,   "help",           0, "F1", NULL, "keys"},
    {SDLK_QUESTION,     ANY,   "help"},
    {SDLK_SLASH,        SHIFT, "help"},
    {SDLK_ESCAPE,       ANY,   "leave",          0, "Esc"},
    {SDLK_q,            CTRL,  "quit",           0, "Ctrl+Q"},

    {SDLK_F5,           ANY,   "show",           0, "F5, Shift+H", "the picture alone; Esc ends it"},
    {SDLK_h,            SHIFT, "show"},
    {SDLK_b,            NONE,  "blank",          0, "B .", "in a lecture"},
    {SDLK_n,            SHIFT, "notes",          0, "Shift+N"},
    {SDLK_q,            NONE,  "ask",            0, "Q", "Enter takes the answer, Esc skips it"},
    {SDLK_h,            NONE,  "bare",           0, "H"},
    {SDLK_r,            CTRL,  "reload",         0, "Ctrl+R, Shift+B"},
    {SDLK_b,            SHIFT, "reload"},
    {0},
};
// clang-format on

static bool fits(int wanted, uint16_t modifiers)
{
    if (modifiers & KMOD_GUI)
        return false;
    const int held = (modifiers & KMOD_SHIFT ? SHIFT : 0) | (modifiers & KMOD_CTRL ? CTRL : 0) |
                     (modifiers & KMOD_ALT ? ALT : 0);
    return wanted == held || (wanted == ANY && !(held & ALT));
}

int32_t key_code(int32_t code, int scancode)
{
    if (scancode >= SDL_SCANCODE_1 && scancode <= SDL_SCANCODE_9)
        return SDLK_1 + (scancode - SDL_SCANCODE_1);
    return scancode == SDL_SCANCODE_0 ? SDLK_0 : code;
}

const struct key *key_find(int32_t code, uint16_t modifiers)
{
    for (const struct key *key = keys; key->command; key++)
        if (key->code == code && fits(key->modifiers, modifiers))
            return key;
    return NULL;
}

const struct key *key_find_now(const struct frame *frame, int32_t code, uint16_t modifiers)
{
    char why[256];
    for (const struct key *key = keys; key->command; key++)
        if (key->code == code && fits(key->modifiers, modifiers) &&
            !command_is_unavailable(frame, key->command, key->argument, why))
            return key;
    return key_find(code, modifiers);
}

void key_name(int32_t code, uint16_t modifiers, char text[64])
{
    snprintf(text, 64, "%s%s%s%s", modifiers & KMOD_CTRL ? "Ctrl+" : "",
             modifiers & KMOD_ALT ? "Alt+" : "", modifiers & KMOD_SHIFT ? "Shift+" : "",
             SDL_GetKeyName(code));
}

bool key_of(const char *command, char text[64])
{
    for (const struct key *key = keys; key->command; key++) {
        if (strcmp(key->command, command) != 0)
            continue;
        const int held = key->modifiers;
        key_name(key->code,
                 (uint16_t)((held & KEY_SHIFT ? KMOD_SHIFT : 0) |
                            (held & KEY_CTRL ? KMOD_CTRL : 0) | (held & KEY_ALT ? KMOD_ALT : 0)),
                 text);
        return true;
    }
    return false;
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

void key_hint(char *text, size_t size)
{
    text[0] = '\0';
    for (const struct key *key = keys; key->command; key++)
        if (key->hint)
            text_append(text, size, "%s%s %s", *text ? " · " : "", key->label, words(key->hint));
}

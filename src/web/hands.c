#include "hands.h"

#include "app/keys.h"

#include <SDL.h>
#include <emscripten.h>
#include <string.h>

// Bits of the modifiers that page.js sends.
enum { HELD_SHIFT = 1, HELD_CTRL = 2, HELD_ALT = 4, HELD_GUI = 8 };

static uint16_t modifiers(int held)
{
    return (uint16_t)((held & HELD_SHIFT ? KMOD_LSHIFT : 0) | (held & HELD_CTRL ? KMOD_LCTRL : 0) |
                      (held & HELD_ALT ? KMOD_LALT : 0) | (held & HELD_GUI ? KMOD_LGUI : 0));
}

// ---- into the program ---------------------------------------------------------------------------

// A key goes down or up: by SDL's name of it, or by the character on it. Returns whether it is
// there for something, so that it must not be for the browser.
EMSCRIPTEN_KEEPALIVE bool hands_key(const char *name, bool is_down, bool repeats, int held)
{
    const SDL_Keycode code = SDL_GetKeyFromName(name);
    if (code == SDLK_UNKNOWN)
        return false;
    SDL_Event event = {.key = {.type = is_down ? SDL_KEYDOWN : SDL_KEYUP,
                               .state = is_down ? SDL_PRESSED : SDL_RELEASED,
                               .repeat = repeats,
                               .keysym = {.sym = code, .mod = modifiers(held)}}};
    SDL_SetModState((SDL_Keymod)modifiers(held));
    SDL_PushEvent(&event);
    return key_find(code, modifiers(held)) != NULL;
}

// Text that was typed or composed.
EMSCRIPTEN_KEEPALIVE void hands_text(const char *utf8)
{
    while (*utf8) {
        SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
        size_t length = strnlen(utf8, sizeof event.text.text - 1);
        while (((unsigned char)utf8[length] & 0xC0) == 0x80)
            length--; // whole characters
        memcpy(event.text.text, utf8, length);
        SDL_PushEvent(&event);
        utf8 += length;
    }
}

// A file, a scene's name or a lecture's: whatever can be dropped on a window.
EMSCRIPTEN_KEEPALIVE void hands_drop(const char *path)
{
    SDL_Event event = {.drop = {.type = SDL_DROPFILE, .file = SDL_strdup(path)}};
    if (event.drop.file && SDL_PushEvent(&event) <= 0)
        SDL_free(event.drop.file);
}

// What the page knows to be on the clipboard. There is one page, and it has one.
static char *known;

static void know(const char *text)
{
    SDL_free(known);
    known = SDL_strdup(text);
}

// What the next paste gives.
EMSCRIPTEN_KEEPALIVE void hands_copy(const char *text)
{
    SDL_SetClipboardText(text);
    know(text);
}

// The full screen was entered or left: whoever knows of windows looks again.
EMSCRIPTEN_KEEPALIVE void hands_window(void)
{
    SDL_Event event = {.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_EXPOSED}};
    SDL_PushEvent(&event);
}

// The page may not come back: whoever watches events keeps what is not saved.
EMSCRIPTEN_KEEPALIVE void hands_leave(void)
{
    SDL_Event event = {.type = SDL_APP_TERMINATING};
    SDL_PushEvent(&event);
}

// ---- out of it ----------------------------------------------------------------------------------

EM_JS(void, tell_page, (bool takes_text, const char *copied, bool is_over),
      { Page.follow(takes_text, copied ? UTF8ToString(copied) : null, is_over); });

static double rest; // seconds, of the last turn's

// Nothing moves, nothing is computed, and all has been told (app/told.h).
EMSCRIPTEN_KEEPALIVE bool hands_rest(void)
{
    return rest > 1 && !SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
}

void hands_follow(double due)
{
    static bool took_text;
    char *copied = SDL_GetClipboardText();
    const bool takes_text = SDL_IsTextInputActive();
    const bool is_new = copied && strcmp(known ? known : "", copied) != 0;
    if (is_new || takes_text != took_text || due < 0)
        tell_page(takes_text, is_new ? copied : NULL, due < 0);
    rest = due;
    if (is_new)
        know(copied);
    took_text = takes_text;
    SDL_free(copied);
}

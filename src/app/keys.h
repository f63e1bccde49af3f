// All keys of the window, in one table: which command each of them runs. It dispatches, it is the
// help screen, it is `ravine help keys`.
//
// Who may call whom: events, app → keys → commands.
#ifndef RAVINE_APP_KEYS_H
#define RAVINE_APP_KEYS_H

#include "app/overlay.h"

#include <stddef.h>
#include <stdint.h>

// Modifiers that a key wants to be held. ANY: with or without Shift and Ctrl. Keys of the window
// manager's never are.
enum { KEY_NONE = 0, KEY_SHIFT = 1, KEY_CTRL = 2, KEY_ANY = 4, KEY_ALT = 8 };

struct frame;

struct key {
    int32_t code; // SDL's keycode
    int modifiers;
    const char *command; // its name: the window's or a lab's
    int argument;        // what it means is the command's to say
    // What people press, "← →": begins a line of the help, which explains all rows up to the next
    // that begins one. NULL in those.
    const char *label;
    // What the line says of them after the first command: "Shift finer, Ctrl coarser". NULL: what
    // each of their commands does.
    const char *more;
    // A word for the line of the most useful keys: "play". NULL: not one of them.
    const char *hint;
};

extern const struct key keys[]; // ends with a NULL command; the first row that fits counts

// The code that a key counts as: the row of digits is digits on every keyboard, also where they
// want Shift. `scancode` is its place on the keyboard, SDL's; 0 = not known.
int32_t key_code(int32_t code, int scancode);

// What a key is there for with these modifier bits of SDL's, or NULL.
const struct key *key_find(int32_t code, uint16_t modifiers);

// The same as things are: the first row that fits whose command applies; where none does, the first
// that fits, whose command says why. So one key is two commands', one of them a lecture's.
const struct key *key_find_now(const struct frame *frame, int32_t code, uint16_t modifiers);

// What was pressed, for people: "Ctrl+Z".
void key_name(int32_t code, uint16_t modifiers, char text[64]);

// The key of a command, likewise: the first of its rows. False where it has none.
bool key_of(const char *command, char text[64]);

// Writes up to `max` lines of the help and returns how many there are; lines of one group stand
// together.
enum { HELP_MAX = 64 };
size_t key_help(struct help_row rows[], size_t max);

// The most useful keys in one line: "F1 keys · Space play".
void key_hint(char *text, size_t size);

#endif

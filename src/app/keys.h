// All keys of the window, in one table: it dispatches, it is the help screen, it is
// `ravine help keys`.
#ifndef RAVINE_APP_KEYS_H
#define RAVINE_APP_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum action {
    ACTION_NONE,
    ACTION_PREVIOUS_SLIDER,
    ACTION_NEXT_SLIDER,
    ACTION_LESS,
    ACTION_MORE,
    ACTION_TYPE,
    ACTION_RESET,
    ACTION_TOGGLE_RUNNER, // argument: 0…8
    ACTION_PLAY,
    ACTION_STEP_BACK,
    ACTION_STEP_ON,
    ACTION_FIRST,
    ACTION_LAST,
    ACTION_SLOWER,
    ACTION_FASTER,
    ACTION_RESTART,
    ACTION_SEED,
    ACTION_LOG,
    ACTION_FIT,
    ACTION_ARROWS,
    ACTION_AXIS,
    ACTION_VIEW,
    ACTION_HALVE,
    ACTION_DOUBLE,
    ACTION_UNDO,
    ACTION_REDO,
    ACTION_NEXT_LAB,
    ACTION_PREVIOUS_LAB,
    ACTION_NEXT_SCENE,
    ACTION_PREVIOUS_SCENE,
    ACTION_THEME,
    ACTION_LARGER,
    ACTION_SMALLER,
    ACTION_NORMAL_SIZE,
    ACTION_FULL_SCREEN,
    ACTION_SCREENSHOT,
    ACTION_HELP,
    ACTION_ESCAPE,
    ACTION_QUIT,
};

// A line of the help: what people press and what it does.
struct key_row {
    const char *keys, *what, *group;
};

enum { KEY_ROWS_MAX = 64 };

// Writes up to `max` rows and returns how many there are; rows of one group stand together.
size_t key_rows(struct key_row rows[], size_t max);

// What a key does: SDL's keycode and modifier bits. *argument is the digit for
// ACTION_TOGGLE_RUNNER.
enum action key_action(int32_t keycode, uint16_t modifiers, int *argument);

#endif

// What can be undone: the scenes before and after the one that is open, each with its drawer.
//
// Who may call whom: document → history → drawer.
#ifndef RAVINE_APP_HISTORY_H
#define RAVINE_APP_HISTORY_H

#include "app/drawer.h"
#include "scene/scene.h"

enum { HISTORY_MAX = 200 };

// A scene, the keys of it that are kept aside, and what its single values go back to: the scene as
// it was opened, with what has followed from changes since (lab.h). Zeroed is empty.
struct moment {
    struct scene scene, base;
    struct drawer drawer;
};

bool moment_copy(struct moment *to, const struct moment *from, struct error *error);
void moment_clear(struct moment *moment);

// moment[0 … at−1] came before the one that is open, moment[at … count−1] after it. Zeroed is
// empty.
struct history {
    struct moment moment[HISTORY_MAX];
    size_t at, count;
};

// Takes `before`, which a change has replaced, and forgets all that came after it. The oldest is
// forgotten when there are too many.
void history_push(struct history *history, struct moment *before);

// The place of the moment before (after) the one that is open, or NULL: exchange its content with
// the one that is open, and the history stays true.
struct moment *history_back(struct history *history);
struct moment *history_on(struct history *history);

bool history_has_back(const struct history *history);
bool history_has_on(const struct history *history);

void history_clear(struct history *history);

#endif

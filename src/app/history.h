// What can be undone: scenes before and after the one that is open.
#ifndef RAVINE_APP_HISTORY_H
#define RAVINE_APP_HISTORY_H

#include "scene/scene.h"

enum { HISTORY_MAX = 200 };

// scene[0 … at−1] came before the one that is open, scene[at … count−1] after it. Zeroed is empty.
struct history {
    struct scene scene[HISTORY_MAX];
    size_t at, count;
};

// Takes `before`, the scene that a change has replaced, and forgets all that came after it. The
// oldest is forgotten when there are too many.
void history_push(struct history *history, struct scene *before);

// The place of the scene before (after) the one that is open, or NULL: exchange its content with
// the one that is open, and the history stays true.
struct scene *history_back(struct history *history);
struct scene *history_on(struct history *history);

void history_clear(struct history *history);

#endif

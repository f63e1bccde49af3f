#include "app/history.h"

#include <string.h>

bool moment_copy(struct moment *to, const struct moment *from, struct error *error)
{
    struct moment copy = {0};
    if (!scene_copy(&copy.scene, &from->scene, error))
        return false;
    if (!scene_copy(&copy.base, &from->base, error) ||
        !drawer_copy(&copy.drawer, &from->drawer, error)) {
        moment_clear(&copy);
        return false;
    }
    *to = copy;
    return true;
}

void moment_clear(struct moment *moment)
{
    scene_clear(&moment->scene);
    scene_clear(&moment->base);
    drawer_clear(&moment->drawer);
}

static void forget_after(struct history *history)
{
    while (history->count > history->at)
        moment_clear(&history->moment[--history->count]);
}

void history_push(struct history *history, struct moment *before)
{
    forget_after(history);
    if (history->at == HISTORY_MAX) {
        moment_clear(&history->moment[0]);
        memmove(history->moment, history->moment + 1, (HISTORY_MAX - 1) * sizeof *history->moment);
        history->at--;
    }
    history->moment[history->at++] = *before;
    history->count = history->at;
    memset(before, 0, sizeof *before);
}

struct moment *history_back(struct history *history)
{
    return history_has_back(history) ? &history->moment[--history->at] : NULL;
}

struct moment *history_on(struct history *history)
{
    return history_has_on(history) ? &history->moment[history->at++] : NULL;
}

bool history_has_back(const struct history *history)
{
    return history->at > 0;
}

bool history_has_on(const struct history *history)
{
    return history->at < history->count;
}

void history_clear(struct history *history)
{
    history->at = 0;
    forget_after(history);
}

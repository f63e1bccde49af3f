#include "app/history.h"

#include <string.h>

static void forget_after(struct history *history)
{
    while (history->count > history->at)
        scene_clear(&history->scene[--history->count]);
}

void history_push(struct history *history, struct scene *before)
{
    forget_after(history);
    if (history->at == HISTORY_MAX) {
        scene_clear(&history->scene[0]);
        memmove(history->scene, history->scene + 1, (HISTORY_MAX - 1) * sizeof *history->scene);
        history->at--;
    }
    history->scene[history->at++] = *before;
    history->count = history->at;
    memset(before, 0, sizeof *before);
}

struct scene *history_back(struct history *history)
{
    return history->at > 0 ? &history->scene[--history->at] : NULL;
}

struct scene *history_on(struct history *history)
{
    return history->at < history->count ? &history->scene[history->at++] : NULL;
}

void history_clear(struct history *history)
{
    history->at = 0;
    forget_after(history);
}

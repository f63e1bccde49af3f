#include "canvas/svg/reel.h"

#include "base/array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void clear_item(struct reel_item *item)
{
    free(item->style);
    free(item->element);
    path_clear(&item->path);
    *item = (struct reel_item){0};
}

void reel_clear(struct reel *reel)
{
    for (struct reel_track *track = reel->track, *next; track; track = next) {
        next = track->next;
        clear_item(&track->item);
        free(track->ends);
        free(track);
    }
    for (size_t i = 0; i < reel->items; i++)
        clear_item(&reel->item[i]);
    free(reel->item);
    *reel = (struct reel){0};
}

bool reel_add(struct reel *reel, struct reel_item *item, struct error *error)
{
    if (!array_reserve(&reel->item, &reel->capacity, reel->items + 1, sizeof *item, error)) {
        clear_item(item);
        return false;
    }
    reel->item[reel->items++] = *item;
    *item = (struct reel_item){0};
    return true;
}

// ---- a drawing and the one before ---------------------------------------------------------------

// The tracks that the last drawing had, the items of the one in hand, and who is who.
struct merge {
    struct reel *reel;
    struct reel_track **alive; // [count]
    size_t count;
    size_t *match; // [items] the track of an item; SIZE_MAX: none
};

// Places the drawing's item at the end of the track.
static bool go_on(struct reel *reel, struct reel_track *track, struct reel_item *item,
                  struct error *error)
{
    const size_t count = track->to - track->from;
    if (!array_reserve(&track->ends, &track->capacity, count + 1, sizeof *track->ends, error))
        return false;
    if (&track->item != item) {
        clear_item(&track->item);
        track->item = *item;
        *item = (struct reel_item){0};
    }
    const struct path *path = &track->item.path;
    track->ends[count] = (struct reel_ends){{0, 0}, {0, 0}};
    if (path->count > 0)
        track->ends[count] = (struct reel_ends){path->point[0], path->point[path->count - 1]};
    track->to = reel->drawings + 1;
    return true;
}

// The longest common subsequence of tracks first … end and items from … to (Wagner & Fischer 1974).
static bool match_same(struct merge *m, size_t first, size_t end, size_t from, size_t to,
                       struct error *error)
{
    const size_t rows = end - first, columns = to - from;
    if (rows == 0 || columns == 0)
        return true;
    uint32_t *length = array_create((rows + 1) * (columns + 1), sizeof *length, error);
    if (!length)
        return false;
    const size_t across = columns + 1;
    for (size_t i = rows; i-- > 0;)
        for (size_t j = columns; j-- > 0;) {
            uint32_t *at = &length[i * across + j];
            if (reel_is_same(&m->alive[first + i]->item, &m->reel->item[from + j]))
                *at = at[across + 1] + 1;
            else
                *at = at[1] > at[across] ? at[1] : at[across];
        }
    for (size_t i = 0, j = 0; i < rows && j < columns;) {
        const uint32_t *at = &length[i * across + j];
        if (reel_is_same(&m->alive[first + i]->item, &m->reel->item[from + j]))
            m->match[from + j++] = first + i++;
        else if (at[1] > at[across])
            j++;
        else
            i++;
    }
    free(length);
    return true;
}

// What lies between two that stayed may have changed: in their order.
static void match_changed(struct merge *m)
{
    size_t next = 0; // the first track that is free
    for (size_t j = 0; j < m->reel->items; j++) {
        if (m->match[j] != SIZE_MAX) {
            next = m->match[j] + 1;
            continue;
        }
        size_t end = j;
        while (end < m->reel->items && m->match[end] == SIZE_MAX)
            end++;
        const size_t limit = end < m->reel->items ? m->match[end] : m->count;
        for (size_t i = next; i < limit; i++) {
            const enum reel_change change = reel_change(m->alive[i], &m->reel->item[j]);
            if (change == REEL_STAYS)
                continue;
            m->alive[i]->change = change;
            m->match[j] = i;
            next = i + 1;
            break;
        }
    }
}

static bool find_alive(struct merge *m, struct error *error)
{
    for (struct reel_track *track = m->reel->track; track; track = track->next)
        m->count += track->to == m->reel->drawings;
    m->alive = array_create(m->count + 1, sizeof(struct reel_track *), error);
    m->match = array_create(m->reel->items + 1, sizeof *m->match, error);
    if (!m->alive || !m->match)
        return false;
    size_t count = 0;
    for (struct reel_track *track = m->reel->track; track; track = track->next)
        if (track->to == m->reel->drawings)
            m->alive[count++] = track;
    for (size_t j = 0; j < m->reel->items; j++)
        m->match[j] = SIZE_MAX;
    return true;
}

static bool match(struct merge *m, struct error *error)
{
    size_t first = 0, end = m->count, to = m->reel->items;
    while (first < end && first < to &&
           reel_is_same(&m->alive[first]->item, &m->reel->item[first])) {
        m->match[first] = first;
        first++;
    }
    while (first < end && first < to &&
           reel_is_same(&m->alive[end - 1]->item, &m->reel->item[to - 1]))
        m->match[--to] = --end;
    if (!match_same(m, first, end, first, to, error))
        return false;
    match_changed(m);
    return true;
}

// A new item lies on the one before it.
static bool begin_track(struct reel *reel, struct reel_track **place, struct reel_item *item,
                        struct error *error)
{
    struct reel_track *track = array_create(1, sizeof *track, error);
    if (!track)
        return false;
    track->item = *item;
    *item = (struct reel_item){0};
    track->from = track->to = reel->drawings;
    track->next = *place;
    *place = track;
    return go_on(reel, track, &track->item, error);
}

static bool merge_items(struct merge *m, struct error *error)
{
    struct reel_track **place = &m->reel->track;
    bool done = true;
    for (size_t j = 0; done && j < m->reel->items; j++) {
        struct reel_item *item = &m->reel->item[j];
        if (m->match[j] == SIZE_MAX) {
            done = begin_track(m->reel, place, item, error);
            place = done ? &(*place)->next : place;
            continue;
        }
        struct reel_track *track = m->alive[m->match[j]];
        done = go_on(m->reel, track, item, error);
        place = &track->next;
    }
    return done;
}

bool reel_turn(struct reel *reel, struct error *error)
{
    struct merge m = {.reel = reel};
    const bool done = find_alive(&m, error) && match(&m, error) && merge_items(&m, error);
    free(m.alive);
    free(m.match);
    for (size_t i = 0; i < reel->items; i++)
        clear_item(&reel->item[i]);
    reel->items = 0;
    reel->drawings++;
    return done;
}

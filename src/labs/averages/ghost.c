// The averages before the last change, beside those that are shown.
#include "base/array.h"
#include "labs/averages/state.h"

#include <stdlib.h>
#include <string.h>

static bool is_alike(const struct average *a, const struct average *b)
{
    return a->kind == b->kind && a->beta == b->beta && a->bias_correction == b->bias_correction;
}

// Whether the change is one of what is averaged or how.
static bool differs(const struct averages *a, const struct averages *b)
{
    bool is_same =
        a->count == b->count && a->days == b->days && strcmp(a->series_key, b->series_key) == 0;
    for (size_t i = 0; is_same && i < a->count; i++)
        is_same = strcmp(a->entry[i].section, b->entry[i].section) == 0 &&
                  is_alike(&a->entry[i].average, &b->entry[i].average);
    return !is_same;
}

bool averages_has_ghost(const struct lab *base)
{
    return ((const struct averages *)base)->ghost != NULL;
}

void averages_ghost_clear(struct averages *lab)
{
    struct averages_ghost *ghost = lab->ghost;
    lab->ghost = NULL;
    if (!ghost)
        return;
    for (size_t i = 0; i < ghost->count; i++)
        free(ghost->entry[i].value);
    free(ghost->series_key);
    free(ghost);
}

// Out of the averages of a lab, which has none any more; NULL for want of memory.
static struct averages_ghost *make(struct averages *from)
{
    struct averages_ghost *ghost = array_create(1, sizeof *ghost, NULL);
    if (!ghost)
        return NULL;
    memcpy(ghost->entry, from->entry, sizeof ghost->entry);
    ghost->count = from->count;
    ghost->days = from->days;
    ghost->series_key = from->series_key;
    from->count = 0;
    from->series_key = NULL;
    return ghost;
}

void averages_ghost_keep(struct averages *lab, struct averages *fresh)
{
    if (!lab->head.wants_ghost || lab->count == 0 || !differs(lab, fresh)) {
        fresh->ghost = lab->ghost;
        lab->ghost = NULL;
        return;
    }
    fresh->head.wants_ghost = false;
    fresh->ghost = make(lab);
}

void averages_take_ghost(struct lab *base, struct lab *from)
{
    struct averages *lab = (struct averages *)base;
    averages_ghost_clear(lab);
    lab->head.wants_ghost = false;
    lab->ghost = make((struct averages *)from);
}

const struct averaged *averages_ghost(const struct averages *lab, size_t entry, size_t *days)
{
    const struct averages_ghost *ghost = lab->ghost;
    if (!ghost || lab->head.hides_ghost || strcmp(ghost->series_key, lab->series_key) != 0)
        return NULL;
    *days = ghost->days < lab->days ? ghost->days : lab->days;
    for (size_t i = 0; i < ghost->count; i++)
        if (strcmp(ghost->entry[i].section, lab->entry[entry].section) == 0)
            return is_alike(&ghost->entry[i].average, &lab->entry[entry].average)
                       ? NULL
                       : &ghost->entry[i];
    return NULL;
}

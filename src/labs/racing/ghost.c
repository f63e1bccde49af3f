// The race before the last change, beside the one that is shown.
#include "labs/kit/ghost.h"
#include "base/array.h"
#include "labs/racing/racing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool racing_has_ghost(const struct lab *base)
{
    return ((const struct racing *)base)->ghost != NULL;
}

void racing_ghost_clear(struct racing *lab)
{
    struct racing_ghost *ghost = lab->ghost;
    lab->ghost = NULL;
    if (!ghost)
        return;
    for (size_t r = 0; r < RUNNERS_SHOWN_MAX; r++)
        distance_clear(&ghost->distance[r]);
    for (size_t r = 0; r < RUNNERS_SHOWN_MAX; r++)
        spread_clear(&ghost->spread[r]);
    race_destroy(ghost->race);
    free(ghost->plane);
    free(ghost);
}

void racing_ghost_keep(struct racing *lab, struct racing *from)
{
    racing_ghost_clear(lab);
    lab->head.wants_ghost = false;
    struct racing_ghost *ghost = array_create(1, sizeof *ghost, NULL);
    if (!ghost)
        return;
    lab->ghost = ghost;
    race_retire(from->race);
    ghost->race = from->race;
    ghost->plane = from->plane;
    from->race = NULL;
    from->plane = NULL;
    for (size_t r = 0; r < from->runners.count; r++)
        snprintf(ghost->section[r], sizeof ghost->section[r], "%s", from->runners.entry[r].section);
}

void racing_take_ghost(struct lab *base, struct lab *from)
{
    struct racing *lab = (struct racing *)base;
    racing_ghost_keep(lab, (struct racing *)from);
    racing_ghost_settle(lab);
}

void racing_ghost_compare(struct racing *lab)
{
    if (!lab->ghost)
        return;
    memset(lab->ghost->seen, 0, sizeof lab->ghost->seen);
    // Measured from the minima of whatever is minimised now.
    for (size_t r = 0; r < RUNNERS_SHOWN_MAX; r++)
        distance_clear(&lab->ghost->distance[r]);
}

static bool same_rows(const struct trail *a, const struct trail *b, size_t from, size_t to)
{
    const size_t n = a->dimension, rows = to - from;
    return n == b->dimension &&
           memcmp(a->theta + from * n, b->theta + from * n, rows * n * sizeof *a->theta) == 0 &&
           memcmp(a->cost + from, b->cost + from, rows * sizeof *a->cost) == 0;
}

// Looks at the rows that have come since the last time.
static bool differs(struct racing_ghost *ghost, size_t runner, const struct trail *before,
                    const struct trail *now)
{
    const size_t there = racing_rows(before), here = racing_rows(now);
    const size_t rows = there < here ? there : here;
    if (!ghost->seen[runner].differs && rows > ghost->seen[runner].rows) {
        ghost->seen[runner].differs = !same_rows(before, now, ghost->seen[runner].rows, rows);
        ghost->seen[runner].rows = rows;
    }
    return ghost->seen[runner].differs;
}

const struct trail *racing_ghost(const struct racing *lab, size_t runner,
                                 struct distance **distance)
{
    struct racing_ghost *ghost = lab->ghost;
    if (!ghost || lab->head.hides_ghost)
        return NULL;
    for (size_t r = 0; r < race_runners(ghost->race); r++) {
        if (strcmp(ghost->section[r], lab->runners.entry[runner].section) != 0)
            continue;
        const struct trail *before = race_trail(ghost->race, r);
        if (distance)
            *distance = &ghost->distance[r];
        return differs(ghost, runner, before, race_trail(lab->race, runner)) ? before : NULL;
    }
    return NULL;
}

const struct spread *racing_ghost_spread(const struct racing *lab, const struct trail *trail)
{
    struct racing_ghost *ghost = lab->ghost;
    const size_t rows = racing_rows(trail);
    for (size_t r = 0; r < race_runners(ghost->race); r++)
        if (race_trail(ghost->race, r) == trail &&
            spread_follow(&ghost->spread[r], trail->cost, rows, rows,
                          spread_window(race_steps(ghost->race))))
            return &ghost->spread[r];
    return NULL;
}

void racing_ghost_settle(struct racing *lab)
{
    if (lab->ghost && strcmp(lab->ghost->plane, lab->plane) != 0)
        racing_ghost_clear(lab);
}

bool racing_ghost_path(const struct racing *lab, size_t runner, const struct theme *theme,
                       struct curve *curve)
{
    const struct trail *trail = racing_ghost(lab, runner, NULL);
    if (!trail || racing_rows(trail) == 0)
        return false;
    *curve = (struct curve){
        .x = trail->plane,
        .y = trail->plane + 1,
        .x_stride = 2,
        .y_stride = 2,
        .count = racing_rows(trail),
        .end = (double)racing_rows(trail) - 1,
        .stroke = runner_ghost_stroke(&lab->runners.entry[runner], theme),
    };
    racing_cut_path(lab, trail, curve);
    racing_fade_ghost(lab, runner, curve);
    return true;
}

void racing_draw_ghosts(struct racing *lab, struct canvas *canvas, const struct theme *theme,
                        const struct plot *stage)
{
    struct curve curve;
    for (size_t r = 0; r < lab->runners.count; r++) {
        if (lab->runners.entry[r].hidden || !racing_ghost_path(lab, r, theme, &curve))
            continue;
        curve.stroke = kit_ghost_stroke_on_contours(
            look_style(theme, lab->runners.entry[r].look).color, theme);
        curve_draw(canvas, stage, &curve, &lab->scratch);
    }
}

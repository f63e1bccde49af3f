// The training before the last change, beside the one that is shown.
#include "base/array.h"
#include "labs/training/costs.h"
#include "labs/training/place.h"
#include "labs/training/thin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool training_has_ghost(const struct lab *base)
{
    return ((const struct training_lab *)base)->ghost != NULL;
}

void training_ghost_clear(struct training_lab *lab)
{
    struct training_ghost *ghost = lab->ghost;
    lab->ghost = NULL;
    if (!ghost)
        return;
    for (size_t r = 0; r < RUNNERS_SHOWN_MAX; r++) {
        thin_curve_clear(&ghost->thin[r]);
        free(ghost->path[r]);
    }
    free(ghost->data_key);
    trainer_destroy(ghost->training);
    free(ghost);
}

void training_ghost_keep(struct training_lab *lab, struct training_lab *from)
{
    training_ghost_clear(lab);
    lab->head.wants_ghost = false;
    struct training_ghost *ghost = array_create(1, sizeof *ghost, NULL);
    if (!ghost)
        return;
    lab->ghost = ghost;
    trainer_retire(from->training);
    ghost->training = from->training;
    ghost->is_classes = from->examples.is_classes;
    ghost->data_key = strdup(from->data_key);
    ghost->network = from->network->spec;
    from->training = NULL;
    for (size_t r = 0; r < from->runners.count; r++)
        snprintf(ghost->section[r], sizeof ghost->section[r], "%s", from->runners.entry[r].section);
}

void training_take_ghost(struct lab *base, struct lab *other)
{
    struct training_lab *lab = (struct training_lab *)base;
    struct training_lab *from = (struct training_lab *)other;
    if (strcmp(lab->examples_key, from->examples_key) == 0)
        training_ghost_keep(lab, from);
}

void training_ghost_compare(struct training_lab *lab)
{
    if (lab->ghost)
        memset(lab->ghost->seen, 0, sizeof lab->ghost->seen);
}

// Looks at the batch costs that have come since the last time: runs alike have the same bits.
static bool differs(struct training_ghost *ghost, size_t runner, const struct course *before,
                    const struct course *now)
{
    const size_t there = course_length(before), here = course_length(now);
    const size_t length = there < here ? there : here, from = ghost->seen[runner].length;
    if (before->batch != now->batch)
        return true;
    if (!ghost->seen[runner].differs && length > from) {
        ghost->seen[runner].differs = memcmp(before->batch_cost + from, now->batch_cost + from,
                                             (length - from) * sizeof *now->batch_cost) != 0;
        ghost->seen[runner].length = length;
    }
    return ghost->seen[runner].differs;
}

const struct course *training_ghost(const struct training_lab *lab, size_t runner,
                                    struct thin_curve **thin)
{
    struct training_ghost *ghost = lab->ghost;
    if (!ghost || lab->head.hides_ghost)
        return NULL;
    for (size_t r = 0; r < trainer_runners(ghost->training); r++) {
        if (strcmp(ghost->section[r], lab->runners.entry[runner].section) != 0)
            continue;
        const struct course *before = trainer_course(ghost->training, r);
        if (thin)
            *thin = &ghost->thin[r];
        return differs(ghost, runner, before, trainer_course(lab->training, runner)) ? before
                                                                                     : NULL;
    }
    return NULL;
}

// ---- on the landscape ---------------------------------------------------------------------------

void training_ghost_leave_plane(struct training_lab *lab)
{
    for (size_t r = 0; lab->ghost && r < RUNNERS_SHOWN_MAX; r++) {
        free(lab->ghost->path[r]);
        lab->ghost->path[r] = NULL;
    }
}

// Of the same parameters and the same cost of them.
static bool is_same_network(const struct network_spec *a, const struct network_spec *b)
{
    return a->inputs == b->inputs && a->outputs == b->outputs &&
           a->hidden_count == b->hidden_count &&
           memcmp(a->hidden, b->hidden, a->hidden_count * sizeof *a->hidden) == 0 &&
           a->activation == b->activation && a->loss == b->loss && a->l2 == b->l2;
}

const double *training_ghost_path(struct training_lab *lab, size_t runner,
                                  const struct plane *plane, size_t *count)
{
    struct thin_curve *thin;
    const struct course *course = training_ghost(lab, runner, &thin);
    struct training_ghost *ghost = lab->ghost;
    if (!course || atomic_load(&course->diverged) || !ghost->data_key ||
        strcmp(ghost->data_key, lab->data_key) != 0 ||
        !is_same_network(&ghost->network, &lab->network->spec))
        return NULL;
    const size_t r = (size_t)(thin - ghost->thin);
    const size_t shots = atomic_load_explicit(&course->shots, memory_order_acquire);
    if (!ghost->path[r]) {
        ghost->path[r] = calloc(2 * shots + 2, sizeof *ghost->path[r]);
        for (size_t j = 0; ghost->path[r] && j < shots; j++)
            plane_project(plane, course->shot_theta + j * plane->parameters,
                          ghost->path[r] + 2 * j);
        ghost->path_count[r] = shots;
    }
    *count = ghost->path_count[r];
    return *count > 0 ? ghost->path[r] : NULL;
}

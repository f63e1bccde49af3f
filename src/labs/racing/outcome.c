// What runs come to: beside a name at a place on the timeline, and as what α is searched for.
#include "base/text.h"
#include "base/words.h"
#include "labs/kit/ghost.h"
#include "labs/kit/target.h"
#include "labs/racing/racing.h"

#include <math.h>
#include <stdio.h>

// ---- at a step ----------------------------------------------------------------------------------

// "0.031" or "diverged"; false where the trail does not reach the step.
static bool show_cost(const struct racing *lab, const struct trail *trail, double step,
                      char text[48])
{
    const double end = racing_end(trail, step);
    if (racing_has_gone(lab, trail, step)) {
        text_print(text, 48, "%s", words("diverged"));
        return true;
    }
    if (end >= 0)
        text_show(trail->cost[(size_t)end], 3, text, 48);
    return end >= floor(step);
}

void racing_result(const struct racing *lab, size_t runner, double step, struct lab_group *group)
{
    const struct trail *trail = race_trail(lab->race, runner);
    const struct trail *ghost = racing_ghost(lab, runner, NULL);
    char now[48] = "", before[48] = "", both[sizeof group->result];
    group->diverged = racing_has_gone(lab, trail, step);
    show_cost(lab, trail, step, now);
    if (!*now)
        return;
    const bool is_told = ghost && show_cost(lab, ghost, step, before);
    if (group->diverged && (!is_told || racing_has_gone(lab, ghost, step))) {
        text_print(group->result, sizeof group->result, "%s", now);
        return;
    }
    kit_ghost_result(before, now, both, sizeof both - 8);
    text_print(group->result, sizeof group->result, words("J = %s"), is_told ? both : now);
}

// Why it went, where that is not that its steps were too long.
static void tell_reason(const struct racing *lab, const struct trail *trail, double step,
                        struct lab_group *group)
{
    const size_t rows = racing_rows(trail);
    if (!racing_has_gone(lab, trail, step))
        return;
    if (atomic_load(&trail->lacks_alpha))
        text_append(group->summary, sizeof group->summary, words(KIT_NO_ALPHA), rows);
    if (!atomic_load(&trail->is_undefined))
        return;
    if (rows == 0)
        text_append(group->summary, sizeof group->summary, "%s",
                    words(", J has no value at the start"));
    else
        text_append(group->summary, sizeof group->summary, words(", J has no value at step %zu"),
                    rows);
}

void racing_tell_target(const struct racing *lab, size_t runner, double step,
                        struct lab_group *group)
{
    const struct trail *trail = race_trail(lab->race, runner);
    tell_reason(lab, trail, step, group);
    const double target = kit_target(&lab->head.scene);
    if (isnan(target))
        return;
    const struct kit_target_place place = {
        .step = step, .steps = race_steps(lab->race), .is_over = race_done(lab->race)};
    kit_target_tell(&lab->head.scene,
                    kit_target_steps(trail->cost, NULL, racing_rows(trail), target, place.steps),
                    &place, group->summary, sizeof group->summary);
}

// ---- as the aim of a search ---------------------------------------------------------------------

static double outcome(const struct lab *base, size_t runner)
{
    const struct racing *lab = (const struct racing *)base;
    const struct trail *trail = race_trail(lab->race, runner);
    const size_t rows = racing_rows(trail), steps = race_steps(lab->race);
    const double target = kit_target(&base->scene);
    // Whatever it has passed on its way.
    if (atomic_load(&trail->diverged) || !(trail->cost[rows - 1] <= trail->cost[0]))
        return INFINITY;
    return isnan(target) ? trail->cost[rows - 1]
                         : kit_target_steps(trail->cost, NULL, rows, target, steps);
}

static const char *measure(const struct lab *base)
{
    return isnan(kit_target(&base->scene)) ? "final cost" : "steps to the target";
}

static double most(const struct lab *base)
{
    const struct racing *lab = (const struct racing *)base;
    return isnan(kit_target(&base->scene)) ? INFINITY : (double)race_steps(lab->race);
}

static void show(const struct lab *base, double outcome, char text[64])
{
    kit_target_show(&base->scene, outcome, race_steps(((const struct racing *)base)->race), text);
}

const struct lab_aim racing_aim = {
    .key = "alpha",
    .measure = measure,
    .outcome = outcome,
    .most = most,
    .show = show,
};

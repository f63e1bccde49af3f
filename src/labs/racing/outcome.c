// What runs come to: beside a name at a place on the timeline, and as what α is searched for.
#include "base/text.h"
#include "base/words.h"
#include "labs/kit/ghost.h"
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

// ---- as the aim of a search ---------------------------------------------------------------------

// A run that does not reach its target counts a thousand times its steps, and more the farther off
// it ends, so that a search knows where to go.
static double steps_to(const struct trail *trail, double target, size_t steps)
{
    const size_t rows = racing_rows(trail);
    for (size_t k = 0; k < rows; k++)
        if (trail->cost[k] <= target)
            return k == 0 ? 0
                          : (double)(k - 1) + (trail->cost[k - 1] - target) /
                                                  (trail->cost[k - 1] - trail->cost[k]);
    if (rows == 0 || atomic_load(&trail->diverged))
        return INFINITY;
    return 1e3 * (double)steps * (1 + log1p(trail->cost[rows - 1] - target));
}

static double outcome(const struct lab *base, size_t runner)
{
    const struct racing *lab = (const struct racing *)base;
    const struct trail *trail = race_trail(lab->race, runner);
    const double target = racing_target(lab);
    if (target != 0)
        return steps_to(trail, target, race_steps(lab->race));
    const double last =
        atomic_load(&trail->diverged) ? INFINITY : trail->cost[racing_rows(trail) - 1];
    return last <= trail->cost[0] ? last : INFINITY;
}

static const char *measure(const struct lab *base)
{
    return racing_target((const struct racing *)base) != 0 ? "steps to the target" : "final cost";
}

static double most(const struct lab *base)
{
    const struct racing *lab = (const struct racing *)base;
    return racing_target(lab) != 0 ? (double)race_steps(lab->race) : INFINITY;
}

static void show(const struct lab *base, double outcome, char text[64])
{
    const struct racing *lab = (const struct racing *)base;
    const size_t steps = race_steps(lab->race);
    char number[32];
    if (!isfinite(outcome)) {
        text_print(text, 64, "%s", words("diverged"));
    } else if (racing_target(lab) == 0) {
        text_show(outcome, 3, number, sizeof number);
        text_print(text, 64, words("J = %s"), number);
    } else if (outcome > most(base)) {
        text_print(text, 64, words("not in %zu steps"), steps);
    } else {
        const double made = ceil(outcome);
        text_print(text, 64, made == 1 ? words("%.0f step") : words("%.0f steps"), made);
    }
}

const struct lab_aim racing_aim = {
    .key = "alpha",
    .measure = measure,
    .outcome = outcome,
    .most = most,
    .show = show,
};

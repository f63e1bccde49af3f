// What runs come to: beside a name at a place on the timeline, and as what α is searched for.
#include "base/text.h"
#include "base/words.h"
#include "labs/kit/ghost.h"
#include "labs/kit/target.h"
#include "labs/training/place.h"

#include <math.h>
#include <stdio.h>

// ---- at a place ---------------------------------------------------------------------------------

bool training_has_diverged(const struct training_lab *lab, const struct course *course, double step)
{
    const double at = course_step(course, training_epochs(lab, step));
    return atomic_load(&course->diverged) && at >= (double)course_length(course) - 1;
}

// "95.1 %", "0.031" or "diverged"; false where nothing is known yet.
static bool show_score(const struct training_lab *lab, const struct course *course, double step,
                       char text[48])
{
    const double at = course_step(course, training_epochs(lab, step));
    const long shot = course_score(course, at);
    if (training_has_diverged(lab, course, step))
        text_print(text, 48, "%s", words("diverged"));
    else if (shot >= 0 && lab->examples.is_classes)
        snprintf(text, 48, "%.1f %%", 100 * course->test_accuracy[shot]);
    else if (shot >= 0)
        text_show(course->test_cost[shot], 3, text, 48);
    return *text != '\0';
}

// Whether what a ghost came to is known there: it may have been broken off before.
static bool show_ghost(const struct training_lab *lab, const struct course *ghost, double step,
                       char text[48])
{
    const double at = course_step(ghost, training_epochs(lab, step));
    return lab->ghost->is_classes == lab->examples.is_classes &&
           (at < (double)course_length(ghost) || training_has_diverged(lab, ghost, step)) &&
           show_score(lab, ghost, step, text);
}

void training_result(const struct training_lab *lab, size_t runner, double step,
                     struct lab_group *group)
{
    const struct course *course = trainer_course(lab->training, runner);
    const struct course *ghost = training_ghost(lab, runner, NULL);
    char now[48] = "", before[48] = "", both[sizeof group->result - 16];
    struct training_rise rise;
    group->diverged = training_has_diverged(lab, course, step);
    if (!show_score(lab, course, step, now))
        return;
    const bool is_told = ghost && show_ghost(lab, ghost, step, before) &&
                         !(group->diverged && training_has_diverged(lab, ghost, step));
    if (is_told)
        kit_ghost_result(before, now, both, sizeof both);
    else
        text_print(both, sizeof both, "%s", now);
    if (lab->examples.is_classes || (group->diverged && !is_told))
        text_print(group->result, sizeof group->result, "%s", both);
    else
        // It may have come down again since: what it has reached is said as well.
        text_print(group->result, sizeof group->result,
                   !group->diverged && training_rises(lab, runner, step, &rise)
                       ? words("rose; J = %s")
                       : words("J = %s"),
                   both);
}

static double steps_to(const struct course *course, double target)
{
    size_t count = 0;
    while (count < course->shot_capacity && atomic_load(&course->shot_scored[count]) == 1)
        count++;
    return kit_target_steps(course->train_cost, course->shot_step, count, target, course->steps);
}

void training_tell_target(const struct training_lab *lab, size_t runner, double step,
                          struct lab_group *group)
{
    const struct course *course = trainer_course(lab->training, runner);
    const size_t length = course_length(course);
    if (training_has_diverged(lab, course, step) && length > 1 && isnan(course->alpha[length - 1]))
        text_append(group->summary, sizeof group->summary, words(KIT_NO_ALPHA), length - 1);
    const struct kit_target_place place = {.step = course_step(course, training_epochs(lab, step)),
                                           .steps = course->steps,
                                           .is_over = trainer_done(lab->training)};
    kit_target_tell(&lab->head.scene, steps_to(course, kit_target(&lab->head.scene)), &place,
                    group->summary, sizeof group->summary);
}

// ---- as the aim of a search ---------------------------------------------------------------------

// One evaluation an epoch is enough where the last is what counts; when a target is reached is told
// between two of them. The pictures need not be made.
static bool lean(struct scene *scene, struct error *error)
{
    const char *evaluations = isnan(kit_target(scene)) ? "1" : "16";
    return scene_put(scene, "run", "evaluations", evaluations, error) &&
           scene_put(scene, "view", "show", NULL, error);
}

static double outcome(const struct lab *base, size_t runner)
{
    const struct course *course =
        trainer_course(((const struct training_lab *)base)->training, runner);
    const long shot = course_score(course, (double)course->steps);
    const double target = kit_target(&base->scene);
    // Whatever it has passed on its way.
    if (atomic_load(&course->diverged) || shot < 0 ||
        !(course->train_cost[shot] <= course->train_cost[0]))
        return INFINITY;
    return isnan(target) ? course->train_cost[shot] : steps_to(course, target);
}

static const char *measure(const struct lab *base)
{
    return isnan(kit_target(&base->scene)) ? "final cost of the training set"
                                           : "steps to the target";
}

// The steps of the one that makes most: who does not reach the target counts a thousand times his.
static size_t steps_of(const struct lab *base)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    size_t steps = 0;
    for (size_t i = 0; i < lab->runners.count; i++) {
        const size_t made = trainer_course(lab->training, i)->steps;
        steps = made > steps ? made : steps;
    }
    return steps;
}

static double most(const struct lab *base)
{
    return isnan(kit_target(&base->scene)) ? INFINITY : (double)steps_of(base);
}

static void show(const struct lab *base, double outcome, char text[64])
{
    kit_target_show(&base->scene, outcome, steps_of(base), text);
}

const struct lab_aim training_aim = {
    .key = "alpha",
    .measure = measure,
    .lean = lean,
    .outcome = outcome,
    .most = most,
    .show = show,
};

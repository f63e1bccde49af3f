#include "labs/training/axis.h"

#include "labs/training/place.h"

#include <math.h>

static const char *const titles[] = {"step, log scale", "epoch", "examples seen",
                                     "seconds, measured here"};

// The place of a step on the x axis.
double training_axis_x(const struct training_lab *lab, const struct course *course, size_t step)
{
    return lab->axis == AXIS_SECONDS
               ? course->seconds[step]
               : kit_axis_at(lab->axis, step, course->epoch_steps, course->examples);
}

// The place of the cost of the batch that made a step: it was found before the step. On the axis of
// steps, which is logarithmic, everything stands one further on.
double training_axis_cost_x(const struct training_lab *lab, const struct course *course,
                            size_t step)
{
    return lab->axis == AXIS_STEPS ? (double)step : training_axis_x(lab, course, step - 1);
}

size_t training_axis_cost_step(const struct training_lab *lab, const struct course *course,
                               double x)
{
    const size_t length = course_length(course);
    size_t low = 1, high = length > 1 ? length : 2;
    while (low + 1 < high) {
        const size_t middle = low + (high - low) / 2;
        if (training_axis_cost_x(lab, course, middle) <= x * (1 + 1e-12))
            low = middle;
        else
            high = middle;
    }
    return low;
}

// The place of a cost that was found after a step.
double training_axis_shot_x(const struct training_lab *lab, const struct course *course,
                            size_t step)
{
    return lab->axis == AXIS_STEPS ? (double)step + 1 : training_axis_x(lab, course, step);
}

// The far end of the x axis. Where epochs or examples are counted it is known beforehand.
// Where a course ends on the axis of steps or of seconds.
static double course_end(const struct training_lab *lab, const struct course *course)
{
    const size_t length = course_length(course);
    if (lab->axis == AXIS_STEPS)
        return training_axis_shot_x(lab, course, course->steps);
    return length > 0 ? course->seconds[length - 1] : 0;
}

double training_axis_end(const struct training_lab *lab)
{
    double end = 0;
    if (lab->axis == AXIS_EPOCHS)
        return (double)lab->epochs;
    if (lab->axis == AXIS_EXAMPLES)
        return (double)lab->epochs * (double)lab->data->train.count;
    for (size_t r = 0; r < lab->runners.count; r++) {
        if (lab->runners.entry[r].hidden)
            continue;
        end = fmax(end, course_end(lab, trainer_course(lab->training, r)));
        const struct course *ghost = training_ghost(lab, r, NULL);
        if (ghost)
            end = fmax(end, course_end(lab, ghost));
    }
    return end > 0 ? end : 1;
}

static bool is_disturbed(const struct training_lab *lab)
{
    for (size_t r = 0; r < lab->runners.count; r++)
        if (!lab->runners.entry[r].hidden && trainer_course(lab->training, r)->is_disturbed)
            return true;
    return false;
}

void training_axis_fit_x(const struct training_lab *lab, struct axis *axis)
{
    const double end = training_axis_end(lab);
    *axis = (struct axis){.low = lab->axis == AXIS_STEPS ? 1 : 0,
                          .high = lab->axis == AXIS_STEPS ? fmax(end, 2) : end,
                          .log = lab->axis == AXIS_STEPS,
                          .label = titles[lab->axis]};
    if (lab->axis == AXIS_SECONDS && is_disturbed(lab))
        axis->label = "seconds, measured here: disturbed";
}

// Where a runner is on the x axis at a place on the timeline.
double training_axis_runner_x(const struct training_lab *lab, size_t runner, double step)
{
    const struct course *course = trainer_course(lab->training, runner);
    const double at = training_step(lab, runner, step);
    const size_t k = (size_t)fmax(at, 0);
    const double x = training_axis_shot_x(lab, course, k);
    if (k + 1 >= course_length(course))
        return x;
    return x + (training_axis_shot_x(lab, course, k + 1) - x) * (at - (double)k);
}

double training_axis_reached(const struct training_lab *lab, double x, double step)
{
    double farthest = -INFINITY;
    for (size_t r = 0; r < lab->runners.count; r++)
        if (!lab->runners.entry[r].hidden)
            farthest = fmax(farthest, training_axis_runner_x(lab, r, step));
    return fmin(x, farthest);
}

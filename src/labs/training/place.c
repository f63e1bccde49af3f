#include "labs/training/place.h"

#include <math.h>

size_t course_length(const struct course *course)
{
    return atomic_load_explicit(&course->length, memory_order_acquire);
}

double training_epochs(const struct training_lab *lab, double step)
{
    return fmin(fmax(step, 0) / TICKS_AN_EPOCH, (double)lab->epochs);
}

double training_step(const struct training_lab *lab, size_t runner, double step)
{
    const struct course *course = trainer_course(lab->training, runner);
    return fmin(course_step(course, training_epochs(lab, step)), (double)course_length(course) - 1);
}

size_t training_chosen(const struct training_lab *lab, const struct lab_view *view)
{
    if (view->is_selected && view->selected < lab->runners.count)
        return view->selected;
    for (size_t r = lab->runners.count; r-- > 0;)
        if (!lab->runners.entry[r].hidden)
            return r;
    return 0;
}

bool training_rises(const struct training_lab *lab, size_t runner, double step,
                    struct training_rise *rise)
{
    const struct course *course = trainer_course(lab->training, runner);
    if (lab->runners.runner[runner].batch != 0)
        return false;
    const size_t end = (size_t)fmax(training_step(lab, runner, step), 0);
    *rise = (struct training_rise){0};
    for (size_t k = 2; k <= end; k++) {
        if (!(course->batch_cost[k] > course->batch_cost[k - 1] * (1 + 1e-5) + 1e-7))
            continue;
        rise->first = rise->first > 0 ? rise->first : k;
        rise->last = k;
    }
    rise->is_rising = rise->first > 0 && rise->last == end;
    return rise->first > 0;
}

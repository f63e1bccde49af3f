// Where the timeline is, for every file of the Training lab.
#ifndef RAVINE_LABS_TRAINING_PLACE_H
#define RAVINE_LABS_TRAINING_PLACE_H

#include "labs/training/state.h"

// Entries of a course that are there.
size_t course_length(const struct course *course);

// The place on the timeline as epochs.
double training_epochs(const struct training_lab *lab, double step);

// The step of a runner's course there, bounded by what has been made.
double training_step(const struct training_lab *lab, size_t runner, double step);

// The runner that views of one runner are about: the selected one, else the last that is drawn.
size_t training_chosen(const struct training_lab *lab, const struct lab_view *view);

// Where the cost of a full-batch runner has risen: the first and the last such step so far, whose
// cost is that before it.
struct training_rise {
    size_t first, last;
    bool is_rising; // the last one is the step that is shown
};

// False where it has fallen at every step.
bool training_rises(const struct training_lab *lab, size_t runner, double step,
                    struct training_rise *rise);

#endif

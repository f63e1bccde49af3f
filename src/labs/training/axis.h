// The x axis of the cost curves: steps, epochs, examples or measured seconds.
#ifndef RAVINE_LABS_TRAINING_AXIS_H
#define RAVINE_LABS_TRAINING_AXIS_H

#include "labs/training/state.h"

// The place of a step on the x axis.
double training_axis_x(const struct training_lab *lab, const struct course *course, size_t step);

// The place of the cost of the batch that made a step: it was found before the step. On the axis of
// steps, which is logarithmic, everything stands one further on.
double training_axis_cost_x(const struct training_lab *lab, const struct course *course,
                            size_t step);

// The last step whose batch's cost is at or before a place; at least 1.
size_t training_axis_cost_step(const struct training_lab *lab, const struct course *course,
                               double x);

// The place of a cost that was found after a step.
double training_axis_shot_x(const struct training_lab *lab, const struct course *course,
                            size_t step);

// The far end of the x axis. Where epochs or examples are counted it is known beforehand.
double training_axis_end(const struct training_lab *lab);

void training_axis_fit_x(const struct training_lab *lab, struct axis *axis);

// Where a runner is on the x axis at a place on the timeline.
double training_axis_runner_x(const struct training_lab *lab, size_t runner, double step);

// A place on the x axis that is pointed at, or that of the shown runner who is farthest where
// nobody has come so far: what is told of a place has been seen.
double training_axis_reached(const struct training_lab *lab, double x, double step);

#endif

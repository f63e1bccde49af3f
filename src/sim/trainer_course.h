// What a runner of a training leaves behind: room for it, and which snapshots are taken.
//
// Who may call whom: trainer → trainer_course.
#ifndef RAVINE_SIM_TRAINER_COURSE_H
#define RAVINE_SIM_TRAINER_COURSE_H

#include "sim/trainer.h"

// For a zeroed course, with batches of that size (0 = all). Error: more steps than are made, or no
// memory; it is to be cleared all the same.
bool course_init(struct course *course, const struct trainer_setup *setup, size_t batch,
                 struct error *error);
void course_clear(struct course *course);

#endif

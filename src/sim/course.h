// What a runner of a training did: making and freeing it, for the trainer; trainer.h says what it
// holds and how it is read.
#ifndef RAVINE_SIM_COURSE_H
#define RAVINE_SIM_COURSE_H

#include "sim/trainer.h"

// Room for all steps of a runner whose batches are of so many examples (0 or ≥ m: all), and for its
// snapshots. False on failure (memory, more than 5 million steps); course_clear is fine then too.
bool course_init(struct course *course, const struct trainer_setup *setup, size_t batch,
                 struct error *error);
void course_clear(struct course *course);

// Whether all that a training will have filled at its end fits into memory.
bool course_check_memory(const struct trainer_setup *setup, struct error *error);

#endif

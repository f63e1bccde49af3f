// What follows when the rules or the data of a training change, and what runs there in words.
#ifndef RAVINE_LABS_TRAINING_FOLLOW_H
#define RAVINE_LABS_TRAINING_FOLLOW_H

#include "labs/lab.h"

bool training_follow(const struct lab *lab, struct scene *scene, const struct lab_change *change,
                     struct error *error);
void training_subject(const struct scene *scene, bool is_shown, char *text, size_t size);
void training_headline(const struct scene *scene, char *text, size_t size);

#endif

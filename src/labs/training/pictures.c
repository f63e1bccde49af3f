#include "labs/training/pictures.h"

#define ADDRESS(picture, name) &training_##picture##_picture,
#define NAME(picture, name)    name,

const struct lab_picture *const training_pictures[] = {TRAINING_PICTURES(ADDRESS) NULL};
const char *const training_shows[] = {TRAINING_PICTURES(NAME) NULL};

void training_clear_pictures(struct training_lab *lab)
{
    for (size_t i = 0; training_pictures[i]; i++)
        if (training_pictures[i]->clear)
            training_pictures[i]->clear(&lab->head);
}

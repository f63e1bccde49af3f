#include "labs/training/pictures.h"

KIT_PICTURES(training, TRAINING_PICTURES)

void training_clear_pictures(struct training_lab *lab)
{
    for (size_t i = 0; training_pictures[i]; i++)
        if (training_pictures[i]->clear)
            training_pictures[i]->clear(&lab->head);
}

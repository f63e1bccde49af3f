// The labs there are: a lab is its folder and a row here.
#include "labs/averages/averages.h"
#include "labs/racing/decay.h"
#include "labs/racing/descent.h"
#include "labs/registry.h"
#include "labs/training/training.h"

const struct lab_type *const lab_types[] = {
    &lab_descent, &lab_training, &lab_averages, &lab_decay, NULL,
};

// The smallest whole lab: copy both files, rename, add a row to src/labs/list.h. Only for tests.
#ifndef RAVINE_TESTS_LABS_TEMPLATE_WAVE_H
#define RAVINE_TESTS_LABS_TEMPLATE_WAVE_H

#include "labs/lab.h"

extern const struct lab_type lab_wave;

#endif

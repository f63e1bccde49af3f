// The smallest whole lab: copy its two files into a folder under src/labs, rename, add a row to
// src/labs/list.h. Only tests register this one.
#ifndef RAVINE_TESTS_LABS_TEMPLATE_WAVE_H
#define RAVINE_TESTS_LABS_TEMPLATE_WAVE_H

#include "labs/lab.h"

extern const struct lab_type lab_wave;

#endif

// What a lab shows, in words: for whoever does not see the picture.
//
// Who may call whom: describe → lab.
#ifndef RAVINE_LABS_DESCRIBE_H
#define RAVINE_LABS_DESCRIBE_H

#include "labs/lab.h"

// A line each: the title; the caption, without one what runs there; the picture and the place on
// the timeline; every group with its numbers at that place; that more is still computed. In the
// language that is set, each line ends with a line end. The caller frees it; NULL on failure.
char *lab_describe(const struct lab *lab, double step, struct error *error);

#endif

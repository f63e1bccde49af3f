// What `ravine tune` prints: every runner at its best.
#ifndef RAVINE_CLI_TUNE_H
#define RAVINE_CLI_TUNE_H

#include "base/error.h"
#include "data/report.h"
#include "scene/scene.h"

#include <stdio.h>

// Searches for the best α of each runner of the scene (labs/search.h) and prints a table: the α it
// has and the best one with what they come to, and the range of those that come to at most twice
// the best. `report` (may be NULL) gets what was found in the scene's data. Error: a scene that
// cannot be opened, a lab that has nothing to search for.
bool tune_print(const struct scene *scene, int threads, FILE *out, struct report *report,
                struct error *error);

#endif

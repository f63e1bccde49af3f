// A scene for a table that nobody has made one for: the lab that fits its columns, with numbers
// that work.
#ifndef RAVINE_LABS_STARTER_H
#define RAVINE_LABS_STARTER_H

#include "scene/scene.h"

#include <stdbool.h>

// True where a word names a table: .csv, .tsv, .txt, .data, .dat, or one of them with .gz.
bool starter_is_table(const char *word);

// Opens whatever scene_read opens, a link (labs/linked.h), and a table by a scene made for it:
//   dates, each once, or one column of numbers → Averages of the first column of numbers
//   columns of numbers and one of classes   → Training with the classes as the label; they are the
//                                             last column or the first, words or few whole numbers
//   two columns of numbers or more          → Descent: least squares of the last on the first
// The caption says what was chosen and why, and what was assumed about how the table is written.
// The scene's source is the table: it has no file of its own. Errors: those of scene_read and
// table_read; no column of numbers; one row. On failure *scene is empty.
bool starter_read(struct scene *scene, const char *word, struct error *error);

#endif

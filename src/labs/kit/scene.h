// What labs do with scenes: describing what a computation depends on, changing a key, writing
// tables.
#ifndef RAVINE_LABS_KIT_SCENE_H
#define RAVINE_LABS_KIT_SCENE_H

#include "labs/lab.h"

// Everything in the sections whose names begin with one of names[] (NULL-terminated) that a
// computation depends on, as text after `head`: runners' looks aside. Two scenes with the same text
// compute the same. The caller frees; NULL on failure.
char *kit_describe(const struct scene *scene, const char *const names[], const char *head,
                   struct error *error);

// scene_put as an effect: LAB_CHANGED, or LAB_NOTHING where it failed.
enum lab_effect kit_put(struct scene *scene, const char *section, const char *key,
                        const char *value);

// The next number of an integer parameter, the least after the largest: new seeds.
enum lab_effect kit_put_next(struct scene *scene, const char *section, const struct param *param);

// A number of a table, a comma before it; what is not finite stays empty.
void kit_write_number(FILE *out, double value);
// A name of a table, in quotes where it has a comma, a quote or a line end in it (RFC 4180).
void kit_write_name(FILE *out, const char *name);

#endif

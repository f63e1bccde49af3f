// What runs in a scene, in words (lab_type.subject).
#ifndef RAVINE_LABS_KIT_SUBJECT_H
#define RAVINE_LABS_KIT_SUBJECT_H

#include "scene/scene.h"

enum { SUBJECT_ITEMS_MAX = 24, SUBJECT_ITEM = 120 };

// Things that are named one after the other; those of the same name are counted. Zeroed is empty.
struct kit_subject {
    char item[SUBJECT_ITEMS_MAX][SUBJECT_ITEM];
    size_t times[SUBJECT_ITEMS_MAX];
    size_t count;
};

void kit_subject_add(struct kit_subject *subject, const char *item); // what has no room is left out

// "gradient descent ×3, momentum and Adam".
void kit_subject_list(const struct kit_subject *subject, char *text, size_t size);

// The rules of all runners, and their schedules; those empty where α is constant for all. Shown,
// without what the scene hides.
void kit_subject_runners(const struct scene *scene, bool is_shown, char *text, size_t size);
void kit_subject_schedules(const struct scene *scene, bool is_shown, char *text, size_t size);

// "Six runners on Rosenbrock": how many sections there are whose names begin with `member`, on
// `what`. `many` says it with two %s, in the language that is set. Empty where there is one alone.
void kit_subject_count(const struct scene *scene, const char *member, const char *many,
                       const char *what, char *text, size_t size);

#endif

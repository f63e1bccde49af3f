// A Training lab that is open in a test: one at a time. Include after test.h.
#ifndef RAVINE_TESTS_LABS_OPENED_H
#define RAVINE_TESTS_LABS_OPENED_H

#include "labs/registry.h"
#include "labs/training/pictures.h"
#include "labs/training/training.h"

#include <string.h>

static struct scene scene;
static struct error error;
static struct training_lab *lab; // open

static inline int close_lab(void **state)
{
    (void)state;
    if (lab)
        lab_destroy(&lab->head);
    lab = NULL;
    scene_clear(&scene);
    return 0;
}

static inline void open_text(const char *text)
{
    close_lab(NULL);
    error = (struct error){0};
    if (!scene_parse(&scene, text, strlen(text), "test.ini", &error) || !lab_for(&scene, &error) ||
        !(lab = (struct training_lab *)lab_create(&lab_training, &scene, 2, &error)))
        fail_msg("%s", error.text);
}

// The same, once all of it is trained and measured.
static inline void open_trained(const char *text)
{
    open_text(text);
    assert_true(lab_wait(&lab->head, 0, -1));
}

static inline void put(const char *section, const char *key, const char *value)
{
    assert_true(scene_put(&scene, section, key, value, NULL));
    if (!lab_check(&lab_training, &scene, &error) || !lab_training.open(&lab->head, &scene, &error))
        fail_msg("%s", error.text);
}

static inline void show(const struct lab_picture *picture)
{
    put("view", "show", picture->name);
    assert_ptr_equal(lab_picture(&lab->head), picture);
}

#endif

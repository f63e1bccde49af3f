// A Descent lab of a scene that stands in a test as text. Include after test.h.
#ifndef RAVINE_TESTS_LABS_DESCENDING_H
#define RAVINE_TESTS_LABS_DESCENDING_H

#include "labs/drawn.h"
#include "labs/racing/descent.h"
#include "labs/registry.h"

#include <string.h>

static const char noiseless[] = "[scene]\nlab = descent\n"
                                "[objective]\nkind = surface\nsurface = ravine\ncondition = 25\n"
                                "start = -9, 1.6\n"
                                "[run]\nsteps = 40\n"
                                "[runner.plain]\nrule = gd\nalpha = 0.05\n"
                                "[runner.wild]\nrule = gd\nalpha = 0.5\n";

static inline void read_text(struct scene *scene, const char *text)
{
    struct error error = {0};
    if (!scene_parse(scene, text, strlen(text), "test.ini", &error) || !lab_for(scene, &error))
        fail_msg("%s", error.text);
}

static inline struct lab *open_lab(struct scene *scene, const char *text)
{
    struct error error = {0};
    read_text(scene, text);
    struct lab *lab = lab_create(&lab_descent, scene, 1, &error);
    if (!lab)
        fail_msg("%s", error.text);
    return lab;
}

static inline void put(struct scene *scene, const char *section, const char *key, const char *value)
{
    assert_true(scene_put(scene, section, key, value, NULL));
}

static inline struct recorder *draw_at(struct lab *lab, double step)
{
    lab_wait(lab, step, -1);
    return draw_lab(lab, 1280, 720, (struct lab_view){.step = step});
}

#endif

// A Training lab with its hood open: one at a time. Include after test.h.
#ifndef RAVINE_TESTS_LABS_HOODED_H
#define RAVINE_TESTS_LABS_HOODED_H

#include "labs/drawn.h"
#include "labs/registry.h"
#include "labs/training/place.h"

#include <string.h>

#define DIGITS                                                                                     \
    "[scene]\nlab = training\n[data]\ndata = digits\ntest_fraction = 0.5\n"                        \
    "[network]\nhidden = 8\n[run]\nepochs = 3\nevaluations = 64\n"                                 \
    "[runner.plain]\nrule = gd\nalpha = 0.5\nname = Plain\n"                                       \
    "[runner.adam]\nrule = adam\nalpha = 0.01\nbatch = 64\nname = Ada\n"                           \
    "schedule = inverse-time\ndecay_rate = 1\n"                                                    \
    "[runner.drift]\nrule = momentum\nalpha = 0.3\nbatch = 100\nname = Drift\n"                    \
    "[runner.wild]\nrule = gd\nalpha = 9999\nbatch = 64\nname = Wild\n"                            \
    "[view]\nhood = yes\n"

enum { PLAIN, ADAM, DRIFT, WILD };

static struct scene scene;

static inline struct training_lab *open_lab(const char *text)
{
    struct error error = {0};
    const struct lab_type *type = NULL;
    if (scene_parse(&scene, text, strlen(text), "test.ini", &error))
        type = lab_for(&scene, &error);
    struct lab *lab =
        type && lab_check(type, &scene, &error) ? lab_create(type, &scene, 1, &error) : NULL;
    if (!lab)
        fail_msg("%s", error.text);
    lab_wait(lab, 0, -1);
    return (struct training_lab *)lab;
}

static inline void close_lab(struct training_lab *lab)
{
    lab_destroy(&lab->head);
    scene_clear(&scene);
}

static inline void put(struct training_lab *lab, const char *section, const char *key,
                       const char *value)
{
    struct error error = {0};
    assert_true(scene_put(&scene, section, key, value, &error));
    if (!lab->head.type->open(&lab->head, &scene, &error))
        fail_msg("%s", error.text);
    lab_wait(&lab->head, 0, -1);
}

// At the end of step k of a runner.
static inline struct lab_view view_of(const struct training_lab *lab, size_t runner, size_t k)
{
    const struct course *course = trainer_course(lab->training, runner);
    return (struct lab_view){.theme = &theme_light,
                             .step = (double)k / (double)course->epoch_steps * TICKS_AN_EPOCH,
                             .is_selected = true,
                             .selected = runner};
}

static inline struct recorder *draw(struct training_lab *lab, struct lab_view view)
{
    return draw_lab(&lab->head, 1280, 720, view);
}

#endif

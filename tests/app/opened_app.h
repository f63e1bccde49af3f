// A window for the setup of a test. Include after test.h.
#ifndef RAVINE_TESTS_APP_OPENED_APP_H
#define RAVINE_TESTS_APP_OPENED_APP_H

#include "app/app.h"

#include <stdio.h>

// Opens the scene, which is cleared in any case. NULL on failure, which is told.
static inline struct app *open_app_on(struct scene *scene, int width, int height)
{
    struct error error = {0};
    struct app *app =
        app_create(scene, &(struct app_options){.width = width, .height = height}, &error);
    scene_clear(scene);
    if (!app)
        fprintf(stderr, "%s\n", error.text);
    return app;
}

// The same for a shipped scene.
static inline struct app *open_app_with(const char *name, int width, int height)
{
    struct scene scene = {0};
    struct error error = {0};
    if (scene_read(&scene, name, &error))
        return open_app_on(&scene, width, height);
    fprintf(stderr, "%s\n", error.text);
    return NULL;
}

#endif

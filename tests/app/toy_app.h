// The window of the toy, for the setup of a test that types and clicks.
#ifndef RAVINE_TEST_TOY_APP_H
#define RAVINE_TEST_TOY_APP_H

#include "app/opened_app.h"
#include "app/toy.h"

// The toys behave as at first. NULL on failure, which is told.
static inline struct app *toy_open_app(int width, int height)
{
    struct scene scene = {0};
    memset(&toy, 0, sizeof toy);
    toy_scene(&scene, toy_text);
    return open_app_on(&scene, width, height);
}

#endif

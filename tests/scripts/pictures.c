// Screenshots of scenes as a window takes them once all is computed, at the end of the timeline:
// pictures WIDTH HEIGHT SCENE…, into XDG_PICTURES_DIR as ravine-SCENE-001.png.
#include "app/app.h"

#include "app/frame.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void key(struct app *app, SDL_Keycode code)
{
    const SDL_Event event = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = code}}};
    app_event(app, &event);
}

static void open_scene(struct app *app, const char *name)
{
    const SDL_Event event = {.drop = {.type = SDL_DROPFILE, .file = SDL_strdup(name)}};
    app_event(app, &event);
}

static void come_to_rest(struct app *app)
{
    for (int frame = 0; frame < 1000; frame++) {
        struct lab *lab = app_frame_of(app)->document.lab;
        lab_wait(lab, (double)lab->type->steps(lab), -1);
        if (isinf(app_frame(app, 0.1)))
            return;
    }
}

int main(int count, char *word[])
{
    struct error error = {0};
    if (count < 4)
        return 2;
    const struct app_options options = {.width = atoi(word[1]), .height = atoi(word[2])};
    struct scene scene;
    if (!scene_read(&scene, word[3], &error)) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    struct app *app = app_create(&scene, &options, &error);
    scene_clear(&scene);
    if (!app) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    for (int i = 3; i < count; i++) {
        open_scene(app, word[i]);
        key(app, SDLK_END);
        come_to_rest(app);
        key(app, SDLK_s);
    }
    app_destroy(app);
    return 0;
}

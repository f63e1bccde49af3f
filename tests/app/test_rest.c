// At rest: in no lab and no picture is a frame due once all is computed.
#include "app/app.h"

#include "app/frame.h"
#include "labs/registry.h"
#include "test.h"

#include <math.h>

static struct app *app;

static void key(SDL_Keycode code)
{
    const SDL_Event event = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = code}}};
    app_event(app, &event);
}

// The lab's own scene, short.
static void open_scene(const struct lab_type *type)
{
    struct scene scene = {0};
    struct error error = {0};
    bool done = scene_read(&scene, type->scene, &error);
    if (done && scene_text(&scene, "run", "epochs"))
        done = scene_put(&scene, "run", "epochs", "1", &error) &&
               scene_put(&scene, "data", "test_fraction", "0.9", &error);
    app = done ? app_create(&scene, &(struct app_options){.width = 640, .height = 400}, &error)
               : NULL;
    scene_clear(&scene);
    if (!app)
        fail_msg("%s", error.text);
}

// Draws until nothing is due, through messages and whatever glides.
static void come_to_rest(const char *where)
{
    struct lab *lab = app_frame_of(app)->document.lab;
    for (int frame = 0; frame < 400; frame++) {
        lab_wait(lab, (double)lab->type->steps(lab), -1);
        if (isinf(app_frame(app, 0.1)))
            return;
    }
    fail_msg("%s never rests", where);
}

static void at_rest_no_lab_and_no_picture_wants_a_frame(void **state)
{
    (void)state;
    for (size_t t = 0; lab_types[t]; t++) {
        open_scene(lab_types[t]);
        for (size_t p = 0; p < lab_pictures(lab_types[t]); p++) {
            const char *name = lab_picture(app_frame_of(app)->document.lab)->name;
            key(SDLK_END);
            come_to_rest(name);
            for (int i = 0; i < 3; i++) // two seconds, in pieces of any length
                if (!isinf(app_frame(app, 0.4 + 0.3 * i)))
                    fail_msg("%s of %s draws at rest", name, lab_types[t]->name);
            key(SDLK_v);
        }
        app_destroy(app);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_rest_no_lab_and_no_picture_wants_a_frame),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// What the shipped scenes look like, on the remembering canvas.
#include "labs/registry.h"

#include "base/asset.h"
#include "scene/shelf.h"
#include "test.h"

#include "labs/drawn.h"

#include <stdio.h>

// At the end of the timeline, as far as the lab itself computes: pictures may be on their way.
static void assert_drawn_well(struct lab *lab, const char *name)
{
    static const float sizes[][2] = {{1280, 720}, {800, 500}, {1920, 1080}};
    const double end = (double)lab->type->steps(lab);
    if (lab->type->wait)
        assert_true(lab->type->wait(lab, end, -1));
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char what[100];
        snprintf(what, sizeof what, "%s, %g wide", name, sizes[i][0]);
        struct recorder *r =
            draw_lab(lab, sizes[i][0], sizes[i][1], (struct lab_view){.step = end});
        assert_true(r->texts > 0 && r->lines > 0);
        assert_texts_apart(r, what);
        assert_within_canvas(r, what);
        recorder_destroy(&r->head);
    }
}

static void nothing_of_a_shipped_scene_overlaps_or_leaves_the_canvas(void **state)
{
    (void)state;
    struct error error = {0};
    char **names = shelf_names(&error);
    assert_non_null(names);
    assert_non_null(names[0]);
    for (size_t n = 0; names[n]; n++) {
        struct scene scene = {0};
        const struct lab_type *type = NULL;
        if (!scene_read(&scene, names[n], &error) || !(type = lab_for(&scene, &error)))
            fail_msg("%s", error.text);
        struct lab *lab = lab_create(type, &scene, 2, &error);
        if (!lab)
            fail_msg("%s: %s", names[n], error.text);
        assert_drawn_well(lab, names[n]);
        lab_destroy(lab);
        scene_clear(&scene);
    }
    asset_list_free(names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_of_a_shipped_scene_overlaps_or_leaves_the_canvas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

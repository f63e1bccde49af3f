#include "labs/registry.h"

#include "base/asset.h"
#include "scene/shelf.h"
#include "test.h"

#include <string.h>

static bool overlap(const struct rect *a, const struct rect *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

static void a_layout_never_overlaps_and_stays_in_the_picture(void **state)
{
    (void)state;
    static const float sizes[][2] = {{800, 500},   {1280, 720}, {1920, 1080},
                                     {1000, 2000}, {3000, 600}, {853, 480}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const float width = sizes[i][0], height = sizes[i][1];
        const struct lab_layout layout = lab_layout(width, height, 44);
        const struct rect *boxes[] = {&layout.title, &layout.stage, &layout.second, &layout.panel};
        for (size_t a = 0; a < 4; a++) {
            assert_true(boxes[a]->width > 0 && boxes[a]->height > 0);
            assert_true(boxes[a]->x >= 0 && boxes[a]->x + boxes[a]->width <= width);
            assert_true(boxes[a]->y >= 0 && boxes[a]->y + boxes[a]->height <= height - 44);
            for (size_t b = 0; b < a; b++)
                assert_false(overlap(boxes[a], boxes[b]));
        }
        // The stage is what the lab is about.
        assert_true(layout.stage.width * layout.stage.height >
                    layout.second.width * layout.second.height);
    }
}

// Whether a scene claims of a runner that it diverges.
static bool is_to_diverge(const struct scene *scene, const char *section)
{
    char claim[100];
    const struct scene_section *claims = scene_section(scene, "claim");
    snprintf(claim, sizeof claim, "diverged(%.80s)", section + strcspn(section, ".") + 1);
    for (size_t i = 0; claims && i < claims->count; i++) {
        const char *value = claims->entry[i].value, *at = strstr(value, claim);
        if (at && !(at - value >= 4 && strncmp(at - 4, "not ", 4) == 0))
            return true;
    }
    return false;
}

// Whoever diverges by mistake does so early: of a training the beginning is enough, and one look
// at how far it has come.
static void shorten(struct scene *scene)
{
    for (size_t i = 0; i < scene->count; i++)
        if (strncmp(scene->section[i].name, "runner.", 7) == 0 &&
            is_to_diverge(scene, scene->section[i].name))
            return;
    if (strcmp(scene_text(scene, "scene", "lab"), "training") == 0)
        assert_true(scene_put(scene, "run", "epochs", "2", NULL) &&
                    scene_put(scene, "run", "evaluations", "1", NULL) &&
                    scene_put(scene, "sweep", "epochs", "1", NULL) &&
                    scene_put(scene, "sweep", "seconds", "0.01", NULL));
}

static void every_shipped_scene_opens_runs_and_says_what_to_see(void **state)
{
    (void)state;
    struct error error = {0};
    char **names = shelf_names(&error);
    assert_non_null(names);
    size_t count = 0;
    for (; names[count]; count++) {
        struct scene scene = {0};
        if (!scene_read(&scene, names[count], &error))
            fail_msg("%s", error.text);
        const struct lab_type *type = lab_for(&scene, &error);
        if (!type)
            fail_msg("%s", error.text);
        shorten(&scene);
        struct lab *lab = lab_create(type, &scene, 0, &error);
        if (!lab)
            fail_msg("%s: %s", names[count], error.text);
        // Not for a landscape, which says nothing of the runners.
        assert_true(!type->wait || type->wait(lab, (double)type->steps(lab), -1));
        assert_non_null(scene_text(&scene, "scene", "title"));
        assert_true(strlen(scene_text(&scene, "scene", "caption")) > 20);
        for (size_t i = 0; i < type->groups(lab); i++) {
            struct lab_group group;
            type->group(lab, i, (double)type->steps(lab), &group);
            // A shipped runner that diverges would be a mistake of its settings, unless the scene
            // is about that.
            assert_true(group.diverged == is_to_diverge(&scene, group.section));
        }
        lab_destroy(lab);
        scene_clear(&scene);
    }
    assert_true(count >= 18);
    asset_list_free(names);
}

static void an_unknown_lab_names_the_nearest(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct error error = {0};
    const char *text = "[scene]\nlab = decent\n";
    assert_true(scene_parse(&scene, text, strlen(text), "x.ini", &error));
    assert_null(lab_for(&scene, &error));
    assert_non_null(strstr(error.text, "x.ini:2"));
    assert_non_null(strstr(error.text, "descent"));
    scene_clear(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_layout_never_overlaps_and_stays_in_the_picture),
        cmocka_unit_test(every_shipped_scene_opens_runs_and_says_what_to_see),
        cmocka_unit_test(an_unknown_lab_names_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Scenes of one's own rules, formulas, schedules and models where memory runs out at each request
// of their opening, one after the other: what is said is that, wherever in the scene it was.
#include "scarce.h"

#include "labs/registry.h"
#include "scene/scene.h"

#include "test.h"

#include "folder.h"

#include <stdio.h>
#include <string.h>

#define RUNNER "[runner.a]\nrule = gd\nalpha = 0.1\n"

static bool open_scene(const void *from, uint64_t *sum, struct error *error)
{
    struct scene scene = {0};
    const char *text = from;
    if (!scene_parse(&scene, text, strlen(text), "scarce.ini", error))
        return false;
    const struct lab_type *type = lab_for(&scene, error);
    struct lab *lab = type ? lab_create(type, &scene, 1, error) : NULL;
    if (lab)
        scarce_sum_text(sum, lab->type->title);
    lab_destroy(lab);
    scene_clear(&scene);
    return lab;
}

static void what_is_typed_opens_or_memory_was_out(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "[scene]\nlab = descent\n[run]\nsteps = 4\n[rule.mine]\nv = 0.9 v + g\n"
        "theta = theta - alpha v\n[runner.a]\nrule = mine\nalpha = 0.1\n",
        "[scene]\nlab = descent\n[run]\nsteps = 4\n[objective]\nkind = surface\nsurface = formula\n"
        "f = x^2 + a y^2\na = 2\n" RUNNER,
        "[scene]\nlab = descent\n[run]\nsteps = 4\n" RUNNER
        "schedule = formula\nalpha_t = alpha0 / (1 + fall t)\nfall = 0.1 in 0..1\n",
        "[scene]\nlab = descent\n[run]\nsteps = 4\n[objective]\nkind = fit\nmodel = a*exp(-b*x)\n"
        "data = scarce.csv\nx = x\ny = y\n" RUNNER,
    };
    assert_int_equal(chdir(folder), 0);
    write_in_folder("scarce.csv", "x,y\n0,1\n1,0.6\n2,0.4\n3,0.2\n4,0.1\n");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        scarce_try(texts[i], open_scene, texts[i], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_typed_opens_or_memory_was_out, make_folder,
                                        remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

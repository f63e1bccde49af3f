// Random lines as what follows --set, one after the other: never a crash; a scene that took them
// can be written and says the same when it is read again.
#include "fuzz/fuzz.h"
#include "fuzz/same.h"
#include "labs/registry.h"

#include <stdlib.h>
#include <string.h>

const char *const fuzz_seeds[] = {
    "runner.a.alpha=0.25\nobjective.condition=3\nscene.title=Two of them",
    "view.x=-1, 1\nrunner.b c.rule=adam\nrunner.b c.beta1 = 1 - 1/8",
    "scene.caption=雪 is ; no [remark] # at all\nclaim.a=final(a) < 1 : said",
    "runner.a=1\n.x=1\nrun..steps=1\nrun.steps=",
    NULL,
};

const char *const fuzz_folder = NULL;

static void check_same(const struct scene *scene)
{
    struct error error = {0};
    struct scene again;
    char *text = scene_format(scene, &error);
    if (!text || !scene_parse(&again, text, strlen(text), "again.ini", &error) ||
        !is_same_scene(scene, &again))
        abort();
    scene_clear(&again);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char start[] = "[scene]\nlab = descent\n[runner.a]\nrule = gd\n";
    struct scene scene;
    struct error error = {0};
    char *text = malloc(size + 1);
    if (!text || !scene_parse(&scene, start, strlen(start), "start.ini", &error)) {
        free(text);
        return 0;
    }
    memcpy(text, data, size);
    text[size] = '\0';
    for (char *line = text, *next; line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        error = (struct error){0};
        if (!scene_assign(&scene, line, &error) && (error.kind == ERROR_NONE || !*error.text))
            abort();
    }
    check_same(&scene);
    error = (struct error){0};
    const struct lab_type *type = lab_for(&scene, &error);
    if ((!type || !lab_check(type, &scene, &error)) && error.kind == ERROR_NONE)
        abort();
    scene_clear(&scene);
    free(text);
    return 0;
}

// Random bytes as a scene: never a crash; what is a scene can be written, read again and opened.
#include "fuzz/fuzz.h"
#include "labs/claims.h"
#include "labs/registry.h"
#include "scene/scene.h"

#include <stdlib.h>
#include <string.h>

const char *const fuzz_seeds[] = {
    "[scene]\nlab = descent\n[objective]\nkind = surface\nsurface = ravine\n[run]\nsteps = 3\n"
    "[runner.a]\nrule = gd\nalpha = 0.1 ; fast\n[view]\nx = -1, 1\n",
    "[runner.a]\n[runner.b c]\n[claim]\nsmall = steps_to(a, 1e-3) <= 2 * final(\"b c\") and not "
    "diverged(a) : words\nb = theta(a, θ₂, 1) ~ min(1, -2, 3) < abs(travelled(a, theta_1)) = 5\n",
    "[runner.b]\nrule = adam\nschedule = manual\nmanual = 4:0.5, 9:2\nbatch = all\n",
    NULL,
};

const char *const fuzz_folder = "scenes";

// What is written must be what is read.
static void write_and_read(const struct scene *scene)
{
    struct error error = {0};
    struct scene again;
    char *text = scene_format(scene, &error);
    if (!text || !scene_parse(&again, text, strlen(text), "again.ini", &error))
        abort();
    if (again.count != scene->count)
        abort();
    scene_clear(&again);
    free(text);
}

// Races are made short and data small: what is tried is the reading. Data files would be anybody's.
static bool shorten(struct scene *scene)
{
    return scene_put(scene, "run", "steps", "3", NULL) &&
           scene_put(scene, "objective", "kind", "surface", NULL) &&
           scene_put(scene, "objective", "examples", "8", NULL) &&
           (!scene_text(scene, "data", "data") || scene_put(scene, "data", "data", "digits", NULL));
}

// A claim that reads is measured, or refused with a sentence. Trainings take too long.
static void measure(const struct lab_type *type, const struct scene *scene)
{
    struct claims claims;
    struct error error = {0};
    const struct claims_setup setup = {
        .type = type, .scene = scene, .seeds = 2, .threads = 1, .skips_clock = true};
    if (strcmp(type->name, "training") == 0)
        return;
    if (!claims_measure(&setup, &claims, &error) && (error.kind == ERROR_NONE || claims.claim))
        abort();
    for (size_t i = 0; i < claims.count; i++)
        if (claims.claim[i].count == 0 || claims.claim[i].count > CLAIM_TERMS_MAX)
            abort();
    claims_clear(&claims);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct scene scene;
    struct error error = {0};
    if (!scene_parse(&scene, (const char *)data, size, "fuzz.ini", &error)) {
        if (error.kind == ERROR_NONE || !error.text[0] || scene.count > 0)
            abort();
        return 0;
    }
    write_and_read(&scene);
    const struct lab_type *type = lab_for(&scene, &error);
    if (type && shorten(&scene)) {
        struct lab *lab = lab_create(type, &scene, 1, &error);
        if (lab)
            measure(type, &scene);
        else if (error.kind == ERROR_NONE)
            abort();
        lab_destroy(lab);
    }
    scene_clear(&scene);
    return 0;
}

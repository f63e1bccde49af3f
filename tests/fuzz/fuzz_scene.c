// Random bytes as a scene: never a crash; what is a scene can be written, read again and opened, in
// every lab.
#include "fuzz/fuzz.h"
#include "fuzz/same.h"
#include "labs/claims.h"
#include "labs/registry.h"
#include "scene/keep.h"

#include <stdlib.h>
#include <string.h>

const char *const fuzz_seeds[] = {
    "[scene]\nlab = descent\n[objective]\nkind = surface\nsurface = ravine\n[run]\nsteps = 3\n"
    "[runner.a]\nrule = gd\nalpha = 0.1 ; fast\n[view]\nx = -1, 1\n",
    "[runner.a]\n[runner.b c]\n[claim]\nsmall = steps_to(a, 1e-3) <= 2 * final(\"b c\") and not "
    "diverged(a) : words\nb = theta(a, θ₂, 1) ~ min(1, -2, 3) < abs(travelled(a, theta_1)) = 5\n",
    "[runner.b]\nrule = adam\nschedule = manual\nmanual = 4:0.5, 9:2\nbatch = all\n",
    "[scene]\nlab = training\n[network]\nhidden = 4\n[run]\nepochs = 2\n[view]\nshow = learned\n"
    "[runner.a]\nrule = adam\nbatch = 8\n[claim]\nright = accuracy(a) > 1 : most are right\n",
    "[scene]\nlab = averages\n[series]\ndays = 9\ngaps = age\n[average.red]\nbeta = 0.9\n"
    "[average.blue]\nkind = window\nbias_correction = off\n[claim]\na = weight(red, 0) ≈ 0.1\n",
    "[scene]\nlab = decay\n[objective]\nsurface = formula\nformula = x^2 + y^2\n[runner.a]\n"
    "rule = gd\nschedule = exponential\ndecay_per = epoch\n[sweep]\n",
    NULL,
};

const char *const fuzz_folder = "scenes";

// What is written must be what is read, also over the file it was read from.
static void write_and_read(const struct scene *scene, const uint8_t *data, size_t size)
{
    struct error error = {0};
    struct scene again;
    char *text = scene_format(scene, &error);
    if (!text || !scene_parse(&again, text, strlen(text), "again.ini", &error) ||
        !is_same_scene(scene, &again))
        abort();
    scene_clear(&again);
    free(text);
    text = scene_format_over(scene, (const char *)data, size, &error);
    if (!text || !scene_parse(&again, text, strlen(text), "again.ini", &error) ||
        !is_same_scene(scene, &again))
        abort();
    scene_clear(&again);
    free(text);
}

// Races are made short, networks and data small: what is tried is the reading. Data files would be
// anybody's. A key that a scene does not have stays away, so that each lab knows all of them.
static bool shorten(const struct lab_type *type, struct scene *scene)
{
    static const struct {
        const char *lab, *section, *key, *value;
        bool is_given; // even where the scene says nothing of it
    } short_ones[] = {
        {"descent", "run", "steps", "3", true},
        {"decay", "run", "steps", "3", true},
        {"descent", "objective", "kind", "surface", false},
        {"decay", "objective", "kind", "surface", false},
        {"descent", "objective", "examples", "8", false},
        {"decay", "objective", "examples", "8", false},
        {"training", "run", "epochs", "1", true},
        {"training", "run", "evaluations", "1", false},
        {"training", "network", "hidden", "3", true},
        {"training", "sweep", "epochs", "1", false},
        {"training", "sweep", "seconds", "0.01", false},
        {"training", "data", "data", SOURCE_ROOT "/tests/data/tables/iris.data", true},
        {"averages", "series", "data", SOURCE_ROOT "/tests/data/tables/one-column.csv", true},
        {"averages", "series", "days", "9", false},
    };
    for (size_t i = 0; i < sizeof short_ones / sizeof *short_ones; i++)
        if (strcmp(type->name, short_ones[i].lab) == 0 &&
            (short_ones[i].is_given ||
             scene_text(scene, short_ones[i].section, short_ones[i].key)) &&
            !scene_put(scene, short_ones[i].section, short_ones[i].key, short_ones[i].value, NULL))
            return false;
    return true;
}

// A claim that reads is measured, or refused with a sentence.
static void measure(const struct lab_type *type, const struct scene *scene)
{
    struct claims claims;
    struct error error = {0};
    const struct claims_setup setup = {
        .type = type, .scene = scene, .seeds = 2, .threads = 1, .skips_clock = true};
    if (!claims_measure(&setup, &claims, &error) && (error.kind == ERROR_NONE || claims.claim))
        abort();
    for (size_t i = 0; i < claims.count; i++)
        if (claims.claim[i].count == 0 || claims.claim[i].count > CLAIM_TERMS_MAX)
            abort();
    claims_clear(&claims);
}

static void open_lab(const struct lab_type *type, const struct scene *scene)
{
    struct error error = {0};
    struct lab *lab = lab_check(type, scene, &error) ? lab_create(type, scene, 1, &error) : NULL;
    if (lab) {
        lab_wait(lab, (double)type->steps(lab), 1000);
        measure(type, scene);
    } else if (error.kind == ERROR_NONE || !error.text[0]) {
        abort();
    }
    lab_destroy(lab);
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
    write_and_read(&scene, data, size);
    const struct lab_type *type = lab_for(&scene, &error);
    if (type && shorten(type, &scene))
        open_lab(type, &scene);
    scene_clear(&scene);
    return 0;
}

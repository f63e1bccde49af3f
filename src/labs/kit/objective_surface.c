// Surfaces as a kind of objective.
#include "base/text.h"
#include "base/words.h"
#include "labs/kit/objective_kind.h"
#include "sim/surface.h"

#include <stdio.h>
#include <string.h>

static const struct param surface_param = {"surface",       NULL,         "surface",
                                           "which surface", PARAM_CHOICE, .choices = surface_names};

static const struct surface *chosen(const struct scene *scene)
{
    return surfaces[(int)scene_number(scene, OBJECTIVE_SECTION, &surface_param)];
}

static bool has_key_before(size_t count, const char *key)
{
    for (size_t s = 0; s < count; s++)
        if (param_find(surfaces[s]->params, key))
            return true;
    return false;
}

// `surface`, then every key of every surface once.
static const struct param *param(size_t index)
{
    if (index == 0)
        return &surface_param;
    for (size_t s = 0; surfaces[s]; s++)
        for (const struct param *own = surfaces[s]->params; own->key; own++)
            if (!has_key_before(s, own->key) && --index == 0)
                return own;
    return NULL;
}

static bool applies(const struct scene *scene, const char *key, struct error *error)
{
    const struct surface *surface = chosen(scene);
    if (strcmp(key, surface_param.key) == 0 || param_find(surface->params, key))
        return true;
    char owners[200] = "";
    for (size_t s = 0; surfaces[s]; s++)
        if (param_find(surfaces[s]->params, key))
            text_append(owners, sizeof owners, "%s%s", *owners ? ", " : "", surfaces[s]->name);
    return error_set(error, ERROR_INPUT, "%s has no effect on %s; it belongs to %s", key,
                     surface->name, owners);
}

static const struct param *slider(const struct scene *scene, size_t index)
{
    if (index == 0)
        return &surface_param;
    for (const struct param *own = chosen(scene)->params; own->key; own++)
        if (--index == 0)
            return own;
    return NULL;
}

static struct objective *make(const struct objective_cache *cache, struct objective_cache *fresh,
                              const struct scene *scene, struct error *error)
{
    (void)cache, (void)fresh;
    const struct surface *surface = chosen(scene);
    double number[SURFACE_NUMBERS_MAX] = {0};
    for (size_t i = 0; i < SURFACE_NUMBERS_MAX && surface->params[i].key; i++)
        number[i] = scene_number(scene, OBJECTIVE_SECTION, &surface->params[i]);
    return surface_objective_create(surface, number, 1, 0, 0, error);
}

static void title(const struct scene *scene, char *text, size_t size)
{
    text_print(text, size, "%s", words(chosen(scene)->title));
}

static void summary(const struct scene *scene, char *text, size_t size)
{
    char number[32];
    for (const struct param *own = chosen(scene)->params; own->key; own++) {
        const double value = scene_number(scene, OBJECTIVE_SECTION, own);
        if (value == 0)
            continue;
        param_show(own, value, number, sizeof number);
        text_append(text, size, "%s = %s, ", words(own->symbol ? own->symbol : own->label), number);
    }
}

static const char *direction(size_t index)
{
    return index == 0 ? "θ₁" : "θ₂";
}

const struct objective_kind objective_kind_surface = {
    .name = "surface",
    .what = "a cost function of two parameters",
    .is_exact = true,
    .direction = direction,
    .param = param,
    .applies = applies,
    .slider = slider,
    .make = make,
    .title = title,
    .summary = summary,
};

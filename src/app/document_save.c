// A document as the scene that is saved.
#include "app/document.h"

#include "base/text.h"
#include "plot/theme.h"

#include <string.h>

// True where the lab's scenes may have this key in this section.
static bool knows(const struct lab_type *type, const char *section, const char *key)
{
    for (const struct scene_rule *rule = type->sections; rule->section; rule++) {
        const size_t length = strlen(rule->section);
        if (strncmp(section, rule->section, length) != 0 ||
            section[length] != (rule->named ? '.' : '\0'))
            continue;
        const struct param *param;
        for (size_t i = 0; (param = rule->param(i)); i++)
            if (strcmp(param->key, key) == 0)
                return true;
    }
    return false;
}

static bool put_looks(const struct document *document, struct scene *scene, struct error *error)
{
    const struct lab_type *type = document->lab->type;
    for (size_t i = 0; i < type->groups(document->lab); i++) {
        const struct lab_group group = document_group(document, i);
        if (group.is_runner && !scene_text(scene, group.section, "color") &&
            knows(type, group.section, "color") &&
            !scene_put(scene, group.section, "color", look_names[group.look % LOOK_COUNT], error))
            return false;
    }
    return true;
}

bool document_copy_looks(const struct document *document, struct scene *scene, struct error *error)
{
    if (!scene_copy(scene, &document->now.scene, error))
        return false;
    if (put_looks(document, scene, error))
        return true;
    scene_clear(scene);
    return false;
}

static bool put_step(const struct document *document, struct scene *scene, struct error *error)
{
    char step[32];
    text_shortest(document->step, step, sizeof step);
    return scene_put(scene, "view", "step", step, error);
}

bool document_copy_placed(const struct document *document, struct scene *scene, struct error *error)
{
    if (!scene_copy(scene, &document->now.scene, error))
        return false;
    if (put_step(document, scene, error))
        return true;
    scene_clear(scene);
    return false;
}

bool document_snapshot(const struct document *document, const char *theme, struct scene *scene,
                       struct error *error)
{
    if (!document_copy_looks(document, scene, error))
        return false;
    if (put_step(document, scene, error) && scene_put(scene, "view", "theme", theme, error))
        return true;
    scene_clear(scene);
    return false;
}

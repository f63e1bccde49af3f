#include "labs/registry.h"

#include "base/text.h"
#include "labs/claims.h"
#include "labs/quiz.h"

#include <string.h>

enum { NAMES_MAX = 32 };

const struct lab_type *lab_find(const char *name)
{
    for (size_t i = 0; lab_types[i]; i++)
        if (strcmp(lab_types[i]->name, name) == 0)
            return lab_types[i];
    return NULL;
}

const struct lab_type *lab_for(const struct scene *scene, struct error *error)
{
    const char *name = scene_text(scene, "scene", "lab");
    const struct lab_type *type = name ? lab_find(name) : lab_types[0];
    if (!type) {
        const char *names[NAMES_MAX];
        size_t count = 0;
        for (; lab_types[count] && count < NAMES_MAX; count++)
            names[count] = lab_types[count]->name;
        const char *nearest = text_nearest(name, names, count);
        char there[256] = "";
        for (size_t i = 0; i < count; i++)
            text_append(there, sizeof there, "%s%s", i ? ", " : "", names[i]);
        if (nearest)
            error_set(error, ERROR_INPUT, "there is no lab '%s'; did you mean %s?", name, nearest);
        else
            error_set(error, ERROR_INPUT, "there is no lab '%s'; there are %s", name, there);
        scene_blame(scene, "scene", "lab", error);
        return NULL;
    }
    return lab_check(type, scene, error) && claims_check(type, scene, error) &&
                   quiz_check(type, scene, error)
               ? type
               : NULL;
}

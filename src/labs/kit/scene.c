#include "labs/kit/scene.h"

#include "base/array.h"
#include "base/text.h"
#include "labs/kit/target.h"

#include <math.h>
#include <string.h>

static bool is_named(const char *section, const char *const names[])
{
    for (size_t i = 0; names[i]; i++)
        if (strncmp(section, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

static bool is_look(const struct scene_section *section, const char *key)
{
    static const char *const looks[] = {"name", "color", "hidden", NULL};
    if (strncmp(section->name, "runner.", 7) != 0)
        return false;
    for (size_t i = 0; looks[i]; i++)
        if (strcmp(key, looks[i]) == 0)
            return true;
    return false;
}

char *kit_describe(const struct scene *scene, const char *const names[], const char *head,
                   struct error *error)
{
    size_t size = strlen(head) + 1;
    for (size_t s = 0; s < scene->count; s++) {
        size += strlen(scene->section[s].name) + 3;
        for (size_t e = 0; e < scene->section[s].count; e++)
            size += strlen(scene->section[s].entry[e].key) +
                    strlen(scene->section[s].entry[e].value) + 2;
    }
    char *text = array_create(size, 1, error);
    if (!text)
        return NULL;
    text_append(text, size, "%s", head);
    for (size_t s = 0; s < scene->count; s++) {
        const struct scene_section *section = &scene->section[s];
        if (!is_named(section->name, names))
            continue;
        text_append(text, size, "[%s]\n", section->name);
        for (size_t e = 0; e < section->count; e++)
            if (!is_look(section, section->entry[e].key) &&
                !kit_is_target(section->name, section->entry[e].key))
                text_append(text, size, "%s=%s\n", section->entry[e].key, section->entry[e].value);
    }
    return text;
}

void kit_write_number(FILE *out, double value)
{
    if (isfinite(value))
        fprintf(out, ",%.17g", value);
    else
        fputc(',', out);
}

void kit_write_name(FILE *out, const char *name)
{
    if (!strpbrk(name, ",\"\r\n")) {
        fputs(name, out);
        return;
    }
    fputc('"', out);
    for (; *name; name++) {
        if (*name == '"')
            fputc('"', out);
        fputc(*name, out);
    }
    fputc('"', out);
}

enum lab_effect kit_put(struct scene *scene, const char *section, const char *key,
                        const char *value)
{
    return scene_put(scene, section, key, value, NULL) ? LAB_CHANGED : LAB_NOTHING;
}

enum lab_effect kit_put_next(struct scene *scene, const char *section, const struct param *param)
{
    const double value = scene_number(scene, section, param);
    char text[32];
    param_format(param, value >= param->max ? param->min : value + 1, text, sizeof text);
    return kit_put(scene, section, param->key, text);
}

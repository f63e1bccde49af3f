#include "app/value.h"

#include "app/entry.h"
#include "app/members.h"
#include "base/text.h"

#include <string.h>

const char *value_given(const struct scene *scene, const char *section, const struct param *param)
{
    const char *text = scene_text(scene, section, param->key);
    return text ? text : param->fallback ? param->fallback : "";
}

void value_text(const struct document *document, char *text, size_t size)
{
    const struct lab_slider slider = document_slider(document, document->slider);
    const struct lab_group group = document_group(document, slider.group);
    const struct scene *scene = &document->now.scene;
    *text = '\0';
    if (!slider.param)
        return;
    if (param_has_slider(slider.param))
        param_format(slider.param, scene_number(scene, group.section, slider.param), text, size);
    else
        text_print(text, size, "%s", value_given(scene, group.section, slider.param));
}

bool value_put(struct document *document, const char *text, struct error *error)
{
    const struct lab_slider slider = document_slider(document, document->slider);
    const struct lab_group group = document_group(document, slider.group);
    const struct scene *scene = &document->now.scene;
    char formatted[64];
    double value;
    if (!slider.param)
        return true;
    if (!param_has_slider(slider.param)) {
        if (strcmp(text, value_given(scene, group.section, slider.param)) == 0)
            return true;
        return members_change(document, *text ? text : NULL, error);
    }
    if (!entry_read(slider.param, text, &value, error))
        return false;
    if (value == scene_number(scene, group.section, slider.param))
        return true;
    param_format(slider.param, value, formatted, sizeof formatted);
    return members_change(document, formatted, error);
}

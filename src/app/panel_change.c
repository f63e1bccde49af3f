// Changing what the selected slider and the runners are.
#include "app/entry.h"
#include "app/members.h"
#include "app/panel.h"

#include <string.h>

bool panel_set(struct document *document, double value, struct error *error)
{
    const struct lab_slider slider = document_slider(document, document->slider);
    const struct lab_group group = document_group(document, slider.group);
    char text[64];
    if (!slider.param || !param_has_slider(slider.param) ||
        value == scene_number(&document->now.scene, group.section, slider.param))
        return true;
    param_format(slider.param, value, text, sizeof text);
    return members_change(document, text, error);
}

bool panel_nudge(struct document *document, int direction, enum param_pace pace, int repeats,
                 struct error *error)
{
    const struct lab_slider slider = document_slider(document, document->slider);
    if (!slider.param || !param_has_slider(slider.param))
        return true;
    const struct lab_group group = document_group(document, slider.group);
    const double value = scene_number(&document->now.scene, group.section, slider.param);
    const int times = entry_stride(slider.param, pace, repeats);
    if (slider.param->scale == PARAM_CHOICE && repeats == 0) {
        const int last = (int)param_at(slider.param, 1), next = (int)value + direction;
        return panel_set(document, (next + last + 1) % (last + 1), error);
    }
    return panel_set(document, entry_move(slider.param, value, direction * times, pace), error);
}

const char *panel_is_at_end(const struct document *document, int direction)
{
    const struct param *param = document_slider(document, document->slider).param;
    if (!param || !param_has_slider(param))
        return NULL;
    const double last = param_at(param, direction < 0 ? 0 : 1);
    const struct lab_group group =
        document_group(document, document_slider(document, document->slider).group);
    const double value = scene_number(&document->now.scene, group.section, param);
    if (param->scale == PARAM_CHOICE)
        return param->choices[1] ? NULL : "there is one choice only";
    if (value != last)
        return NULL;
    return direction < 0 ? "this is the least value" : "this is the largest value";
}

bool panel_is_reset(const struct document *document)
{
    const struct lab_slider slider = document_slider(document, document->slider);
    if (!slider.param)
        return true;
    const struct lab_group group = document_group(document, slider.group);
    const char *key = slider.param->key;
    const char *now = scene_text(&document->now.scene, group.section, key);
    const char *opened = scene_text(&document->now.base, group.section, key);
    return now && opened ? strcmp(now, opened) == 0 : now == opened;
}

bool panel_reset(struct document *document, struct error *error)
{
    return members_reset(document, error);
}

// The group of the runner-th runner.
static bool find_runner(const struct document *document, size_t runner, struct lab_group *group)
{
    for (size_t i = 0; i < document->lab->type->groups(document->lab); i++) {
        *group = document_group(document, i);
        if (group->is_runner && runner-- == 0)
            return true;
    }
    return false;
}

bool panel_has_runner(const struct document *document, size_t runner)
{
    struct lab_group group;
    return find_runner(document, runner, &group);
}

bool panel_toggle(struct document *document, size_t runner, struct error *error)
{
    struct lab_group group;
    return find_runner(document, runner, &group) &&
           document_change(document, group.section, "hidden", group.hidden ? NULL : "yes", error);
}

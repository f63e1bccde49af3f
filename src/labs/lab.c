#include "labs/lab.h"

#include "base/array.h"
#include "base/text.h"
#include "labs/averages.h"
#include "labs/decay.h"
#include "labs/descent.h"
#include "labs/training.h"
#include "plot/label.h"

#include <math.h>
#include <string.h>

const struct lab_type *const lab_types[] = {
    &lab_descent, &lab_training, &lab_averages, &lab_decay, NULL,
};

const char *const lab_no_yes[] = {"no", "yes", NULL};
static const char *const themes[] = {"light", "dark", NULL};

const struct param lab_theme_param = {"theme",       NULL,         "theme",
                                      "the colours", PARAM_CHOICE, .choices = themes};

const struct param *lab_scene_param(size_t index)
{
    static const struct param params[] = {
        {"lab", NULL, "lab", "which lab opens the scene", PARAM_TEXT},
        {"title", NULL, "title", "the headline", PARAM_TEXT},
        {"caption", NULL, "caption", "one sentence: what to see", PARAM_TEXT},
    };
    return index < sizeof params / sizeof *params ? &params[index] : NULL;
}

void lab_draw_title(const struct lab *lab, const struct scene *scene, struct canvas *canvas,
                    const struct lab_layout *layout, const struct theme *theme)
{
    const char *title = scene_text(scene, "scene", "title");
    const char *caption = scene_text(scene, "scene", "caption");
    label_draw_title(canvas, theme, &layout->title, title ? title : lab->type->title,
                     caption ? caption : "", layout->caption_lines);
}

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

char *lab_describe(const struct scene *scene, const char *const names[], const char *head,
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
            if (!is_look(section, section->entry[e].key))
                text_append(text, size, "%s=%s\n", section->entry[e].key, section->entry[e].value);
    }
    return text;
}

void lab_write_number(FILE *out, double value)
{
    if (isfinite(value))
        fprintf(out, ",%.17g", value);
    else
        fputc(',', out);
}

struct lab_layout lab_layout(float width, float height, float foot)
{
    const bool narrow = width < 1000;
    const float margin = narrow ? 16 : 28;
    const float column = fmaxf(narrow ? 300 : 340, 0.3f * width); // of the second plot and sliders
    const float gap = narrow ? 14 : 28;
    const float right = width - margin - column;
    // A caption takes two lines where one would be short.
    const size_t caption_lines = width < 1200 ? 2 : 1;
    const float top = narrow ? 88 : caption_lines == 2 ? 100 : 80;
    const float bottom = height - fmaxf(foot, 16);
    // Never negative, however small the window.
    const float stage_width = fmaxf(right - gap - margin + 8, 60);
    const float second_top = narrow ? 14 : 44;
    const float second_height = fmaxf(narrow ? 0.36f * (bottom - second_top) : 0.40f * height, 60);
    const float panel_top = second_top + second_height + (narrow ? 4 : 10);
    return (struct lab_layout){
        .title = {margin, narrow ? 12 : 18, stage_width, top - (narrow ? 16 : 24)},
        .stage = {margin - 8, top, stage_width, fmaxf(bottom - top, 40)},
        .second = {right, second_top, column, second_height},
        .panel = {right, panel_top, column + 8, fmaxf(bottom - panel_top, 40)},
        .caption_lines = caption_lines,
        .narrow = narrow,
    };
}

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
        const char *names[8];
        size_t count = 0;
        for (; lab_types[count] && count < 8; count++)
            names[count] = lab_types[count]->name;
        const char *nearest = text_nearest(name, names, count);
        error_set(error, ERROR_INPUT, "there is no lab '%s'; did you mean '%s'?", name,
                  nearest ? nearest : names[0]);
        scene_blame(scene, "scene", "lab", error);
        return NULL;
    }
    return scene_check(scene, type->sections, error) ? type : NULL;
}

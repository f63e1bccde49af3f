#include "labs/kit/params.h"

#include "labs/hide.h"

const char *const kit_no_yes[] = {"no", "yes", NULL};
const char *const kit_off_on[] = {"off", "on", NULL};
static const char *const themes[] = {"light", "dark", NULL};

static const struct param screen_params[] = {
    {"theme", NULL, "theme", "the colours", PARAM_CHOICE, .choices = themes},
    {HIDE_KEY, NULL, "hidden",
     "what an exercise does not show and keys do not reach: panel, sliders, or keys with a slider, "
     "as alpha or runner.adam.beta1",
     PARAM_TEXT},
};

const struct param *kit_screen_param(size_t index)
{
    return index < sizeof screen_params / sizeof *screen_params ? &screen_params[index] : NULL;
}

const struct param *kit_scene_param(size_t index)
{
    static const struct param params[] = {
        {"lab", NULL, "lab", "which lab opens the scene", PARAM_TEXT},
        {"title", NULL, "title", "the headline", PARAM_TEXT},
        {"caption", NULL, "caption", "one sentence: what to see", PARAM_TEXT},
        {"try", NULL, "try", "which key to press, and what will happen", PARAM_TEXT},
        {"notes", NULL, "notes", "for the speaker; not shown unless asked for", PARAM_TEXT},
    };
    return index < sizeof params / sizeof *params ? &params[index] : NULL;
}

const struct param *kit_no_param(size_t index)
{
    (void)index;
    return NULL;
}

const struct param *kit_view_param(size_t index)
{
    static const struct param step = {"step",       NULL, "step", "where the timeline stands",
                                      PARAM_LINEAR, 0,    1e6,    0};
    return index == 0 ? &step : kit_screen_param(index - 1);
}

const struct param *kit_choice_or_text(const struct scene *scene, const char *section,
                                       const struct param *choice, const struct param *text)
{
    const char *value = scene_text(scene, section, choice->key);
    double index;
    return !value || !*value || param_parse(choice, value, &index, NULL) ? choice : text;
}

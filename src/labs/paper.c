#include "labs/paper.h"

static const char *const figures[] = {"stage", "plot", "both", "all", NULL};
static const char *const legends[] = {"auto", "inside", "beside", "none", NULL};
static const char *const labels[] = {"none", "direct", NULL};
static const char *const off_on[] = {"off", "on", NULL};
static const char *const themes[] = {"scene", "light", "dark", NULL};
static const char *const backgrounds[] = {"theme", "none", NULL};

static const struct param params[] = {
    [PAPER_FIGURE] = {"figure", NULL, "figure",
                      "which part: the stage, the second plot, both side by side, the whole screen",
                      PARAM_CHOICE, .choices = figures},
    [PAPER_WIDTH] = {"width", NULL, "width, mm",
                     "of the paper; 178 for both, where not given, and 86 else", PARAM_LINEAR, 20,
                     420, 86},
    [PAPER_HEIGHT] = {"height", NULL, "height, mm", "of the paper; 0 follows from the width",
                      PARAM_LINEAR, 0, 420, 0},
    [PAPER_TEXT] = {"text", NULL, "text, pt",
                    "how high text is, whatever the size of the figure; lines go with it",
                    PARAM_LINEAR, 3, 48, 8},
    [PAPER_LEGEND] =
        {"legend", NULL, "legend",
         "where names and looks are; auto: inside where it covers nothing, else beside",
         PARAM_CHOICE, .choices = legends},
    [PAPER_LABELS] = {"labels", NULL, "labels",
                      "direct: names at the curves' ends instead of a legend", PARAM_CHOICE,
                      .choices = labels},
    [PAPER_RESULTS] = {"results", NULL, "results", "results beside the names of the legend",
                       PARAM_CHOICE, .choices = off_on},
    [PAPER_TITLE] = {"title", NULL, "title", "title and caption above the figure", PARAM_CHOICE,
                     .choices = off_on},
    [PAPER_THEME] = {"theme", NULL, "theme", "the figure's colours; scene: those of [view]",
                     PARAM_CHOICE, .choices = themes},
    [PAPER_BACKGROUND] = {"background", NULL, "background",
                          "the theme's, or none: what lies below shows through", PARAM_CHOICE,
                          .choices = backgrounds},
    [PAPER_DPI] = {"dpi", NULL, "dots an inch", "of a picture of pixels", PARAM_INTEGER, 36, 2400,
                   300},
};

const struct param *paper_param(size_t index)
{
    return index < PAPER_KEYS ? &params[index] : NULL;
}

bool paper_is_given(const struct scene *scene)
{
    const struct scene_section *section = scene_section(scene, PAPER_SECTION);
    return section && section->count > 0;
}

bool paper_has(const struct scene *scene, enum paper_key key)
{
    return scene_text(scene, PAPER_SECTION, params[key].key);
}

double paper_number(const struct scene *scene, enum paper_key key)
{
    return scene_number(scene, PAPER_SECTION, &params[key]);
}

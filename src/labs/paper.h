// How a scene looks on paper: its section [figure]. Lengths of paper are millimetres, text is
// measured in points.
#ifndef RAVINE_LABS_PAPER_H
#define RAVINE_LABS_PAPER_H

#include "base/param.h"
#include "scene/scene.h"

#include <stdbool.h>
#include <stddef.h>

#define PAPER_SECTION "figure"

// The rows, in the order of the sliders.
enum paper_key {
    PAPER_FIGURE,
    PAPER_WIDTH,
    PAPER_HEIGHT, // 0: follows from the width
    PAPER_TEXT,
    PAPER_LEGEND,
    PAPER_LABELS,
    PAPER_RESULTS,
    PAPER_TITLE,
    PAPER_THEME,
    PAPER_BACKGROUND,
    PAPER_DPI,
    PAPER_KEYS,
};

// Values of the choices, in the order of their words.
enum paper_figure { PAPER_STAGE, PAPER_PLOT, PAPER_BOTH, PAPER_ALL };
enum paper_legend { PAPER_AUTO, PAPER_INSIDE, PAPER_BESIDE, PAPER_NO_LEGEND };
enum paper_labels { PAPER_NO_LABELS, PAPER_DIRECT };
enum paper_theme { PAPER_SCENES_THEME, PAPER_LIGHT, PAPER_DARK };
enum paper_background { PAPER_THEMES_BACKGROUND, PAPER_NO_BACKGROUND };

// The rows by index, also those without a slider. NULL past the end.
const struct param *paper_param(size_t index);

// Whether the scene says anything about its figure.
bool paper_is_given(const struct scene *scene);
bool paper_has(const struct scene *scene, enum paper_key key);
// What the scene says, else the standard value.
double paper_number(const struct scene *scene, enum paper_key key);

#endif

// Keys that the scenes of several labs share.
#ifndef RAVINE_LABS_KIT_PARAMS_H
#define RAVINE_LABS_KIT_PARAMS_H

#include "base/param.h"

#include <stddef.h>

extern const char *const kit_no_yes[], *const kit_off_on[];

// The keys of [scene]: lab, title, caption. NULL past the end.
const struct param *kit_scene_param(size_t index);

// `theme` of [view].
extern const struct param kit_theme_param;

#endif

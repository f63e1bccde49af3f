// What a scene hides of its screen, as an exercise with chosen knobs does: `hide` of [view], names
// with commas between.
//
//     hide = alpha, panel               no slider of α, and no panel with the others
//     hide = runner.adam.beta1, rule    the one slider of one runner; all that choose a rule
//     hide = sliders                    every slider
//
// What is hidden is not shown and not changed by hand; what follows from other changes follows.
#ifndef RAVINE_LABS_HIDE_H
#define RAVINE_LABS_HIDE_H

#include "scene/scene.h"

#include <stdbool.h>

#define HIDE_KEY     "hide"
#define HIDE_PANEL   "panel"
#define HIDE_SLIDERS "sliders"

// Whether the scene hides anything at all.
bool hide_any(const struct scene *scene);

// Whether it hides the panel.
bool hide_panel(const struct scene *scene);

// Whether it hides the slider of a key; section NULL: whether it does so in every section.
bool hide_slider(const struct scene *scene, const char *section, const char *key);

// The same, by its own name alone: what is called after a choice keeps its name where all sliders
// are hidden.
bool hide_choice(const struct scene *scene, const char *section, const char *key);

// Whether any name has a section in it.
bool hide_has_sections(const struct scene *scene);

// Calls take(user, name) for each name of it, until that returns false. Returns what the last call
// did; true where there is none.
bool hide_each(const struct scene *scene, bool (*take)(void *user, const char *name), void *user);

// Whether two scenes differ in something that the first one hides: a value by hand that is not to
// be changed.
bool hide_differs(const struct scene *scene, const struct scene *other);

#endif

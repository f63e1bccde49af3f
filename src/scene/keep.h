// Writing a scene over its file without losing what people wrote beside the numbers.
#ifndef RAVINE_SCENE_KEEP_H
#define RAVINE_SCENE_KEEP_H

#include "scene/scene.h"

// The scene as INI text like scene_format, made out of the text that its file has now, old[length]:
// remarks, empty lines, the order of keys and the layout of everything that has not changed stay.
// Sections come in the scene's order; new keys follow the last one of their section. Of what the
// scene no longer has, the remarks stay, and the lines that they explain with a ; in front.
// The result reads back as the scene, whatever the old text was. The caller frees; NULL on failure.
char *scene_format_over(const struct scene *scene, const char *old, size_t length,
                        struct error *error);

#endif

// The keys with which a scene says how its table is written, for every section that names one.
#ifndef RAVINE_LABS_KIT_DATA_KEYS_H
#define RAVINE_LABS_KIT_DATA_KEYS_H

#include "base/param.h"
#include "data/sniff.h"
#include "scene/scene.h"

enum { KIT_SEPARATOR, KIT_DECIMAL, KIT_HEADER, KIT_MISSING, KIT_DATA_KEYS };

// separator, decimal, header, missing: rows to stand in a section's table.
extern const struct param kit_data_params[KIT_DATA_KEYS];

// What they say. Error: with the place of the key.
bool kit_data_hints(const struct scene *scene, const char *section, struct table_hints *hints,
                    struct error *error);

// False where one of these keys has no effect, for the data ship: their format is known.
bool kit_data_applies(const char *data, const char *key, struct error *error);

// Takes them out of a section whose data are others now.
bool kit_data_forget(struct scene *scene, const char *section, struct error *error);

// All of them as text, for whoever keeps what was read.
void kit_data_describe(const struct scene *scene, const char *section, char *text, size_t size);

#endif

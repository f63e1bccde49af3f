// `schedule = formula` of a [runner.NAME]: what `alpha_t` says, and its free names, each a
// parameter of the section: `period = 5`, `period = 5 in 1..20`. A name that is a key of the
// runner's rule (beta) is that number.
#ifndef RAVINE_LABS_KIT_SCHEDULE_PARAMS_H
#define RAVINE_LABS_KIT_SCHEDULE_PARAMS_H

#include "scene/scene.h"
#include "sim/rule.h"
#include "sim/schedule.h"

// `alpha_t`, the text of the formula.
extern const struct param schedule_text_param;

// What the section says, compiled, and number[SCHEDULE_NUMBERS_MAX] of its own parameters.
// is_taken: names that every runner has as keys. The caller releases it (schedule_release). NULL on
// failure; errors carry file and line.
const struct schedule *schedule_params_read(const struct scene *scene, const char *section,
                                            const struct rule *rule,
                                            bool (*is_taken)(const char *key), double number[],
                                            struct error *error);

// For struct lab_type: whether a text can be parsed where it is `alpha_t`; any other key's can.
bool schedule_params_check(const char *key, const char *text, size_t *character);

// Whether a key is a free name of the section's formula, or the formula cannot be parsed.
bool schedule_params_has(const struct scene *scene, const char *section, const char *key);

#endif

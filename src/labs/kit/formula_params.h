// The free names of a scene's formula, each a parameter: `a = 1`, `a = 1 in 0..5` of [objective].
#ifndef RAVINE_LABS_KIT_FORMULA_PARAMS_H
#define RAVINE_LABS_KIT_FORMULA_PARAMS_H

#include "scene/scene.h"
#include "sim/formula.h"

struct formula_params {
    size_t count;
    struct param param[FORMULA_NAMES_MAX + 1]; // ends with a NULL key
    double value[FORMULA_NAMES_MAX];
    // Behind those that are read stands the one whose number could not be.
    char name[FORMULA_NAMES_MAX][FORMULA_NAME];
};

// `f`, the text of the formula, and the names that it has as variables.
extern const struct param formula_text_param;
extern const char *const formula_plane[];

// Parses a formula of the plane. Refuses one that is the same everywhere, and one of θ₁ and θ₂, as
// the axes of other surfaces are called. The caller destroys it.
struct formula *formula_params_parse(const char *text, size_t *character, struct error *error);

// Parses the scene's formula and reads what it says of its names: 1 where nothing, and a range
// around the value where none is said. The caller destroys *formula. Errors carry file and line.
bool formula_params_read(struct formula_params *params, struct formula **formula,
                         const struct scene *scene, struct error *error);

// Adds a free name whose number a key of that section says. Errors as above.
bool formula_params_add(struct formula_params *params, const char *name, const struct scene *scene,
                        const char *of, struct error *error);

// After a change of a name's number: one that says no range keeps the one that it had, as far as it
// lies within. param may be NULL: nothing is done.
bool formula_params_keep(const struct param *param, struct scene *scene, const char *of,
                         struct error *error);
// The same of a formula that is parsed already; which stays the caller's.
bool formula_params_fill(struct formula_params *params, const struct formula *formula,
                         const struct scene *scene, struct error *error);

// Appends "a = 1, b = 2, ".
void formula_params_tell(const struct formula_params *params, const struct scene *scene, char *text,
                         size_t size);

// Whether a key is a free name of the scene's formula, or the formula cannot be parsed.
bool formula_params_has(const struct scene *scene, const char *key);

// NULL where there is none of that name. params may be NULL.
const struct param *formula_params_find(const struct formula_params *params, const char *key);

#endif

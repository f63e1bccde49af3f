// Kinds of objective: each is a file that brings one row. `kind = NAME` of [objective].
//
// objectives.c → objective_kinds.c → objective_surface.c, objective_regression.c,
//                                  objective_quadratic.c, objective_fit.c
#ifndef RAVINE_LABS_KIT_OBJECTIVE_KIND_H
#define RAVINE_LABS_KIT_OBJECTIVE_KIND_H

#include "labs/kit/objective_cache.h"
#include "labs/lab.h"
#include "labs/program.h"
#include "scene/scene.h"

// A formula as a text that people type.
struct objective_typed {
    const struct param *text; // the key that has it; its label names the field
    const char *hint;         // a line below the field, English
    struct lab_choice choice[LAB_FORMULA_CHOICES];
    bool (*check)(const char *text, size_t *character, struct error *error);
};

struct objective_kind {
    const char *name; // "surface"
    const char *what; // one line for the help page
    // One cost function without examples of its own: `examples` and `noise` make it the mean of m
    // tilted ones (sim/noise.h). Else the examples are the data's.
    bool is_exact;
    bool is_of_data; // made of a table: the cache knows what was found there
    size_t (*dimension)(const struct scene *scene); // of θ; NULL: 2
    // What people call the parameters here, by their index.
    void (*direction)(const struct scene *scene, size_t index, char name[LAB_AXIS_NAME]);
    // What an axis has to say besides its name, in the language that is set; NULL, or returning
    // NULL: nothing.
    const char *(*note)(const struct scene *scene);
    // The keys of [objective] that only this kind has; NULL past the last.
    const struct param *(*param)(size_t index);
    // False where one of them has no effect in this scene; `error` says where it has. NULL: all do.
    bool (*applies)(const struct scene *scene, const char *key, struct error *error);
    // Those that can be changed in this scene; NULL past the last.
    const struct param *(*slider)(const struct objective_cache *cache, const struct scene *scene,
                                  size_t index);
    // What is minimised as people write it, which formula_parse reads. NULL: it cannot be written.
    const char *(*formula)(const struct scene *scene);
    // The names in it whose numbers the scene has by other keys. NULL: none.
    void (*numbers)(const struct scene *scene, struct lab_formula *formula);
    const struct objective_typed *typed; // what it becomes once people type over it
    // Whether a name is what is looked for, and no number that a scene says. NULL: none is.
    bool (*is_unknown)(const struct scene *scene, const char *name);
    // Whether a key that nothing else has is a name of the scene's own here. NULL: none is.
    bool (*names)(const struct scene *scene, const char *key);
    // Takes out what does not belong to another objective that the change of `key` has made, and
    // puts in what there has to be. NULL: nothing.
    bool (*reset)(struct scene *scene, const char *key, struct error *error);
    // Appends what the objective is made of beyond the section's entries, as text: the path of a
    // file. NULL: nothing.
    bool (*describe)(struct tables *tables, const struct scene *scene, char *text, size_t size,
                     struct error *error);
    // Without noise. Slow parts that the old cache has may be reused; new ones go into `fresh`.
    struct objective *(*make)(const struct objective_cache *cache, struct objective_cache *fresh,
                              const struct scene *scene, struct error *error);
    // What is minimised, without noise, for a program; `plain` is what make() returned. NULL: it
    // cannot be told.
    void (*program)(const struct objective_cache *cache, const struct scene *scene,
                    const struct objective *plain, struct program_objective *program);
    // "Ravine", "price against carat"; shown, without what the scene hides.
    void (*title)(const struct scene *scene, bool is_shown, char *text, size_t size);
    // Appends "κ = 25, " and the like, without what the scene hides. NULL: nothing.
    void (*summary)(const struct scene *scene, char *text, size_t size);
};

// NULL-terminated; the first where a scene names none.
extern const struct objective_kind *const objective_kinds[];
extern const struct objective_typed objective_fit_typed;
extern const char *const objective_kind_names[]; // in the same order, for a PARAM_CHOICE

// The section that they all read.
#define OBJECTIVE_SECTION "objective"

#endif

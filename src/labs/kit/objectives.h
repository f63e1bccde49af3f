// From a scene's [objective] section to an objective.
#ifndef RAVINE_LABS_KIT_OBJECTIVES_H
#define RAVINE_LABS_KIT_OBJECTIVES_H

#include "labs/kit/follow.h"
#include "labs/kit/objective_cache.h"
#include "labs/program.h"
#include "scene/scene.h"

#include <stdint.h>

// The keys of [objective], for the lab's scene rules.
const struct param *objective_param(size_t index);

// The objective of the scene, made anew only when something it depends on has changed: then
// *fresh holds the new one beside the old, and objective_cache_take moves over. Errors carry file
// and line.
bool objective_prepare(const struct objective_cache *cache, struct objective_cache *fresh,
                       const struct scene *scene, uint64_t seed, struct error *error);

// False where a key of [objective] has no effect in this scene: it belongs to another kind or
// surface; `error` says to which.
bool objective_applies(const struct scene *scene, const char *key, struct error *error);

// What of [objective] can be changed in this scene, in order; NULL past the end. The cache is that
// of the scene.
const struct param *objective_slider(const struct objective_cache *cache, const struct scene *scene,
                                     size_t index);

// What is minimised as a formula; false where it is none of two parameters.
bool objective_formula(const struct scene *scene, struct lab_formula *formula);

// After a change of a formula's number: what says no range keeps the one that it had, as far as it
// lies within.
bool objective_keep_range(const struct objective_cache *cache, struct scene *scene,
                          const char *section, const char *key, struct error *error);

// True where both scenes minimise the same, its numbers aside: the same surface, the same columns
// of the same data.
bool objective_is_same(const struct scene *a, const struct scene *b);
// Appends what the plane of θ₁ and θ₂ is, as text: the words of [objective]. Scenes with the same
// text differ in numbers only, which bend the cost and leave the places.
void objective_plane(const struct scene *scene, char *text, size_t size);

// What people call a parameter: w and b of a regression. False past the last.
bool objective_direction(const struct scene *scene, size_t index, char name[LAB_AXIS_NAME]);

// The same for the axes of the plane that pictures show, 0 and 1: the first parameter and the last.
void objective_axis(const struct scene *scene, int axis, char name[LAB_AXIS_NAME]);
// With what an axis has to say besides: "w (x standardized)".
void objective_caption(const struct scene *scene, int axis, char *text, size_t size);

// Whether examples differ, and with them batches and what their gradients say.
bool objective_is_noisy(const struct scene *scene);

// σ of the scene's noise; 0 where it can have none.
double objective_noise(const struct scene *scene);

// The start: the scene's, or the objective's own. False when the scene's text is no pair.
bool objective_start(const struct scene *scene, const struct objective *objective, double start[2],
                     struct error *error);

// After the change of `key` made it another objective: takes out the start of the old one, and the
// columns and logarithms of other data; names data where a regression has none.
bool objective_reset(struct scene *scene, const char *key, struct error *error);

// Noise as strong against the new objective's slope at the start as before, unless one was set by
// hand.
bool objective_follow_noise(const struct follow *follow, struct error *error);

// What is minimised, from this start, for a program. The cache is that of the scene.
bool objective_program(const struct objective_cache *cache, const struct scene *scene,
                       const double start[2], struct program_objective *program,
                       struct error *error);

// By what its step sizes are measured.
struct follow_scale objective_scale(const struct objective *objective);

// "condition 25 · noise 4 · m 512", for the legend.
void objective_summary(const struct scene *scene, const struct objective *objective, char *text,
                       size_t size);

// Whether the scene hides a number that curves what is minimised. The cache is that of the scene.
bool objective_hides(const struct scene *scene, const struct objective_cache *cache);

// What was found in the table that the objective is made of; NULL where it is made of none.
const struct report *objective_report(const struct scene *scene,
                                      const struct objective_cache *cache);

// "Ravine", "price against carat"; shown, without what the scene hides.
void objective_name(const struct scene *scene, bool is_shown, char *text, size_t size);

#endif

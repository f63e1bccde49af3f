// `target` of [run]: the cost that the best α reaches in the fewest steps. Every lab whose runners'
// α is searched for uses this.
#ifndef RAVINE_LABS_KIT_TARGET_H
#define RAVINE_LABS_KIT_TARGET_H

#include "base/param.h"
#include "scene/scene.h"

extern const struct param kit_target_param;

// False where the scene's target is no number and not `none`; `error` says where.
bool kit_target_check(const struct scene *scene, struct error *error);

// NaN: none (or 0), α is searched for the lowest final cost.
double kit_target(const struct scene *scene);

// Whether an entry of the scene is the target, on which no run depends.
bool kit_is_target(const char *section, const char *key);

// How long a path of cost[count], row k after step[k] steps (NULL: after k), takes to the target,
// straight between two rows. One that does not reach it counts a thousand times its `steps`, and
// more the farther off it ends, so that a search knows where to go. NaN costs are not known and
// skipped. INFINITY: nothing is known.
double kit_target_steps(const double cost[], const size_t step[], size_t count, double target,
                        size_t steps);

// What a search has come to: "34 steps", "not in 60 steps", without a target "J = 0.0042";
// "diverged" where it is not finite.
void kit_target_show(const struct scene *scene, double outcome, size_t steps, char text[64]);

// Where a run is looked at.
struct kit_target_place {
    double step;  // the timeline's
    size_t steps; // of the whole run
    bool is_over; // all of them have been made
};

// Appends " · 34 steps" to text[size] where the scene has a target, which a runner reaches after
// `made`, as kit_target_steps says it, and which is known at the place: from then on, or when the
// last step is made.
void kit_target_tell(const struct scene *scene, double made, const struct kit_target_place *place,
                     char *text, size_t size);

// Appends "120 steps, seed 1 · target J ≤ 0.01", without what the scene hides: `made` says how long
// the run is, as the key `length` has it.
void kit_target_run(const struct scene *scene, const struct param *length, const char *made,
                    const struct param *seed, char *text, size_t size);

#endif

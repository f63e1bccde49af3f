// From a scene's [runner.NAME] sections to runners of a race. Every lab with runners uses this.
#ifndef RAVINE_LABS_KIT_RUNNERS_H
#define RAVINE_LABS_KIT_RUNNERS_H

#include "labs/kit/runner_set.h"
#include "labs/lab.h"
#include "scene/scene.h"
#include "sim/race.h"

// The keys of [runner.NAME]: its own, every rule's and every schedule's.
const struct param *runner_param(size_t index);
// Whether the rules that have this key disagree on its standard value.
bool runner_param_differs(const char *key);

// Whether a key is the scene's own, whatever it means elsewhere: which of its rules, or a parameter
// of one. runner_set_init judges it.
bool runner_is_free(const struct scene *scene, const char *section, const char *key);
// False where a key has no effect on a runner of this scene: it belongs to another rule or
// schedule; `error` says to which. False as well where the scene's own rule has no such name.
bool runner_applies(const struct scene *scene, const char *section, const char *key,
                    struct error *error);

// Whether every runner has the key, whatever its rule and schedule.
bool runner_is_own(const char *key);

// What a section of the scene names, or the first of all. The caller releases the rule.
const struct rule *runner_rule(const struct scene *scene, const char *section);
// What people call it: a rule of the scene's own by its name.
const char *runner_rule_title(const struct scene *scene, const char *section);
size_t runner_batch(const struct scene *scene, const char *section); // 0 = all
const struct schedule *runner_schedule(const struct scene *scene, const char *section);

// Reads all runners, in the order of the file. A runner keeps the look that it has in `before` (a
// zeroed set: none). Others' follow the lecture's colours (batch blue, stochastic purple,
// mini-batch green, momentum vermilion, RMSProp amber, Adam ink); who finds his taken gets the next
// free one. Who has no name is called by what tells it apart (names.h). Error: none at all, or too
// many, a wrong manual list, a rule that is none or whose lines are wrong (rule_list.h).
bool runner_set_init(struct runner_set *set, const struct runner_set *before,
                     const struct scene *scene, size_t examples, struct error *error);
void runner_set_clear(struct runner_set *set);

// How long the run is that they make, in steps or in epochs; the other is 0.
void runner_set_length(struct runner_set *set, size_t steps, size_t epochs);

// After a change: the number of a typed schedule's name that says no range keeps the one that it
// had, and a schedule that has become a formula has one to begin with.
bool runner_set_follow(const struct runner_set *set, struct scene *scene,
                       const struct lab_change *change, struct error *error);

// What of one runner can be changed, in order: its rule, the rule's numbers, the batch, the
// schedule and its numbers. NULL past the end.
const struct param *runner_slider(const struct runner_set *set, size_t runner, size_t index);

// "α 0.07 · b 64" and the like, but what the scene hides of its section.
void runner_summary(const struct runner *runner, const struct scene *scene, const char *section,
                    char *text, size_t size);

// The runner as a group of the panel: all but what it comes to.
void runner_group(const struct runner_set *set, const struct scene *scene, size_t runner,
                  struct lab_group *group);

// The stroke of a runner's line, with the dashes and gaps of its look.
struct stroke runner_stroke(const struct runner_entry *entry, const struct theme *theme,
                            float width);

// The same for the run before the last change: pale, in dots.
struct stroke runner_ghost_stroke(const struct runner_entry *entry, const struct theme *theme);

// Why a runner diverges whose typed schedule comes out below 0, or as no number, for a step.
#define KIT_NO_ALPHA ", α is no learning rate at step %zu"

// The row of a lab's sections.
#define RUNNER_SECTION                                                                             \
    {                                                                                              \
        "runner", true, runner_param,                                                              \
            "a name of a rule or schedule of one's own: ravine help rule", runner_is_free, "rule"  \
    }

#endif

// What follows when a race's rules or its objective change (lab_type.follow).
#include "base/text.h"
#include "base/words.h"
#include "labs/kit/rule_typed.h"
#include "labs/kit/subject.h"
#include "labs/racing/racing.h"

#include <string.h>

// The keys of [objective] that make it another one, and not the same with other numbers.
static bool is_of_objective(const struct lab_change *change)
{
    static const char *const keys[] = {"kind",  "surface", "f", "model", "unknowns", "loss",
                                       "above", "data",    "x", "y",     NULL};
    if (strcmp(change->section, "objective") != 0 || !change->key)
        return false;
    for (size_t i = 0; keys[i]; i++)
        if (strcmp(change->key, keys[i]) == 0)
            return true;
    return false;
}

// Gives the objective back what was set in the same stroke as the change.
static bool put_asked(const struct follow *follow, struct error *error)
{
    const struct scene *asked = follow->change->asked;
    const struct scene_section *section = asked ? scene_section(asked, "objective") : NULL;
    for (size_t i = 0; section && i < section->count; i++)
        if (section->entry[i].line == 0 &&
            !scene_put(follow->scene, section->name, section->entry[i].key, section->entry[i].value,
                       error))
            return false;
    return true;
}

static bool follow_objective(const struct racing *lab, struct follow *follow, struct error *error)
{
    struct objective_cache fresh = {0};
    const struct objective *objective = lab->cache.objective;
    if (!objective_reset(follow->scene, follow->change->key, error) || !put_asked(follow, error) ||
        !scene_put(follow->scene, "view", "x", NULL, error) ||
        !scene_put(follow->scene, "view", "y", NULL, error) ||
        !objective_prepare(&lab->cache, &fresh, follow->scene, 1, error))
        return false;
    if (fresh.objective)
        objective = fresh.objective;
    follow->now = follow->opened = objective_scale(objective);
    const bool done = objective_follow_noise(follow, error) && follow_alphas(follow, error);
    objective_cache_keep(&lab->cache, &fresh);
    return done;
}

bool racing_follow(const struct lab *base, struct scene *scene, const struct lab_change *change,
                   struct error *error)
{
    const struct racing *lab = (const struct racing *)base;
    const struct follow_scale scale = objective_scale(lab->cache.objective);
    struct follow follow = {
        .before = &lab->head.scene,
        .scene = scene,
        .change = change,
        .old = scale,
        .now = scale,
        .opened = scale,
        .is_as_opened = objective_is_same(scene, change->opened),
    };
    if (!objective_keep_range(&lab->cache, scene, change->section, change->key, error) ||
        !runner_set_follow(&lab->runners, scene, change, error))
        return false;
    if (is_of_objective(change))
        return objective_is_same(scene, &lab->head.scene) || follow_objective(lab, &follow, error);
    if (strncmp(change->section, "runner.", 7) != 0)
        return true;
    if (!change->key)
        return follow_new_runner(&follow, error);
    return !follow_is_about(&follow) || follow_alpha(&follow, change->section, error);
}

void racing_subject(const struct scene *scene, bool is_shown, char *text, size_t size)
{
    char runners[1000], objective[200], schedules_now[400];
    kit_subject_runners(scene, is_shown, runners, sizeof runners);
    objective_name(scene, is_shown, objective, sizeof objective);
    kit_subject_schedules(scene, is_shown, schedules_now, sizeof schedules_now);
    if (*schedules_now)
        text_print(text, size, words("%s on %s; α %s"), runners, objective, schedules_now);
    else
        text_print(text, size, words("%s on %s"), runners, objective);
}

void racing_headline(const struct scene *scene, char *text, size_t size)
{
    char objective[200];
    objective_name(scene, true, objective, sizeof objective);
    kit_subject_count(scene, "runner.", words("%s runners on %s"), objective, text, size);
}

bool racing_formula(const struct lab *lab, struct lab_formula *formula)
{
    return objective_formula(&lab->scene, formula);
}

bool racing_rule(const struct lab *base, size_t group, struct lab_rule *rule, struct error *error)
{
    const struct racing *lab = (const struct racing *)base;
    return group < lab->runners.count &&
           rule_typed_read(&lab->runners, group, &base->scene, rule, error);
}

#include "labs/kit/follow.h"

#include "base/text.h"
#include "labs/kit/runners.h"
#include "sim/rule_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is_runner(const char *section)
{
    return strncmp(section, "runner.", 7) == 0;
}

static bool is_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

bool follow_is_free(const struct follow *follow, const char *section, const char *key)
{
    return is_same(scene_text(follow->before, section, key),
                   scene_text(follow->change->base, section, key));
}

void follow_format(const struct param *param, double value, char text[64])
{
    double rounded = value;
    snprintf(text, 64, "%.2g", value);
    text_number(text, &rounded);
    param_format(param, fmin(fmax(rounded, param->min), param->max), text, 64);
}

// Between one example a step and all of them: Ma, Bassily and Belkin (2018), The Power of
// Interpolation, theorem 3, has the largest stable α as b / (β + (b − 1)λ₁), where β bounds the
// curvature of one example's cost and λ₁ that of their mean; 1/α changes linearly with 1/b.
static double at_batch(double all, double one, size_t batch)
{
    if (batch == 0 || !(one > 0) || !(all > 0))
        return all;
    return (double)batch / (1 / one + (double)(batch - 1) / all);
}

// The same for steps that are about as long as α whatever the gradient: their noise falls as 1/√b,
// so α may grow as √b (Malladi, Lyu, Panigrahi and Arora 2022, On the SDEs and Scaling Rules for
// Adaptive Gradient Algorithms).
static double size_at_batch(const struct follow_scale *scale, size_t batch)
{
    if (batch == 0 || !(scale->size_one > 0))
        return scale->size;
    return fmin(scale->size, scale->size_one * sqrt((double)batch));
}

// Steps by a sum of gradients, 1/(1−β₁) as long as their average.
static bool is_sum(const struct scene *scene, const char *section, const struct rule *rule)
{
    const struct param *form = rule_is_typed(rule) ? NULL : param_find(rule->params, "form");
    return rule->is_sum ||
           (form && strcmp(form->choices[(int)scene_number(scene, section, form)], "classic") == 0);
}

// A step is divided by an average of squares that begins at 0 and is not corrected: the first one
// is 1/√(1−β₂) as long as later ones. How much less α is to be where β₂ is above its standard.
static double first_step(const struct scene *scene, const char *section, const struct rule *rule)
{
    const struct param *beta2 = param_find(rule->params, "beta2");
    if (!beta2 || param_find(rule->params, "beta1"))
        return 1;
    const double left = (1 - scene_number(scene, section, beta2)) / (1 - beta2->standard);
    return sqrt(fmin(left, 1));
}

// A rule whose step sizes come from its own steps begins with steps of √ε/√(s + ε). How much less α
// is to be where ε is above its standard.
static double own_steps(const struct scene *scene, const char *section, const struct rule *rule)
{
    const struct param *epsilon = param_find(rule->params, "epsilon");
    return epsilon ? sqrt(fmin(epsilon->standard / scene_number(scene, section, epsilon), 1)) : 1;
}

// What a sensible α of a rule depends on (rule.h). One of the scene's own that says an α has said
// what is fine everywhere.
static double reach_of(const struct scene *scene, const struct rule *rule)
{
    char section[72];
    text_print(section, sizeof section, "rule.%s", rule->name);
    const bool says_alpha = scene_text(scene, section, "alpha") || scene_text(scene, section, "α");
    return rule_is_typed(rule) && says_alpha ? -1 : rule->reach;
}

// Of a rule of the scene's own. What sums gradients does so as β₁ = 0.9 would: nobody knows more.
static double sensible_typed(const struct scene *scene, const char *section,
                             const struct follow_scale *scale, const struct rule *rule)
{
    const double reach = reach_of(scene, rule);
    const size_t batch = runner_batch(scene, section);
    if (reach < 0)
        return rule->params[0].standard;
    if (reach > 0)
        return reach * size_at_batch(scale, batch);
    return scale->alpha > 0
               ? at_batch(scale->alpha, scale->alpha_one, batch) * (rule->is_sum ? 0.1 : 1)
               : NAN;
}

static double sensible_of(const struct scene *scene, const char *section,
                          const struct follow_scale *scale, const struct rule *rule)
{
    if (rule_is_typed(rule))
        return sensible_typed(scene, section, scale, rule);
    if (rule->reach < 0)
        return rule->params[0].standard * first_step(scene, section, rule) *
               own_steps(scene, section, rule);
    const size_t batch = runner_batch(scene, section);
    if (rule->reach > 0)
        return rule->reach * size_at_batch(scale, batch) * first_step(scene, section, rule);
    if (!(scale->alpha > 0))
        return NAN;
    const struct param *beta1 = param_find(rule->params, "beta1");
    const bool has_sum = beta1 && is_sum(scene, section, rule);
    return at_batch(scale->alpha, scale->alpha_one, batch) *
           (has_sum ? 1 - scene_number(scene, section, beta1) : 1);
}

// A fine α for the runner's rule and batch; NaN where nobody can tell.
static double sensible(const struct scene *scene, const char *section,
                       const struct follow_scale *scale)
{
    const struct rule *rule = runner_rule(scene, section);
    const double alpha = sensible_of(scene, section, scale, rule);
    rule_release(rule);
    return alpha;
}

// How bold a runner with this α steps: 1 = as far as is sensible, and less. Never more.
static double boldness(double alpha, double fine)
{
    const double bold = alpha / fine;
    return bold < 1 ? bold : 1; // where nobody can tell as well
}

bool follow_take(const struct follow *follow, const char *section, const char *key,
                 const char *value, struct error *error)
{
    const bool is_free = follow_is_free(follow, section, key);
    return scene_put(follow->change->base, section, key, value, error) &&
           (!is_free || scene_put(follow->scene, section, key, value, error));
}

static bool is_opened_again(const struct follow *follow, const char *section)
{
    const struct scene *opened = follow->change->opened;
    if (!follow->is_as_opened || !scene_section(opened, section))
        return false;
    const struct rule *then = runner_rule(opened, section),
                      *now = runner_rule(follow->scene, section);
    const bool is_same_rule = strcmp(then->name, now->name) == 0;
    rule_release(then);
    rule_release(now);
    return is_same_rule;
}

// Who steps as on opening does so with the same α. Where less is sensible now than was there it is
// made smaller by as much; where that is for another reason than that he sums gradients, he is not
// bolder than sensible there either.
static bool take_opened(const struct follow *follow, const char *section, const struct param *alpha,
                        struct error *error)
{
    const struct scene *opened = follow->change->opened;
    const char *text = scene_text(opened, section, alpha->key);
    const double now = sensible(follow->scene, section, &follow->now);
    const double then = sensible(opened, section, &follow->opened);
    char smaller[64];
    if (now < then) {
        const bool is_sum_only =
            follow->now.alpha == follow->opened.alpha &&
            runner_batch(follow->scene, section) == runner_batch(opened, section);
        const double value = scene_number(opened, section, alpha) * (now / then);
        follow_format(alpha, is_sum_only ? value : fmin(value, now), smaller);
        text = smaller;
    }
    return follow_take(follow, section, alpha->key, text, error);
}

static bool is_another(const struct follow *follow, const char *key)
{
    const char *section = follow->change->section;
    return strcmp(follow->change->key, key) == 0 &&
           !is_same(scene_text(follow->scene, section, key),
                    scene_text(follow->before, section, key));
}

bool follow_is_about(const struct follow *follow)
{
    const bool depends = follow->now.alpha_one > 0 || follow->now.size_one > 0;
    return is_another(follow, "rule") || is_another(follow, "form") ||
           (depends && is_another(follow, "batch"));
}

// How bold the runner was; a rule whose α depends on nothing has none to be bolder with.
static double boldness_before(const struct follow *follow, const char *section,
                              const struct rule *now)
{
    const struct rule *old = runner_rule(follow->before, section);
    double bold = 1;
    if (reach_of(follow->before, old) >= 0 && reach_of(follow->scene, now) >= 0)
        bold = boldness(scene_number(follow->change->base, section, &old->params[0]),
                        sensible(follow->before, section, &follow->old));
    rule_release(old);
    return bold;
}

static bool follow_alpha_of(const struct follow *follow, const char *section,
                            const struct rule *now, struct error *error)
{
    const struct param *alpha = &now->params[0];
    if (is_opened_again(follow, section))
        return take_opened(follow, section, alpha, error);
    const double fine = sensible(follow->scene, section, &follow->now);
    if (isnan(fine))
        return true;
    char text[64];
    follow_format(alpha, boldness_before(follow, section, now) * fine, text);
    return follow_take(follow, section, alpha->key, text, error);
}

bool follow_alpha(const struct follow *follow, const char *section, struct error *error)
{
    const struct rule *now = runner_rule(follow->scene, section);
    const bool done = follow_alpha_of(follow, section, now, error);
    rule_release(now);
    return done;
}

bool follow_alphas(const struct follow *follow, struct error *error)
{
    for (size_t s = 0; s < follow->scene->count; s++) {
        const char *section = follow->scene->section[s].name;
        if (is_runner(section) && !follow_alpha(follow, section, error))
            return false;
    }
    return true;
}

// ---- a new one ----------------------------------------------------------------------------------

static bool is_used(const struct scene *scene, const char *section, const char *rule)
{
    for (size_t s = 0; s < scene->count; s++) {
        const char *other = scene->section[s].name;
        const char *name = scene_text(scene, other, "rule");
        if (is_runner(other) && strcmp(other, section) != 0 &&
            strcmp(name ? name : rules[0]->name, rule) == 0)
            return true;
    }
    return false;
}

// The name of the first rule that no runner but this one has; the first of all where there is none.
static const char *unused_rule(const struct scene *scene, const char *section)
{
    const char *names[RULE_NAMES_MAX + 1];
    rule_list_names(scene, names);
    for (size_t r = 0; names[r]; r++)
        if (!is_used(scene, section, names[r]))
            return names[r];
    return names[0];
}

// The runner before it, else the first other one, else NULL.
static const char *neighbour(const struct scene *scene, const char *section)
{
    const char *found = NULL;
    for (size_t s = 0; s < scene->count; s++) {
        const char *name = scene->section[s].name;
        if (strcmp(name, section) == 0 && found)
            return found;
        if (is_runner(name) && strcmp(name, section) != 0)
            found = name;
    }
    return found;
}

static double boldness_beside(const struct follow *follow, const char *beside)
{
    const struct rule *rule = beside ? runner_rule(follow->scene, beside) : NULL;
    double bold = 1;
    if (rule && reach_of(follow->scene, rule) >= 0)
        bold = boldness(scene_number(follow->scene, beside, &rule->params[0]),
                        sensible(follow->scene, beside, &follow->now));
    rule_release(rule);
    return bold;
}

bool follow_new_runner(const struct follow *follow, struct error *error)
{
    struct scene *scene = follow->scene;
    const char *section = follow->change->section;
    const char *beside = neighbour(scene, section);
    const char *batch = beside ? scene_text(scene, beside, "batch") : NULL;
    if (!scene_put(scene, section, "rule", unused_rule(scene, section), error) ||
        !scene_put(scene, section, "batch", batch, error))
        return false;
    const double fine = sensible(scene, section, &follow->now);
    if (isnan(fine))
        return true;
    const struct rule *rule = runner_rule(scene, section);
    char text[64];
    follow_format(&rule->params[0], boldness_beside(follow, beside) * fine, text);
    rule_release(rule);
    return scene_put(scene, section, "alpha", text, error);
}

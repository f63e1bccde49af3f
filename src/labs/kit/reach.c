#include "labs/kit/reach.h"

#include "base/text.h"
#include "sim/rule_text.h"

#include <math.h>

enum { STEPS = 100 };

// How long the last of some steps is that all see the same gradient.
static double last_step(const struct rule *rule, double alpha, double gradient)
{
    double number[RULE_NUMBERS_MAX], carry[RULE_CARRY_MAX], state[RULE_STATES_MAX] = {0};
    double theta = 0, before = 0;
    for (size_t i = 0; i < RULE_CARRY_MAX; i++)
        carry[i] = 1;
    for (size_t i = 0; rule->params[i].key; i++)
        number[i] = rule->params[i].standard;
    number[0] = alpha;
    for (uint64_t t = 1; t <= STEPS; t++) {
        const struct rule_step step = {
            .number = number, .alpha = alpha, .carry = carry, .t = t, .rule = rule};
        before = theta;
        rule->step_double(&step, &theta, &gradient, state, 1);
    }
    return fabs(theta - before);
}

// The scene says an α of its own, or steps have a length of their own: then that is fine
// everywhere. Ten times the gradient makes a step at least three times as long: then steps are
// about αg, times a gain.
struct reach reach_of(const struct scene *scene, const struct rule *rule)
{
    char section[72];
    const double alpha = 1e-6;
    if (!rule_is_typed(rule))
        return (struct reach){.share = rule->reach, .gain = 1};
    text_print(section, sizeof section, "rule.%s", rule->name);
    if (scene_text(scene, section, "alpha") || scene_text(scene, section, "α"))
        return (struct reach){.share = -1, .gain = 1};
    const double one = last_step(rule, alpha, 1), ten = last_step(rule, alpha, 10);
    const double twice = last_step(rule, 2 * alpha, 1);
    if (!(one > 0) || !isfinite(ten) || !(twice > 1.2 * one))
        return (struct reach){.share = -1, .gain = 1};
    if (ten < 3 * one)
        return (struct reach){.share = rule_find("adam")->reach, .gain = 1};
    return (struct reach){.share = 0, .gain = fmax(one / alpha, 1)};
}

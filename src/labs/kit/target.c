#include "labs/kit/target.h"
#include "base/maths.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"

#include <math.h>
#include <string.h>

const struct param kit_target_param = {.key = "target",
                                       .label = "target",
                                       .help = "the best α reaches this cost in the fewest steps",
                                       .scale = PARAM_TEXT,
                                       .fallback = "none"};

bool kit_is_target(const char *section, const char *key)
{
    return strcmp(section, "run") == 0 && strcmp(key, kit_target_param.key) == 0;
}

static bool read_target(const struct scene *scene, double *target)
{
    const char *text = scene_text(scene, "run", kit_target_param.key);
    *target = 0;
    return !text || !*text || strcmp(text, kit_target_param.fallback) == 0 ||
           text_number(text, target);
}

bool kit_target_check(const struct scene *scene, struct error *error)
{
    double target;
    if (read_target(scene, &target) && isfinite(target))
        return true;
    error_set(error, ERROR_INPUT, "target must be a number or none, not '%.40s'",
              scene_text(scene, "run", kit_target_param.key));
    return scene_blame(scene, "run", kit_target_param.key, error);
}

double kit_target(const struct scene *scene)
{
    double target;
    return read_target(scene, &target) && isfinite(target) && target != 0 ? target : NAN;
}

double kit_target_steps(const double cost[], const size_t step[], size_t count, double target,
                        size_t steps)
{
    double before = NAN, place_before = 0;
    for (size_t k = 0; k < count; k++) {
        const double place = step ? (double)step[k] : (double)k;
        if (isnan(cost[k]))
            continue;
        if (cost[k] <= target)
            return isnan(before) ? place
                                 : place_before + (place - place_before) * (before - target) /
                                                      (before - cost[k]);
        before = cost[k];
        place_before = place;
    }
    return isnan(before) ? INFINITY : 1e3 * (double)steps * (1 + maths_log1p(before - target));
}

// "34 steps"; beyond `steps`: "not in 60 steps".
static void show_steps(double outcome, size_t steps, char text[64])
{
    const double made = ceil(outcome);
    if (outcome > (double)steps)
        text_print(text, 64, words("not in %zu steps"), steps);
    else
        text_print(text, 64, made == 1 ? words("%.0f step") : words("%.0f steps"), made);
}

void kit_target_show(const struct scene *scene, double outcome, size_t steps, char text[64])
{
    char number[32];
    if (!isfinite(outcome)) {
        text_print(text, 64, "%s", words("diverged"));
    } else if (isnan(kit_target(scene))) {
        text_show(outcome, 3, number, sizeof number);
        text_print(text, 64, words("J = %s"), number);
    } else {
        show_steps(outcome, steps, text);
    }
}

void kit_target_tell(const struct scene *scene, double made, const struct kit_target_place *place,
                     char *text, size_t size)
{
    char number[64];
    const double steps = (double)place->steps;
    const bool is_missed = made > steps;
    const bool is_known = place->step >= fmin(ceil(made), steps) && made < INFINITY;
    // Before its end nobody knows that it will not.
    if (isnan(kit_target(scene)) || !is_known || (is_missed && !place->is_over))
        return;
    show_steps(made, place->steps, number);
    text_append(text, size, " · %s", is_missed ? words("target not reached") : number);
}

static void tell_target(const struct scene *scene, char *text, size_t size)
{
    char target[32];
    if (isnan(kit_target(scene)) || hide_slider(scene, "run", kit_target_param.key))
        return;
    text_show(kit_target(scene), 3, target, sizeof target);
    text_append(text, size, "%s", *text ? " · " : "");
    text_append(text, size, words("target J ≤ %s"), target);
}

void kit_target_run(const struct scene *scene, const struct param *length, const char *made,
                    const struct param *seed, char *text, size_t size)
{
    const bool hides_seed = hide_slider(scene, "run", seed->key);
    if (!hide_slider(scene, "run", length->key))
        text_append(text, size, hides_seed ? "%s" : "%s, ", made);
    if (!hides_seed)
        text_append(text, size, words("seed %.0f"), scene_number(scene, "run", seed));
    tell_target(scene, text, size);
}

// What follows when the rules or the data of a training change (lab_type.follow).
#include "labs/training/follow.h"

#include "base/text.h"
#include "base/words.h"
#include "data/dataset.h"
#include "labs/hide.h"
#include "labs/kit/data_keys.h"
#include "labs/kit/follow.h"
#include "labs/kit/runners.h"
#include "labs/kit/subject.h"
#include "labs/training/params.h"
#include "labs/training/zoom.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *data_of(const struct scene *scene)
{
    const char *data = scene_text(scene, "data", "data");
    return data && *data ? data : training_data_params[DATA_DATA].fallback;
}

// Of data that do not ship nobody knows more than that the most careful step size will do.
static const struct dataset *most_careful(void)
{
    const struct dataset *found = NULL;
    for (size_t i = 0; datasets[i]; i++)
        if (datasets[i]->alpha > 0 && (!found || datasets[i]->alpha < found->alpha))
            found = datasets[i];
    return found;
}

// The hidden layers of "64,32", none of "none", and the widest one's units.
static size_t layers_of(const struct scene *scene, double *widest)
{
    const char *text = scene_text(scene, "network", training_network_params[NETWORK_HIDDEN].key);
    size_t layers = 0;
    *widest = 0;
    for (text = text ? text : training_network_params[NETWORK_HIDDEN].fallback; *text;) {
        char *end;
        const double units = strtod(text, &end);
        if (end == text)
            break;
        layers++;
        *widest = fmax(*widest, units);
        text = *end == ',' ? end + 1 : end;
    }
    return layers;
}

// The weights of a network lie within about half a unit. The deeper it is the more a step changes
// what it says: measured, the largest step sizes with which it still learns fall at least as
// 1/layers (dataset.c has the table).
static struct follow_scale scale_of(const struct scene *scene)
{
    const struct dataset *named = dataset_find(data_of(scene));
    const struct dataset *data = named && named->alpha > 0 ? named : most_careful();
    double widest;
    const double layers = fmax((double)layers_of(scene, &widest), 1);
    const double wide = data->width > 0 ? fmax(widest / data->width, 1) : 1;
    return (struct follow_scale){
        .alpha = data->alpha / layers / wide,
        .alpha_one = data->alpha_one / layers / wide,
        .size = 0.5 / layers / wide,
        .size_one = data->size_one / layers / wide,
    };
}

// What a part of a picture was chosen on may be another thing now: then everything is shown.
static bool follow_zoom(struct scene *scene, const struct lab_change *change, struct error *error)
{
    static const char *const looks[] = {"color", "hidden", "name", NULL};
    const char *section = change->section, *key = change->key ? change->key : "";
    for (size_t i = 0; looks[i]; i++)
        if (strcmp(key, looks[i]) == 0)
            return true;
    if (strcmp(section, "scene") == 0 || strcmp(section, "sweep") == 0 ||
        strcmp(section, "alphas") == 0)
        return true;
    if (strcmp(section, "view") == 0) {
        if (strcmp(key, "x_axis") == 0)
            return training_zoom_forget(scene, ZOOM_COSTS, 0, error);
        if (strcmp(key, "log_cost") == 0)
            return training_zoom_forget(scene, ZOOM_COSTS, 1, error);
        return strcmp(key, "plane") != 0 || training_zoom_forget(scene, ZOOM_LANDSCAPE, -1, error);
    }
    for (int which = 0; strcmp(section, "data") == 0 && which < ZOOM_COUNT; which++)
        if (!training_zoom_forget(scene, (enum training_zoom)which, -1, error))
            return false;
    return training_zoom_forget(scene, ZOOM_LANDSCAPE, -1, error);
}

bool training_follow(const struct lab *lab, struct scene *scene, const struct lab_change *change,
                     struct error *error)
{
    const struct follow follow = {
        .before = &lab->scene,
        .scene = scene,
        .change = change,
        .old = scale_of(&lab->scene),
        .now = scale_of(scene),
        .opened = scale_of(change->opened),
        .is_as_opened = strcmp(data_of(scene), data_of(change->opened)) == 0,
    };
    const char *key = change->key;
    if (!follow_zoom(scene, change, error) ||
        !runner_set_follow(&((const struct training_lab *)lab)->runners, scene, change, error))
        return false;
    if (strncmp(change->section, "runner.", 7) == 0) {
        if (!key)
            return follow_new_runner(&follow, error);
        return !follow_is_about(&follow) || follow_alpha(&follow, change->section, error);
    }
    const char *hidden = training_network_params[NETWORK_HIDDEN].key;
    if (key && strcmp(change->section, "network") == 0 && strcmp(key, hidden) == 0)
        return follow_alphas(&follow, error);
    if (!key || strcmp(change->section, "data") != 0 || strcmp(key, "data") != 0 ||
        strcmp(data_of(scene), data_of(&lab->scene)) == 0)
        return true;
    // What ships says itself what is predicted.
    static const int of_columns[] = {DATA_LABEL, DATA_INPUTS, DATA_WITHOUT};
    const bool ships = dataset_find(data_of(scene)) != NULL;
    for (size_t i = 0; ships && i < sizeof of_columns / sizeof *of_columns; i++)
        if (!scene_put(scene, "data", training_data_params[of_columns[i]].key, NULL, error))
            return false;
    return (!ships || kit_data_forget(scene, "data", error)) && follow_alphas(&follow, error);
}

// "; hidden units 32, relu, start random".
static void tell_network(const struct scene *scene, bool is_shown, char *text, size_t size)
{
    static const int which[] = {NETWORK_HIDDEN, NETWORK_ACTIVATION, NETWORK_START};
    const char *between = "; ";
    for (size_t i = 0; i < sizeof which / sizeof *which; i++) {
        const struct param *param = &training_network_params[which[i]];
        const char *given = scene_text(scene, "network", param->key);
        char value[100];
        if (is_shown && hide_slider(scene, "network", param->key))
            continue;
        if (param->scale == PARAM_TEXT)
            text_print(value, sizeof value, "%s", given ? given : param->fallback);
        else
            param_format(param, scene_number(scene, "network", param), value, sizeof value);
        text_append(text, size, "%s", between);
        text_append(text, size,
                    which[i] == NETWORK_HIDDEN  ? words("hidden units %s")
                    : which[i] == NETWORK_START ? words("start %s")
                                                : "%s",
                    value);
        between = ", ";
    }
}

void training_subject(const struct scene *scene, bool is_shown, char *text, size_t size)
{
    char runners[1000], learners[1400], schedules_now[400];
    kit_subject_runners(scene, is_shown, runners, sizeof runners);
    kit_subject_schedules(scene, is_shown, schedules_now, sizeof schedules_now);
    if (*schedules_now)
        text_print(learners, sizeof learners, words("%s (α %s)"), runners, schedules_now);
    else
        text_print(learners, sizeof learners, "%s", runners);
    text_print(text, size, words("%s on %s"), learners, data_of(scene));
    tell_network(scene, is_shown, text, size);
}

void training_headline(const struct scene *scene, char *text, size_t size)
{
    kit_subject_count(scene, "runner.", words("%s runners on %s"), data_of(scene), text, size);
}

// Opening a scene in the Averages lab: the series is read anew only when the scene names another.
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/averages/params.h"
#include "labs/averages/span.h"
#include "labs/averages/state.h"
#include "labs/hide.h"
#include "labs/kit/data_keys.h"
#include "labs/kit/hood_lab.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void averages_clear(struct averages *lab)
{
    for (size_t i = 0; i < lab->count; i++)
        free(lab->entry[i].value);
    averages_ghost_clear(lab);
    series_clear(&lab->series);
    scene_clear(&lab->head.scene);
    looks_clear(&lab->looks);
    curve_points_clear(&lab->scratch);
    free(lab->series_key);
    free(lab->measured);
    free(lab->position);
}

// What the scene says of its series.
static bool find_source(const struct scene *scene, struct series_source *source, char *key,
                        size_t size, struct error *error)
{
    static const int texts[] = {SERIES_DATA, SERIES_COLUMN, SERIES_DATE, SERIES_DATE_FORMAT,
                                SERIES_RESAMPLE};
    const char *data = scene_text(scene, "series", "data");
    *source = (struct series_source){
        .data = data && *data ? data : averages_series_params[SERIES_DATA].fallback,
        .beside = scene->source,
        .column = scene_text(scene, "series", "column"),
        .date = scene_text(scene, "series", "date"),
        .date_format = scene_text(scene, "series", "date_format"),
        .resample =
            (enum resample)scene_number(scene, "series", &averages_series_params[SERIES_RESAMPLE]),
    };
    *key = '\0';
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *value = scene_text(scene, "series", averages_series_params[texts[i]].key);
        text_append(key, size, "%s\n", value ? value : "");
    }
    kit_data_describe(scene, "series", key, size);
    return kit_data_hints(scene, "series", &source->hints, error);
}

// The series of the scene: read anew only when the scene names another one.
static bool take_series(const struct averages *old, struct averages *lab, struct error *error)
{
    char key[8192];
    struct series_source source;
    const struct scene *scene = &lab->head.scene;
    if (!find_source(scene, &source, key, sizeof key, error))
        return false;
    source.tables = lab->head.tables;
    lab->series_key = strdup(key);
    if (!lab->series_key)
        return error_memory(error);
    if (old->series_key && strcmp(key, old->series_key) == 0)
        return series_copy(&lab->series, &old->series, error);
    if (series_read(&lab->series, &source, error))
        return true;
    // Not every message names the file itself.
    const char *blamed = lab->series.lacks_column && source.column ? "column"
                         : !lab->series.lacks_date                 ? "data"
                         : source.date_format                      ? "date_format"
                         : source.date                             ? "date"
                                                                   : "data";
    return scene_blame(scene, "series", blamed, error);
}

static bool take_days(struct averages *lab, struct error *error)
{
    const double days =
        scene_number(&lab->head.scene, "series", &averages_series_params[SERIES_DAYS]);
    lab->days = days > 0 && days < (double)lab->series.days ? (size_t)days : lab->series.days;
    if (lab->days < 2) {
        error_set(error, ERROR_INPUT, "days must be 2 or more, or 0 for all, not %g", days);
        scene_blame(&lab->head.scene, "series", "days", error);
        return false;
    }
    lab->gaps_age =
        scene_number(&lab->head.scene, "series", &averages_series_params[SERIES_GAPS]) == 1;
    lab->days_param = averages_series_params[SERIES_DAYS];
    lab->days_param.max = (double)lab->series.days;
    lab->measured = array_create(lab->days, sizeof *lab->measured, error);
    lab->position = array_create(lab->days, sizeof *lab->position, error);
    if (!lab->measured || !lab->position)
        return false;
    size_t count = 0;
    for (size_t k = 0; k < lab->days; k++) {
        lab->measured[k] = count += !isnan(lab->series.value[k]);
        lab->position[k] = (double)(k + 1);
    }
    const struct average today = {.kind = AVERAGE_EWA};
    lab->roughness = average_roughness(&today, lab->series.value, lab->series.value, lab->days);
    if (count > 0)
        return true;
    error_set(error, ERROR_INPUT, "not one of the first %zu readings is measured", lab->days);
    scene_blame(&lab->head.scene, "series", "days", error);
    return false;
}

// One day or several; corrected or not.
static const char *const window_names[2][2][2] = {
    {{"window of %zu reading", "window of %zu reading, uncorrected"},
     {"window of %zu readings", "window of %zu readings, uncorrected"}},
    {{"window of %zu day", "window of %zu day, uncorrected"},
     {"window of %zu days", "window of %zu days, uncorrected"}},
};
// Among their like or beside windows; plain, corrected beside others, uncorrected.
static const char *const ewa_names[2][3] = {
    {"β = %s", "β = %s, corrected", "β = %s, uncorrected"},
    {"EWA, β = %s", "EWA, β = %s, corrected", "EWA, β = %s, uncorrected"},
};

// What nobody has named is called by its numbers, so that the name follows them. Where plain and
// other averages stand side by side, the plain ones say what they are, too.
static void make_name(const struct averages *lab, const struct averaged *of, char name[72])
{
    bool has_window = false, has_bias = false;
    size_t alike = 0;
    for (size_t i = 0; i < lab->count; i++) {
        const struct average *other = &lab->entry[i].average;
        has_window = has_window || other->kind == AVERAGE_WINDOW;
        has_bias = has_bias || (other->kind == AVERAGE_EWA && !other->bias_correction);
        alike += other->kind == of->average.kind && other->beta == of->average.beta &&
                 other->bias_correction == of->average.bias_correction;
    }
    char beta[32], own[48];
    looks_call(of->section, of->look, (size_t)(of - lab->entry), own);
    if (hide_slider(&lab->head.scene, of->section, averages_entry_params[ENTRY_BETA].key)) {
        text_print(name, 72, "%s", own);
        return;
    }
    param_show(&averages_entry_params[ENTRY_BETA], of->average.beta, beta, sizeof beta);
    const size_t days = average_days(of->average.beta);
    if (of->average.kind == AVERAGE_WINDOW)
        text_print(
            name, 72,
            words(window_names[averages_is_daily(lab)][days != 1][!of->average.bias_correction]),
            days);
    else
        text_print(name, 72,
                   words(ewa_names[has_window][!of->average.bias_correction ? 2
                                               : has_bias                   ? 1
                                                                            : 0]),
                   beta);
    if (alike > 1)
        text_append(name, 72, " (%.30s)", own);
}

static bool take_entry(struct averages *lab, const char *section, struct error *error)
{
    struct averaged *entry = &lab->entry[lab->count];
    const struct scene *scene = &lab->head.scene;
    const char *name = scene_text(scene, section, "name");
    snprintf(entry->section, sizeof entry->section, "%s", section);
    text_print(entry->name, sizeof entry->name, "%s", name ? name : "");
    entry->hidden = scene_number(scene, section, &averages_entry_params[ENTRY_HIDDEN]) == 1;
    entry->average = (struct average){
        .kind = (enum average_kind)scene_number(scene, section, &averages_entry_params[ENTRY_KIND]),
        .beta = scene_number(scene, section, &averages_entry_params[ENTRY_BETA]),
        .bias_correction =
            scene_number(scene, section, &averages_entry_params[ENTRY_CORRECTION]) == 1,
        .ages = lab->gaps_age,
    };
    entry->value = array_create(lab->days, sizeof *entry->value, error);
    if (!entry->value)
        return false;
    lab->count++;
    average_run(&entry->average, lab->series.value, lab->days, entry->value);
    entry->lag = average_lag(&entry->average, lab->series.value, entry->value, lab->days);
    entry->roughness =
        average_roughness(&entry->average, lab->series.value, entry->value, lab->days);
    return true;
}

// The lecture's colours: β = 0.9 red, 0.98 green, 0.5 amber, uncorrected purple.
static int wished_look(const struct average *average)
{
    if (average->kind == AVERAGE_WINDOW)
        return LOOK_INK;
    if (!average->bias_correction)
        return LOOK_PURPLE;
    return average->beta >= 0.95 ? LOOK_GREEN : average->beta >= 0.75 ? LOOK_VERMILION : LOOK_AMBER;
}

static bool give_looks(struct averages *lab, struct error *error)
{
    struct look_wish wish[AVERAGES_MAX];
    int look[AVERAGES_MAX];
    for (size_t i = 0; i < lab->count; i++) {
        const char *section = lab->entry[i].section;
        const bool is_given = scene_text(&lab->head.scene, section, "color") != NULL;
        wish[i] = (struct look_wish){
            .section = section,
            .given = is_given ? (int)scene_number(&lab->head.scene, section,
                                                  &averages_entry_params[ENTRY_COLOR])
                              : -1,
            .wish = wished_look(&lab->entry[i].average),
        };
    }
    if (!looks_keep(&lab->looks, wish, lab->count, look, error))
        return false;
    for (size_t i = 0; i < lab->count; i++)
        lab->entry[i].look = look[i];
    return true;
}

static bool take_entries(struct averages *lab, struct error *error)
{
    const struct scene *scene = &lab->head.scene;
    const char *place = scene->source ? scene->source : words("scene");
    for (size_t i = 0; i < scene->count; i++) {
        if (strncmp(scene->section[i].name, "average.", 8) != 0)
            continue;
        if (lab->count == AVERAGES_MAX)
            return error_set(error, ERROR_INPUT, "%s:%d: more than %d averages", place,
                             scene->section[i].line, AVERAGES_MAX);
        if (!take_entry(lab, scene->section[i].name, error))
            return false;
    }
    if (lab->count == 0)
        return error_set(error, ERROR_INPUT,
                         "%s: no averages; add a section such as [average.mine] with beta = 0.9",
                         place);
    if (!give_looks(lab, error))
        return false;
    for (size_t i = 0; i < lab->count; i++)
        if (!*lab->entry[i].name)
            make_name(lab, &lab->entry[i], lab->entry[i].name);
    return true;
}

static bool take_view(struct averages *lab, struct error *error)
{
    const struct param *param = &averages_view_params[VIEW_X];
    const char *text = scene_text(&lab->head.scene, "view", param->key);
    double range[2] = {1, (double)lab->days};
    lab->log_weights = scene_number(&lab->head.scene, "view", &averages_view_params[VIEW_LOG]) == 1;
    lab->shows_hood = kit_hood_is_open(&lab->head);
    if (text && !param_parse_pair(param, text, range, error))
        return scene_blame(&lab->head.scene, "view", param->key, error);
    if (!(range[1] - range[0] >= 1)) {
        error_set(error, ERROR_INPUT, "x must be first, last with a reading between, not '%s'",
                  text);
        return scene_blame(&lab->head.scene, "view", param->key, error);
    }
    lab->low = range[0];
    lab->high = range[1];
    return true;
}

bool averages_open(struct lab *base, const struct scene *scene, struct error *error)
{
    struct averages *lab = (struct averages *)base;
    struct averages fresh = {.head = lab->head};
    fresh.head.scene = (struct scene){0};
    if (scene_copy(&fresh.head.scene, scene, error) &&
        looks_copy(&fresh.looks, &lab->looks, error) && take_series(lab, &fresh, error) &&
        take_days(&fresh, error) && take_entries(&fresh, error) && take_view(&fresh, error)) {
        struct scene taken = fresh.head.scene;
        fresh.head.scene = (struct scene){0};
        averages_ghost_keep(lab, &fresh);
        averages_clear(lab);
        *lab = fresh;
        lab_take(&lab->head, &taken);
        return true;
    }
    averages_clear(&fresh);
    return false;
}

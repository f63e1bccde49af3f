#include "labs/averages/averages.h"
#include "base/maths.h"
#include "labs/hide.h"
#include "labs/kit/pictures.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "data/dataset.h"
#include "labs/averages/day.h"
#include "labs/averages/hood.h"
#include "labs/averages/params.h"
#include "labs/averages/span.h"
#include "labs/kit/data_keys.h"
#include "labs/kit/ghost.h"
#include "labs/kit/hood_lab.h"
#include "labs/kit/params.h"
#include "labs/kit/scene.h"
#include "labs/kit/subject.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void averages_close(struct lab *base)
{
    averages_clear((struct averages *)base);
}

// ---- the timeline -------------------------------------------------------------------------------

static size_t averages_steps(const struct lab *base)
{
    return ((const struct averages *)base)->days;
}

static void averages_place(const struct lab *base, double step, char where[48], char detail[48])
{
    const struct averages *lab = (const struct averages *)base;
    const size_t day = averages_day(lab, step);
    averages_date(lab, day, where);
    detail[0] = '\0';
    if (lab->series.has_dates)
        averages_count(lab, day + 1, detail);
}

// ---- groups and sliders -------------------------------------------------------------------------

static size_t averages_groups(const struct lab *base)
{
    return ((const struct averages *)base)->count + 1; // averages, series
}

static void averages_group(const struct lab *base, size_t index, double step,
                           struct lab_group *group)
{
    const struct averages *lab = (const struct averages *)base;
    const size_t day = averages_day(lab, step);
    memset(group, 0, sizeof *group);
    if (index >= lab->count) {
        snprintf(group->section, sizeof group->section, "series");
        text_print(group->name, sizeof group->name, "%s", lab->series.name);
        averages_show(lab, lab->series.value[day], group->result, sizeof group->result);
        text_print(group->summary, sizeof group->summary,
                   lab->series.is_synthetic ? words("%zu days, synthetic")
                   : averages_is_daily(lab) ? words("%zu days")
                                            : words("%zu readings"),
                   lab->days);
        lab_tell_summary(base, group);
        return;
    }
    const struct averaged *entry = &lab->entry[index];
    snprintf(group->section, sizeof group->section, "%s", entry->section);
    snprintf(group->name, sizeof group->name, "%s", entry->name);
    group->is_runner = true;
    group->hidden = entry->hidden;
    group->look = entry->look;
    char beta[32];
    text_show(entry->average.beta, 4, beta, sizeof beta);
    if (hide_slider(&base->scene, entry->section, "beta")) {
        *group->summary = '\0';
    } else if (entry->average.kind == AVERAGE_WINDOW) {
        char span[64];
        averages_span(lab, (double)average_days(entry->average.beta), 6, span);
        text_print(group->summary, sizeof group->summary, words("window of %s"), span);
    } else {
        char half_life[96];
        averages_half_life(lab, entry->average.beta, half_life);
        // Who has no name is called by β already.
        if (scene_text(&base->scene, entry->section, "name"))
            text_print(group->summary, sizeof group->summary,
                       entry->average.bias_correction ? words("β = %s, corrected")
                                                      : words("β = %s, uncorrected"),
                       beta);
        else
            text_print(group->summary, sizeof group->summary, "%s",
                       entry->average.bias_correction ? words("corrected") : words("uncorrected"));
        text_append(group->summary, sizeof group->summary, "; %s", half_life);
    }
    char now[64], before[64];
    averages_show(lab, entry->value[day], now, sizeof now);
    size_t there;
    const struct averaged *ghost = averages_ghost(lab, index, &there);
    if (ghost && day < there) {
        averages_show(lab, ghost->value[day], before, sizeof before);
        kit_ghost_result(before, now, group->result, sizeof group->result);
    } else {
        text_print(group->result, sizeof group->result, "%s", now);
    }
}

static const struct report *averages_report(const struct lab *base)
{
    return &((const struct averages *)base)->series.report;
}

static const struct param *averages_slider(const struct lab *base, size_t group, size_t index)
{
    const struct averages *lab = (const struct averages *)base;
    if (group < lab->count)
        return index <= ENTRY_KIND ? &averages_entry_params[index] : NULL;
    const struct scene *scene = &lab->head.scene;
    const struct param *data = kit_choice_or_text(scene, "series", &averages_data_choice,
                                                  &averages_series_params[SERIES_DATA]);
    // What ships has the same columns.
    const struct param *column = data == &averages_data_choice
                                     ? &averages_column_choice
                                     : &averages_series_params[SERIES_COLUMN];
    // What ships is a reading a day, and none is missing.
    const struct param *rows[] = {data, column, &lab->days_param,
                                  &averages_series_params[SERIES_RESAMPLE],
                                  &averages_series_params[SERIES_GAPS]};
    const size_t count = data == &averages_data_choice || !lab->series.has_dates ? 3 : 5;
    return index < count ? rows[index] : NULL;
}

// ---- changes ------------------------------------------------------------------------------------

// The first β of the lecture's that no other average has.
static const char *unused_beta(const struct scene *scene, const char *section)
{
    static const char *const betas[] = {"0.9", "0.98", "0.5", "0.99", "0.7", "0.95", "0.8"};
    const struct param *param = &averages_entry_params[ENTRY_BETA];
    for (size_t b = 0; b < sizeof betas / sizeof *betas; b++) {
        double beta = 0;
        bool is_used = false;
        param_parse(param, betas[b], &beta, NULL);
        for (size_t s = 0; s < scene->count; s++) {
            const char *other = scene->section[s].name;
            is_used =
                is_used || (strncmp(other, "average.", 8) == 0 && strcmp(other, section) != 0 &&
                            scene_number(scene, other, param) == beta);
        }
        if (!is_used)
            return betas[b];
    }
    return betas[0];
}

static const char *data_of(const struct scene *scene)
{
    const char *data = scene_text(scene, "series", "data");
    return data && *data ? data : averages_series_params[SERIES_DATA].fallback;
}

static bool averages_applies(const struct scene *scene, const char *section, const char *key,
                             struct error *error)
{
    if (strcmp(section, "series") != 0 || !dataset_find(data_of(scene)))
        return true;
    if (strcmp(key, "date") == 0 || strcmp(key, "date_format") == 0)
        return error_set(error, ERROR_INPUT,
                         "%s has no effect on %s, which ships; it belongs to a file", key,
                         data_of(scene));
    return kit_data_applies(data_of(scene), key, error);
}

// Other data have other days; a new average another memory.
static bool averages_follow(const struct lab *lab, struct scene *scene,
                            const struct lab_change *change, struct error *error)
{
    (void)lab;
    if (!change->key)
        return scene_put(scene, change->section, "beta", unused_beta(scene, change->section),
                         error);
    if (strcmp(change->section, "series") != 0 || strcmp(change->key, "data") != 0)
        return true;
    if (dataset_find(data_of(scene)) && !(scene_put(scene, "series", "date", NULL, error) &&
                                          scene_put(scene, "series", "date_format", NULL, error) &&
                                          kit_data_forget(scene, "series", error)))
        return false;
    return scene_put(scene, "view", "x", NULL, error);
}

static void averages_subject(const struct scene *scene, bool is_shown, char *text, size_t size)
{
    (void)is_shown;
    struct kit_subject subject = {.count = 0};
    char averages[1000];
    const struct param *kind = &averages_entry_params[ENTRY_KIND];
    for (size_t s = 0; s < scene->count; s++) {
        const char *section = scene->section[s].name;
        if (strncmp(section, "average.", 8) == 0)
            kit_subject_add(&subject, scene_number(scene, section, kind) == AVERAGE_WINDOW
                                          ? words("moving window")
                                          : words("exponentially weighted average"));
    }
    kit_subject_list(&subject, averages, sizeof averages);
    const char *data = scene_text(scene, "series", "data");
    const char *column = scene_text(scene, "series", "column");
    data = data && *data ? data : averages_series_params[SERIES_DATA].fallback;
    if (column)
        text_print(text, size, words("%s of %s, %s"), averages, data, column);
    else
        text_print(text, size, words("%s of %s"), averages, data);
}

static void averages_headline(const struct scene *scene, char *text, size_t size)
{
    const char *data = scene_text(scene, "series", "data");
    kit_subject_count(scene, "average.", words("%s averages of %s"),
                      data && *data ? data : averages_series_params[SERIES_DATA].fallback, text,
                      size);
}

// ---- mouse, commands, numbers -------------------------------------------------------------------

static enum lab_effect seek(struct averages *lab, const struct plot *stage, struct point at)
{
    const double day = round(plot_x_value(stage, at.x));
    lab->head.seek = fmin(fmax(day, 1), (double)lab->days);
    return LAB_SEEK;
}

// Shows other days: whole ones, a week at least.
static enum lab_effect put_days(const struct averages *lab, struct scene *scene, double low,
                                double high)
{
    const double last = (double)lab->days;
    low = fmax(round(low), 1);
    high = fmin(round(high), last);
    if (high - low < 7 || (low == lab->low && high == lab->high))
        return LAB_NOTHING;
    char text[72];
    snprintf(text, sizeof text, "%.0f, %.0f", low, high);
    const bool is_all = low <= 1 && high >= last;
    return kit_put(scene, "view", "x", is_all ? NULL : text);
}

static enum lab_effect zoom(const struct averages *lab, struct scene *scene,
                            const struct plot *stage, const struct lab_pointer *pointer)
{
    const double factor = maths_pow(1.2, -(double)pointer->wheel);
    const double center = plot_x_value(stage, pointer->at.x);
    return put_days(lab, scene, center + (lab->low - center) * factor,
                    center + (lab->high - center) * factor);
}

static enum lab_effect zoom_to(const struct averages *lab, struct scene *scene,
                               const struct plot *stage, const struct lab_pointer *pointer)
{
    const double a = plot_x_value(stage, pointer->at.x), b = plot_x_value(stage, pointer->to.x);
    return put_days(lab, scene, fmin(a, b), fmax(a, b));
}

// As many days as before, as far as there are days.
static enum lab_effect pan(const struct averages *lab, struct scene *scene, double share)
{
    const double span = lab->high - lab->low;
    const double wanted = round(share * span);
    const double by = fmin(fmax(wanted, 1 - lab->low), (double)lab->days - lab->high);
    return put_days(lab, scene, lab->low + by, lab->high + by);
}

static enum lab_effect series_pointer(struct lab *base, struct scene *scene,
                                      const struct lab_layout *layout,
                                      const struct lab_pointer *pointer)
{
    struct averages *lab = (struct averages *)base;
    struct plot stage, second;
    averages_plots(lab, layout, &stage, &second);
    switch (pointer->kind) {
    case LAB_PRESS:
        return rect_contains(&stage.area, pointer->at) ? seek(lab, &stage, pointer->at)
                                                       : LAB_NOTHING;
    case LAB_DRAG:
        return seek(lab, &stage, pointer->at);
    case LAB_RELEASE:
        return LAB_REDRAW;
    case LAB_WHEEL:
        return pointer->axes != LAB_Y_AXIS && rect_contains(&stage.area, pointer->at)
                   ? zoom(lab, scene, &stage, pointer)
                   : LAB_NOTHING;
    case LAB_BOX:
        return pointer->axes != LAB_Y_AXIS ? zoom_to(lab, scene, &stage, pointer) : LAB_NOTHING;
    case LAB_PAN:
        return pan(lab, scene, (double)pointer->by.x);
    case LAB_START:
        break; // an average has none
    }
    return LAB_NOTHING;
}

static bool series_plot(struct lab *lab, const struct lab_layout *layout, struct plot *plot)
{
    struct plot second;
    averages_plots((const struct averages *)lab, layout, plot, &second);
    return true;
}

static double series_walk(const struct lab *base, size_t group, double step, int by)
{
    const struct averages *lab = (const struct averages *)base;
    return group < lab->count ? (double)averages_day(lab, floor(step + 1e-9) + by) + 1 : NAN;
}

static bool series_place(struct lab *base, const struct lab_layout *layout, size_t group,
                         double step, struct point *at)
{
    const struct averages *lab = (const struct averages *)base;
    struct plot stage, second;
    averages_plots(lab, layout, &stage, &second);
    if (group >= lab->count)
        return false;
    const size_t day = averages_day(lab, step);
    *at = (struct point){plot_x(&stage, (double)day + 1),
                         plot_y(&stage, lab->entry[group].value[day])};
    return rect_contains(&stage.area, *at);
}

static const struct lab_picture series_picture = {
    .name = "series",
    .title = "Series",
    .what = "the days as dots, their averages as curves, and a table of what each costs",
    .draw = averages_draw_series,
    .pointer = series_pointer,
    .plot = series_plot,
    .walk = series_walk,
    .place = series_place,
};

// One row a picture.
#define AVERAGES_PICTURES(ROW) ROW(series_picture, "series")
KIT_PICTURES(averages, AVERAGES_PICTURES)

static enum lab_effect toggle_log(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)view;
    return kit_put(scene, "view", "log_weights",
                   kit_no_yes[!((struct averages *)lab)->log_weights]);
}

static const char *is_fit(const struct lab *lab, const struct lab_view *view)
{
    (void)view;
    return scene_text(&lab->scene, "view", "x") ? NULL : words("everything is shown");
}

static enum lab_effect fit(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)lab, (void)view;
    return kit_put(scene, "view", "x", NULL);
}

static const struct lab_command commands[] = {
    {"log-axis", "log or linear axis of the second plot", NULL, toggle_log},
    {"fit", "fit: show everything", is_fit, fit},
    KIT_HOOD_COMMANDS(kit_hides_hood),
    {0},
};

static bool averages_table(struct lab *base, FILE *out, struct error *error)
{
    const struct averages *lab = (const struct averages *)base;
    (void)error;
    // Days where nobody knows better.
    fputs(lab->series.spacing.unit == SPACING_NONE || averages_is_daily(lab) ? "day,value"
                                                                             : "reading,value",
          out);
    for (size_t i = 0; i < lab->count; i++) {
        fputc(',', out);
        kit_write_name(out, strchr(lab->entry[i].section, '.') + 1);
    }
    fputc('\n', out);
    for (size_t day = 0; day < lab->days; day++) {
        fprintf(out, "%zu", day + 1);
        kit_write_number(out, lab->series.value[day]);
        for (size_t i = 0; i < lab->count; i++)
            kit_write_number(out, lab->entry[i].value[day]);
        fputc('\n', out);
    }
    return true;
}

const struct lab_type lab_averages = {
    .name = "averages",
    .title = "Averages",
    .what = "exponentially weighted averages of a temperature series, and their bias correction",
    .scene = "temperatures",
    .sections = averages_sections,
    .pictures = averages_pictures,
    .commands = commands,
    .below = "Table",
    .member = "average",
    .members_max = AVERAGES_MAX,
    .applies = averages_applies,
    .follow = averages_follow,
    .subject = averages_subject,
    .headline = averages_headline,
    .size = sizeof(struct averages),
    .close = averages_close,
    .open = averages_open,
    .steps = averages_steps,
    .place = averages_place,
    .groups = averages_groups,
    .group = averages_group,
    .slider = averages_slider,
    .arrange = averages_arrange,
    .second = averages_second,
    .draw = averages_draw,
    .report = averages_report,
    .has_ghost = averages_has_ghost,
    .take_ghost = averages_take_ghost,
    .measures = averages_measures,
    .table = averages_table,
};

#include "labs/averages/averages.h"

#include "base/array.h"
#include "base/text.h"
#include "data/date.h"
#include "labs/averages/state.h"
#include "labs/kit/params.h"
#include "labs/kit/scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {"ewa", "window", NULL};

enum { SERIES_DATA, SERIES_COLUMN, SERIES_DAYS, SERIES_END };
enum { ENTRY_BETA, ENTRY_CORRECTION, ENTRY_KIND, ENTRY_NAME, ENTRY_COLOR, ENTRY_HIDDEN, ENTRY_END };
enum { VIEW_STEP, VIEW_X, VIEW_LOG, VIEW_END };

static const struct param series_params[] = {
    [SERIES_DATA] = {"data", NULL, "data", "seattle, london (synthetic) or a CSV file", PARAM_TEXT,
                     .fallback = "seattle"},
    [SERIES_COLUMN] = {"column", NULL, "column",
                       "what is averaged; of seattle and london temp_max, temp_min or temp_mean",
                       PARAM_TEXT},
    [SERIES_DAYS] = {"days", NULL, "days", "the first so many days; 0 = all", PARAM_INTEGER, 0,
                     SERIES_DAYS_MAX, 0},
    [SERIES_END] = {0},
};

static const struct param entry_params[] = {
    [ENTRY_BETA] = {"beta", "β", "memory", "v ← βv + (1−β)θ looks back over about 1/(1−β) days",
                    PARAM_NEAR_ONE, 0, 0.9999, 0.9},
    [ENTRY_CORRECTION] = {"bias_correction", NULL, "bias correction",
                          "divide by 1 − βᵗ, the sum of the weights so far", PARAM_CHOICE,
                          .standard = 1, .choices = kit_off_on},
    [ENTRY_KIND] = {"kind", NULL, "kind",
                    "ewa, or window: the mean of the last round(1/(1−β)) days", PARAM_CHOICE,
                    .choices = kinds},
    [ENTRY_NAME] = {"name", NULL, "name", "what the legend calls the average; else its numbers",
                    PARAM_TEXT},
    [ENTRY_COLOR] = {"color", NULL, "colour", "the curve's colour", PARAM_CHOICE,
                     .choices = look_names},
    [ENTRY_HIDDEN] = {"hidden", NULL, "hidden", "computed, but not drawn", PARAM_CHOICE,
                      .choices = kit_no_yes},
    [ENTRY_END] = {0},
};

static const struct param view_params[] = {
    [VIEW_STEP] = {"step", NULL, "day", "the day where the cursor stands", PARAM_LINEAR, 0,
                   SERIES_DAYS_MAX, 0},
    [VIEW_X] = {"x", NULL, "x", "the days that are shown: first, last", PARAM_PAIR, .min = -1e7,
                .max = 1e7},
    [VIEW_LOG] = {"log_weights", NULL, "log weights", "the weights' axis is logarithmic",
                  PARAM_CHOICE, .choices = kit_no_yes},
    [VIEW_END] = {0},
};

static const struct param *series_param(size_t index)
{
    return index < SERIES_END ? &series_params[index] : NULL;
}

static const struct param *entry_param(size_t index)
{
    return index < ENTRY_END ? &entry_params[index] : NULL;
}

static const struct param *view_param(size_t index)
{
    if (index == VIEW_END)
        return &kit_theme_param;
    return index < VIEW_END ? &view_params[index] : NULL;
}

static const struct scene_rule sections[] = {
    {"scene", false, kit_scene_param},
    {"series", false, series_param},
    {"average", true, entry_param},
    {"view", false, view_param},
    {0},
};

// ---- opening ------------------------------------------------------------------------------------

static void averages_clear(struct averages *lab)
{
    for (size_t i = 0; i < lab->count; i++)
        free(lab->entry[i].value);
    series_clear(&lab->series);
    scene_clear(&lab->scene);
    looks_clear(&lab->looks);
    curve_points_clear(&lab->scratch);
    free(lab->series_key);
    free(lab->measured);
    free(lab->position);
}

// The series of the scene: read anew only when the scene names another one.
static bool take_series(const struct averages *old, struct averages *lab, struct error *error)
{
    const char *data = scene_text(&lab->scene, "series", "data");
    const char *column = scene_text(&lab->scene, "series", "column");
    data = data && *data ? data : "seattle";
    char key[8192];
    snprintf(key, sizeof key, "%s\n%s", data, column ? column : "");
    lab->series_key = strdup(key);
    if (!lab->series_key)
        return error_memory(error);
    if (old->series_key && strcmp(key, old->series_key) == 0) {
        lab->series = old->series;
        lab->series.value = array_create(old->series.days, sizeof *lab->series.value, error);
        if (!lab->series.value)
            return false;
        memcpy(lab->series.value, old->series.value, old->series.days * sizeof *lab->series.value);
        return true;
    }
    if (series_read(&lab->series, data, lab->scene.source, column, error))
        return true;
    // Not every message names the file itself.
    const char *blamed = strstr(error->text, "column") && column ? "column" : "data";
    scene_blame(&lab->scene, "series", blamed, error);
    return false;
}

static bool take_days(struct averages *lab, struct error *error)
{
    const double days = scene_number(&lab->scene, "series", &series_params[SERIES_DAYS]);
    lab->days = days > 0 && days < (double)lab->series.days ? (size_t)days : lab->series.days;
    if (lab->days < 2) {
        error_set(error, ERROR_INPUT, "days must be 2 or more, or 0 for all, not %g", days);
        scene_blame(&lab->scene, "series", "days", error);
        return false;
    }
    lab->days_param = series_params[SERIES_DAYS];
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
    if (count > 0)
        return true;
    error_set(error, ERROR_INPUT, "not one of the first %zu days is measured", lab->days);
    scene_blame(&lab->scene, "series", "days", error);
    return false;
}

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
    char beta[32];
    param_show(&entry_params[ENTRY_BETA], of->average.beta, beta, sizeof beta);
    if (of->average.kind == AVERAGE_WINDOW) {
        const size_t days = average_days(of->average.beta);
        snprintf(name, 72, "window of %zu day%s", days, days == 1 ? "" : "s");
    } else {
        snprintf(name, 72, "%sβ = %s", has_window ? "EWA, " : "", beta);
    }
    if (!of->average.bias_correction)
        text_append(name, 72, ", uncorrected");
    else if (has_bias && of->average.kind == AVERAGE_EWA)
        text_append(name, 72, ", corrected");
    if (alike > 1)
        text_append(name, 72, " (%.30s)", strchr(of->section, '.') + 1);
}

static bool take_entry(struct averages *lab, const char *section, struct error *error)
{
    struct averaged *entry = &lab->entry[lab->count];
    const struct scene *scene = &lab->scene;
    const char *name = scene_text(scene, section, "name");
    snprintf(entry->section, sizeof entry->section, "%s", section);
    snprintf(entry->name, sizeof entry->name, "%s", name ? name : "");
    entry->hidden = scene_number(scene, section, &entry_params[ENTRY_HIDDEN]) == 1;
    entry->average = (struct average){
        .kind = (enum average_kind)scene_number(scene, section, &entry_params[ENTRY_KIND]),
        .beta = scene_number(scene, section, &entry_params[ENTRY_BETA]),
        .bias_correction = scene_number(scene, section, &entry_params[ENTRY_CORRECTION]) == 1,
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
        const bool is_given = scene_text(&lab->scene, section, "color") != NULL;
        wish[i] = (struct look_wish){
            .section = section,
            .given =
                is_given ? (int)scene_number(&lab->scene, section, &entry_params[ENTRY_COLOR]) : -1,
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
    const struct scene *scene = &lab->scene;
    const char *place = scene->source ? scene->source : "scene";
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
                         "%s: no averages; add a section such as [average.red] with beta = 0.9",
                         place);
    for (size_t i = 0; i < lab->count; i++)
        if (!*lab->entry[i].name)
            make_name(lab, &lab->entry[i], lab->entry[i].name);
    return give_looks(lab, error);
}

static bool take_view(struct averages *lab, struct error *error)
{
    const struct param *param = &view_params[VIEW_X];
    const char *text = scene_text(&lab->scene, "view", param->key);
    double range[2] = {1, (double)lab->days};
    lab->log_weights = scene_number(&lab->scene, "view", &view_params[VIEW_LOG]) == 1;
    if (text && !param_parse_pair(param, text, range, error))
        return scene_blame(&lab->scene, "view", param->key, error);
    if (!(range[1] - range[0] >= 1)) {
        error_set(error, ERROR_INPUT, "x must be first, last with a day between, not '%s'", text);
        return scene_blame(&lab->scene, "view", param->key, error);
    }
    lab->low = range[0];
    lab->high = range[1];
    lab_take_view(&lab->head, &lab->scene);
    return true;
}

static bool averages_open(struct lab *base, const struct scene *scene, struct error *error)
{
    struct averages *lab = (struct averages *)base;
    struct averages fresh = {.head = lab->head};
    if (scene_copy(&fresh.scene, scene, error) && looks_copy(&fresh.looks, &lab->looks, error) &&
        take_series(lab, &fresh, error) && take_days(&fresh, error) &&
        take_entries(&fresh, error) && take_view(&fresh, error)) {
        averages_clear(lab);
        *lab = fresh;
        return true;
    }
    averages_clear(&fresh);
    return false;
}

static void averages_destroy(struct lab *base)
{
    if (!base)
        return;
    averages_clear((struct averages *)base);
    free(base);
}

static struct lab *averages_create(const struct scene *scene, int threads, struct error *error)
{
    (void)threads;
    struct averages *lab = array_create(1, sizeof *lab, error);
    if (!lab)
        return NULL;
    lab->head.type = &lab_averages;
    if (averages_open(&lab->head, scene, error))
        return &lab->head;
    averages_destroy(&lab->head);
    return NULL;
}

// ---- the timeline -------------------------------------------------------------------------------

size_t averages_day(const struct averages *lab, double step)
{
    const double day = fmin(fmax(floor(step + 1e-9), 1), (double)lab->days);
    return (size_t)day - 1;
}

void averages_date(const struct averages *lab, size_t day, char text[32])
{
    if (!lab->series.has_dates) {
        snprintf(text, 32, "day %zu", day + 1);
        return;
    }
    const struct date date = date_of(lab->series.first_day + (long)day);
    const int first = date_of(lab->series.first_day).year;
    if (lab->series.is_synthetic)
        snprintf(text, 32, "%d %s, year %d", date.day, date_month_name(date.month),
                 date.year - first + 1);
    else
        snprintf(text, 32, "%d %s %d", date.day, date_month_name(date.month), date.year);
}

void averages_show(const struct averages *lab, double value, char *text, size_t size)
{
    if (isnan(value)) {
        snprintf(text, size, "–");
        return;
    }
    char number[32];
    if (fabs(value) < 1000 && *lab->series.unit)
        snprintf(number, sizeof number, "%s%.1f", value < -0.05 ? "−" : "", fabs(value));
    else
        text_show(value, 4, number, sizeof number);
    snprintf(text, size, "%s%s%s", number, *lab->series.unit ? " " : "", lab->series.unit);
}

static bool averages_wait(struct lab *base, double step, int milliseconds)
{
    (void)base, (void)step, (void)milliseconds; // everything is computed when it is opened
    return true;
}

static size_t averages_steps(const struct lab *base)
{
    return ((const struct averages *)base)->days;
}

static size_t averages_tick(const struct lab *base)
{
    (void)base;
    return 0;
}

static void averages_place(const struct lab *base, double step, char where[48], char detail[48])
{
    const struct averages *lab = (const struct averages *)base;
    const size_t day = averages_day(lab, step);
    averages_date(lab, day, where);
    detail[0] = '\0';
    if (lab->series.has_dates)
        snprintf(detail, 48, "day %zu", day + 1);
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
        snprintf(group->name, sizeof group->name, "%.71s", lab->series.name);
        averages_show(lab, lab->series.value[day], group->result, sizeof group->result);
        snprintf(group->summary, sizeof group->summary, "%zu days%s", lab->days,
                 lab->series.is_synthetic ? ", synthetic" : "");
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
    if (entry->average.kind == AVERAGE_WINDOW)
        snprintf(group->summary, sizeof group->summary, "window of %zu days",
                 average_days(entry->average.beta));
    else
        snprintf(group->summary, sizeof group->summary, "β = %s, %s", beta,
                 entry->average.bias_correction ? "corrected" : "uncorrected");
    averages_show(lab, entry->value[day], group->result, sizeof group->result);
}

static const struct param *averages_slider(const struct lab *base, size_t group, size_t index)
{
    const struct averages *lab = (const struct averages *)base;
    if (group < lab->count)
        return index <= ENTRY_KIND ? &entry_params[index] : NULL;
    return index == 0 ? &lab->days_param : NULL;
}

// ---- mouse, commands, numbers -------------------------------------------------------------------

static enum lab_effect seek(struct averages *lab, const struct plot *stage, struct point at)
{
    const double day = round(plot_x_value(stage, at.x));
    lab->head.seek = fmin(fmax(day, 1), (double)lab->days);
    return LAB_SEEK;
}

static enum lab_effect zoom(const struct averages *lab, struct scene *scene,
                            const struct plot *stage, const struct lab_pointer *pointer)
{
    const double factor = pow(1.2, -(double)pointer->wheel);
    const double center = plot_x_value(stage, pointer->at.x), last = (double)lab->days;
    const double low = fmax(round(center + (lab->low - center) * factor), 1);
    const double high = fmin(round(center + (lab->high - center) * factor), last);
    if (high - low < 7 || (low == lab->low && high == lab->high))
        return LAB_NOTHING;
    char text[72];
    snprintf(text, sizeof text, "%.0f, %.0f", low, high);
    const bool is_all = low <= 1 && high >= last;
    return kit_put(scene, "view", "x", is_all ? NULL : text);
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
        return rect_contains(&stage.area, pointer->at) ? zoom(lab, scene, &stage, pointer)
                                                       : LAB_NOTHING;
    }
    return LAB_NOTHING;
}

static enum lab_effect averages_pointer(struct lab *lab, struct scene *scene,
                                        const struct lab_layout *layout,
                                        const struct lab_pointer *pointer)
{
    return lab_picture(lab)->pointer(lab, scene, layout, pointer);
}

static const struct lab_picture series_picture = {
    .name = "series",
    .title = "Series",
    .what = "the days as dots, their averages as curves, and a table of what each costs",
    .draw = averages_draw_series,
    .pointer = series_pointer,
};

static const struct lab_picture *const pictures[] = {&series_picture, NULL};

static enum lab_effect toggle_log(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)view;
    return kit_put(scene, "view", "log_weights",
                   kit_no_yes[!((struct averages *)lab)->log_weights]);
}

static enum lab_effect fit(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)lab, (void)view;
    return kit_put(scene, "view", "x", NULL);
}

static const struct lab_command commands[] = {
    {"log-axis", "log or linear axis of the second plot", NULL, toggle_log},
    {"fit", "fit: show everything", NULL, fit},
    {0},
};

static bool averages_table(struct lab *base, FILE *out, struct error *error)
{
    const struct averages *lab = (const struct averages *)base;
    (void)error;
    fputs("day,value", out);
    for (size_t i = 0; i < lab->count; i++)
        fprintf(out, ",%s", strchr(lab->entry[i].section, '.') + 1);
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
    .sections = sections,
    .pictures = pictures,
    .commands = commands,
    .create = averages_create,
    .destroy = averages_destroy,
    .open = averages_open,
    .wait = averages_wait,
    .steps = averages_steps,
    .tick = averages_tick,
    .place = averages_place,
    .groups = averages_groups,
    .group = averages_group,
    .slider = averages_slider,
    .draw = averages_draw,
    .pointer = averages_pointer,
    .table = averages_table,
};

#include "labs/averages/averages.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/averages/day.h"
#include "labs/averages/params.h"
#include "labs/kit/ghost.h"
#include "labs/kit/params.h"
#include "labs/kit/scene.h"

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
        text_print(detail, 48, words("day %zu"), day + 1);
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
                   lab->series.is_synthetic ? words("%zu days, synthetic") : words("%zu days"),
                   lab->days);
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
    const size_t days = average_days(entry->average.beta);
    if (entry->average.kind == AVERAGE_WINDOW)
        text_print(group->summary, sizeof group->summary,
                   days == 1 ? words("window of %zu day") : words("window of %zu days"), days);
    else
        text_print(group->summary, sizeof group->summary,
                   entry->average.bias_correction ? words("β = %s, corrected")
                                                  : words("β = %s, uncorrected"),
                   beta);
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

static const struct param *averages_slider(const struct lab *base, size_t group, size_t index)
{
    const struct averages *lab = (const struct averages *)base;
    if (group < lab->count)
        return index <= ENTRY_KIND ? &averages_entry_params[index] : NULL;
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
    .sections = averages_sections,
    .pictures = pictures,
    .commands = commands,
    .size = sizeof(struct averages),
    .close = averages_close,
    .open = averages_open,
    .steps = averages_steps,
    .place = averages_place,
    .groups = averages_groups,
    .group = averages_group,
    .slider = averages_slider,
    .draw = averages_draw,
    .has_ghost = averages_has_ghost,
    .table = averages_table,
};

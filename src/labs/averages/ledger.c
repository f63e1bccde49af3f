// The table under the stage: "smoother but later", and what it costs, in numbers.
#include "labs/kit/ledger.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/averages/day.h"
#include "labs/averages/params.h"
#include "labs/averages/span.h"
#include "labs/hide.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static size_t shown_count(const struct averages *lab)
{
    size_t count = 0;
    for (size_t i = 0; i < lab->count; i++)
        count += !lab->entry[i].hidden;
    return count;
}

float averages_ledger_height(const struct averages *lab)
{
    return LEDGER_PITCH * (float)(shown_count(lab) + 2) + 6;
}

enum {
    LEDGER_VALUE,
    LEDGER_LAG,
    LEDGER_AGE,
    LEDGER_ROUGHNESS,
    LEDGER_MEMORY,
    LEDGER_WORK,
    LEDGER_COLUMNS,
    LEDGER_NARROW = 3 // value, lag, roughness
};

static const char *const titles[] = {[LEDGER_LAG] = "phase lag",
                                     [LEDGER_AGE] = "mean age",
                                     [LEDGER_ROUGHNESS] = "roughness",
                                     [LEDGER_MEMORY] = "memory",
                                     [LEDGER_WORK] = "work a day"};

// Measured days are whole, those that are known may be half.
static void write_days(const struct averages *lab, double days, bool is_known,
                       char cell[LEDGER_CELL])
{
    if (isnan(days))
        snprintf(cell, LEDGER_CELL, "–");
    else
        averages_span(lab, is_known ? round(10 * days) / 10 : round(days), 5, cell);
}

static void write_roughness(double roughness, char cell[LEDGER_CELL])
{
    if (isnan(roughness))
        snprintf(cell, LEDGER_CELL, "–");
    else
        text_show(roughness, 3, cell, LEDGER_CELL);
}

static void write_ledger(const struct averages *lab, const struct averaged *entry, size_t cursor,
                         char cell[LEDGER_COLUMNS][LEDGER_CELL])
{
    const size_t numbers = average_memory(&entry->average);
    const bool hides =
        hide_slider(&lab->head.scene, entry->section, averages_entry_params[ENTRY_BETA].key);
    averages_show(lab, entry->value[cursor], cell[LEDGER_VALUE], LEDGER_CELL);
    write_days(lab, entry->lag, false, cell[LEDGER_LAG]);
    write_days(lab, hides ? NAN : average_age(&entry->average), true, cell[LEDGER_AGE]);
    write_roughness(entry->roughness, cell[LEDGER_ROUGHNESS]);
    text_print(cell[LEDGER_MEMORY], LEDGER_CELL,
               numbers == 1 ? words("%zu number") : words("%zu numbers"), numbers);
    if (hides && entry->average.kind == AVERAGE_WINDOW)
        snprintf(cell[LEDGER_MEMORY], LEDGER_CELL, "–");
    // βᵗ is carried on by a product of its own, and 1 − βᵗ divides.
    snprintf(cell[LEDGER_WORK], LEDGER_CELL, "%s",
             entry->average.kind == AVERAGE_WINDOW ? "1 +, 1 −, 1 ÷"
             : entry->average.bias_correction      ? "3 ×, 1 +, 1 −, 1 ÷"
                                                   : "2 ×, 1 +");
}

// Leaves the columns that a narrow table has room for, where the first ones are.
static void drop_columns(char cell[LEDGER_COLUMNS][LEDGER_CELL])
{
    memcpy(cell[LEDGER_AGE], cell[LEDGER_ROUGHNESS], LEDGER_CELL);
}

static void write_heads(const struct averages *lab, size_t cursor, bool is_narrow,
                        char cell[LEDGER_COLUMNS][LEDGER_CELL])
{
    averages_date(lab, cursor, cell[LEDGER_VALUE]);
    for (int i = LEDGER_LAG; i < LEDGER_COLUMNS; i++)
        text_print(cell[i], LEDGER_CELL, "%s", words(titles[i]));
    if (!averages_is_daily(lab))
        text_print(cell[LEDGER_WORK], LEDGER_CELL, "%s", words("work a reading"));
    if (is_narrow)
        drop_columns(cell);
    else if (*lab->series.unit)
        text_print(cell[LEDGER_ROUGHNESS], LEDGER_CELL, words("roughness, %s"), lab->series.unit);
}

// "Smoother but later", and what it costs, in numbers.
void averages_draw_ledger(const struct averages *lab, struct canvas *canvas, const struct rect *box,
                          const struct lab_view *view)
{
    static const float wide[] = {0.235f, 0.375f, 0.475f, 0.575f, 0.712f, 0.818f};
    static const float narrow[] = {0.40f, 0.66f, 0.82f};
    // "9 readings = 63 days" takes the room of what it costs.
    static const float long_spans[] = {0.19f, 0.365f, 0.59f, 0.82f};
    const bool is_long = lab->series.spacing.count > 1;
    const struct theme *theme = view->theme;
    const size_t cursor = averages_day(lab, view->step);
    const bool is_narrow = box->width < AVERAGES_LEDGER_WIDE;
    struct kit_ledger ledger = {
        .canvas = canvas,
        .theme = theme,
        .x = box->x,
        .width = box->width,
        .at = is_narrow ? narrow
              : is_long ? long_spans
                        : wide,
        .columns = is_narrow ? LEDGER_NARROW
                   : is_long ? LEDGER_MEMORY
                             : LEDGER_COLUMNS,
        .least = LEDGER_NARROW,
        .y = box->y + LEDGER_PITCH / 2,
        .bottom = box->y + box->height,
    };
    const float heads = ledger.y;
    char cell[LEDGER_COLUMNS][LEDGER_CELL];
    kit_ledger_name(&ledger, words("the day itself"));
    for (size_t i = 0; i < lab->count; i++) {
        if (lab->entry[i].hidden)
            continue;
        kit_ledger_name(&ledger, lab->entry[i].name);
        write_ledger(lab, &lab->entry[i], cursor, cell);
        if (is_narrow)
            drop_columns(cell);
        kit_ledger_fit(&ledger, cell);
    }
    write_heads(lab, cursor, is_narrow, cell);
    kit_ledger_fit(&ledger, cell);
    kit_ledger_settle(&ledger);
    kit_ledger_row(&ledger, "", cell, theme->soft, NULL);
    memset(cell, 0, sizeof cell);
    averages_show(lab, lab->series.value[cursor], cell[LEDGER_VALUE], LEDGER_CELL);
    write_roughness(lab->roughness, cell[LEDGER_ROUGHNESS]); // all is compared to it
    if (is_narrow)
        drop_columns(cell);
    struct look_style day = look_style(theme, LOOK_BLUE);
    day.color = color_mix(theme->background, day.color, 0.45f);
    kit_ledger_row(&ledger,
                   averages_is_daily(lab) ? words("the day itself") : words("the reading itself"),
                   cell, theme->ink, &day);
    for (size_t i = 0; i < lab->count; i++) {
        const struct averaged *entry = &lab->entry[i];
        if (entry->hidden)
            continue;
        const struct look_style look = look_style(theme, entry->look);
        write_ledger(lab, entry, cursor, cell);
        if (is_narrow)
            drop_columns(cell);
        kit_ledger_row(&ledger, entry->name, cell, theme->ink, &look);
    }
    kit_ledger_end(&ledger, heads);
}

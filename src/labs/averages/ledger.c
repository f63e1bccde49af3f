// The table under the stage: "smoother but later", and what it costs, in numbers.
#include "labs/kit/ledger.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/averages/day.h"

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

enum { LEDGER_VALUE, LEDGER_LAG, LEDGER_ROUGHNESS, LEDGER_MEMORY, LEDGER_WORK, LEDGER_COLUMNS };

static const char *const titles[] = {[LEDGER_LAG] = "lag",
                                     [LEDGER_ROUGHNESS] = "roughness",
                                     [LEDGER_MEMORY] = "memory",
                                     [LEDGER_WORK] = "work a day"};

static void write_ledger(const struct averages *lab, const struct averaged *entry, size_t cursor,
                         char cell[LEDGER_COLUMNS][LEDGER_CELL])
{
    averages_show(lab, entry->value[cursor], cell[LEDGER_VALUE], LEDGER_CELL);
    snprintf(cell[LEDGER_LAG], LEDGER_CELL, "–");
    snprintf(cell[LEDGER_ROUGHNESS], LEDGER_CELL, "–");
    if (!isnan(entry->lag))
        text_print(cell[LEDGER_LAG], LEDGER_CELL,
                   entry->lag < 1.5 ? words("%.0f day") : words("%.0f days"), entry->lag);
    if (!isnan(entry->roughness)) {
        char number[32];
        text_show(entry->roughness, 2, number, sizeof number);
        snprintf(cell[LEDGER_ROUGHNESS], LEDGER_CELL, "%s", number);
    }
    const size_t days = average_days(entry->average.beta);
    if (entry->average.kind == AVERAGE_WINDOW) {
        text_print(cell[LEDGER_MEMORY], LEDGER_CELL,
                   days == 1 ? words("%zu number") : words("%zu numbers"), days);
        snprintf(cell[LEDGER_WORK], LEDGER_CELL, "1 +, 1 −, 1 ÷");
    } else {
        text_print(cell[LEDGER_MEMORY], LEDGER_CELL, words("%zu number"), (size_t)1);
        snprintf(cell[LEDGER_WORK], LEDGER_CELL, "2 ×, 1 +%s",
                 entry->average.bias_correction ? ", 1 ÷" : "");
    }
}

// "Smoother but later", and what it costs, in numbers.
void averages_draw_ledger(const struct averages *lab, struct canvas *canvas, const struct rect *box,
                          const struct lab_view *view)
{
    static const float wide[] = {0.25f, 0.39f, 0.49f, 0.70f, 0.83f};
    static const float narrow[] = {0.40f, 0.66f, 0.84f};
    const struct theme *theme = view->theme;
    const size_t cursor = averages_day(lab, view->step);
    const bool is_narrow = box->width < 600;
    struct kit_ledger ledger = {
        .canvas = canvas,
        .theme = theme,
        .x = box->x,
        .width = box->width,
        .at = is_narrow ? narrow : wide,
        .columns = is_narrow ? LEDGER_MEMORY : LEDGER_COLUMNS,
        .y = box->y + LEDGER_PITCH / 2,
        .bottom = box->y + box->height,
    };
    const float heads = ledger.y;
    char cell[LEDGER_COLUMNS][LEDGER_CELL];
    for (size_t i = 0; i < lab->count; i++) {
        if (lab->entry[i].hidden)
            continue;
        write_ledger(lab, &lab->entry[i], cursor, cell);
        kit_ledger_fit(&ledger, cell);
    }
    averages_date(lab, cursor, cell[LEDGER_VALUE]);
    for (int i = LEDGER_LAG; i < LEDGER_COLUMNS; i++)
        text_print(cell[i], LEDGER_CELL, "%s", words(titles[i]));
    if (*lab->series.unit && !is_narrow)
        text_print(cell[LEDGER_ROUGHNESS], LEDGER_CELL, words("roughness, %s/day"),
                   lab->series.unit);
    kit_ledger_row(&ledger, "", cell, theme->soft, NULL);
    memset(cell, 0, sizeof cell);
    averages_show(lab, lab->series.value[cursor], cell[LEDGER_VALUE], LEDGER_CELL);
    struct look_style day = look_style(theme, LOOK_BLUE);
    day.color = color_mix(theme->background, day.color, 0.45f);
    kit_ledger_row(&ledger, words("the day itself"), cell, theme->ink, &day);
    for (size_t i = 0; i < lab->count; i++) {
        const struct averaged *entry = &lab->entry[i];
        if (entry->hidden)
            continue;
        const struct look_style look = look_style(theme, entry->look);
        write_ledger(lab, entry, cursor, cell);
        kit_ledger_row(&ledger, entry->name, cell, theme->ink, &look);
    }
    kit_ledger_end(&ledger, heads);
}

// The table under the stage: "smoother but later", and what it costs, in numbers.
#include "base/text.h"
#include "labs/averages/state.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const float ledger_pitch = 20;

static size_t shown_count(const struct averages *lab)
{
    size_t count = 0;
    for (size_t i = 0; i < lab->count; i++)
        count += !lab->entry[i].hidden;
    return count;
}

float averages_ledger_height(const struct averages *lab)
{
    return ledger_pitch * (float)(shown_count(lab) + 2) + 6;
}

enum { LEDGER_VALUE, LEDGER_LAG, LEDGER_ROUGHNESS, LEDGER_MEMORY, LEDGER_WORK, LEDGER_COLUMNS };

static void write_ledger(const struct averages *lab, const struct averaged *entry, size_t cursor,
                         char cell[LEDGER_COLUMNS][64])
{
    averages_show(lab, entry->value[cursor], cell[LEDGER_VALUE], 64);
    snprintf(cell[LEDGER_LAG], 64, "–");
    snprintf(cell[LEDGER_ROUGHNESS], 64, "–");
    if (!isnan(entry->lag))
        snprintf(cell[LEDGER_LAG], 64, "%.0f day%s", entry->lag, entry->lag < 1.5 ? "" : "s");
    if (!isnan(entry->roughness)) {
        char number[32];
        text_show(entry->roughness, 2, number, sizeof number);
        snprintf(cell[LEDGER_ROUGHNESS], 64, "%s", number);
    }
    const size_t days = average_days(entry->average.beta);
    if (entry->average.kind == AVERAGE_WINDOW) {
        snprintf(cell[LEDGER_MEMORY], 64, "%zu number%s", days, days == 1 ? "" : "s");
        snprintf(cell[LEDGER_WORK], 64, "1 +, 1 −, 1 ÷");
    } else {
        snprintf(cell[LEDGER_MEMORY], 64, "1 number");
        snprintf(cell[LEDGER_WORK], 64, "2 ×, 1 +%s",
                 entry->average.bias_correction ? ", 1 ÷" : "");
    }
}

static void draw_ledger_row(struct canvas *canvas, const struct rect *box, float y,
                            const char *name, char cell[LEDGER_COLUMNS][64], bool is_narrow,
                            struct text_style style, const struct color *swatch)
{
    // Shares of the width where columns begin.
    static const float wide[] = {0.25f, 0.39f, 0.49f, 0.70f, 0.83f};
    static const float narrow[] = {0.40f, 0.66f, 0.84f};
    const float *at = is_narrow ? narrow : wide;
    const int columns = is_narrow ? LEDGER_MEMORY : LEDGER_COLUMNS;
    char fitted[160];
    if (swatch) {
        const struct rect square = {box->x, y - 5, 10, 10};
        canvas_rectangle(canvas, &square, 2, *swatch);
    }
    canvas_fit_text(canvas, name, style.size, style.bold, box->width * at[0] - 26, fitted,
                    sizeof fitted);
    canvas_text(canvas, box->x + 18, y, fitted, &style);
    for (int i = 0; i < columns; i++) {
        const float end = i + 1 < columns ? at[i + 1] : 1;
        canvas_fit_text(canvas, cell[i], style.size, style.bold, box->width * (end - at[i]) - 6,
                        fitted, sizeof fitted);
        canvas_text(canvas, box->x + box->width * at[i], y, fitted, &style);
    }
}

// "Smoother but later", and what it costs, in numbers.
void averages_draw_ledger(const struct averages *lab, struct canvas *canvas,
                          const struct lab_layout *layout, const struct plot *stage,
                          const struct lab_view *view)
{
    const struct theme *theme = view->theme;
    const size_t cursor = averages_day(lab, view->step);
    const struct rect box = {stage->area.x, 0, stage->area.width, 0};
    const bool is_narrow = box.width < 600;
    float y = layout->stage.y + layout->stage.height - averages_ledger_height(lab) + ledger_pitch;
    char cell[LEDGER_COLUMNS][64] = {"", "lag", "roughness", "memory", "work a day"};
    struct text_style style = {.size = TYPE_SMALL, .color = theme->soft, .vertical = ALIGN_MIDDLE};
    averages_date(lab, cursor, cell[LEDGER_VALUE]);
    if (*lab->series.unit && !is_narrow)
        snprintf(cell[LEDGER_ROUGHNESS], sizeof *cell, "roughness, %s/day", lab->series.unit);
    draw_ledger_row(canvas, &box, y, "", cell, is_narrow, style, NULL);
    style.color = theme->ink;
    y += ledger_pitch;
    memset(cell, 0, sizeof cell);
    averages_show(lab, lab->series.value[cursor], cell[LEDGER_VALUE], 64);
    const struct color blue =
        color_mix(theme->background, look_style(theme, LOOK_BLUE).color, 0.45f);
    draw_ledger_row(canvas, &box, y, "the day itself", cell, is_narrow, style, &blue);
    for (size_t i = 0; i < lab->count; i++) {
        const struct averaged *entry = &lab->entry[i];
        if (entry->hidden)
            continue;
        y += ledger_pitch;
        const struct color color = look_style(theme, entry->look).color;
        write_ledger(lab, entry, cursor, cell);
        draw_ledger_row(canvas, &box, y, entry->name, cell, is_narrow, style, &color);
    }
}

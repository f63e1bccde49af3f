#include "labs/kit/ledger.h"

#include "base/text.h"
#include "base/words.h"

#include <math.h>

// Of the name's place before the first column: the marker and the gap.
static const float name_margin = 23;

static float name_room(const struct kit_ledger *ledger)
{
    return ledger->width * ledger->at[0] - name_margin;
}

// What a column has for its text.
static float room_of(const struct kit_ledger *ledger, int column)
{
    const float end = column + 1 < ledger->columns ? ledger->at[column + 1] : 1;
    return ledger->width * (end - ledger->at[column]) - 6;
}

void kit_ledger_name(struct kit_ledger *ledger, const char *name)
{
    ledger->longest =
        fmaxf(ledger->longest, canvas_text_width(ledger->canvas, name, TYPE_SMALL, false) + 1);
}

void kit_ledger_fit(struct kit_ledger *ledger, char cell[][LEDGER_CELL])
{
    for (int i = 0; i < ledger->columns; i++)
        ledger->widest[i] =
            fmaxf(ledger->widest[i], canvas_text_width(ledger->canvas, cell[i], TYPE_SMALL, false));
}

static bool has_room(const struct kit_ledger *ledger)
{
    bool has = ledger->longest <= name_room(ledger);
    for (int i = 0; i < ledger->columns; i++)
        has = has && ledger->widest[i] <= room_of(ledger, i);
    return has;
}

void kit_ledger_settle(struct kit_ledger *ledger)
{
    const float gap = 9, end = 6; // units between columns, and what the last one keeps
    const float most = 0.75f;     // what columns may take of the width
    if (has_room(ledger))
        return;
    // The share that names keep.
    float names = fminf(fmaxf((ledger->longest + name_margin) / ledger->width, 0.28f), 0.5f);
    float room = (1 - names) * ledger->width;
    float all = end - gap;
    for (int i = 0; i < ledger->columns; i++)
        all += ledger->widest[i] + gap;
    for (; ledger->columns > 1 && all > room; ledger->columns--) {
        if (ledger->columns <= ledger->least && all < most * ledger->width) {
            room = all;
            names = 1 - all / ledger->width;
            break;
        }
        all -= ledger->widest[ledger->columns - 1] + gap;
    }
    // What is left over goes between the columns, in equal parts.
    const float more = fmaxf(room - all, 0) / (float)ledger->columns;
    float x = names * ledger->width;
    for (int i = 0; i < ledger->columns; i++) {
        ledger->placed[i] = x / ledger->width;
        x += ledger->widest[i] + gap + more;
    }
    ledger->at = ledger->placed;
}

void kit_ledger_row(struct kit_ledger *ledger, const char *name, char cell[][LEDGER_CELL],
                    struct color color, const struct look_style *look)
{
    struct canvas *canvas = ledger->canvas;
    if (ledger->y + 0.4f * TYPE_SMALL > ledger->bottom) {
        ledger->left_out++;
        return;
    }
    const struct text_style style = {.size = TYPE_SMALL, .color = color, .vertical = ALIGN_MIDDLE};
    char fitted[160];
    if (look) {
        const struct point at = {ledger->x + 6, ledger->y};
        const struct marker_style mark = {.shape = look->marker, .size = 11, .fill = look->color};
        canvas_markers(canvas, &at, 1, &mark);
    }
    canvas_fit_text(canvas, name, style.size, false, name_room(ledger), fitted, sizeof fitted);
    canvas_text(canvas, ledger->x + 18, ledger->y, fitted, &style);
    for (int i = 0; i < ledger->columns; i++) {
        canvas_fit_text(canvas, cell[i], style.size, false, room_of(ledger, i), fitted,
                        sizeof fitted);
        canvas_text(canvas, ledger->x + ledger->width * ledger->at[i], ledger->y, fitted, &style);
    }
    ledger->y += LEDGER_PITCH;
}

void kit_ledger_end(struct kit_ledger *ledger, float y)
{
    char text[80], fitted[80];
    const struct text_style style = {
        .size = TYPE_SMALL, .color = ledger->theme->soft, .vertical = ALIGN_MIDDLE};
    if (ledger->left_out == 0)
        return;
    text_print(text, sizeof text, words("and %zu more"), ledger->left_out);
    canvas_fit_text(ledger->canvas, text, style.size, false, name_room(ledger), fitted,
                    sizeof fitted);
    canvas_text(ledger->canvas, ledger->x + 18, y, fitted, &style);
}

#include "labs/kit/ledger.h"

// What a column has for its text.
static float room_of(const struct kit_ledger *ledger, int column)
{
    const float end = column + 1 < ledger->columns ? ledger->at[column + 1] : 1;
    return ledger->width * (end - ledger->at[column]) - 6;
}

void kit_ledger_fit(struct kit_ledger *ledger, char cell[][LEDGER_CELL])
{
    for (int i = 0; i < ledger->columns; i++)
        while (ledger->columns > 1 && i < ledger->columns &&
               canvas_text_width(ledger->canvas, cell[i], TYPE_SMALL, false) > room_of(ledger, i))
            ledger->columns--;
}

void kit_ledger_row(struct kit_ledger *ledger, const char *name, char cell[][LEDGER_CELL],
                    struct color color, const struct look_style *look)
{
    struct canvas *canvas = ledger->canvas;
    const struct text_style style = {.size = TYPE_SMALL, .color = color, .vertical = ALIGN_MIDDLE};
    char fitted[160];
    if (look) {
        const struct point at = {ledger->x + 6, ledger->y};
        const struct marker_style mark = {.shape = look->marker, .size = 11, .fill = look->color};
        canvas_markers(canvas, &at, 1, &mark);
    }
    canvas_fit_text(canvas, name, style.size, false, ledger->width * ledger->at[0] - 26, fitted,
                    sizeof fitted);
    canvas_text(canvas, ledger->x + 18, ledger->y, fitted, &style);
    for (int i = 0; i < ledger->columns; i++) {
        canvas_fit_text(canvas, cell[i], style.size, false, room_of(ledger, i), fitted,
                        sizeof fitted);
        canvas_text(canvas, ledger->x + ledger->width * ledger->at[i], ledger->y, fitted, &style);
    }
    ledger->y += LEDGER_PITCH;
}

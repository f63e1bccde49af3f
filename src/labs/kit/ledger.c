#include "labs/kit/ledger.h"

void kit_ledger_row(struct kit_ledger *ledger, const char *name, char cell[][LEDGER_CELL],
                    struct color color, const struct color *swatch)
{
    struct canvas *canvas = ledger->canvas;
    const struct text_style style = {.size = TYPE_SMALL, .color = color, .vertical = ALIGN_MIDDLE};
    char fitted[160];
    if (swatch) {
        const struct rect square = {ledger->x, ledger->y - 5, 10, 10};
        canvas_rectangle(canvas, &square, 2, *swatch);
    }
    canvas_fit_text(canvas, name, style.size, false, ledger->width * ledger->at[0] - 26, fitted,
                    sizeof fitted);
    canvas_text(canvas, ledger->x + 18, ledger->y, fitted, &style);
    for (int i = 0; i < ledger->columns; i++) {
        const float end = i + 1 < ledger->columns ? ledger->at[i + 1] : 1;
        canvas_fit_text(canvas, cell[i], style.size, false,
                        ledger->width * (end - ledger->at[i]) - 6, fitted, sizeof fitted);
        canvas_text(canvas, ledger->x + ledger->width * ledger->at[i], ledger->y, fitted, &style);
    }
    ledger->y += LEDGER_PITCH;
}

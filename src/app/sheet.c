#include "app/sheet.h"

#include "plot/label.h"

#include <math.h>

struct rect sheet_place(const struct canvas *canvas, float width, float height)
{
    const float edge = 12;
    width = fminf(width, canvas->width - 2 * edge);
    height = fminf(height, canvas->height - 2 * edge);
    const float y = fmaxf(fminf(0.14f * canvas->height, canvas->height - edge - height), edge);
    return (struct rect){roundf((canvas->width - width) / 2), roundf(y), width, height};
}

void sheet_draw(struct canvas *canvas, const struct theme *theme, const struct rect *box,
                const char *title)
{
    // Drawn as the picture's shadow, so that it stands out in both themes.
    const struct rect shadow = {box->x - 3, box->y - 1, box->width + 6, box->height + 6};
    const struct rect edge = {box->x - 1, box->y - 1, box->width + 2, box->height + 2};
    canvas_rectangle(canvas, &shadow, 9, color_alpha(theme->ink, 0.12f));
    canvas_rectangle(canvas, &edge, 7, theme->axis);
    canvas_rectangle(canvas, box, 6, theme->background);
    if (!title)
        return;
    char fitted[256];
    const struct text_style style = {
        .size = TYPE_BODY, .bold = true, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    canvas_fit_text(canvas, title, style.size, true, box->width - 2 * SHEET_MARGIN, fitted,
                    sizeof fitted);
    canvas_text(canvas, box->x + SHEET_MARGIN, box->y + SHEET_MARGIN / 2 + SHEET_TITLE / 2, fitted,
                &style);
}

enum { NOTE_LINES = 3 };

float sheet_note_height(struct canvas *canvas, const char *text, float width)
{
    const size_t lines = label_lines(canvas, text, TYPE_SMALL, false, width);
    return 36 + LABEL_LINE * TYPE_SMALL * (fminf((float)lines, NOTE_LINES) - 1);
}

void sheet_draw_note(struct canvas *canvas, const char *text, struct color color, float x, float y,
                     float width)
{
    const struct text_style style = {.size = TYPE_SMALL, .color = color, .vertical = ALIGN_MIDDLE};
    label_draw_wrapped(canvas, text, x, y + 16, width, NOTE_LINES, &style);
}

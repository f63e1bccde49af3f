#include "app/foot.h"

#include "app/lines.h"
#include "base/text.h"
#include "base/words.h"

#include <stdio.h>

enum { TRY_LINES_MAX = 3 };

static const float pitch = 20, above = 6;

static float margin_of(const struct canvas *canvas)
{
    return canvas->width < 1000 ? 16 : 28;
}

// The room of its first word is kept free in all lines.
static float indent_of(struct canvas *canvas)
{
    return canvas_text_width(canvas, words("Try"), TYPE_BODY, true) + 10;
}

// Less where the picture needs the room.
static size_t most_lines(const struct canvas *canvas)
{
    return canvas->height < 400 ? 2 : TRY_LINES_MAX;
}

static size_t wrap_try(struct canvas *canvas, const char *text,
                       char lines[TRY_LINES_MAX + 1][LINE_MAX_BYTES])
{
    // An ellipsis has room even where a line is full.
    const float room = canvas->width - 2 * margin_of(canvas) - indent_of(canvas) - 12;
    const size_t most = most_lines(canvas);
    const size_t count = lines_wrap(canvas, text, TYPE_BODY, room, most + 1, lines);
    if (count <= most)
        return count;
    text_append(lines[most - 1], LINE_MAX_BYTES, " …");
    return most;
}

float foot_try_height(struct canvas *canvas, const char *text)
{
    char lines[TRY_LINES_MAX + 1][LINE_MAX_BYTES];
    return text && *text ? above + pitch * (float)wrap_try(canvas, text, lines) : 0;
}

void foot_draw_try(struct canvas *canvas, const struct theme *theme, const char *text, float bottom)
{
    if (!text || !*text)
        return;
    char lines[TRY_LINES_MAX + 1][LINE_MAX_BYTES];
    const size_t count = wrap_try(canvas, text, lines);
    const float x = margin_of(canvas), top = bottom - pitch * (float)count;
    const struct text_style head = {
        .size = TYPE_BODY, .bold = true, .color = theme->accent, .vertical = ALIGN_MIDDLE};
    const struct text_style style = {
        .size = TYPE_BODY, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, x, top + pitch / 2, words("Try"), &head);
    for (size_t i = 0; i < count; i++)
        canvas_text(canvas, x + indent_of(canvas), top + pitch * ((float)i + 0.5f), lines[i],
                    &style);
}

void foot_draw_edge(struct canvas *canvas, const struct theme *theme, const char *left,
                    const char *right)
{
    const float margin = margin_of(canvas), y = canvas->height - 9;
    const float edge = canvas->width - margin;
    char fitted[200];
    struct text_style style = {.size = TYPE_SMALL,
                               .color = theme->soft,
                               .horizontal = ALIGN_END,
                               .vertical = ALIGN_MIDDLE};
    canvas_fit_text(canvas, right, style.size, false, edge - margin, fitted, sizeof fitted);
    canvas_text(canvas, edge, y, fitted, &style);
    const float room = edge - canvas_text_width(canvas, fitted, style.size, false) - 24 - margin;
    style.horizontal = ALIGN_START;
    canvas_fit_text(canvas, left, style.size, false, room, fitted, sizeof fitted);
    if (*left && room > 0)
        canvas_text(canvas, margin, y, fitted, &style);
}

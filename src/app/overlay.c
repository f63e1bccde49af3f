// What lies over the picture for a while: a message, the help.
#include "app/state.h"

#include <math.h>
#include <string.h>

// The message is wrapped to lines that fit; each line ends at a blank or inside a long path.
static size_t wrap(struct canvas *canvas, const char *text, float width, char lines[4][256])
{
    size_t count = 0;
    while (*text && count < 4) {
        size_t length = 0, blank = 0;
        char *line = lines[count];
        for (size_t i = 0; text[i] && i < 255; i++) {
            line[i] = text[i];
            line[i + 1] = '\0';
            if (((unsigned char)text[i + 1] & 0xC0) == 0x80)
                continue; // inside a character
            if (canvas_text_width(canvas, line, TYPE_BODY, false) > width)
                break;
            length = i + 1;
            if (text[i + 1] == ' ' || !text[i + 1])
                blank = i + 1;
        }
        if (blank > 0)
            length = blank;
        if (length == 0)
            return count;
        line[length] = '\0';
        text += length;
        while (*text == ' ')
            text++;
        count++;
    }
    return count;
}

void overlay_draw_toast(struct app *app)
{
    if (app->toast.left <= 0 || !*app->toast.text)
        return;
    struct canvas *canvas = app->canvas;
    char lines[4][256];
    const float room = fminf(canvas->width - 80, 640), pad = 14, pitch = 22;
    const size_t count = wrap(canvas, app->toast.text, room, lines);
    float width = 0;
    for (size_t i = 0; i < count; i++)
        width = fmaxf(width, canvas_text_width(canvas, lines[i], TYPE_BODY, false));
    const float height = pitch * (float)count + 2 * pad - 4;
    const struct rect box = {(canvas->width - width) / 2 - pad,
                             canvas->height - TIMELINE_HEIGHT - height - 14, width + 2 * pad,
                             height};
    const float strength = fminf((float)app->toast.left / 0.4f, 1);
    const struct color ground = app->toast.is_error ? app->theme->error : app->theme->ink;
    canvas_rectangle(canvas, &box, 7, color_alpha(ground, 0.96f * strength));
    const struct text_style style = {.size = TYPE_BODY,
                                     .color = color_alpha(app->theme->background, strength),
                                     .vertical = ALIGN_MIDDLE};
    for (size_t i = 0; i < count; i++)
        canvas_text(canvas, box.x + pad, box.y + pad + pitch * ((float)i + 0.42f), lines[i],
                    &style);
}

// One group of keys under its heading; returns the y below it.
static float draw_group(struct app *app, const struct key_row rows[], size_t count, float x,
                        float y, float width, float pitch)
{
    struct canvas *canvas = app->canvas;
    const struct theme *theme = app->theme;
    const struct text_style heading = {
        .size = TYPE_BODY, .bold = true, .color = theme->accent, .vertical = ALIGN_MIDDLE};
    const struct text_style keys = {
        .size = TYPE_BODY, .bold = true, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    const struct text_style what = {
        .size = TYPE_BODY, .color = theme->soft, .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, x, y, rows[0].group, &heading);
    y += pitch;
    for (size_t i = 0; i < count; i++) {
        char fitted[128];
        canvas_text(canvas, x, y, rows[i].keys, &keys);
        canvas_fit_text(canvas, rows[i].what, what.size, false, width - 92, fitted, sizeof fitted);
        canvas_text(canvas, x + 92, y, fitted, &what);
        y += pitch;
    }
    return y + 0.6f * pitch;
}

void overlay_draw_help(struct app *app)
{
    struct canvas *canvas = app->canvas;
    const struct rect all = {0, 0, canvas->width, canvas->height};
    canvas_rectangle(canvas, &all, 0, color_alpha(app->theme->background, 0.97f));
    const struct text_style title = {
        .size = TYPE_TITLE, .bold = true, .color = app->theme->ink, .vertical = ALIGN_MIDDLE};
    const float margin = canvas->width < 1000 ? 24 : 80;
    canvas_text(canvas, margin, 44, "Keys", &title);

    struct key_row rows[KEY_ROWS_MAX];
    const size_t count = key_rows(rows, KEY_ROWS_MAX);
    const float column = (canvas->width - 2 * margin + 24) / 2;
    const float pitch = fminf(30, (canvas->height - 100) / ((float)count / 2 + 4.5f));
    float x = margin, y = 88;
    bool is_second = false;
    for (size_t first = 0; first < count;) {
        size_t last = first;
        while (last < count && strcmp(rows[last].group, rows[first].group) == 0)
            last++;
        // The second half of the groups stands in the second column.
        if (!is_second && first >= count / 2) {
            is_second = true;
            x += column;
            y = 88;
        }
        y = draw_group(app, rows + first, last - first, x, y, column - 24, pitch);
        first = last;
    }
}

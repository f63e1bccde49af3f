#include "app/hint.h"

#include "base/text.h"
#include "base/words.h"

static const float line_height = 19;

float hint_height(const struct rect *panel)
{
    // One line where the sliders have little room themselves.
    return panel->height >= 210 ? 2 * line_height + 4 : line_height + 2;
}

static const char *standard_of(const struct param *param, char text[64])
{
    if (!param_has_slider(param))
        return param->fallback;
    param_show(param, param->standard, text, 64);
    return text;
}

void hint_text(const struct param *param, char help[256], char range[256])
{
    char low[64], high[64], number[64];
    const char *standard = standard_of(param, number);
    text_print(help, 256, "%s", words(param->help ? param->help : param->label));
    range[0] = '\0';
    if (param->choices) {
        text_print(range, 256, words("usually %s; Enter opens the list"), standard);
        return;
    }
    if (!param_has_slider(param)) {
        if (standard && *standard)
            text_print(range, 256, words("usually %s"), standard);
        return;
    }
    param_show(param, param->min, low, sizeof low);
    param_show(param, param->max, high, sizeof high);
    if (param->scale == PARAM_COUNT)
        text_print(range, 256, words("from %s to %s, or all; usually %s"), low, high, standard);
    else
        text_print(range, 256, words("from %s to %s, usually %s"), low, high, standard);
}

void hint_draw(struct canvas *canvas, const struct theme *theme, const struct document *document,
               size_t slider, const struct rect *box)
{
    const struct param *param = document_slider(document, slider).param;
    if (!param)
        return;
    char help[256], range[256], fitted[256], both[520];
    const struct text_style style = {
        .size = TYPE_SMALL, .color = theme->soft, .vertical = ALIGN_MIDDLE};
    hint_text(param, help, range);
    const struct stroke line = {.color = theme->grid, .width = 1};
    canvas_line(canvas, box->x, box->y, box->x + box->width - 14, box->y, &line);
    const float middle = box->y + line_height / 2 + 1, room = box->width - 24;
    const float x = box->x + 18;
    const bool has_two = box->height >= 2 * line_height;
    // Where there is one line only, the range comes first: nothing else says it.
    text_print(both, sizeof both, "%s%s%s", has_two ? "" : range, has_two || !*range ? "" : " · ",
               help);
    canvas_fit_text(canvas, both, style.size, false, room, fitted, sizeof fitted);
    canvas_text(canvas, x, middle, fitted, &style);
    if (!has_two)
        return;
    canvas_fit_text(canvas, range, style.size, false, room, fitted, sizeof fitted);
    canvas_text(canvas, x, middle + line_height, fitted, &style);
}

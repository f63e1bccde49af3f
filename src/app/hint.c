#include "app/hint.h"

#include "base/text.h"
#include "base/words.h"
#include "plot/label.h"

#include <math.h>
#include <string.h>

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

enum { TEXTS = 2 };
static const float indent = 18, right = 6, ragged = 14, air = 4;
static const float least_pace = 1.1f; // em, of lines where there are many

// What is said, each text from a line of its own; how many there are.
static size_t texts_of(const struct param *param, bool has_two, char text[TEXTS][520])
{
    char help[256], range[256];
    hint_text(param, help, range);
    // Where there is one line only, the range comes first: nothing else says it.
    if (!has_two) {
        text_print(text[0], 520, "%s%s%s", range, *range ? " · " : "", help);
        return 1;
    }
    text_print(text[0], 520, "%s", help);
    text_print(text[1], 520, "%s", range);
    return TEXTS;
}

static void rule_off(struct canvas *canvas, const struct rect *box, float y,
                     const struct theme *theme)
{
    const struct stroke line = {.color = theme->grid, .width = 1};
    canvas_line(canvas, box->x, y, box->x + box->width - ragged, y, &line);
}

// One line each, where they have room.
static bool draw_plain(struct canvas *canvas, const struct rect *box, float room,
                       char text[TEXTS][520], size_t count, const struct text_style *style)
{
    for (size_t i = 0; i < count; i++)
        if (canvas_text_width(canvas, text[i], style->size, style->bold) > room)
            return false;
    for (size_t i = 0; i < count; i++)
        canvas_text(canvas, box->x + indent, box->y + line_height / 2 + 1 + (float)i * line_height,
                    text[i], style);
    return true;
}

// A text from a line on; where the next one stands.
static float draw_lines(struct canvas *canvas, const char *text, struct point at, float room,
                        float pace, const struct text_style *style)
{
    size_t length;
    for (; *text; text += length, at.y += pace) {
        char line[520];
        text += strspn(text, " ");
        length = label_line(canvas, text, style->size, style->bold, room);
        if (length == 0) // not even a word
            length = strlen(text);
        text_print(line, sizeof line, "%.*s", (int)length, text);
        canvas_text(canvas, at.x, at.y, line, style);
    }
    return at.y;
}

// Where so high a hint stands: up from the foot of its box, or from the slider's row where it would
// lie over that. It may not reach over the panel's top: then over the row.
static struct rect place_high(const struct hint_place *place, float height)
{
    const struct rect *box = &place->box, *row = &place->row;
    const float top = place->panel.y, foot = box->y + box->height;
    struct rect high = {box->x, foot - height, box->width - ragged, height};
    const bool is_over = row->height > 0 && row->y + row->height > high.y && row->y < foot;
    if (is_over && row->y - height >= top)
        high.y = row->y - height;
    return high;
}

void hint_draw(struct canvas *canvas, const struct theme *theme, const struct document *document,
               size_t slider, const struct hint_place *place)
{
    const struct param *param = document_slider(document, slider).param;
    if (!param)
        return;
    char text[TEXTS][520];
    const struct rect *box = &place->box;
    const struct text_style style = {
        .size = TYPE_SMALL, .color = theme->soft, .vertical = ALIGN_MIDDLE};
    const float whole = box->width - indent - right;
    const size_t count = texts_of(param, box->height >= 2 * line_height, text);
    if (draw_plain(canvas, box, whole, text, count, &style)) {
        rule_off(canvas, box, box->y, theme);
        return;
    }
    const float room = whole - (ragged - right); // left of the mark that there are more rows
    size_t all = 0;
    for (size_t i = 0; i < count; i++)
        all += label_lines(canvas, text[i], style.size, style.bold, room);
    const float most = box->y + box->height - place->panel.y - 2 * air;
    const float pace =
        fmaxf(fminf(LABEL_LINE * style.size, most / (float)all), least_pace * style.size);
    const struct rect high = place_high(place, (float)all * pace + 2 * air);
    canvas_rectangle(canvas, &high, 0, theme->background);
    rule_off(canvas, box, high.y, theme);
    if (high.y + high.height < box->y) { // apart from its box, which stays empty
        rule_off(canvas, box, high.y + high.height, theme);
        rule_off(canvas, box, box->y, theme);
    }
    float y = high.y + air + pace / 2;
    for (size_t i = 0; i < count; i++)
        y = draw_lines(canvas, text[i], (struct point){high.x + indent, y}, room, pace, &style);
}

#include "app/tabs.h"

#include "base/words.h"

static const float margin = 8, pad = 8;

// From the left edge of one tab to that of the next; 0 of one that is not there.
static float width_of(struct canvas *canvas, const char *name)
{
    return name ? canvas_text_width(canvas, words(name), TYPE_SMALL, true) + 2 * pad : 0;
}

enum lab_part tabs_next(const char *const name[LAB_PARTS], enum lab_part part)
{
    do
        part = (enum lab_part)((part + 1) % LAB_PARTS);
    while (!name[part]);
    return part;
}

void tabs_draw(struct canvas *canvas, const struct theme *theme, const char *const name[LAB_PARTS],
               enum lab_part part, const char *text)
{
    char fitted[200];
    const float middle = TABS_HEIGHT / 2;
    float x = margin;
    for (size_t i = 0; i < LAB_PARTS; i++) {
        const bool is_shown = i == part;
        if (!name[i])
            continue;
        const float width = width_of(canvas, name[i]);
        const struct text_style style = {.size = TYPE_SMALL,
                                         .bold = is_shown,
                                         .color = is_shown ? theme->accent : theme->soft,
                                         .vertical = ALIGN_MIDDLE};
        if (is_shown) {
            const struct rect mark = {x, 0, width, TABS_HEIGHT};
            canvas_rectangle(canvas, &mark, 3, theme->selection);
        }
        canvas_text(canvas, x + pad, middle, words(name[i]), &style);
        x += width;
    }
    const struct text_style quiet = {.size = TYPE_SMALL,
                                     .color = theme->soft,
                                     .horizontal = ALIGN_END,
                                     .vertical = ALIGN_MIDDLE};
    canvas_fit_text(canvas, text, quiet.size, false, canvas->width - x - 2 * pad - margin, fitted,
                    sizeof fitted);
    canvas_text(canvas, canvas->width - margin - 2, middle, fitted, &quiet);
}

bool tabs_press(struct canvas *canvas, const char *const name[LAB_PARTS], struct point at,
                enum lab_part *part)
{
    float x = margin;
    for (size_t i = 0; i < LAB_PARTS && at.y < TABS_HEIGHT; i++) {
        const float width = width_of(canvas, name[i]);
        if (at.x >= x && at.x < x + width) {
            *part = (enum lab_part)i;
            return true;
        }
        x += width;
    }
    return false;
}

#include "labs/kit/heading.h"

#include "base/words.h"

struct rect kit_below_heading(const struct rect *box)
{
    return (struct rect){box->x, box->y + HEADING_HEIGHT, box->width, box->height - HEADING_HEIGHT};
}

void kit_draw_note(struct canvas *canvas, const struct theme *theme, const struct rect *area,
                   const char *text)
{
    const struct text_style style = {.size = TYPE_BODY,
                                     .color = theme->soft,
                                     .horizontal = ALIGN_MIDDLE,
                                     .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, area->x + area->width / 2, area->y + area->height / 2, words(text), &style);
}

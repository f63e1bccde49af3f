#include "labs/kit/heading.h"

#include "plot/label.h"

void kit_draw_title(const struct lab *lab, const struct scene *scene, struct canvas *canvas,
                    const struct lab_layout *layout, const struct theme *theme)
{
    const char *title = scene_text(scene, "scene", "title");
    const char *caption = scene_text(scene, "scene", "caption");
    label_draw_title(canvas, theme, &layout->title, title ? title : lab->type->title,
                     caption ? caption : "", layout->caption_lines);
}

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
    canvas_text(canvas, area->x + area->width / 2, area->y + area->height / 2, text, &style);
}

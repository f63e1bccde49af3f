#include "labs/kit/tip.h"

#include "base/text.h"
#include "base/words.h"

#include <stdarg.h>
#include <stdio.h>

void kit_tip_add(struct kit_tip *tip, struct color swatch, const char *format, ...)
{
    if (tip->count == TIP_LINES_MAX)
        return;
    char line[640];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, words(format), arguments);
    va_end(arguments);
    text_print(tip->text[tip->count], sizeof *tip->text, "%s", line);
    tip->swatch[tip->count++] = swatch;
}

void kit_tip_draw_beside(const struct kit_tip *tip, struct canvas *canvas,
                         const struct theme *theme, struct point at, const struct rect *bounds,
                         const struct label_space *space)
{
    const char *lines[TIP_LINES_MAX];
    for (size_t i = 0; i < tip->count; i++)
        lines[i] = tip->text[i];
    label_draw_tip(canvas, theme, at, bounds, lines, tip->swatch, tip->count, space);
}

void kit_tip_draw(const struct kit_tip *tip, struct canvas *canvas, const struct theme *theme,
                  struct point at, const struct rect *bounds)
{
    kit_tip_draw_beside(tip, canvas, theme, at, bounds, NULL);
}

#include "labs/kit/ghost.h"

#include "base/text.h"
#include "base/words.h"

struct stroke kit_ghost_stroke(struct color color, const struct theme *theme)
{
    const struct color pale = color_mix(theme->background, color, 0.6f);
    // As long as it is wide, a dash is a dot. Thousands of them are drawn fast where the gaps have
    // a colour, too: one that cannot be seen.
    return (struct stroke){
        .color = pale, .width = 2.5f, .dash = {2.5f, 4}, .gap = color_alpha(pale, 0.004f)};
}

struct stroke kit_ghost_stroke_on_contours(struct color color, const struct theme *theme)
{
    const struct color white = {1, 1, 1, 0.95f};
    struct stroke stroke = kit_ghost_stroke(color, theme);
    stroke.color = color_mix(white, color, 0.3f);
    stroke.gap = color_alpha(stroke.color, stroke.gap.a);
    return stroke;
}

void kit_ghost_result(const char *before, const char *now, char *text, size_t size)
{
    if (!text_print(text, size, words("%s → %s"), before, now))
        text_print(text, size, "%s", now);
}

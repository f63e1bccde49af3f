#include "labs/kit/ghost.h"

#include "base/text.h"
#include "base/words.h"

struct stroke kit_ghost_stroke(struct color color, const struct theme *theme)
{
    // A dash as short as it is wide is a dot: lines end round.
    return (struct stroke){
        .color = color_mix(theme->background, color, 0.6f), .width = 2.2f, .dash = {0.1f, 5}};
}

void kit_ghost_result(const char *before, const char *now, char *text, size_t size)
{
    if (!text_print(text, size, words("%s → %s"), before, now))
        text_print(text, size, "%s", now);
}

#include "labs/kit/bands.h"

#include "base/text.h"
#include "base/words.h"
#include "plot/band.h"

const char *const kit_curves[] = {"band", "raw", NULL};

bool kit_is_crowded(float width, double steps)
{
    return (double)width < (double)KIT_APART * steps;
}

void kit_band_heading(const char *heading, size_t window, char text[160])
{
    if (window > 0)
        text_print(text, 160, words("%s; band: 10–90 %% of %zu steps"), words(heading), window);
    else
        text_print(text, 160, words("%s; band: 10–90 %% of a moving window"), words(heading));
}

struct color kit_band_color(struct color color)
{
    return color_alpha(color, 0.16f);
}

void kit_draw_band(struct canvas *canvas, const struct plot *plot, const struct spread *spread,
                   const double x[], double from, double step, struct color color)
{
    const struct band band = {
        .x = x ? x : spread->step,
        .low = spread->low,
        .high = spread->high,
        .from = from,
        .count = spread->count,
        .end = spread_index(spread, step),
        .color = kit_band_color(color),
    };
    band_draw(canvas, plot, &band);
}

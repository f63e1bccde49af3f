#include "export/frames.h"

#include "base/array.h"
#include "canvas/gl/offscreen.h"

#include <stdlib.h>

void frames_init_without(struct frames *frames, struct lab *lab,
                         const struct figure_options *options)
{
    *frames = (struct frames){.lab = lab, .options = *options};
    figure_size(options, &frames->width, &frames->height);
}

bool frames_init(struct frames *frames, struct lab *lab, const struct figure_options *options,
                 struct error *error)
{
    *frames = (struct frames){.lab = lab, .options = *options};
    figure_size(options, &frames->width, &frames->height);
    frames->has_alpha = figure_background(options).a < 1;
    frames->offscreen = offscreen_create(frames->width, frames->height, error);
    const size_t row = (size_t)frames->width * (frames->has_alpha ? 4 : 3);
    frames->pixels = frames->offscreen ? array_create((size_t)frames->height, row, error) : NULL;
    if (frames->pixels)
        return true;
    frames_clear(frames);
    return false;
}

void frames_clear(struct frames *frames)
{
    offscreen_destroy(frames->offscreen);
    free(frames->pixels);
    *frames = (struct frames){0};
}

bool frames_draw(struct frames *frames, double step, struct error *error)
{
    const float unit = figure_unit(&frames->options);
    frames->options.step = step;
    struct canvas *canvas =
        offscreen_begin(frames->offscreen, unit, figure_background(&frames->options));
    figure_draw(frames->lab, canvas, &frames->options);
    if (!offscreen_end(frames->offscreen, error))
        return false;
    offscreen_read_part(frames->offscreen, frames->width, frames->height, frames->has_alpha,
                        frames->pixels, (size_t)frames->width);
    return true;
}

#include "export/motion.h"

#include <math.h>

bool motion_settle(struct motion *motion, const struct motion_options *options,
                   const struct lab *lab, double usual_fps, struct error *error)
{
    const double last = (double)lab->type->steps(lab);
    const double seconds = options->seconds > 0 ? options->seconds : MOTION_SECONDS;
    const double hold = options->has_hold ? options->hold : MOTION_HOLD;
    motion->fps = options->fps > 0 ? options->fps : usual_fps;
    for (int i = 0; i < 2; i++) {
        const bool is_given = i == 0 ? options->has_from : options->has_to;
        const double step = i == 0 ? options->from : options->to;
        if (is_given && step > last)
            return error_set(error, ERROR_INPUT, "%s %g lies behind the end of the timeline, %g",
                             i == 0 ? "--from" : "--to", step, last);
    }
    motion->from = options->has_from ? options->from : 0;
    motion->to = options->has_to ? options->to : last;
    if (motion->from > motion->to)
        return error_set(error, ERROR_INPUT,
                         "--from %g lies behind --to %g on a timeline that ends at %g",
                         motion->from, motion->to, last);
    const double moving = fmax(round(seconds * motion->fps), 2), held = round(hold * motion->fps);
    if (moving + held > MOTION_FRAMES_MAX)
        return error_set(error, ERROR_INPUT,
                         "%.0f frames are more than the %d there may be: fewer --seconds, or "
                         "fewer frames a second (--fps)",
                         moving + held, MOTION_FRAMES_MAX);
    motion->moving = (size_t)moving;
    motion->held = (size_t)held;
    return true;
}

size_t motion_frames(const struct motion *motion)
{
    return motion->moving + motion->held;
}

double motion_step(const struct motion *motion, size_t frame)
{
    if (frame + 1 >= motion->moving)
        return motion->to;
    const double share = (double)frame / (double)(motion->moving - 1);
    return motion->from + share * (motion->to - motion->from);
}

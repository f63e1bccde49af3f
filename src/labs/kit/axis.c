#include "labs/kit/axis.h"

#include <math.h>

const char *const kit_axes[] = {"steps", "epochs", "examples", "seconds", NULL};
const char *const kit_axes_untimed[] = {"steps", "epochs", "examples", "arithmetic", NULL};

enum kit_axis kit_axis_untimed(size_t word)
{
    return word == 3 ? AXIS_ARITHMETIC : (enum kit_axis)word;
}

const char *kit_axis_next(const char *const words[], enum kit_axis axis)
{
    return words[words[axis + 1] ? axis + 1 : 0];
}

double kit_axis_at(enum kit_axis axis, size_t step, size_t epoch_steps, size_t examples)
{
    const double epochs = (double)step / (double)epoch_steps;
    return axis == AXIS_STEPS    ? (double)step
           : axis == AXIS_EPOCHS ? epochs
                                 : epochs * (double)examples;
}

const char *kit_axis_place(enum kit_axis axis)
{
    static const char *const places[] = {[AXIS_STEPS] = "step %s",
                                         [AXIS_EPOCHS] = "epoch %s",
                                         [AXIS_EXAMPLES] = "examples %s",
                                         [AXIS_SECONDS] = "seconds %s",
                                         [AXIS_ARITHMETIC] = "multiply-adds %s"};
    return places[axis];
}

double kit_axis_index(const double x[], size_t count, double at)
{
    if (count == 0 || !(x[0] <= at))
        return -1;
    size_t low = 0, high = count;
    while (low + 1 < high) {
        const size_t middle = (low + high) / 2;
        if (x[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    if (low + 1 >= count)
        return (double)low;
    return (double)low + fmin((at - x[low]) / fmax(x[low + 1] - x[low], 1e-300), 1);
}

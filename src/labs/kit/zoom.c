#include "labs/kit/zoom.h"

#include "base/text.h"
#include "labs/kit/scene.h"

#include <math.h>
#include <stdio.h>

double kit_rounded(double value, double span)
{
    const double unit = pow(10, floor(log10(span / 1000)));
    double exact;
    char text[64];
    snprintf(text, sizeof text, "%.15g", round(value / unit) * unit);
    return text_number(text, &exact) ? exact : value;
}

// ---- what hands ask for -------------------------------------------------------------------------

// Numbers as an axis lays them out: evenly.
static double even(const struct axis *axis, double value)
{
    return axis->log ? log10(value) : value;
}

static double number(const struct axis *axis, double place)
{
    return axis->log ? pow(10, place) : place;
}

static struct point inside(const struct rect *area, struct point at)
{
    return (struct point){fminf(fmaxf(at.x, area->x), area->x + area->width),
                          fminf(fmaxf(at.y, area->y), area->y + area->height)};
}

static void turn(const struct axis *axis, double center, float notches, double *low, double *high)
{
    const double factor = pow(1.2, -(double)notches), middle = even(axis, center);
    *low = number(axis, middle + (even(axis, axis->low) - middle) * factor);
    *high = number(axis, middle + (even(axis, axis->high) - middle) * factor);
}

static void shift(const struct axis *axis, float share, double *low, double *high)
{
    const double first = even(axis, axis->low), last = even(axis, axis->high);
    const double by = (double)share * (last - first);
    *low = number(axis, first + by);
    *high = number(axis, last + by);
}

static void enclose(const struct plot *plot, const struct lab_pointer *pointer, double low[2],
                    double high[2])
{
    const struct point a = inside(&plot->area, pointer->at), b = inside(&plot->area, pointer->to);
    low[0] = plot_x_value(plot, fminf(a.x, b.x));
    high[0] = plot_x_value(plot, fmaxf(a.x, b.x));
    low[1] = plot_y_value(plot, fmaxf(a.y, b.y));
    high[1] = plot_y_value(plot, fminf(a.y, b.y));
}

bool kit_zoom(const struct plot *plot, const struct lab_pointer *pointer, double low[2],
              double high[2])
{
    const struct axis *const axes[] = {&plot->x, &plot->y};
    const double center[] = {plot_x_value(plot, pointer->at.x), plot_y_value(plot, pointer->at.y)};
    const float by[] = {pointer->by.x, pointer->by.y};
    if (pointer->kind == LAB_BOX)
        enclose(plot, pointer, low, high);
    else if (pointer->kind != LAB_PAN &&
             (pointer->kind != LAB_WHEEL || !rect_contains(&plot->area, pointer->at)))
        return false;
    for (int i = 0; i < 2; i++) {
        if (pointer->kind == LAB_PAN) {
            shift(axes[i], by[i], &low[i], &high[i]);
        } else if (pointer->axes != LAB_BOTH_AXES &&
                   pointer->axes != (i ? LAB_Y_AXIS : LAB_X_AXIS)) {
            low[i] = axes[i]->low;
            high[i] = axes[i]->high;
        } else if (pointer->kind == LAB_WHEEL) {
            turn(axes[i], center[i], pointer->wheel, &low[i], &high[i]);
        }
    }
    return true;
}

struct lab_pointer kit_pan(const struct plot *plot, struct point from, struct point to)
{
    return (struct lab_pointer){
        .kind = LAB_PAN,
        .by = {(from.x - to.x) / plot->area.width, (to.y - from.y) / plot->area.height}};
}

// ---- into the scene -----------------------------------------------------------------------------

// Neither so small that doubles cannot tell the ends apart nor absurdly large.
static bool can_show(const struct axis *axis, double low, double high)
{
    const double span = high - low, most = fmax(fabs(low), fabs(high));
    if (axis->log)
        return low > 1e-290 && high > low * (1 + 1e-9) && high < 1e290;
    return span > 1e-9 * most && span > 1e-12 && most <= 1e11;
}

enum lab_effect kit_zoom_put(struct scene *scene, const char *const keys[2],
                             const struct plot *plot, const double low[2], const double high[2])
{
    const struct axis *const axes[] = {&plot->x, &plot->y};
    enum lab_effect effect = LAB_NOTHING;
    for (int i = 0; i < 2; i++)
        if (!can_show(axes[i], low[i], high[i]))
            return LAB_NOTHING;
    for (int i = 0; i < 2; i++) {
        char ends[2][32], text[72];
        if (low[i] == axes[i]->low && high[i] == axes[i]->high)
            continue;
        // On a log axis the low end counts as much as the high one.
        const double span = axes[i]->log ? fmin(high[i] - low[i], low[i]) : high[i] - low[i];
        text_shortest(kit_rounded(low[i], span / 100), ends[0], sizeof ends[0]);
        text_shortest(kit_rounded(high[i], span / 100), ends[1], sizeof ends[1]);
        snprintf(text, sizeof text, "%s, %s", ends[0], ends[1]);
        if (kit_put(scene, "view", keys[i], text) == LAB_NOTHING)
            return LAB_NOTHING;
        effect = LAB_CHANGED;
    }
    return effect;
}

#include "plot/band.h"

#include <math.h>

static const float strip_width = 3;  // units
static const float rounding = 1e-3f; // strips: where one begins is not where the last one ends

// The band at a fractional index, in canvas units.
struct section {
    float x, top, bottom;
};

static double between(const double value[], size_t k, double share)
{
    return share > 0 ? value[k] + share * (value[k + 1] - value[k]) : value[k];
}

static struct section section_at(const struct plot *plot, const struct band *band, double index)
{
    const size_t k = (size_t)index;
    const double share = k + 1 < band->count ? index - (double)k : 0;
    const double low = between(band->low, k, share) - band->from;
    const double high = between(band->high, k, share) - band->from;
    if (!isfinite(low) || !isfinite(high) || (plot->y.log && !(high > 0)))
        return (struct section){.x = NAN};
    return (struct section){.x = plot_x(plot, between(band->x, k, share)),
                            .top = plot_y(plot, high),
                            .bottom = plot_y(plot, low)};
}

// A strip on its way: what it covers so far.
struct strip {
    float left, top, bottom;
    bool is_open;
};

static void widen(struct strip *strip, float top, float bottom)
{
    strip->top = strip->is_open ? fminf(strip->top, top) : top;
    strip->bottom = strip->is_open ? fmaxf(strip->bottom, bottom) : bottom;
    strip->is_open = true;
}

static void fill(struct strip *strip, struct canvas *canvas, const struct rect *area, float width,
                 struct color color)
{
    const float top = fmaxf(strip->top, area->y);
    const float bottom = fminf(strip->bottom, area->y + area->height);
    const float right = fminf(strip->left + width, area->x + area->width);
    const struct rect box = {strip->left, top, right - strip->left, bottom - top};
    if (strip->is_open && bottom >= top)
        canvas_rectangle(canvas, &box, 0, color);
    strip->is_open = false;
}

// From one section to the next, over all strips that lie between.
static void go_to(struct strip *strip, struct canvas *canvas, const struct plot *plot,
                  const struct section *from, const struct section *to, float width,
                  struct color color)
{
    const struct rect *area = &plot->area;
    const float first = fmaxf(from->x, area->x), last = fminf(to->x, area->x + area->width);
    if (!(first <= last))
        return;
    const float run = to->x - from->x;
    float x = first;
    for (;;) {
        const float left = area->x + floorf((x - area->x) / width + rounding) * width;
        if (!strip->is_open || left != strip->left) {
            fill(strip, canvas, area, width, color);
            strip->left = left;
        }
        const float end = fminf(left + width, last);
        const float a = run > 0 ? (x - from->x) / run : 0, b = run > 0 ? (end - from->x) / run : 1;
        widen(strip, from->top + a * (to->top - from->top),
              from->bottom + a * (to->bottom - from->bottom));
        widen(strip, from->top + b * (to->top - from->top),
              from->bottom + b * (to->bottom - from->bottom));
        if (end >= last)
            return;
        x = left + width > x ? left + width : last;
    }
}

void band_draw(struct canvas *canvas, const struct plot *plot, const struct band *band)
{
    if (band->count == 0 || !(band->end >= 0))
        return;
    const double end = fmin(band->end, (double)(band->count - 1));
    // Whole device pixels.
    const float width = fmaxf(roundf(strip_width * canvas->scale), 1) / canvas->scale;
    struct strip strip = {.is_open = false};
    struct section last = section_at(plot, band, 0);
    canvas_clip(canvas, &plot->area);
    for (double index = 0; index < end;) {
        index = fmin(floor(index) + 1, end);
        const struct section next = section_at(plot, band, index);
        if (isfinite(last.x) && isfinite(next.x))
            go_to(&strip, canvas, plot, &last, &next, width, band->color);
        last = next;
    }
    fill(&strip, canvas, &plot->area, width, band->color);
    canvas_clip(canvas, NULL);
}

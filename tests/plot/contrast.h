// How well a colour is told from another: WCAG 2.
#ifndef RAVINE_TESTS_PLOT_CONTRAST_H
#define RAVINE_TESTS_PLOT_CONTRAST_H

#include "canvas/canvas.h"

#include <math.h>

static inline double linear(double c)
{
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

// WCAG 2: relative luminance and contrast.
static inline double luminance(struct color c)
{
    return 0.2126 * linear((double)c.r) + 0.7152 * linear((double)c.g) +
           0.0722 * linear((double)c.b);
}

static inline double contrast(struct color a, struct color b)
{
    const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

#endif

// Text blocks that several pictures share.
#ifndef RAVINE_PLOT_LABEL_H
#define RAVINE_PLOT_LABEL_H

#include "plot/theme.h"

// Title (600) and caption under it, cut with an ellipsis or wrapped to `lines` so that they stay
// within the rectangle. A remark beside the title ("changed") is never cut; NULL = none.
void label_draw_title(struct canvas *canvas, const struct theme *theme, const struct rect *rect,
                      const char *title, const char *remark, const char *caption, size_t lines);

// The heading of a second plot, one line, left-aligned at the rectangle's top. A text without
// numbers is given in English and looked up here.
// The first of the headings, NULL-terminated, that fits as a whole; the last one is cut.
void label_draw_fitting_heading(struct canvas *canvas, const struct theme *theme,
                                const struct rect *rect, const char *const texts[]);
void label_draw_heading(struct canvas *canvas, const struct theme *theme, const struct rect *rect,
                        const char *text);

// A small box of lines beside a point (hover), kept within `bounds`. Each line has a colour
// swatch when swatch[i].a > 0.
void label_draw_tip(struct canvas *canvas, const struct theme *theme, struct point at,
                    const struct rect *bounds, const char *const lines[],
                    const struct color swatch[], size_t count);

// A short sample of a runner's line with its marker in the middle, for legends.
void label_draw_sample(struct canvas *canvas, const struct theme *theme, float x, float y,
                       float width, const struct look_style *style);

#endif

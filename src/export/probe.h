// A canvas that draws nothing and remembers where on a figure what stands: which looks are seen,
// where curves end, what is covered. Legends and labels are placed by it.
//
// Who may call whom: figure_draw → legend, direct → probe.
#ifndef RAVINE_EXPORT_PROBE_H
#define RAVINE_EXPORT_PROBE_H

#include "base/error.h"
#include "canvas/canvas.h"
#include "plot/axes.h"
#include "plot/theme.h"

#include <stdint.h>

enum { PROBE_CURVES_MAX = 64, PROBE_AREAS_MAX = 8, PROBE_TEXTS_MAX = 128, PROBE_TEXT_MAX = 160 };

// A curve in the colour of a look.
struct probe_curve {
    int look;
    size_t area;
    bool has_end;
    struct point end, towards; // the last place of it that is drawn, and whither it goes there
};

struct probe {
    struct canvas head;
    struct canvas *real; // measures text
    const struct theme *theme;
    unsigned looks; // bit i: something is drawn in the i-th
    struct rect area[PROBE_AREAS_MAX];
    size_t areas;
    struct probe_curve curve[PROBE_CURVES_MAX];
    size_t curves;
    struct probe_curve *open; // the one that is being drawn; NULL: none
    bool is_curve;            // a curve of any colour is
    bool is_clipped;
    struct rect clip;
    float cell; // units
    size_t columns, rows;
    char text[PROBE_TEXTS_MAX][PROBE_TEXT_MAX]; // what is written, as far as that fits
    size_t texts;
    uint32_t *ink; // ink[(rows + 1) × (columns + 1)]: cells that are covered, then their sums
    bool is_summed;
};

// A canvas like `real`. Error: no memory.
bool probe_init(struct probe *probe, struct canvas *real, const struct theme *theme,
                struct error *error);
void probe_clear(struct probe *probe);

// The look that has this colour, whatever its alpha; −1: none.
int probe_look(const struct theme *theme, struct color color);

// How much of a box is covered: in cells. Nothing is drawn any more after it, but by probe_take.
double probe_covered(struct probe *probe, const struct rect *box);
// Whether a name is written somewhere, as a whole.
bool probe_says(const struct probe *probe, const char *name);
// Something stands there from now on.
void probe_take(struct probe *probe, const struct rect *box);

#endif

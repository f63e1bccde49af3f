// Colours and sizes of everything, light and dark, and the looks that tell runners apart.
#ifndef RAVINE_PLOT_THEME_H
#define RAVINE_PLOT_THEME_H

#include "canvas/canvas.h"

struct theme {
    const char *name; // "light"
    struct color background;
    struct color ink;       // text and strong lines
    struct color soft;      // secondary text
    struct color grid;      // light lines of axes
    struct color axis;      // zero lines, axis ends
    struct color accent;    // the selected slider, the timeline
    struct color selection; // behind the selected slider
    struct color track;     // a slider's empty track
    struct color paper;     // halo of markers and paths
    struct color error;     // a toast that tells of a failure
    struct color isoline;
    struct color level, level_halo; // the number on an isoline, and what it stands on
    struct colormap surface; // washed-out viridis for contours, low to high
    struct color nan;
};

extern const struct theme theme_light, theme_dark;

// NULL when there is none of that name.
const struct theme *theme_find(const char *name);

// Sizes of type, in units (1 unit = 1 pixel at 720p).
#define TYPE_TITLE 22.0f
#define TYPE_BODY  15.0f
#define TYPE_SMALL 14.0f

// The looks of a runner: colour (two themes), marker and dash differ all three, so that a
// photocopy still tells runners apart.
enum look {
    LOOK_BLUE,      // batch
    LOOK_PURPLE,    // stochastic
    LOOK_GREEN,     // mini-batch
    LOOK_VERMILION, // momentum
    LOOK_AMBER,     // RMSProp
    LOOK_INK,       // Adam
    LOOK_SKY,       // further ones
    LOOK_YELLOW,
    LOOK_COUNT,
};

struct look_style {
    const char *name; // "blue": the word in scenes
    struct color color;
    struct color text; // the same for words, which have to be told from the background better
    enum marker marker;
    float dash[DASH_MAX];
};

// The words of scenes, in the order of enum look; NULL-terminated.
extern const char *const look_names[];

// `look` beyond LOOK_COUNT wraps around.
struct look_style look_style(const struct theme *theme, int look);

// Gives every one of `count` things a look: given[i] where that is ≥ 0, else wish[i] unless it is
// taken, else the next that is free, sky first; when all are gone, looks repeat.
void looks_assign(const int given[], const int wish[], size_t count, int look[]);

#endif

// The box of numbers beside the pointer, line by line.
#ifndef RAVINE_LABS_KIT_TIP_H
#define RAVINE_LABS_KIT_TIP_H

#include "base/error.h"
#include "plot/label.h"
#include "plot/theme.h"

enum { TIP_LINES_MAX = 32 };

// Zeroed is empty.
struct kit_tip {
    char text[TIP_LINES_MAX][160];
    struct color swatch[TIP_LINES_MAX]; // a = 0: none
    size_t count;
};

// Adds a line, with a swatch of this colour before it where a > 0. The format is looked up here.
// What has no room is left out.
void kit_tip_add(struct kit_tip *tip, struct color swatch, const char *format, ...)
    PRINTF_LIKE(3, 4);

// Beside `at`, within the bounds; kit_tip_draw_beside where it covers least of what the space keeps
// free.
void kit_tip_draw_beside(const struct kit_tip *tip, struct canvas *canvas,
                         const struct theme *theme, struct point at, const struct rect *bounds,
                         const struct label_space *space);
void kit_tip_draw(const struct kit_tip *tip, struct canvas *canvas, const struct theme *theme,
                  struct point at, const struct rect *bounds);

#endif

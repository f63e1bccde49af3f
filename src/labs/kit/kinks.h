// Where an objective of two parameters has a kink or a jump, as lines on its plane.
#ifndef RAVINE_LABS_KIT_KINKS_H
#define RAVINE_LABS_KIT_KINKS_H

#include "canvas/canvas.h"
#include "plot/axes.h"
#include "plot/theme.h"
#include "sim/objective.h"

// Zeroed is empty.
struct kit_kinks {
    struct point *point; // of each piece two, x and y 0…1 across the plane, y upwards
    size_t count, capacity;
    bool is_short; // memory was out: some are missing
};

// Finds them anew on low…high, by grids of columns × rows points: places where the gradient differs
// from side to side, however near they are. Where there is no memory for it some
// are missing, and whatever they are drawn on is not whole.
void kit_kinks_find(struct kit_kinks *kinks, const struct objective *objective, const double low[2],
                    const double high[2], size_t columns, size_t rows);
void kit_kinks_clear(struct kit_kinks *kinks);

// On the stage, over what is drawn of the plane that they were found on.
void kit_kinks_draw(const struct kit_kinks *kinks, struct canvas *canvas, const struct theme *theme,
                    const struct plot *stage);

#endif

// Arrows on the stage, with names that stand on nothing.
#ifndef RAVINE_LABS_RACING_ARROWS_H
#define RAVINE_LABS_RACING_ARROWS_H

#include "labs/racing/racing.h"
#include "plot/label.h"
#include "plot/relief_draw.h"

enum { ARROWS_MAX = 64 };

struct racing_arrow {
    struct relief_way way; // on the contour two points
    struct stroke stroke;
    float head;
    char label[48];
};

// The way of an arrow between two points of the plane, on what the stage shows.
struct relief_way racing_way(const struct racing *lab, const struct plot *stage,
                             const double from[2], const double to[2]);

// Collected, then drawn together. Zeroed is empty.
struct racing_arrows {
    struct racing_arrow arrow[ARROWS_MAX];
    size_t count;
};

// Of one that is far too long nothing is drawn.
void racing_arrows_add(struct racing_arrows *arrows, const struct plot *stage,
                       const struct racing_arrow *arrow);

// The step that a head has just made, and the plain −α∇J that it was made from, both in the units
// of θ.
void racing_arrows_add_last(struct racing_arrows *arrows, const struct racing *lab,
                            const struct theme *theme, const struct plot *stage, size_t runner,
                            double step);

// The arrows, then their names: beside them where there is room among what `space` has, else
// further away, each with a piece of its arrow. None is left out that no other arrow's name says.
void racing_arrows_draw(const struct racing_arrows *arrows, struct canvas *canvas,
                        const struct theme *theme, struct label_space *space);

// The last steps of the runners that are drawn, where the view or the scene asks for them; under
// the hood has arrows of its own for the runner that it is about.
void racing_draw_arrows(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                        const struct lab_view *view, const size_t order[], size_t count,
                        struct label_space *space);

// The stage with what stands on it whatever is drawn: names of isolines, minima, the start.
struct label_space racing_space(const struct racing *lab, const struct plot *stage);

// A name near `at`, ahead of the direction before elsewhere. False where there is no room.
bool racing_draw_label(struct canvas *canvas, const struct theme *theme, struct label_space *space,
                       struct point at, struct point direction, const char *text);

#endif

// The shipped scenes as cards: titles, and small pictures that are painted little by little.
//
// Who may call whom: app, palette, menu → gallery. Knows no window and no document.
#ifndef RAVINE_APP_GALLERY_H
#define RAVINE_APP_GALLERY_H

#include "base/error.h"
#include "canvas/canvas.h"
#include "labs/lab.h"

#include <stdbool.h>
#include <stddef.h>

struct picture;

struct card {
    char *name;                // of the scene
    char *title;               // "Momentum smooths"; its name where it has none
    char *heading;             // "Lecture: optimization", "Other scenes"
    const char *lab;           // the lab's title, English; "" where the scene does not read
    char *why;                 // what is wrong with a scene that does not read; NULL
    struct picture *picture;   // NULL until it is painted
    const struct theme *theme; // of the picture
    bool is_slow;              // its picture takes long: others go first
    bool awaits;               // a file that is on its way
};

struct gallery {
    struct card *card; // card[count]: lectures in their order, then the others by name
    size_t count, capacity;
    struct lab *lab;       // that computes what is painted next; NULL: none
    struct tables *tables; // for it; NULL: none
    size_t at;             // its card
    double begun;          // when
};

// The scenes of these names (shelf_names) with their titles. One that does not read has a card all
// the same. NULL on failure.
struct gallery *gallery_create(char *const names[], struct error *error);

// NULL is fine. Where pictures were painted, in the context that they belong to.
void gallery_destroy(struct gallery *gallery);

// Paints pictures of width × height device pixels in the colours of the theme, for about so many
// seconds; slow ones when no others are left. Outside the frame of the canvas, which is one of
// OpenGL. True while something is left to do.
bool gallery_paint(struct gallery *gallery, struct canvas *canvas, const struct theme *theme,
                   int width, int height, double seconds);

// Stops computing; what is painted stays.
void gallery_rest(struct gallery *gallery);

#endif

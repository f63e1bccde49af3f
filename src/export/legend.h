// The legend of a figure: who is who, by line, dash and marker. Only what is drawn is in it; what
// merely steers is not.
//
// Who may call whom: figure_draw → legend → probe.
#ifndef RAVINE_EXPORT_LEGEND_H
#define RAVINE_EXPORT_LEGEND_H

#include "export/probe.h"
#include "labs/lab.h"

enum { LEGEND_MAX = 64 };

struct legend_entry {
    int look;
    bool diverged;
    char name[72];
    char result[96]; // empty: none, or not wanted
};

struct legend {
    struct legend_entry entry[LEGEND_MAX];
    size_t count;
};

// The groups of the lab that have a look of `looks` (bits) and are not hidden, in their order.
void legend_list(struct legend *legend, const struct lab *lab, double step, unsigned looks,
                 bool results);

// Where inside the areas of what was drawn it covers least, corners before edges. False where
// something is covered (*box is the best place all the same), or there is no place at all (*box is
// empty).
bool legend_find_place(const struct legend *legend, struct probe *probe, struct rect *box);

// A box with a faint edge.
void legend_draw_inside(const struct legend *legend, struct canvas *canvas,
                        const struct theme *theme, const struct rect *box);

// One below the other from the top of the box, without an edge; how wide that is.
float legend_width(const struct legend *legend, struct canvas *canvas);
float legend_height(const struct legend *legend);
void legend_draw_beside(const struct legend *legend, struct canvas *canvas,
                        const struct theme *theme, const struct rect *box);

// In as many rows as they need at that width; how high that is.
float legend_height_below(const struct legend *legend, struct canvas *canvas, float width);
void legend_draw_below(const struct legend *legend, struct canvas *canvas,
                       const struct theme *theme, const struct rect *box);

#endif

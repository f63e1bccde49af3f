// Names at the curves' ends, in place of a legend.
//
// Who may call whom: figure_draw → direct → legend, probe.
#ifndef RAVINE_EXPORT_DIRECT_H
#define RAVINE_EXPORT_DIRECT_H

#include "export/legend.h"

enum { DIRECT_MAX = 2 * LEGEND_MAX };

struct direct_label {
    const struct legend_entry *entry;
    struct rect box;  // of the name
    struct point end; // of the curve
    bool is_led;      // a line leads from the one to the other
};

struct direct {
    struct direct_label label[DIRECT_MAX];
    size_t count;
};

// How many units the widest name of the curves that end at the right edge of an area needs beside
// it; 0 where they do not end there.
float direct_room(const struct legend *legend, const struct probe *probe, size_t area);

// Places all names, none on another and none on what is drawn; `right` is where the room beside an
// area ends. False where one has no place, or is of nothing that has an end.
bool direct_place(struct direct *direct, const struct legend *legend, struct probe *probe,
                  const float right[]);

void direct_draw(const struct direct *direct, struct canvas *canvas, const struct theme *theme);

#endif

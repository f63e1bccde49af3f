// The table of numbers under a stage: a name and some columns a row.
#ifndef RAVINE_LABS_KIT_LEDGER_H
#define RAVINE_LABS_KIT_LEDGER_H

#include "plot/theme.h"

enum { LEDGER_CELL = 64, LEDGER_COLUMNS_MAX = 8 };

#define LEDGER_PITCH 20.0f // units a row

struct kit_ledger {
    struct canvas *canvas;
    const struct theme *theme;
    float x, width;
    const float *at;    // [columns] where columns begin, as shares of the width
    int columns, least; // names are cut for the first `least` columns, as far as that helps
    float y;            // middle of the next row
    float bottom;       // rows end above it
    size_t left_out;    // rows that had no room
    // The ledger's own:
    float longest; // name
    float widest[LEDGER_COLUMNS_MAX], placed[LEDGER_COLUMNS_MAX];
};

// A name that is to be whole, up to half of the width: every one, before the first row is drawn.
void kit_ledger_name(struct kit_ledger *ledger, const char *name);

// Looks at how wide a row is: every one, that of the heads among them, before the first is drawn.
void kit_ledger_fit(struct kit_ledger *ledger, char cell[][LEDGER_CELL]);

// After that: moves the columns together where one of them or a name would be cut, for a value
// without its end says something else; and takes the last ones away until those that are left have
// room.
void kit_ledger_settle(struct kit_ledger *ledger);

// Draws a row and goes on to the next: cell[columns][LEDGER_CELL], each cut where the next column
// begins. Before the name stands the marker of `look` in its colour; NULL: none.
void kit_ledger_row(struct kit_ledger *ledger, const char *name, char cell[][LEDGER_CELL],
                    struct color color, const struct look_style *look);

// After the last row: says how many had no room, where the heads have no name, at `y`.
void kit_ledger_end(struct kit_ledger *ledger, float y);

#endif

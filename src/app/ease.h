// How the part of the plane that a stage shows glides to another one. The document has the new part
// at once; only what is drawn is on its way.
//
// Who may call whom: frame → ease. Knows no document.
#ifndef RAVINE_APP_EASE_H
#define RAVINE_APP_EASE_H

#include <stdbool.h>

// Seconds that it takes.
#define EASE_SECONDS 0.15

// A part of what a stage can show: the ends of its axes. Axis 0 is x, 1 is y.
struct ease_part {
    const void *of, *picture; // whose it is
    char label[48];           // of the x axis, as far as it has room
    bool is_log[2];
    double low[2], high[2];
};

// Zeroed: nothing has been shown yet.
struct ease {
    struct ease_part from, to; // where it comes from; where it goes, or is
    double left;               // seconds; 0 = at rest
};

// The part that is to be shown now. Where it is another one than before, on the same axes of the
// same picture, it glides there from what is drawn at this moment, unless `at_once`.
void ease_follow(struct ease *ease, const struct ease_part *part, bool at_once);

void ease_advance(struct ease *ease, double seconds); // time passes
void ease_rest(struct ease *ease);                    // it is there

// What is to be drawn; false at rest, when that is what was asked for last.
bool ease_at(const struct ease *ease, double low[2], double high[2]);

// How much of the way is behind it: 0 … 1, 1 at rest.
double ease_share(const struct ease *ease);

#endif

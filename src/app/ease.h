// How the part of the plane that a stage shows glides to another one. The document has the new part
// at once; only what is drawn is on its way.
//
// Who may call whom: frame → ease. Knows no document.
#ifndef RAVINE_APP_EASE_H
#define RAVINE_APP_EASE_H

#include <stdbool.h>

// Seconds that it takes.
#define EASE_SECONDS 0.15

// Zeroed: nothing has been shown yet. Axis 0 is x, 1 is y.
struct ease {
    const void *shown; // whose part it is; another one's is there at once
    double from_low[2], from_high[2];
    double low[2], high[2]; // where it goes, or is
    double left;            // seconds; 0 = at rest
};

// The part that is to be shown now. Where it is another one than before, of the same `shown`, it
// glides there from what is drawn at this moment, unless `at_once`.
void ease_follow(struct ease *ease, const void *shown, const double low[2], const double high[2],
                 bool at_once);

void ease_advance(struct ease *ease, double seconds); // time passes
void ease_rest(struct ease *ease);                    // it is there

// What is to be drawn; false at rest, when that is what was asked for last.
bool ease_at(const struct ease *ease, double low[2], double high[2]);

#endif

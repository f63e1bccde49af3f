// Drawings one after the other as one that moves (SMIL): what is in several of them is in the file
// once. A line that goes on grows along itself, a shape that is elsewhere moves there, all else is
// seen from one drawing to another. Whoever shows no animation shows the last drawing.
//
// Who may call whom: svg → reel, reel_write → reel_track.
#ifndef RAVINE_CANVAS_SVG_REEL_H
#define RAVINE_CANVAS_SVG_REEL_H

#include "canvas/markup.h"
#include "canvas/path.h"

// What is drawn at a time: an element of its own, or a path.
struct reel_item {
    size_t clip;      // 1 + the clip it is in; 0: in none
    char *style;      // attributes of the group that it is in
    char *element;    // markup; NULL: a path
    struct path path; // with all its points
    float width;      // of a stroke; 0: the path is filled
    float tolerance;  // by which print may leave points out
    long unit;        // hundredths that its places are multiples of
};

// Where a path began and ended in a drawing.
struct reel_ends {
    struct point first, last;
};

enum reel_change { REEL_STAYS, REEL_GROWS, REEL_MOVES };

// An item through the drawings from … to − 1, as it is in the last of them.
struct reel_track {
    struct reel_item item;
    size_t from, to;
    enum reel_change change;
    struct reel_ends *ends; // [to − from]
    size_t capacity;
    struct reel_track *next; // above it
};

// Zeroed is empty.
struct reel {
    struct reel_track *track; // from the lowest on
    struct reel_item *item;   // [items] of the drawing in hand
    size_t items, capacity;
    size_t drawings;
};

// How long a film of drawings is: each is shown for 1/fps seconds, the last for `held` more.
struct reel_time {
    double fps;
    size_t held;
};

void reel_clear(struct reel *reel);

// Adds to the drawing in hand, and takes over what the item has; in any case.
bool reel_add(struct reel *reel, struct reel_item *item, struct error *error);

// Ends the drawing in hand.
bool reel_turn(struct reel *reel, struct error *error);

// The elements of all drawings; clips are referred to as c0, c1 …
bool reel_write(const struct reel *reel, const struct reel_time *time, float width, float height,
                struct markup *body, struct error *error);

// ---- reel_track.c -------------------------------------------------------------------------------

bool reel_is_same(const struct reel_item *a, const struct reel_item *b);

// What makes the track's item the other one; REEL_STAYS: nothing does.
enum reel_change reel_change(const struct reel_track *track, const struct reel_item *item);

// lengths[to − from]: how long the line was in each drawing. Returns the last.
float reel_lengths(const struct reel_track *track, float lengths[]);

#endif

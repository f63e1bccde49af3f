// When a figure moves: how many frames it has, and which place on the timeline each of them shows.
// Frames are drawn at exact places, not captured: a film is the same however fast the machine is.
#ifndef RAVINE_EXPORT_MOTION_H
#define RAVINE_EXPORT_MOTION_H

#include "base/error.h"
#include "labs/lab.h"

// What is asked for. A zeroed one asks for nothing: the whole timeline as the window plays it.
struct motion_options {
    double fps;     // frames a second; 0 = the format's own
    double seconds; // from the first place to the last; 0 = MOTION_SECONDS
    bool has_from, has_to;
    double from, to; // places on the timeline
    bool has_hold;
    double hold; // seconds that the last frame stays; MOTION_HOLD where not given
};

#define MOTION_SECONDS 8.0 // as the window at its normal speed
#define MOTION_HOLD    1.0

// What comes of it.
struct motion {
    double fps;
    double from, to;
    size_t moving; // frames from `from` to `to`, both of them included
    size_t held;   // further ones that show `to`
};

enum { MOTION_FRAMES_MAX = 20000 };

// Error: the place to begin at lies behind the one to end at, or more frames than anybody wants.
bool motion_settle(struct motion *motion, const struct motion_options *options,
                   const struct lab *lab, double usual_fps, struct error *error);

size_t motion_frames(const struct motion *motion); // all of them

// The place on the timeline that a frame shows.
double motion_step(const struct motion *motion, size_t frame);

#endif

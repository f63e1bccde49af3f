// What follows from a change of what runs (lab_type.follow): step sizes that fit. Every lab with
// runners uses this.
#ifndef RAVINE_LABS_KIT_FOLLOW_H
#define RAVINE_LABS_KIT_FOLLOW_H

#include "labs/lab.h"

// What step sizes are measured by: the thing that is minimised.
struct follow_scale {
    double alpha;     // with which plain gradient descent behaves on all examples; 0 = unknown
    double alpha_one; // and on one example a step; 0 = the same
    double size;      // of the part worth looking at: its longer side
    double size_one;  // how large it is to be taken on one example a step; 0 = the same
    double slope;     // length of the gradient at the start; 0 = unknown
};

// A change, and the scales before and after it.
struct follow {
    const struct scene *before; // as it is open
    struct scene *scene;        // as it will be
    const struct lab_change *change;
    struct follow_scale old, now;
    // What is minimised is what the opened scene minimises, and then the scale that it had there:
    // another network may learn the same.
    bool is_as_opened;
    struct follow_scale opened;
};

// True where nobody set this value by hand.
bool follow_is_free(const struct follow *follow, const char *section, const char *key);

// A number that follows, with two significant digits and within the param's range.
void follow_format(const struct param *param, double value, char text[64]);

// Puts what follows; value NULL takes the key out. Where the old value was set by hand it stays,
// and this one is only what it can go back to.
bool follow_take(const struct follow *follow, const char *section, const char *key,
                 const char *value, struct error *error);

// Gives [runner.NAME] an α for its rule, its batch and the new scale, unless one was set by hand:
// the opened scene's where that has the same rule on the same thing, smaller where less is sensible
// now than was there; else one that is as bold as the old one was, and never bolder than what is
// sensible (rule.h, reach).
bool follow_alpha(const struct follow *follow, const char *section, struct error *error);

// Whether a sensible α depends on this key of a runner, and whether it has another value than
// before.
bool follow_is_about(const struct follow *follow);

// follow_alpha for every runner.
bool follow_alphas(const struct follow *follow, struct error *error);

// Fills a new [runner.NAME]: the first rule that no other runner has, the batch of the runner
// before it, an α as bold as that one's.
bool follow_new_runner(const struct follow *follow, struct error *error);

#endif

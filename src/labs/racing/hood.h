// Under the hood of a race: what the step of a runner was made of, as a table, as arrows on the
// stage, and as stems.
#ifndef RAVINE_LABS_RACING_HOOD_H
#define RAVINE_LABS_RACING_HOOD_H

#include "labs/kit/hood_draw.h"
#include "labs/racing/racing.h"
#include "plot/label.h"
#include "sim/replay.h"

// A step that is looked at. Vectors are the replay's and the trail's.
struct racing_look {
    size_t runner;
    bool is_to_come; // the timeline stands at the start: the first step is looked at
    bool is_last;    // the runner left the finite numbers after it
    struct replay_step made;
    struct rule_moment whole;  // of all parameters
    struct rule_moment moment; // of the two that the plane shows
    struct hood_history history;
    // What the last two point to where θ has more than two: the struct is not to be copied.
    double plane[2 * (2 + RULE_STATES_MAX)], gradients[2 * HOOD_STEMS_MAX];
};

// The runner that is looked at: the selected one, else the first that is visible. False where none
// is.
bool racing_hood_runner(const struct racing *lab, const struct lab_view *view, size_t *runner);

// Makes the step at the view's place on the timeline, or at the one that is read, once more. False
// where there is none: *why says so for people.
bool racing_look(struct racing *lab, const struct lab_view *view, struct racing_look *look,
                 const char **why);

// The same of a step that a runner has made, as far as it is computed.
bool racing_look_at(struct racing *lab, size_t runner, size_t step, struct racing_look *look,
                    const char **why);

// The table, in the place of the second plot.
void racing_draw_hood(struct racing *lab, struct canvas *canvas, const struct lab_layout *layout,
                      const struct lab_view *view);

// The stems in the room below the stage. False where the runner has none, or there is no such room.
bool racing_draw_stems(struct racing *lab, struct canvas *canvas, const struct lab_layout *layout,
                       const struct lab_view *view);
bool racing_has_stems(const struct racing *lab, const struct lab_layout *layout,
                      const struct lab_view *view);

// Arrows with their names, and the ellipse of the learning rates that are left for each axis.
void racing_draw_vectors(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                         const struct lab_view *view, struct label_space *space);

#endif

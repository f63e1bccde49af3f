// Under the hood of a step of a training: the terms of one weight, and how large gradients, roots
// of squares and steps are over all weights.
#ifndef RAVINE_LABS_TRAINING_HOOD_H
#define RAVINE_LABS_TRAINING_HOOD_H

#include "labs/kit/hood_draw.h"
#include "labs/training/state.h"

// A step that is looked at, and the weight whose terms are shown. Vectors are the replay's.
struct training_look {
    size_t runner, weight; // an index of weights.h
    bool is_to_come;       // the timeline stands at the start: the first step is looked at
    bool is_last;          // the cost leaves the finite numbers after it
    bool is_largest;       // nobody chose a weight: it is the one with the largest |g|
    struct trainer_replay_step made;
    double theta, gradient, state[RULE_STATES_MAX];
    struct rule_moment moment; // of that weight; looks at the three above
    struct hood_history history;
    double gradients[HOOD_STEMS_MAX]; // which that looks at: the struct is not to be copied
};

// The runner that is looked at: the selected one, else the last that is drawn. False where none is
// visible.
bool training_hood_runner(const struct training_lab *lab, const struct lab_view *view,
                          size_t *runner);

// Makes the step at the view's place on the timeline, or at the one that is read, once more, or
// begins to. False where it is not there: why[160] says so for people.
bool training_look(struct training_lab *lab, const struct lab_view *view,
                   struct training_look *look, char why[160]);

// Puts the hood into the scene, with a weight of the first layer as the one that is looked at.
enum lab_effect training_show_weight(const struct training_lab *lab, struct scene *scene,
                                     size_t input, size_t unit);

// The table in the place of the second plot; histograms where there is room.
void training_draw_hood(struct training_lab *lab, struct canvas *canvas,
                        const struct lab_layout *layout, const struct lab_view *view);

#endif

// What labs with a hood share beside the table: the key of [view], the commands, the room, and what
// is said of a step.
#ifndef RAVINE_LABS_KIT_HOOD_LAB_H
#define RAVINE_LABS_KIT_HOOD_LAB_H

#include "labs/lab.h"

extern const struct param kit_hood_param; // `hood` of [view]

// Rows of a lab's commands. `unavailable` is kit_has_no_hood, or kit_hides_hood where there is
// always something to look at. Who draws the hood keeps lab->pages.
#define KIT_HOOD_COMMANDS(unavailable)                                                             \
    {"hood", "under the hood of a step", unavailable, kit_toggle_hood},                            \
    {                                                                                              \
        "hood-page", "next part of the table under the hood", kit_has_no_page, kit_turn_page       \
    }

bool kit_hood_is_open(const struct lab *lab);
// Of a scene that hides a number of some member nothing is told under the hood: all can be worked
// out there.
const char *kit_hides_hood(const struct lab *lab, const struct lab_view *view);
bool kit_hood_is_hidden(const struct lab_type *type, const struct scene *scene);

// An open hood can be closed even where there is no runner to look at.
const char *kit_has_no_hood(const struct lab *lab, const struct lab_view *view);
enum lab_effect kit_toggle_hood(struct lab *lab, struct scene *scene, const struct lab_view *view);
const char *kit_has_no_page(const struct lab *lab, const struct lab_view *view);
enum lab_effect kit_turn_page(struct lab *lab, struct scene *scene, const struct lab_view *view);

// Gives the hood the place of the second plot, and that the width that a table needs.
void kit_make_hood_room(struct lab_layout *layout, float panel);

// A step, as far as words tell of it.
struct kit_hood_step {
    const char *runner;
    size_t step;
    bool is_to_come, is_last; // the timeline is at the start; it diverges after this one
    double alpha, alpha_first;
    size_t batch, examples; // the size that was asked for, 0 = all; how many there are
    size_t epoch_steps;     // of its course
    double clip;            // the longest that g may be; 0 = any length
};

void kit_tell_step(const struct kit_hood_step *step, char text[160]);
void kit_tell_alpha(const struct kit_hood_step *step, char text[160]);
void kit_tell_batch(const struct kit_hood_step *step, char text[160]);

#endif

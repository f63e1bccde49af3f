// Under the hood of a day: what its average is made of, with this day's numbers.
#ifndef RAVINE_LABS_AVERAGES_HOOD_H
#define RAVINE_LABS_AVERAGES_HOOD_H

#include "labs/averages/state.h"

// One day of the sum that an average is: v = Σ weight · value.
struct day_term {
    size_t day; // from 0
    double weight, value, part;
};

// The sum of some of its days: what is not written out.
struct day_rest {
    size_t count;
    double weight, part;
};

// The day's average before its correction, v; what it was the day before; and the sum of its
// weights, which a corrected one is divided by.
struct day_sum {
    double value, before, weight;
    size_t days; // that are measured and weigh something
};

struct day_sum averages_day_sum(const struct averages *lab, const struct averaged *entry,
                                size_t day);

// The terms of v on a day from the youngest on, without the first `skip` of them: term[most].
// Returns how many there are; *rest is all others.
size_t averages_day_terms(const struct averages *lab, const struct averaged *entry, size_t day,
                          size_t skip, size_t most, struct day_term term[], struct day_rest *rest);

// In place of the weights; the stage gives it room.
void averages_arrange(const struct lab *lab, struct lab_layout *layout, float panel);
const char *averages_second(const struct lab *lab);
void averages_draw_hood(struct averages *lab, struct canvas *canvas,
                        const struct lab_layout *layout, const struct lab_view *view);

#endif

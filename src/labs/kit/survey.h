// What the search for an objective's minima has found, kept for whoever makes the same again: the
// run before a change, a lab that one comes back to, a change that is taken back.
#ifndef RAVINE_LABS_KIT_SURVEY_H
#define RAVINE_LABS_KIT_SURVEY_H

#include "data/tables.h"
#include "labs/kit/formula_params.h"
#include "sim/objective.h"

// Everything that the search depends on.
struct kit_surveyed {
    void (*describe)(FILE *out, const void *source); // but for the numbers
    const void *source;
    const struct formula_params *names;
};

struct kit_survey {
    struct tables_wanted wanted;
    struct objective found;
    bool is_known;
};

// One with the plane that was found, which lives as long as *survey; NULL: nobody has looked yet,
// or there are no tables.
const struct objective *kit_survey_find(struct kit_survey *survey, struct tables *tables,
                                        const struct kit_surveyed *of);
// Keeps the plane of what has been made thereupon, unless it was known. NULL: nothing was made.
void kit_survey_end(struct kit_survey *survey, struct tables *tables,
                    const struct objective *objective);

#endif

// Where on the plane of two unknowns a fit has something to show.
#ifndef RAVINE_SIM_FIT_SURVEY_H
#define RAVINE_SIM_FIT_SURVEY_H

#include "sim/fit_data.h"
#include "sim/objective.h"

enum { FIT_SURVEY_ROWS = 128 }; // of a thin one, over which most of the search goes

struct fit_survey_of {
    const struct objective *thin; // the same over at most FIT_SURVEY_ROWS rows
    const struct fit_data *x;     // its data
    bool is_logistic;
};

// Fills domain, start, alpha and minima. The unknowns of a fit have units of their own, and so the
// plane is measured first: the best fit by simplexes (Nelder & Mead 1965) from places of several
// sizes, and about it the ellipse on which the mean loss is that of the best constant. In units of
// its half-axes formula_survey.h looks around.
void fit_survey(struct objective *objective, const struct fit_survey_of *of);

#endif

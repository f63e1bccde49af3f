// Values of sliders as hands give them: typed, or moved by a key that is held.
//
// Who may call whom: panel, value → entry. Knows no document.
#ifndef RAVINE_APP_ENTRY_H
#define RAVINE_APP_ENTRY_H

#include "base/param.h"

// Reads what was typed: a word where the param has words, else a number or what computes one
// (base/expression.h), which must then be in the param's range. `error` says what would be right.
bool entry_read(const struct param *param, const char *typed, double *value, struct error *error);

// How many steps at once a held key makes that has repeated so often: 1, 2, 4, then 8. By repeats
// and not by the clock, so that the same presses are the same steps.
int entry_stride(const struct param *param, enum param_pace pace, int repeats);

// The value so many steps of this pace further on; backwards where `steps` is negative.
double entry_move(const struct param *param, double value, int steps, enum param_pace pace);

#endif

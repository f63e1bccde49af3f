// A number as people give one to a free name: "1", or with the range of its slider "1 in 0..5".
#ifndef RAVINE_SIM_FORMULA_RANGE_H
#define RAVINE_SIM_FORMULA_RANGE_H

#include <stdbool.h>

struct formula_range {
    double value, low, high;
    bool is_said; // the range
};

// False where the text is none such; the range is what it was where none is said.
bool formula_range_read(const char *text, struct formula_range *range);

// A range around the value: five times its power of ten to both sides; of values from 10 on, to
// their own side.
void formula_range_guess(struct formula_range *range);

#endif

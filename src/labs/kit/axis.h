// What costs are drawn against: steps, epochs, examples, measured seconds or counted arithmetic.
// Every lab with cost curves uses this.
#ifndef RAVINE_LABS_KIT_AXIS_H
#define RAVINE_LABS_KIT_AXIS_H

#include <stddef.h>

enum kit_axis { AXIS_STEPS, AXIS_EPOCHS, AXIS_EXAMPLES, AXIS_SECONDS, AXIS_ARITHMETIC };

// Their words in scenes: of labs whose steps are timed, and of those that count arithmetic instead.
// NULL-terminated.
extern const char *const kit_axes[], *const kit_axes_untimed[];
enum kit_axis kit_axis_untimed(size_t word); // of the word's index

// The word after a word's, round and round, of the axes that `words` has at their own index.
const char *kit_axis_next(const char *const words[], enum kit_axis axis);

// The place of a step, of which epoch_steps make an epoch of so many examples; not of seconds or
// arithmetic.
double kit_axis_at(enum kit_axis axis, size_t step, size_t epoch_steps, size_t examples);

// "epoch %s": how a place is said, English.
const char *kit_axis_place(enum kit_axis axis);

// How many of the points x[count], ascending, lie up to `at`, as a fractional index; −1 = none.
double kit_axis_index(const double x[], size_t count, double at);

#endif

// Names, numbers and texts as Python writes them.
//
// Who may call whom: python → python_network, python_objectives, python_rules, python_schedules →
// python_formula → python_text; python → python_files.
#ifndef RAVINE_EXPORT_PYTHON_TEXT_H
#define RAVINE_EXPORT_PYTHON_TEXT_H

#include <stddef.h>
#include <stdio.h>

enum { PYTHON_NAME = 8 * 33, PYTHON_NUMBER = 40 };

// A name of a formula as an identifier: κ is kappa, θ₁ theta1; words that Python keeps for itself
// end in _. What is not ASCII otherwise becomes its number.
void python_name(const char *name, char out[PYTHON_NAME]);

// The shortest digits that read back as the same double; multiples of π and plain fractions as
// people write them: "2*math.pi", "8/3".
void python_number(double value, char out[PYTHON_NUMBER]);

// A text in quotation marks, on one line.
void python_write_text(FILE *out, const char *text);

// A text within a docstring: nothing in it ends that.
void python_write_words(FILE *out, const char *text);
// The same in lines that are not too long.
void python_write_paragraph(FILE *out, const char *text);

#endif

// A formula (sim/formula.h) as a Python expression.
#ifndef RAVINE_EXPORT_PYTHON_FORMULA_H
#define RAVINE_EXPORT_PYTHON_FORMULA_H

#include "export/python_text.h"
#include "sim/formula_graph.h"

#include <stdbool.h>
#include <stdio.h>

enum { PYTHON_OPERATIONS_MAX = 1000 };

// What stands for the names of a formula in the program.
struct python_variables {
    const char *const *name; // NULL-terminated; those that are not here are plain numbers
    size_t given;     // so many of the first are called the same; the rest as python_name has it
    uint32_t tensors; // one bit a variable that is a tensor, and no plain number
    bool are_spelled; // Greek letters are their names, as in a rule of one's own
    bool are_scalars; // tensors have no dimension: if, min and max are Python's own
};

struct python_formula {
    struct formula_graph graph;
    struct formula_names names;
    uint32_t root;
    struct python_variables variables;
};

// Error: what formula_parse says, or more operations than a program should have in a line.
bool python_formula_read(struct python_formula *formula, const char *text,
                         const struct python_variables *variables, struct error *error);
void python_formula_clear(struct python_formula *formula);

// The index-th of its names, variables first, as an identifier.
void python_formula_name(const struct python_formula *formula, size_t index,
                         char name[PYTHON_NAME]);

// Whether the variable stands in it; whether it yields a tensor.
bool python_formula_uses(const struct python_formula *formula, size_t variable);
bool python_formula_is_tensor(const struct python_formula *formula);

// Whether there are places where what it yields does not hang on any variable, a constant or one
// side of a choice: torch finds no gradient there unless something is added that does.
bool python_formula_breaks(const struct python_formula *formula);

void python_formula_write(FILE *out, const struct python_formula *formula);

#endif

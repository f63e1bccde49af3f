// A formula (sim/formula.h) as a Python expression.
#ifndef RAVINE_EXPORT_PYTHON_FORMULA_H
#define RAVINE_EXPORT_PYTHON_FORMULA_H

#include "export/python_text.h"
#include "sim/formula_graph.h"

#include <stdbool.h>
#include <stdio.h>

enum { PYTHON_OPERATIONS_MAX = 1000 };

// What the variables of a formula are in the program.
enum python_variables {
    PYTHON_SCALARS, // tensors of no dimension: if, min and max are Python's own
    PYTHON_VECTORS, // tensors: they are torch's
    PYTHON_FLOATS,  // plain numbers
};

struct python_formula {
    struct formula_graph graph;
    struct formula_names names;
    uint32_t root;
    enum python_variables variables;
};

// Reads a text of these variables, NULL-terminated. Error: what formula_parse says, or more
// operations than a program should have in a line.
bool python_formula_read(struct python_formula *formula, const char *text,
                         const char *const variables[], enum python_variables kind,
                         struct error *error);
void python_formula_clear(struct python_formula *formula);

// The index-th of its names, variables first, as an identifier.
void python_formula_name(const struct python_formula *formula, size_t index,
                         char name[PYTHON_NAME]);

// Whether a name stands in it.
bool python_formula_has(const struct python_formula *formula, const char *name);

// Whether there are places where what it yields does not hang on any variable, a constant or one
// side of a choice: torch finds no gradient there unless something is added that does.
bool python_formula_breaks(const struct python_formula *formula);

void python_formula_write(FILE *out, const struct python_formula *formula);

#endif

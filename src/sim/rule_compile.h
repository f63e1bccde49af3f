// What rule_text.c reads and rule_assemble.c and rule_describe.c make a rule of.
#ifndef RAVINE_SIM_RULE_COMPILE_H
#define RAVINE_SIM_RULE_COMPILE_H

#include "sim/formula_range.h"
#include "sim/rule_program.h"
#include "sim/rule_text.h"

enum { RULE_TEXT_LINES_MAX = 64, NO_LINE = -1 };

// The index of a line that nobody wrote: what the step is divided by.
enum { LINE_DIVISOR = RULE_TERMS_MAX - 1 };

enum rule_line_kind {
    LINE_FORMULA,
    LINE_NUMBER,   // a parameter
    LINE_CONSTANT, // made of numbers alone, as 10^-8
    LINE_START,    // v(0)
};

// While lines are read, OP_PARAMETER is one of these, or a name that no line is about, from 0.
enum { OWN_ALPHA = 100, OWN_T, OWN_NUMBER };

// And OP_VARIABLE is a place, or PLACE_STATE and the index of a formula.
struct rule_reading {
    const struct rule_line *line;
    size_t count;
    struct rule_program *program;
    struct formula_names names;
    enum rule_line_kind kind[RULE_TEXT_LINES_MAX];
    char word[RULE_TEXT_LINES_MAX][FORMULA_NAME]; // of the line's name
    struct formula_range range[RULE_TEXT_LINES_MAX];
    uint32_t number_node[RULE_TEXT_LINES_MAX]; // of those lines that are numbers and constants
    struct {
        size_t line, name; // the line's index, and its name's in `names`
        uint32_t before;   // the node of its value of the step before
        uint32_t node;     // of what it says
        int start;         // the line with its start value, or NO_LINE
        uint32_t start_node;
    } formula[RULE_LINES_MAX];
    size_t formulas, theta; // theta: the index of its formula
    size_t numbers;         // parameters that have lines, alpha aside
    uint32_t delta;         // the node of Δθ
    uint32_t varying;       // one bit a variable that differs from element to element
    uint32_t rate, divisor; // nodes of α / r and r; 0 where there are none
    struct rule_fault *fault;
    struct error *error;
};

// Notes where the fault is; the error to fill.
struct error *rule_fault_at(struct rule_reading *reading, size_t line, size_t character);

// States, numbers, tapes; then the terms and the texts.
bool rule_assemble(struct rule_reading *reading);
void rule_describe(struct rule_reading *reading);

#endif

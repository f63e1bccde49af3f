// A formula laid out for evaluation: a list of operations on registers.
#ifndef RAVINE_SIM_FORMULA_TAPE_H
#define RAVINE_SIM_FORMULA_TAPE_H

#include "sim/formula_graph.h"

enum { FORMULA_REGISTERS = 96 };

struct formula_step {
    uint8_t op;                           // enum formula_op
    uint8_t into;                         // register
    uint8_t a, b, c;                      // registers; of OP_WHOLE, c is the power + WHOLE_OFFSET
    uint8_t slopes_a, slopes_b, slopes_c; // one bit a direction along which the operand changes
    uint32_t uniform;                     // of OP_SPREAD
};

struct formula {
    struct formula_names names;
    struct formula_node *uniform;
    size_t uniforms;
    struct formula_step *step;
    size_t steps;
    uint32_t depends; // one bit a variable
    uint8_t result;   // register
    uint8_t slopes;   // of the result
};

#endif

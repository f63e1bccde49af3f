// What a typed rule is made of: its lines as one graph of operations, and the tapes that a step
// runs through. rule_text.c fills it.
#ifndef RAVINE_SIM_RULE_PROGRAM_H
#define RAVINE_SIM_RULE_PROGRAM_H

#include "sim/formula_graph.h"
#include "sim/rule_terms.h"

#include <stdatomic.h>

enum {
    RULE_LINES_MAX = RULE_TERMS_MAX - 2, // besides numbers and start values
    RULE_NODES_MAX = 2000,
    RULE_TERM_TEXT = 200,
    RULE_REGISTERS = 32,
    RULE_BLOCK = 256, // elements of θ at once
};

// What OP_PARAMETER stands for: one of the rule's numbers, α of the step the first; then these.
enum { SCALAR_T = RULE_NUMBERS_MAX, SCALAR_CARRY };

// What OP_VARIABLE stands for, and where a tape finds vectors.
enum {
    PLACE_THETA,
    PLACE_GRADIENT,
    PLACE_STATE,
    PLACE_REGISTER = PLACE_STATE + RULE_STATES_MAX,
    PLACES = PLACE_REGISTER + RULE_REGISTERS,
};

// An operation on vectors. a, b, c: places; of a and b, scalars where it says so.
struct rule_operation {
    uint8_t op; // enum formula_op
    bool is_scalar_a, is_scalar_b;
    uint8_t c, into;
    uint16_t a, b;
    uint32_t power; // as formula_node.c
};

// Where what was worked out goes: a place, or one of the carries.
struct rule_result {
    uint16_t from;
    bool is_scalar;
    uint8_t to;
};

// First the scalars, which are the same for all elements; then, block by block, the operations.
struct rule_tape {
    struct formula_node *scalar; // its operands are earlier ones
    struct rule_operation *operation;
    size_t scalars, operations, results, carries;
    struct rule_result result[1 + RULE_STATES_MAX], carry[RULE_CARRY_MAX];
};

// What a tape is to work out: a node, and the place or carry that takes it.
struct rule_root {
    uint32_t node;
    bool is_carry;
    uint8_t to;
};

// The names have room for what is put into the rule.
struct rule_program {
    struct rule rule; // first, so that the rule is the program
    atomic_size_t holders;
    struct formula_graph graph; // `depends` of a node is 0 where it is a scalar
    struct rule_tape start;     // before the first step: what v(0) says
    struct rule_tape tape;
    size_t terms;
    uint32_t term_node[RULE_TERMS_MAX];
    struct rule_root start_root[RULE_STATES_MAX + RULE_CARRY_MAX];
    size_t starts;
    struct param param[RULE_NUMBERS_MAX + 1];
    struct rule_term term[RULE_TERMS_MAX + 1];
    char name[64], formula[512];
    char key[RULE_NUMBERS_MAX][FORMULA_NAME], number_symbol[RULE_NUMBERS_MAX][FORMULA_NAME];
    char line_symbol[RULE_TERMS_MAX][FORMULA_NAME]; // of OP_SAME, whose c is its index
    char state_symbol[RULE_STATES_MAX][FORMULA_NAME], carry_symbol[RULE_CARRY_MAX][FORMULA_NAME];
    char text[RULE_TERMS_MAX][RULE_TERM_TEXT];
};

// Lays out what works out root[count], whose nodes stand in the order in which they may be written
// back. Error: memory, or too much open at once.
bool rule_tape_lay_out(struct rule_tape *tape, const struct formula_graph *graph,
                       const struct rule_root root[], size_t count, struct error *error);
void rule_tape_clear(struct rule_tape *tape);

// Works out value[scalars] and writes the carries that come from them.
void rule_tape_scalars(const struct rule_tape *tape, const struct rule_step *step, double value[]);

// The scalars of the steps before the first: every carry is 0 or what its line says.
void rule_program_begin(const struct rule_program *program, const struct rule_step *step,
                        double value[]);

void rule_program_destroy(struct rule_program *program); // NULL is fine

// The steps of every typed rule, for processors of any kind.
void rule_typed_double(const struct rule_step *step, double theta[], const double gradient[],
                       double state[], size_t n);
void rule_typed_single(const struct rule_step *step, float theta[], const float gradient[],
                       float state[], size_t n);

#endif

// The operations of a formula, each once: what formula_parse.c builds and formula.c lays out.
#ifndef RAVINE_SIM_FORMULA_GRAPH_H
#define RAVINE_SIM_FORMULA_GRAPH_H

#include "base/error.h"
#include "sim/formula.h"

#include <stdint.h>

enum formula_op {
    OP_NUMBER,
    OP_VARIABLE, // a: its index
    OP_PARAMETER,
    OP_SPREAD, // a uniform number in all lanes; only on the tape
    // One operand, the simple ones first.
    OP_NEGATE,
    OP_SAME, // what line c of a rule says; only there
    OP_SQUARE,
    OP_WHOLE, // to the power of the whole number c − WHOLE_OFFSET
    OP_ABS,
    OP_SQRT,
    OP_CBRT,
    OP_EXP,
    OP_EXPM1,
    OP_LOG,
    OP_LOG1P,
    OP_SIN,
    OP_COS,
    OP_TAN,
    OP_ASIN,
    OP_ACOS,
    OP_ATAN,
    OP_SINH,
    OP_COSH,
    OP_TANH,
    OP_SIGMOID,
    OP_SIGN,
    OP_FLOOR,
    // Two.
    OP_ADD,
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_POWER,
    OP_MIN,
    OP_MAX,
    OP_LESS,
    OP_LESS_EQUAL,
    OP_EQUAL,
    OP_UNEQUAL,
    OP_AND,
    OP_OR,
    // Three.
    OP_IF,
};

enum { WHOLE_OFFSET = 64, FORMULA_NODES_MAX = 400000 };

struct formula_node {
    uint8_t op;       // enum formula_op
    uint32_t depends; // one bit a variable; 0: the same at all points
    uint32_t a, b, c; // nodes before this one; of a name its index
    double number;
};

struct formula_graph {
    struct formula_node *node;
    size_t count, capacity;
    uint32_t *slot; // hash table of node + 1; capacity is a power of two, twice that of `node`
    bool is_plain;  // the same operation may be there twice, close to where it is used
};

// How many operands an operation has.
int formula_operands(enum formula_op op);

// What an operation yields, and its slope for those of one operand (x: the operand, v: the value).
double formula_apply(const struct formula_node *node, double a, double b, double c);
double formula_slope(enum formula_op op, double x, double v);
// x to the power of a whole number, by squaring.
double formula_whole(double x, int power);

// Adds the operation, or finds it, or computes it where its operands are numbers; *index is where
// it is. Error: too many, or memory.
bool formula_add(struct formula_graph *graph, struct formula_node node, uint32_t *index,
                 struct error *error);
void formula_graph_clear(struct formula_graph *graph);

// The names and the graph of a text.
struct formula_names {
    char name[FORMULA_NAMES_MAX][FORMULA_NAME];
    size_t count, variables;          // variables first
    uint32_t node[FORMULA_NAMES_MAX]; // of a variable that stands for a node: that + 1
    bool are_spelled;                 // as formula_spell has them; beta is never b·e·t·a
};

// As formula_parse; *root is the node of the whole.
bool formula_read(struct formula_graph *graph, struct formula_names *names, const char *text,
                  uint32_t *root, size_t *character, struct error *error);

#endif

#include "sim/formula_linear.h"

#include "sim/formula_tape.h"

// How a register depends on the variable.
enum degree { CONSTANT, LINEAR, OTHER };

static enum degree larger(enum degree a, enum degree b)
{
    return a > b ? a : b;
}

static enum degree degree_of(const struct formula_step *step, const enum degree reg[])
{
    const int operands = formula_operands(step->op);
    const enum degree a = operands > 0 ? reg[step->a] : CONSTANT;
    const enum degree b = operands > 1 ? reg[step->b] : CONSTANT;
    const enum degree c = operands > 2 ? reg[step->c] : CONSTANT;
    switch ((enum formula_op)step->op) {
    case OP_NEGATE:
        return a;
    case OP_ADD:
    case OP_SUBTRACT:
        return larger(a, b);
    case OP_MULTIPLY:
        return a == CONSTANT ? b : b == CONSTANT ? a : OTHER;
    case OP_DIVIDE:
        return b == CONSTANT ? a : OTHER;
    case OP_IF:
        return a == CONSTANT ? larger(b, c) : OTHER;
    default:
        return larger(larger(a, b), c) == CONSTANT ? CONSTANT : OTHER;
    }
}

bool formula_is_linear(const struct formula *formula, size_t variable)
{
    enum degree reg[FORMULA_REGISTERS] = {CONSTANT};
    reg[variable] = LINEAR;
    for (size_t s = 0; s < formula->steps; s++)
        reg[formula->step[s].into] = degree_of(&formula->step[s], reg);
    return reg[formula->result] != OTHER;
}

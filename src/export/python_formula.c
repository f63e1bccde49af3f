#include "export/python_formula.h"

#include "base/text.h"

#include <string.h>

// How tightly an expression binds, loosest first.
enum binding {
    BINDS_IF,
    BINDS_OR,
    BINDS_AND,
    BINDS_TEST,
    BINDS_SUM,
    BINDS_PRODUCT,
    BINDS_SIGN,
    BINDS_POWER,
    BINDS_ATOM
};

// ---- reading ------------------------------------------------------------------------------------

bool python_formula_read(struct python_formula *formula, const char *text,
                         const struct python_variables *variables, struct error *error)
{
    memset(formula, 0, sizeof *formula);
    formula->graph.is_plain = true;
    formula->variables = *variables;
    struct formula_names *names = &formula->names;
    names->are_spelled = variables->are_spelled;
    for (size_t i = 0; variables->name[i] && i < FORMULA_NAMES_MAX; i++) {
        snprintf(names->name[i], FORMULA_NAME, "%s", variables->name[i]);
        names->count = names->variables = i + 1;
    }
    bool done = formula_read(&formula->graph, names, text, &formula->root, NULL, error);
    if (done && formula->graph.count > PYTHON_OPERATIONS_MAX)
        done = error_set(error, ERROR_INPUT,
                         "the formula is longer than the %d operations that a program is written "
                         "with",
                         PYTHON_OPERATIONS_MAX);
    if (!done)
        python_formula_clear(formula);
    return done;
}

void python_formula_clear(struct python_formula *formula)
{
    formula_graph_clear(&formula->graph);
}

void python_formula_name(const struct python_formula *formula, size_t index, char name[PYTHON_NAME])
{
    if (index < formula->variables.given) {
        snprintf(name, PYTHON_NAME, "%s", formula->names.name[index]);
        return;
    }
    python_name(formula->names.name[index], name);
    // κ and kappa are two names.
    for (size_t i = 0; i < index; i++) {
        char other[PYTHON_NAME];
        python_name(formula->names.name[i], other);
        if (strcmp(other, name) == 0)
            text_append(name, PYTHON_NAME, "_%zu", index);
    }
}

bool python_formula_uses(const struct python_formula *formula, size_t variable)
{
    return formula->graph.node[formula->root].depends >> variable & 1;
}

bool python_formula_is_tensor(const struct python_formula *formula)
{
    return (formula->graph.node[formula->root].depends & formula->variables.tensors) != 0;
}

bool python_formula_breaks(const struct python_formula *formula)
{
    const struct formula_graph *graph = &formula->graph;
    if (graph->node[formula->root].depends == 0)
        return true;
    for (size_t i = 0; i < graph->count; i++) {
        const enum formula_op op = graph->node[i].op;
        if (graph->node[i].depends && op >= OP_MIN)
            return true;
    }
    return false;
}

// ---- writing ------------------------------------------------------------------------------------

static const struct formula_node *node_at(const struct python_formula *formula, uint32_t index)
{
    return &formula->graph.node[index];
}

// Whether what a node yields is a tensor and not a plain number.
static bool is_tensor(const struct python_formula *formula, const struct formula_node *node)
{
    return (node->depends & formula->variables.tensors) != 0;
}

static bool is_vector(const struct python_formula *formula, const struct formula_node *node)
{
    return is_tensor(formula, node) && !formula->variables.are_scalars;
}

static enum binding binding_of_number(double value)
{
    char text[PYTHON_NUMBER];
    python_number(value, text);
    return strpbrk(text, "/*") ? BINDS_PRODUCT : text[0] == '-' ? BINDS_SIGN : BINDS_ATOM;
}

static enum binding binding_of(const struct python_formula *formula,
                               const struct formula_node *node)
{
    switch ((enum formula_op)node->op) {
    case OP_NUMBER:
        return binding_of_number(node->number);
    case OP_ADD:
    case OP_SUBTRACT:
        return BINDS_SUM;
    case OP_MULTIPLY:
    case OP_DIVIDE:
        return BINDS_PRODUCT;
    case OP_NEGATE:
        return BINDS_SIGN;
    case OP_CBRT:
        return is_tensor(formula, node) ? BINDS_PRODUCT : BINDS_ATOM;
    case OP_SQUARE:
    case OP_WHOLE:
    case OP_POWER:
        return BINDS_POWER;
    case OP_IF:
        return is_vector(formula, node) ? BINDS_ATOM : BINDS_IF;
    default:
        return BINDS_ATOM;
    }
}

static void write_node(FILE *out, const struct python_formula *formula, uint32_t index,
                       enum binding least);

static void write_call(FILE *out, const struct python_formula *formula, const char *name,
                       uint32_t operand)
{
    fprintf(out, "%s(", name);
    write_node(out, formula, operand, BINDS_IF);
    fputc(')', out);
}

// Functions of one operand that have the same name in torch and in math.
static const char *function_name(enum formula_op op)
{
    static const char *const names[] = {
        [OP_SQRT] = "sqrt",   [OP_EXP] = "exp",   [OP_EXPM1] = "expm1", [OP_LOG] = "log",
        [OP_LOG1P] = "log1p", [OP_SIN] = "sin",   [OP_COS] = "cos",     [OP_TAN] = "tan",
        [OP_ASIN] = "asin",   [OP_ACOS] = "acos", [OP_ATAN] = "atan",   [OP_SINH] = "sinh",
        [OP_COSH] = "cosh",   [OP_TANH] = "tanh", [OP_FLOOR] = "floor",
    };
    return op < sizeof names / sizeof *names ? names[op] : NULL;
}

static void write_one(FILE *out, const struct python_formula *formula,
                      const struct formula_node *node)
{
    const bool tensor = is_tensor(formula, node);
    char name[32];
    if (node->op == OP_ABS) {
        write_call(out, formula, "abs", node->a);
    } else if (node->op == OP_CBRT && tensor) {
        write_call(out, formula, "torch.sign", node->a);
        write_call(out, formula, "*abs", node->a);
        fputs("**(1/3)", out);
    } else if (node->op == OP_CBRT) {
        fputs("math.copysign(", out);
        write_call(out, formula, "abs", node->a);
        fputs("**(1/3), ", out);
        write_node(out, formula, node->a, BINDS_IF);
        fputc(')', out);
    } else if (node->op == OP_SIGMOID && !tensor) {
        write_call(out, formula, "(1/(1 + math.exp(-", node->a);
        fputs(")))", out);
    } else if (node->op == OP_SIGN && !tensor) {
        write_call(out, formula, "((", node->a);
        write_call(out, formula, " > 0) - (", node->a);
        fputs(" < 0))", out);
    } else {
        const char *same = function_name(node->op);
        snprintf(name, sizeof name, "%s.%s", tensor ? "torch" : "math",
                 same                     ? same
                 : node->op == OP_SIGMOID ? "sigmoid"
                                          : "sign");
        write_call(out, formula, name, node->a);
    }
}

static void write_pair(FILE *out, const struct python_formula *formula,
                       const struct formula_node *node, const char *sign, enum binding left,
                       enum binding right)
{
    write_node(out, formula, node->a, left);
    fputs(sign, out);
    write_node(out, formula, node->b, right);
}

// An operand of a function of torch, which takes tensors only.
static void write_tensor(FILE *out, const struct python_formula *formula, uint32_t operand)
{
    if (is_tensor(formula, node_at(formula, operand)))
        write_node(out, formula, operand, BINDS_IF);
    else
        write_call(out, formula, "torch.tensor", operand);
}

// Of two that are equal the second counts, as formula_apply has it; Python's own take the first.
static void write_extreme(FILE *out, const struct python_formula *formula,
                          const struct formula_node *node)
{
    const char *name = node->op == OP_MIN ? "min" : "max";
    if (is_vector(formula, node)) {
        fprintf(out, "torch.%simum(", name);
        write_tensor(out, formula, node->a);
        fputs(", ", out);
        write_tensor(out, formula, node->b);
    } else {
        fprintf(out, "%s(", name);
        write_node(out, formula, node->b, BINDS_IF);
        fputs(", ", out);
        write_node(out, formula, node->a, BINDS_IF);
    }
    fputc(')', out);
}

static bool is_test(enum formula_op op)
{
    return op >= OP_LESS && op <= OP_OR;
}

// A comparison as yes or no. Comparisons of comparisons would be chains in Python, and and/or of
// numbers would be numbers.
static void write_test(FILE *out, const struct python_formula *formula, uint32_t index)
{
    static const char *const signs[] = {
        [OP_LESS] = " < ",     [OP_LESS_EQUAL] = " <= ", [OP_EQUAL] = " == ",
        [OP_UNEQUAL] = " != ", [OP_AND] = " and ",       [OP_OR] = " or ",
    };
    const struct formula_node *node = node_at(formula, index);
    if (!is_test(node->op)) {
        write_node(out, formula, index, BINDS_SUM);
        fputs(" != 0", out);
    } else if (node->op == OP_AND || node->op == OP_OR) {
        const bool vector = is_vector(formula, node);
        fputc('(', out);
        write_test(out, formula, node->a);
        fputs(!vector ? signs[node->op] : node->op == OP_AND ? ") & (" : ") | (", out);
        write_test(out, formula, node->b);
        fputc(')', out);
    } else {
        write_pair(out, formula, node, signs[node->op], BINDS_SUM, BINDS_SUM);
    }
}

static void write_choice(FILE *out, const struct python_formula *formula,
                         const struct formula_node *node)
{
    if (is_vector(formula, node_at(formula, node->a))) {
        fputs("torch.where(", out);
        write_test(out, formula, node->a);
        fputs(", ", out);
        write_tensor(out, formula, node->b);
        fputs(", ", out);
        write_tensor(out, formula, node->c);
        fputc(')', out);
        return;
    }
    write_node(out, formula, node->b, BINDS_OR);
    fputs(" if ", out);
    write_test(out, formula, node->a);
    fputs(" else ", out);
    write_node(out, formula, node->c, BINDS_IF);
}

static void write_name(FILE *out, const struct python_formula *formula, size_t index)
{
    char name[PYTHON_NAME];
    python_formula_name(formula, index, name);
    fputs(name, out);
}

static void write_number(FILE *out, double value)
{
    char text[PYTHON_NUMBER];
    python_number(value, text);
    fputs(text, out);
}

static void write_operation(FILE *out, const struct python_formula *formula,
                            const struct formula_node *node, uint32_t index)
{
    switch ((enum formula_op)node->op) {
    case OP_ADD:
        write_pair(out, formula, node, " + ", BINDS_SUM, BINDS_PRODUCT);
        break;
    case OP_SUBTRACT:
        write_pair(out, formula, node, " - ", BINDS_SUM, BINDS_PRODUCT);
        break;
    case OP_MULTIPLY:
        write_pair(out, formula, node, "*", BINDS_PRODUCT, BINDS_SIGN);
        break;
    case OP_DIVIDE:
        write_pair(out, formula, node, "/", BINDS_PRODUCT, BINDS_SIGN);
        break;
    case OP_NEGATE:
        fputc('-', out);
        write_node(out, formula, node->a, BINDS_SIGN);
        break;
    case OP_POWER:
        write_pair(out, formula, node, "**", BINDS_ATOM, BINDS_SIGN);
        break;
    case OP_SQUARE:
    case OP_WHOLE:
        write_node(out, formula, node->a, BINDS_ATOM);
        fprintf(out, "**%d", node->op == OP_SQUARE ? 2 : (int)node->c - WHOLE_OFFSET);
        break;
    case OP_MIN:
    case OP_MAX:
        write_extreme(out, formula, node);
        break;
    case OP_IF:
        write_choice(out, formula, node);
        break;
    default:
        if (!is_test(node->op)) {
            write_one(out, formula, node);
            break;
        }
        // Where it is computed with, yes is 1.
        fputs(is_vector(formula, node) ? "(" : "float(", out);
        write_test(out, formula, index);
        fputs(is_vector(formula, node) ? ").double()" : ")", out);
    }
}

static void write_node(FILE *out, const struct python_formula *formula, uint32_t index,
                       enum binding least)
{
    const struct formula_node *node = node_at(formula, index);
    const bool is_wrapped = binding_of(formula, node) < least;
    if (is_wrapped)
        fputc('(', out);
    if (node->op == OP_NUMBER)
        write_number(out, node->number);
    else if (node->op == OP_VARIABLE)
        write_name(out, formula, node->a);
    else if (node->op == OP_PARAMETER)
        write_name(out, formula, formula->names.variables + node->a);
    else
        write_operation(out, formula, node, index);
    if (is_wrapped)
        fputc(')', out);
}

void python_formula_write(FILE *out, const struct python_formula *formula)
{
    write_node(out, formula, formula->root, BINDS_IF);
}

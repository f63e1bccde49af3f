#include "sim/formula_graph.h"
#include "base/maths.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int formula_operands(enum formula_op op)
{
    return op < OP_NEGATE ? 0 : op < OP_ADD ? 1 : op < OP_IF ? 2 : 3;
}

double formula_whole(double x, int power)
{
    double result = 1;
    for (int left = abs(power); left; left >>= 1, x *= x)
        if (left & 1)
            result *= x;
    return power < 0 ? 1 / result : result;
}

static double sign_of(double x)
{
    return x > 0 ? 1 : x < 0 ? -1 : x; // NaN and 0 stay
}

static double sigmoid(double x)
{
    return x < 0 ? maths_exp(x) / (1 + maths_exp(x)) : 1 / (1 + maths_exp(-x));
}

static double apply_one(const struct formula_node *node, double a)
{
    switch ((enum formula_op)node->op) {
    case OP_NEGATE:
        return -a;
    case OP_SAME:
        return a;
    case OP_SQUARE:
        return a * a;
    case OP_WHOLE:
        return formula_whole(a, (int)node->c - WHOLE_OFFSET);
    case OP_ABS:
        return fabs(a);
    case OP_SQRT:
        return sqrt(a);
    case OP_CBRT:
        return maths_cbrt(a);
    case OP_EXP:
        return maths_exp(a);
    case OP_EXPM1:
        return maths_expm1(a);
    case OP_LOG:
        return maths_log(a);
    case OP_LOG1P:
        return maths_log1p(a);
    case OP_SIN:
        return maths_sin(a);
    case OP_COS:
        return maths_cos(a);
    case OP_TAN:
        return maths_tan(a);
    case OP_ASIN:
        return maths_asin(a);
    case OP_ACOS:
        return maths_acos(a);
    case OP_ATAN:
        return maths_atan(a);
    case OP_SINH:
        return maths_sinh(a);
    case OP_COSH:
        return maths_cosh(a);
    case OP_TANH:
        return maths_tanh(a);
    case OP_SIGMOID:
        return sigmoid(a);
    case OP_SIGN:
        return sign_of(a);
    case OP_FLOOR:
        return floor(a);
    default:
        return a;
    }
}

double formula_apply(const struct formula_node *node, double a, double b, double c)
{
    switch ((enum formula_op)node->op) {
    case OP_ADD:
        return a + b;
    case OP_SUBTRACT:
        return a - b;
    case OP_MULTIPLY:
        return a * b;
    case OP_DIVIDE:
        return a / b;
    case OP_POWER:
        return maths_pow(a, b);
    case OP_MIN:
        return a < b || isnan(a) ? a : b;
    case OP_MAX:
        return a > b || isnan(a) ? a : b;
    case OP_LESS:
        return a < b;
    case OP_LESS_EQUAL:
        return a <= b;
    case OP_EQUAL:
        return a == b;
    case OP_UNEQUAL:
        return a != b;
    case OP_AND:
        return a != 0 && b != 0;
    case OP_OR:
        return a != 0 || b != 0;
    case OP_IF:
        return isnan(a) ? a : a != 0 ? b : c;
    default:
        return apply_one(node, a);
    }
}

double formula_slope(enum formula_op op, double x, double v)
{
    switch (op) {
    case OP_NEGATE:
        return -1;
    case OP_SQUARE:
        return 2 * x;
    case OP_ABS:
        return sign_of(x);
    case OP_SQRT:
        return 0.5 / v;
    case OP_CBRT:
        return 1 / (3 * v * v);
    case OP_EXP:
        return v;
    case OP_EXPM1:
        return v + 1;
    case OP_LOG:
        return x >= 0 ? 1 / x : NAN;
    case OP_LOG1P:
        return x >= -1 ? 1 / (1 + x) : NAN;
    case OP_SIN:
        return maths_cos(x);
    case OP_COS:
        return -maths_sin(x);
    case OP_TAN:
        return 1 + v * v;
    case OP_ASIN:
        return 1 / sqrt((1 - x) * (1 + x));
    case OP_ACOS:
        return -1 / sqrt((1 - x) * (1 + x));
    case OP_ATAN:
        return 1 / (1 + x * x);
    case OP_SINH:
        return maths_cosh(x);
    case OP_COSH:
        return maths_sinh(x);
    case OP_TANH:
        return (1 - v) * (1 + v);
    case OP_SIGMOID:
        return v * (1 - v);
    default:
        return x - x; // steps are flat; NaN stays
    }
}

// ---- the graph ----------------------------------------------------------------------------------

void formula_graph_clear(struct formula_graph *graph)
{
    free(graph->node);
    free(graph->slot);
    memset(graph, 0, sizeof *graph);
}

static bool is_same(const struct formula_node *a, const struct formula_node *b)
{
    return a->op == b->op && a->a == b->a && a->b == b->b && a->c == b->c &&
           memcmp(&a->number, &b->number, sizeof a->number) == 0;
}

static size_t hash(const struct formula_node *node)
{
    uint64_t bits, h = node->op;
    memcpy(&bits, &node->number, sizeof bits);
    const uint64_t parts[] = {node->a, node->b, node->c, bits};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        h = (h ^ parts[i]) * 0x9E3779B97F4A7C15u, h ^= h >> 29;
    return (size_t)h;
}

static uint32_t *find(const struct formula_graph *graph, const struct formula_node *node)
{
    const size_t mask = 2 * graph->capacity - 1;
    size_t at = hash(node) & mask;
    while (graph->slot[at] && !is_same(&graph->node[graph->slot[at] - 1], node))
        at = (at + 1) & mask;
    return &graph->slot[at];
}

static bool grow(struct formula_graph *graph, struct error *error)
{
    const size_t capacity = graph->capacity ? 2 * graph->capacity : 64;
    struct formula_node *node = realloc(graph->node, capacity * sizeof *node);
    if (node)
        graph->node = node;
    uint32_t *slot = node ? calloc(2 * capacity, sizeof *slot) : NULL;
    if (!slot)
        return error_memory(error);
    free(graph->slot);
    graph->slot = slot;
    graph->capacity = capacity;
    for (size_t i = 0; i < graph->count; i++) {
        uint32_t *place = find(graph, &graph->node[i]);
        if (!*place)
            *place = (uint32_t)i + 1;
    }
    return true;
}

static bool is_number(const struct formula_graph *graph, uint32_t index)
{
    return graph->node[index].op == OP_NUMBER;
}

static void fold(const struct formula_graph *graph, struct formula_node *node)
{
    const int operands = formula_operands(node->op);
    const uint32_t operand[] = {node->a, node->b, node->c};
    double value[3] = {0};
    for (int i = 0; i < operands; i++) {
        if (!is_number(graph, operand[i]))
            return;
        value[i] = graph->node[operand[i]].number;
    }
    if (operands > 0)
        *node = (struct formula_node){.op = OP_NUMBER,
                                      .number = formula_apply(node, value[0], value[1], value[2])};
}

bool formula_add(struct formula_graph *graph, struct formula_node node, uint32_t *index,
                 struct error *error)
{
    fold(graph, &node);
    if (graph->count >= FORMULA_NODES_MAX)
        return error_set(error, ERROR_INPUT, "the formula is longer than %d operations",
                         FORMULA_NODES_MAX);
    if (graph->count == graph->capacity && !grow(graph, error))
        return false;
    const uint32_t operand[] = {node.a, node.b, node.c};
    node.depends = node.op == OP_VARIABLE ? 1u << node.a : 0;
    for (int i = 0; i < formula_operands(node.op); i++)
        node.depends |= graph->node[operand[i]].depends;
    const bool is_shared = !graph->is_plain || node.depends == 0;
    uint32_t *place = find(graph, &node);
    if (is_shared && *place) {
        *index = *place - 1;
        return true;
    }
    graph->node[graph->count] = node;
    *index = (uint32_t)graph->count++;
    *place = *index + 1;
    return true;
}

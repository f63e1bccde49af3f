#include "sim/rule_working.h"

#include "base/text.h"
#include "sim/formula_spelling.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// ---- values -------------------------------------------------------------------------------------

// What the nodes are made from.
struct ground {
    double theta, gradient, state[RULE_STATES_MAX], carry[RULE_CARRY_MAX];
};

static double given(const struct rule_moment *moment, const struct ground *ground,
                    const struct formula_node *node)
{
    if (node->op == OP_NUMBER)
        return node->number;
    if (node->op == OP_VARIABLE)
        return node->a == PLACE_THETA      ? ground->theta
               : node->a == PLACE_GRADIENT ? ground->gradient
                                           : ground->state[node->a - PLACE_STATE];
    if (node->a == 0)
        return moment->alpha;
    return node->a < RULE_NUMBERS_MAX ? moment->number[node->a]
           : node->a == SCALAR_T      ? (double)moment->t
                                      : ground->carry[node->a - SCALAR_CARRY];
}

static void work_out(const struct rule_moment *moment, const struct ground *ground, double value[])
{
    const struct formula_graph *graph = &moment->rule->program->graph;
    for (size_t i = 0; i < graph->count; i++) {
        const struct formula_node *node = &graph->node[i];
        const int count = formula_operands(node->op);
        value[i] = count == 0 ? given(moment, ground, node)
                              : formula_apply(node, value[node->a], count > 1 ? value[node->b] : 0,
                                              count > 2 ? value[node->c] : 0);
    }
}

// All nodes on one axis. Before the first step the states are what their lines say.
static void evaluate(const struct rule_moment *moment, size_t axis, double value[RULE_NODES_MAX])
{
    const struct rule_program *program = moment->rule->program;
    struct ground ground = {moment->theta[axis], moment->gradient[axis], {0}, {0}};
    for (size_t k = 0; k < program->rule.states; k++)
        ground.state[k] = moment->state[k * moment->n + axis];
    for (size_t k = 0; k < RULE_CARRY_MAX && moment->t > 1; k++)
        ground.carry[k] = moment->carry[k];
    if (moment->t == 1 && program->starts > 0) {
        work_out(moment, &ground, value);
        for (size_t k = 0; k < program->starts; k++) {
            const struct rule_root *root = &program->start_root[k];
            *(root->is_carry ? &ground.carry[root->to] : &ground.state[root->to - PLACE_STATE]) =
                value[root->node];
        }
    }
    work_out(moment, &ground, value);
}

void rule_working_values(const struct rule_moment *moment, size_t axis,
                         double value[RULE_TERMS_MAX])
{
    const struct rule_program *program = moment->rule->program;
    double all[RULE_NODES_MAX];
    evaluate(moment, axis, all);
    for (size_t k = 0; k < program->terms; k++)
        value[k] = all[program->term_node[k]];
}

// ---- text ---------------------------------------------------------------------------------------

struct writing {
    const struct rule_program *program;
    const double *value; // of the nodes, which are written in their stead; NULL: symbols
    int digits;
    char *text;
    size_t size;
    bool is_cut;
};

// How tightly an operation binds: what binds less than is wanted stands in brackets.
enum { BINDS_OR, BINDS_TEST, BINDS_SUM, BINDS_PRODUCT, BINDS_POWER, BINDS_ATOM };

static void write_node(struct writing *writing, uint32_t index, int wanted);

static const struct formula_node *node_at(const struct writing *writing, uint32_t index)
{
    return &writing->program->graph.node[index];
}

static void put(struct writing *writing, const char *words)
{
    if (!writing->is_cut && !text_append(writing->text, writing->size, "%s", words))
        writing->is_cut = true;
}

static bool ends(const char *text, const char *with)
{
    const size_t length = strlen(text), tail = strlen(with);
    return length >= tail && strcmp(text + length - tail, with) == 0;
}

// "0.158", "−2×10⁻⁵", "10⁻⁸".
static void show_number(const struct writing *writing, double value, char number[64])
{
    text_show(value, writing->digits, number, 64);
    if (strncmp(number, "1×10", strlen("1×10")) == 0)
        memmove(number, number + strlen("1×"), strlen(number + strlen("1×")) + 1);
}

static void put_number(struct writing *writing, double value, int wanted)
{
    char number[64];
    const char *before = writing->text;
    show_number(writing, value, number);
    const bool is_negative = value < 0, is_power = strstr(number, "10⁻") || strstr(number, "×");
    const bool is_first = !*before || ends(before, "(") || ends(before, "|") || ends(before, ", ");
    const bool in_brackets =
        (is_negative && (!is_first || wanted >= BINDS_ATOM)) || (is_power && wanted >= BINDS_POWER);
    put(writing, in_brackets ? "(" : "");
    put(writing, number);
    put(writing, in_brackets ? ")" : "");
}

// −a·b is the negative of a product, and binds like a sum.
static bool begins_negative(const struct writing *writing, uint32_t index)
{
    const struct formula_node *node = node_at(writing, index);
    while (node->op == OP_MULTIPLY || node->op == OP_DIVIDE)
        node = node_at(writing, node->a);
    return node->op == OP_NEGATE;
}

static int binding(const struct writing *writing, uint32_t index)
{
    switch ((enum formula_op)node_at(writing, index)->op) {
    case OP_AND:
    case OP_OR:
        return BINDS_OR;
    case OP_LESS:
    case OP_LESS_EQUAL:
    case OP_EQUAL:
    case OP_UNEQUAL:
        return BINDS_TEST;
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_NEGATE:
        return BINDS_SUM;
    case OP_MULTIPLY:
    case OP_DIVIDE:
        return begins_negative(writing, index) ? BINDS_SUM : BINDS_PRODUCT;
    case OP_SQUARE:
    case OP_WHOLE:
    case OP_POWER:
        return BINDS_POWER;
    default:
        return BINDS_ATOM;
    }
}

static const char *symbol_of(const struct writing *writing, const struct formula_node *node)
{
    const struct rule_program *program = writing->program;
    if (node->op == OP_SAME)
        return program->line_symbol[node->c];
    if (node->op == OP_VARIABLE)
        return node->a == PLACE_THETA      ? "θ"
               : node->a == PLACE_GRADIENT ? "g"
                                           : program->state_symbol[node->a - PLACE_STATE];
    if (node->a == 0)
        return "α";
    return node->a < RULE_NUMBERS_MAX ? program->number_symbol[node->a]
           : node->a == SCALAR_T      ? "t"
                                      : program->carry_symbol[node->a - SCALAR_CARRY];
}

static bool is_name(const struct formula_node *node)
{
    return node->op == OP_SAME || node->op == OP_VARIABLE || node->op == OP_PARAMETER;
}

// One letter, with what is under and over it: such factors stand side by side.
static bool is_letter(const struct writing *writing, uint32_t index)
{
    const struct formula_node *node = node_at(writing, index);
    if (node->op == OP_SQUARE || node->op == OP_WHOLE || node->op == OP_POWER)
        node = node_at(writing, node->a);
    if (writing->value || !is_name(node))
        return false;
    const unsigned char *c = (const unsigned char *)symbol_of(writing, node);
    c += *c < 0x80 ? 1 : 2;
    return !*c || *c >= 0x80;
}

// Whether what is written ends with a word of several letters.
static bool ends_with_word(const char *text)
{
    size_t letters = 0, length = strlen(text);
    while (letters < length && (((text[length - 1 - letters] | 32) >= 'a' &&
                                 (text[length - 1 - letters] | 32) <= 'z') ||
                                text[length - 1 - letters] == '_'))
        letters++;
    return letters > 1;
}

static void put_product(struct writing *writing, const struct formula_node *node)
{
    const struct formula_node *first = node_at(writing, node->a);
    if (first->op == OP_NEGATE)
        write_node(writing, node->a, BINDS_SUM);
    else
        write_node(writing, node->a, begins_negative(writing, node->a) ? BINDS_SUM : BINDS_PRODUCT);
    if (node->op == OP_DIVIDE) {
        put(writing, " / ");
    } else {
        const bool brackets = binding(writing, node->b) < BINDS_POWER && !writing->value;
        const bool is_close = is_letter(writing, node->b) || brackets;
        put(writing, is_close && !ends_with_word(writing->text) ? "" : "·");
    }
    write_node(writing, node->b, BINDS_POWER);
}

static void put_two(struct writing *writing, const struct formula_node *node, const char *sign,
                    int first, int second)
{
    write_node(writing, node->a, first);
    put(writing, sign);
    write_node(writing, node->b, second);
}

static void put_power(struct writing *writing, const struct formula_node *node)
{
    char power[16];
    write_node(writing, node->a, BINDS_ATOM);
    if (node->op == OP_SQUARE) {
        put(writing, "²");
    } else if (node->op == OP_WHOLE) {
        const int whole = (int)node->c - WHOLE_OFFSET;
        snprintf(power, sizeof power, whole < 0 ? "^(−%d)" : "^%d", whole < 0 ? -whole : whole);
        put(writing, power);
    } else if (!writing->value && node_at(writing, node->b)->op == OP_PARAMETER &&
               node_at(writing, node->b)->a == SCALAR_T) {
        put(writing, formula_raised_t);
    } else {
        put(writing, "^");
        write_node(writing, node->b, BINDS_ATOM);
    }
}

static void put_function(struct writing *writing, const struct formula_node *node)
{
    const uint32_t operand[] = {node->a, node->b, node->c};
    for (size_t i = 0; i < FORMULA_FUNCTIONS; i++)
        if (formula_functions[i].op == node->op && formula_functions[i].scale == 1) {
            put(writing, formula_functions[i].name);
            break;
        }
    for (int k = 0; k < formula_operands(node->op); k++) {
        put(writing, k == 0 ? "(" : ", ");
        write_node(writing, operand[k], BINDS_OR);
    }
    put(writing, ")");
}

static void put_operation(struct writing *writing, const struct formula_node *node)
{
    switch ((enum formula_op)node->op) {
    case OP_NEGATE:
        put(writing, "−");
        write_node(writing, node->a, BINDS_PRODUCT);
        break;
    case OP_ADD:
        put_two(writing, node, " + ", BINDS_SUM, BINDS_PRODUCT);
        break;
    case OP_SUBTRACT:
        put_two(writing, node, " − ", BINDS_SUM, BINDS_PRODUCT);
        break;
    case OP_MULTIPLY:
    case OP_DIVIDE:
        put_product(writing, node);
        break;
    case OP_SQUARE:
    case OP_WHOLE:
    case OP_POWER:
        put_power(writing, node);
        break;
    case OP_SQRT:
        put(writing, "√");
        write_node(writing, node->a, BINDS_ATOM);
        break;
    case OP_ABS:
        put(writing, "|");
        write_node(writing, node->a, BINDS_OR);
        put(writing, "|");
        break;
    case OP_LESS:
        put_two(writing, node, " < ", BINDS_SUM, BINDS_SUM);
        break;
    case OP_LESS_EQUAL:
        put_two(writing, node, " ≤ ", BINDS_SUM, BINDS_SUM);
        break;
    case OP_EQUAL:
        put_two(writing, node, " = ", BINDS_SUM, BINDS_SUM);
        break;
    case OP_UNEQUAL:
        put_two(writing, node, " ≠ ", BINDS_SUM, BINDS_SUM);
        break;
    case OP_AND:
        put_two(writing, node, " and ", BINDS_TEST, BINDS_TEST);
        break;
    case OP_OR:
        put_two(writing, node, " or ", BINDS_TEST, BINDS_TEST);
        break;
    default:
        put_function(writing, node);
    }
}

// A node where something binds as tightly as `wanted`. What would stand in brackets and is the same
// on every axis is worked out.
static void write_node(struct writing *writing, uint32_t index, int wanted)
{
    const struct formula_node *node = node_at(writing, index);
    if (writing->is_cut)
        return;
    const bool in_brackets = binding(writing, index) < wanted;
    if (node->op == OP_NUMBER) {
        put_number(writing, node->number, wanted);
    } else if (writing->value && (is_name(node) || (in_brackets && node->depends == 0))) {
        put_number(writing, writing->value[index], wanted);
    } else if (is_name(node)) {
        put(writing, symbol_of(writing, node));
    } else {
        put(writing, in_brackets ? "(" : "");
        put_operation(writing, node);
        put(writing, in_brackets ? ")" : "");
    }
}

// What a line says, not its name.
static uint32_t right_side(const struct rule_program *program, uint32_t index)
{
    const struct formula_node *node = &program->graph.node[index];
    return node->op == OP_SAME ? node->a : index;
}

bool rule_working_show(const struct rule_moment *moment, size_t axis, size_t k, int digits,
                       char *text, size_t size)
{
    const struct rule_program *program = moment->rule->program;
    double value[RULE_NODES_MAX];
    char number[64];
    text[0] = '\0';
    if (k >= program->terms)
        return false;
    evaluate(moment, axis, value);
    struct writing writing = {
        .program = program, .value = value, .digits = digits, .text = text, .size = size};
    write_node(&writing, right_side(program, program->term_node[k]), BINDS_OR);
    show_number(&writing, value[program->term_node[k]], number);
    if (strcmp(text, number) != 0) {
        put(&writing, " = ");
        put(&writing, number);
    }
    if (writing.is_cut)
        text[0] = '\0';
    return !writing.is_cut;
}

bool rule_working_write(const struct rule_program *program, uint32_t node, char *text, size_t size)
{
    struct writing writing = {.program = program, .digits = 6, .text = text, .size = size};
    text[0] = '\0';
    write_node(&writing, right_side(program, node), BINDS_OR);
    return !writing.is_cut;
}

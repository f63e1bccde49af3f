#include "sim/rule_program.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

// ---- laying out ---------------------------------------------------------------------------------

// What is known of a node while a tape is laid out.
struct place {
    uint32_t last;   // the last node that needs it; UINT32_MAX: a root is
    uint16_t scalar; // its index among the scalars
    uint8_t place;
    bool is_needed;
};

struct layout {
    const struct formula_graph *graph;
    struct rule_tape *tape;
    struct place *place; // [graph->count]
    bool is_taken[RULE_REGISTERS];
    size_t scalar_capacity, operation_capacity;
    struct error *error;
};

// What a line says is what its right side is.
static uint32_t meant(const struct formula_graph *graph, uint32_t index)
{
    while (graph->node[index].op == OP_SAME)
        index = graph->node[index].a;
    return index;
}

static void operands(const struct formula_graph *graph, uint32_t index, uint32_t operand[3])
{
    const struct formula_node *node = &graph->node[index];
    const uint32_t given[] = {node->a, node->b, node->c};
    for (int k = 0; k < formula_operands(node->op); k++)
        operand[k] = meant(graph, given[k]);
}

static void mark_needed(struct layout *layout, const struct rule_root root[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct place *place = &layout->place[meant(layout->graph, root[i].node)];
        place->is_needed = true;
        place->last = UINT32_MAX;
    }
    for (uint32_t i = (uint32_t)layout->graph->count; i-- > 0;) {
        uint32_t operand[3];
        if (!layout->place[i].is_needed)
            continue;
        operands(layout->graph, i, operand);
        for (int k = 0; k < formula_operands(layout->graph->node[i].op); k++) {
            struct place *place = &layout->place[operand[k]];
            place->is_needed = true;
            if (place->last < i)
                place->last = i;
        }
    }
}

static bool take_register(struct layout *layout, uint8_t *place)
{
    for (uint8_t i = 0; i < RULE_REGISTERS; i++)
        if (!layout->is_taken[i]) {
            layout->is_taken[i] = true;
            *place = (uint8_t)(PLACE_REGISTER + i);
            return true;
        }
    return error_set(layout->error, ERROR_INPUT,
                     "the rule has too much open at once; give parts of it lines of their own");
}

static void give_back(struct layout *layout, uint8_t place)
{
    if (place >= PLACE_REGISTER)
        layout->is_taken[place - PLACE_REGISTER] = false;
}

static bool add_operation(struct layout *layout, const struct rule_operation *operation)
{
    struct rule_tape *tape = layout->tape;
    if (!array_reserve(&tape->operation, &layout->operation_capacity, tape->operations + 1,
                       sizeof *tape->operation, layout->error))
        return false;
    tape->operation[tape->operations++] = *operation;
    return true;
}

static bool add_scalar(struct layout *layout, uint32_t index)
{
    struct rule_tape *tape = layout->tape;
    if (!array_reserve(&tape->scalar, &layout->scalar_capacity, tape->scalars + 1,
                       sizeof *tape->scalar, layout->error))
        return false;
    struct formula_node own = layout->graph->node[index];
    uint32_t operand[3], *const place[] = {&own.a, &own.b, &own.c};
    operands(layout->graph, index, operand);
    for (int k = 0; k < formula_operands(own.op); k++)
        *place[k] = layout->place[operand[k]].scalar;
    layout->place[index].scalar = (uint16_t)tape->scalars;
    tape->scalar[tape->scalars++] = own;
    return true;
}

// A scalar in all elements of a register.
static bool spread(struct layout *layout, uint32_t index, uint8_t *place)
{
    struct rule_operation operation = {
        .op = OP_SPREAD, .is_scalar_a = true, .a = layout->place[index].scalar};
    if (!take_register(layout, &operation.into))
        return false;
    *place = operation.into;
    return add_operation(layout, &operation);
}

static bool add_vector(struct layout *layout, uint32_t index)
{
    const struct formula_node *node = &layout->graph->node[index];
    if (node->op == OP_VARIABLE) {
        layout->place[index].place = (uint8_t)node->a;
        return true;
    }
    const int count = formula_operands(node->op);
    struct rule_operation operation = {.op = node->op, .power = node->c};
    uint32_t operand[3];
    uint16_t at[3] = {0};
    bool is_scalar[3] = {false}, is_spread[3] = {false};
    operands(layout->graph, index, operand);
    for (int k = 0; k < count; k++) {
        uint8_t place = layout->place[operand[k]].place;
        is_scalar[k] = layout->graph->node[operand[k]].depends == 0;
        is_spread[k] = is_scalar[k] && node->op == OP_IF; // the one that takes no scalars
        if (is_spread[k] && !spread(layout, operand[k], &place))
            return false;
        at[k] = is_scalar[k] && !is_spread[k] ? layout->place[operand[k]].scalar : place;
    }
    for (int k = 0; k < count; k++)
        if (is_spread[k] || (!is_scalar[k] && layout->place[operand[k]].last == index))
            give_back(layout, (uint8_t)at[k]);
    if (!take_register(layout, &operation.into))
        return false;
    operation.a = at[0], operation.b = at[1], operation.c = (uint8_t)at[2];
    operation.is_scalar_a = is_scalar[0] && !is_spread[0];
    operation.is_scalar_b = is_scalar[1] && !is_spread[1];
    layout->place[index].place = operation.into;
    return add_operation(layout, &operation);
}

// A root that is given, such as v of the step before, may be written over before it is copied from:
// it has to be put aside.
static bool put_aside(struct layout *layout, uint32_t index)
{
    struct place *place = &layout->place[index];
    if (layout->graph->node[index].depends == 0 || place->place >= PLACE_REGISTER)
        return true;
    struct rule_operation operation = {.op = OP_SAME, .a = place->place};
    if (!take_register(layout, &operation.into) || !add_operation(layout, &operation))
        return false;
    place->place = operation.into;
    return true;
}

// ---- writing in place ---------------------------------------------------------------------------

static bool reads(const struct rule_operation *operation, uint8_t place)
{
    const int count = formula_operands(operation->op);
    return (count > 0 && !operation->is_scalar_a && operation->a == place) ||
           (count > 1 && !operation->is_scalar_b && operation->b == place) ||
           (count > 2 && operation->c == place);
}

static void read_instead(struct rule_operation *operation, uint8_t place, uint8_t other)
{
    const int count = formula_operands(operation->op);
    if (count > 0 && !operation->is_scalar_a && operation->a == place)
        operation->a = other;
    if (count > 1 && !operation->is_scalar_b && operation->b == place)
        operation->b = other;
    if (count > 2 && operation->c == place)
        operation->c = other;
}

// Whether the result can be written where it goes by the operation that works it out: nothing after
// that may want what was there. True: so it is now.
static bool write_in_place(struct rule_tape *tape, const struct rule_result *result)
{
    size_t made = tape->operations, same = 0;
    for (size_t i = 0; i < tape->results; i++)
        same += !tape->result[i].is_scalar && tape->result[i].from == result->from;
    for (size_t k = 0; k < tape->operations; k++)
        if (tape->operation[k].into == result->from)
            made = k;
    if (result->is_scalar || same != 1 || made == tape->operations)
        return false;
    for (size_t k = made + 1; k < tape->operations; k++)
        if (reads(&tape->operation[k], result->to))
            return false;
    tape->operation[made].into = result->to;
    for (size_t k = made + 1; k < tape->operations; k++)
        read_instead(&tape->operation[k], (uint8_t)result->from, result->to);
    return true;
}

static void write_all_in_place(struct rule_tape *tape)
{
    size_t left = 0;
    for (size_t i = 0; i < tape->results; i++) {
        const struct rule_result result = tape->result[i];
        if (!write_in_place(tape, &result))
            tape->result[left++] = result;
        else
            tape->result[i].is_scalar = true; // no longer in its register
    }
    tape->results = left;
}

static bool lay_out(struct layout *layout, const struct rule_root root[], size_t count)
{
    const struct formula_graph *graph = layout->graph;
    struct rule_tape *tape = layout->tape;
    mark_needed(layout, root, count);
    for (uint32_t i = 0; i < graph->count; i++)
        if (layout->place[i].is_needed &&
            !(graph->node[i].depends == 0 ? add_scalar(layout, i) : add_vector(layout, i)))
            return false;
    for (size_t i = 0; i < count; i++) {
        const uint32_t index = meant(graph, root[i].node);
        if (!root[i].is_carry && !put_aside(layout, index))
            return false;
        const bool is_scalar = graph->node[index].depends == 0;
        const struct place *place = &layout->place[index];
        const struct rule_result result = {is_scalar ? place->scalar : place->place, is_scalar,
                                           root[i].to};
        *(root[i].is_carry ? &tape->carry[tape->carries++] : &tape->result[tape->results++]) =
            result;
    }
    write_all_in_place(tape);
    return true;
}

bool rule_tape_lay_out(struct rule_tape *tape, const struct formula_graph *graph,
                       const struct rule_root root[], size_t count, struct error *error)
{
    struct layout layout = {.graph = graph, .tape = tape, .error = error};
    layout.place = array_create(graph->count, sizeof *layout.place, error);
    const bool done = layout.place && lay_out(&layout, root, count);
    free(layout.place);
    return done;
}

void rule_tape_clear(struct rule_tape *tape)
{
    free(tape->scalar);
    free(tape->operation);
    memset(tape, 0, sizeof *tape);
}

// ---- scalars ------------------------------------------------------------------------------------

static double parameter(const struct rule_step *step, uint32_t which)
{
    if (which == 0)
        return step->alpha;
    if (which < RULE_NUMBERS_MAX)
        return step->number[which];
    return which == SCALAR_T ? (double)step->t : step->carry[which - SCALAR_CARRY];
}

void rule_tape_scalars(const struct rule_tape *tape, const struct rule_step *step, double value[])
{
    for (size_t i = 0; i < tape->scalars; i++) {
        const struct formula_node *node = &tape->scalar[i];
        const int count = formula_operands(node->op);
        if (node->op == OP_NUMBER)
            value[i] = node->number;
        else if (node->op == OP_PARAMETER)
            value[i] = parameter(step, node->a);
        else
            value[i] = formula_apply(node, value[node->a], count > 1 ? value[node->b] : 0,
                                     count > 2 ? value[node->c] : 0);
    }
    for (size_t k = 0; k < tape->carries; k++)
        step->carry[tape->carry[k].to] = value[tape->carry[k].from];
}

void rule_program_begin(const struct rule_program *program, const struct rule_step *step,
                        double value[])
{
    for (size_t k = 0; k < RULE_CARRY_MAX; k++)
        step->carry[k] = 0;
    rule_tape_scalars(&program->start, step, value);
}

void rule_program_destroy(struct rule_program *program)
{
    if (!program)
        return;
    rule_tape_clear(&program->start);
    rule_tape_clear(&program->tape);
    formula_graph_clear(&program->graph);
    free(program);
}

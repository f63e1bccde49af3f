#include "sim/formula.h"

#include "base/array.h"
#include "sim/formula_tape.h"

#include <stdlib.h>
#include <string.h>

// ---- laying out ---------------------------------------------------------------------------------

// What is known of a node while the tape is laid out.
struct place {
    uint32_t last;    // the last node that needs it; 0: none does
    uint32_t uniform; // where it is among the uniforms
    uint8_t reg;      // where it is at the points
    uint8_t slopes;
    bool is_needed;
};

struct layout {
    const struct formula_graph *graph;
    struct formula *formula;
    struct place *place;
    bool is_taken[FORMULA_REGISTERS];
    size_t step_capacity;
    struct error *error;
};

static void operands(const struct formula_node *node, uint32_t operand[3])
{
    operand[0] = node->a;
    operand[1] = node->b;
    operand[2] = node->c;
}

static void mark_needed(struct layout *layout, uint32_t root)
{
    layout->place[root].is_needed = true;
    layout->place[root].last = UINT32_MAX;
    for (uint32_t i = root + 1; i-- > 0;) {
        const struct formula_node *node = &layout->graph->node[i];
        uint32_t operand[3];
        operands(node, operand);
        for (int k = 0; layout->place[i].is_needed && k < formula_operands(node->op); k++) {
            struct place *place = &layout->place[operand[k]];
            place->is_needed = true;
            if (place->last < i)
                place->last = i;
        }
    }
}

static bool take_register(struct layout *layout, uint8_t *reg)
{
    for (uint8_t i = 0; i < FORMULA_REGISTERS; i++)
        if (!layout->is_taken[i]) {
            layout->is_taken[i] = true;
            *reg = i;
            return true;
        }
    return error_set(layout->error, ERROR_INPUT,
                     "the formula has too much open at once; begin it with its innermost part");
}

static bool add_step(struct layout *layout, const struct formula_step *step)
{
    struct formula *formula = layout->formula;
    if (!array_reserve(&formula->step, &layout->step_capacity, formula->steps + 1,
                       sizeof *formula->step, layout->error))
        return false;
    formula->step[formula->steps++] = *step;
    return true;
}

static bool add_uniform(struct layout *layout, uint32_t index)
{
    const struct formula_node *node = &layout->graph->node[index];
    struct formula *formula = layout->formula;
    struct formula_node own = *node;
    uint32_t *const operand[] = {&own.a, &own.b, &own.c};
    for (int k = 0; k < formula_operands(node->op); k++)
        *operand[k] = layout->place[*operand[k]].uniform;
    layout->place[index].uniform = (uint32_t)formula->uniforms;
    formula->uniform[formula->uniforms++] = own;
    return true;
}

// The register of an operand; a uniform is spread into one for this use alone.
static bool find_operand(struct layout *layout, uint32_t index, uint8_t *reg, uint8_t *slopes)
{
    const struct place *place = &layout->place[index];
    *slopes = place->slopes;
    *reg = place->reg;
    if (layout->graph->node[index].depends)
        return true;
    struct formula_step step = {.op = OP_SPREAD, .uniform = place->uniform};
    if (!take_register(layout, &step.into) || !add_step(layout, &step))
        return false;
    *reg = step.into;
    return true;
}

static bool has_no_slope(enum formula_op op)
{
    return op == OP_SIGN || op == OP_FLOOR || (op >= OP_LESS && op <= OP_OR);
}

static bool add_operation(struct layout *layout, uint32_t index)
{
    const struct formula_node *node = &layout->graph->node[index];
    struct place *place = &layout->place[index];
    struct formula_step step = {.op = node->op, .c = (uint8_t)node->c};
    uint8_t *const reg[] = {&step.a, &step.b, &step.c};
    uint8_t *const slopes[] = {&step.slopes_a, &step.slopes_b, &step.slopes_c};
    uint32_t operand[3];
    operands(node, operand);
    if (node->op == OP_VARIABLE) { // lives in the register of its number
        place->reg = (uint8_t)node->a;
        place->slopes = (uint8_t)(node->a < FORMULA_DIRECTIONS ? 1u << node->a : 0u);
        return true;
    }
    const int count = formula_operands(node->op);
    for (int k = 0; k < count; k++)
        if (!find_operand(layout, operand[k], reg[k], slopes[k]))
            return false;
    for (int k = 0; k < count; k++) {
        const struct formula_node *from = &layout->graph->node[operand[k]];
        if (from->op != OP_VARIABLE && (!from->depends || layout->place[operand[k]].last == index))
            layout->is_taken[*reg[k]] = false;
    }
    if (has_no_slope(node->op))
        step.slopes_a = step.slopes_b = step.slopes_c = 0;
    if (node->op == OP_IF)
        step.slopes_a = 0;
    place->slopes = step.slopes_a | step.slopes_b | step.slopes_c;
    if (!take_register(layout, &step.into))
        return false;
    place->reg = step.into;
    return add_step(layout, &step);
}

static bool lay_out_all(struct layout *layout, uint32_t root)
{
    struct formula *formula = layout->formula;
    bool done = true;
    mark_needed(layout, root);
    for (size_t i = 0; i < formula->names.variables; i++)
        layout->is_taken[i] = true;
    for (uint32_t i = 0; done && i <= root; i++)
        if (layout->place[i].is_needed)
            done =
                layout->graph->node[i].depends ? add_operation(layout, i) : add_uniform(layout, i);
    formula->depends = layout->graph->node[root].depends;
    return done && find_operand(layout, root, &formula->result, &formula->slopes);
}

static bool lay_out(struct formula *formula, const struct formula_graph *graph, uint32_t root,
                    struct error *error)
{
    struct layout layout = {.graph = graph, .formula = formula, .error = error};
    layout.place = array_create(graph->count, sizeof *layout.place, error);
    formula->uniform = array_create(graph->count, sizeof *formula->uniform, error);
    const bool done = layout.place && formula->uniform && lay_out_all(&layout, root);
    free(layout.place);
    return done;
}

// ---- the formula --------------------------------------------------------------------------------

static bool set_variables(struct formula_names *names, const char *const variables[],
                          struct error *error)
{
    for (size_t i = 0; variables[i]; i++) {
        if (i == FORMULA_VARIABLES_MAX || strlen(variables[i]) >= FORMULA_NAME)
            return error_set(error, ERROR_INPUT, "a formula has at most %d variables",
                             FORMULA_VARIABLES_MAX);
        strcpy(names->name[i], variables[i]);
        names->count = names->variables = i + 1;
    }
    return true;
}

// is_plain: without what is the same at several places being computed once, which needs fewer
// registers.
static struct formula *parse(const char *text, const char *const variables[], bool is_plain,
                             size_t *character, struct error *error)
{
    struct formula_graph graph = {.is_plain = is_plain};
    uint32_t root;
    struct formula *formula = array_create(1, sizeof *formula, error);
    const bool done = formula && set_variables(&formula->names, variables, error) &&
                      formula_read(&graph, &formula->names, text, &root, character, error) &&
                      lay_out(formula, &graph, root, error);
    formula_graph_clear(&graph);
    if (done)
        return formula;
    formula_destroy(formula);
    return NULL;
}

struct formula *formula_parse(const char *text, const char *const variables[], size_t *character,
                              struct error *error)
{
    struct error why = {0};
    size_t place = 0;
    struct formula *formula = parse(text, variables, false, &place, &why);
    if (!formula && place <= 1 && why.kind == ERROR_INPUT) // it may only lack registers
        formula = parse(text, variables, true, &place, &why);
    if (character)
        *character = place;
    if (!formula)
        error_pass(error, &why);
    return formula;
}

void formula_destroy(struct formula *formula)
{
    if (!formula)
        return;
    free(formula->uniform);
    free(formula->step);
    free(formula);
}

size_t formula_parameters(const struct formula *formula)
{
    return formula->names.count - formula->names.variables;
}

const char *formula_parameter(const struct formula *formula, size_t index)
{
    return formula->names.name[formula->names.variables + index];
}

bool formula_uses(const struct formula *formula, size_t variable)
{
    return formula->depends >> variable & 1;
}

size_t formula_uniforms(const struct formula *formula)
{
    return formula->uniforms;
}

void formula_bind(const struct formula *formula, const double number[], double uniform[])
{
    for (size_t i = 0; i < formula->uniforms; i++) {
        const struct formula_node *node = &formula->uniform[i];
        const int count = formula_operands(node->op);
        uniform[i] = node->op == OP_NUMBER ? node->number
                     : node->op == OP_PARAMETER
                         ? number[node->a]
                         : formula_apply(node, uniform[node->a], count > 1 ? uniform[node->b] : 0,
                                         count > 2 ? uniform[node->c] : 0);
    }
}

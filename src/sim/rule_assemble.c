// From the lines that were read to the tapes that a step runs through.
#include "sim/formula_spelling.h"
#include "sim/rule_compile.h"

#include "base/text.h"

#include <string.h>

enum { SPINE_MAX = 16 }; // parts that θ is followed by in its line

static struct formula_node *node_at(const struct rule_reading *reading, uint32_t index)
{
    return &reading->program->graph.node[index];
}

static uint32_t bit_of(size_t formula)
{
    return 1u << (PLACE_STATE + formula);
}

// ---- the step -----------------------------------------------------------------------------------

// Δθ: what is added to θ where the line says so, else the new θ less the old one.
static bool find_delta(struct rule_reading *reading)
{
    struct formula_graph *graph = &reading->program->graph;
    const uint32_t line = reading->formula[reading->theta].node, theta = 0;
    const uint32_t root = node_at(reading, line)->op == OP_SAME ? node_at(reading, line)->a : line;
    uint32_t spine[SPINE_MAX], at = root;
    size_t depth = 0;
    for (; depth < SPINE_MAX &&
           (node_at(reading, at)->op == OP_ADD || node_at(reading, at)->op == OP_SUBTRACT);
         at = node_at(reading, at)->a)
        spine[depth++] = at;
    if (at != theta || depth == 0)
        return formula_add(graph, (struct formula_node){.op = OP_SUBTRACT, .a = root, .b = theta},
                           &reading->delta, reading->error);
    const struct formula_node first = *node_at(reading, spine[--depth]);
    reading->delta = first.b;
    if (first.op == OP_SUBTRACT &&
        !formula_add(graph, (struct formula_node){.op = OP_NEGATE, .a = first.b}, &reading->delta,
                     reading->error))
        return false;
    while (depth-- > 0) {
        const struct formula_node next = *node_at(reading, spine[depth]);
        if (!formula_add(graph,
                         (struct formula_node){.op = next.op, .a = reading->delta, .b = next.b},
                         &reading->delta, reading->error))
            return false;
    }
    return true;
}

static bool varies(const struct rule_reading *reading, uint32_t index)
{
    return (node_at(reading, index)->depends & reading->varying) != 0;
}

static bool is_taken(const struct rule_reading *reading, const char *word)
{
    for (size_t i = 0; i < reading->names.count; i++)
        if (strcmp(reading->names.name[i], word) == 0)
            return true;
    return false;
}

// Gives the divisor of Δθ a line, r, and writes Δθ with it. `path` leads from Δθ to the quotient.
static bool name_divisor(struct rule_reading *reading, const uint32_t path[], size_t depth)
{
    struct formula_graph *graph = &reading->program->graph;
    struct formula_node node = *node_at(reading, path[--depth]);
    const struct formula_node same = {.op = OP_SAME, .a = node.b, .c = LINE_DIVISOR};
    uint32_t under = node.b, at;
    if (!formula_add(graph, same, &at, reading->error))
        return false;
    node.b = reading->divisor = at;
    for (;;) {
        if (!formula_add(graph, node, &at, reading->error))
            return false;
        if (depth == 0)
            break;
        under = path[depth];
        node = *node_at(reading, path[--depth]);
        *(node.a == under ? &node.a : &node.b) = at;
    }
    reading->delta = at;
    formula_unspell("r", reading->program->line_symbol[LINE_DIVISOR]);
    return true;
}

// Where Δθ is a quotient by something that differs from element to element, or such a quotient
// comes last in it (after weight decay), that is the divisor, and α over it the rate that is left.
static bool find_rate(struct rule_reading *reading)
{
    const uint32_t theta = 0, alpha = 3; // θ, g, t and α are the first nodes
    uint32_t path[SPINE_MAX];
    size_t depth = 0;
    for (uint32_t at = reading->delta; depth < SPINE_MAX;) {
        const struct formula_node *node = node_at(reading, at);
        path[depth++] = at;
        const bool is_sum = node->op == OP_ADD || node->op == OP_SUBTRACT;
        if (node->op == OP_NEGATE || (node->op == OP_MULTIPLY && !varies(reading, node->b)) ||
            (is_sum && node->b == theta))
            at = node->a;
        else if (is_sum || (node->op == OP_MULTIPLY && !varies(reading, node->a)))
            at = node->b;
        else
            break;
    }
    const struct formula_node node = *node_at(reading, path[depth - 1]);
    const bool has_line = node_at(reading, node.b)->op == OP_SAME;
    if (node.op != OP_DIVIDE || !varies(reading, node.b) || is_taken(reading, "eta") ||
        (!has_line && is_taken(reading, "r")) ||
        reading->formulas + (has_line ? 2 : 3) > RULE_TERMS_MAX)
        return true;
    reading->divisor = node.b;
    if (!has_line && !name_divisor(reading, path, depth))
        return false;
    return formula_add(&reading->program->graph,
                       (struct formula_node){.op = OP_DIVIDE, .a = alpha, .b = reading->divisor},
                       &reading->rate, reading->error);
}

// ---- states -------------------------------------------------------------------------------------

// Which variables differ from element to element: θ, g, and the states that come from them.
static void find_varying(struct rule_reading *reading)
{
    uint32_t varying = 1u << PLACE_THETA | 1u << PLACE_GRADIENT, before;
    do {
        before = varying;
        size_t scalars = 0;
        uint32_t read = 0;
        for (size_t f = 0; f < reading->formulas; f++)
            read |= node_at(reading, reading->formula[f].node)->depends;
        for (size_t f = 0; f < reading->formulas; f++) {
            const uint32_t from = node_at(reading, reading->formula[f].node)->depends |
                                  (reading->formula[f].start == NO_LINE
                                       ? 0
                                       : node_at(reading, reading->formula[f].start_node)->depends);
            if (f == reading->theta)
                continue;
            if (from & varying)
                varying |= bit_of(f);
            else if (read & bit_of(f))
                scalars++;
            if (scalars > RULE_CARRY_MAX) { // no room among the scalars
                varying |= bit_of(f);
                scalars--;
            }
        }
    } while (varying != before);
    reading->varying = varying;
}

static bool add_state(struct rule_reading *reading, size_t f, uint32_t read, size_t *carries,
                      struct rule_root *root)
{
    struct rule_program *program = reading->program;
    const size_t line = reading->formula[f].line;
    struct formula_node *before = node_at(reading, reading->formula[f].before);
    const int start = reading->formula[f].start;
    if (!(read & bit_of(f))) {
        before->op = OP_NUMBER; // nobody asks for it
        return start == NO_LINE ||
               error_set(rule_fault_at(reading, (size_t)start, 0), ERROR_INPUT,
                         "%s needs no start value: nothing reads %s before its own line",
                         reading->word[line], reading->word[line]);
    }
    const bool is_carry = !(reading->varying & bit_of(f));
    if (!is_carry && program->rule.states == RULE_STATES_MAX)
        return error_set(rule_fault_at(reading, line, 0), ERROR_INPUT,
                         "a rule has at most %d states, and %s is one more", RULE_STATES_MAX,
                         reading->word[line]);
    const size_t k = is_carry ? (*carries)++ : program->rule.states++;
    char *symbol = is_carry ? program->carry_symbol[k] : program->state_symbol[k];
    formula_unspell(reading->word[line], symbol);
    *(is_carry ? &program->rule.carry_symbol[k] : &program->rule.state_symbol[k]) = symbol;
    root->is_carry = is_carry;
    root->to = (uint8_t)(is_carry ? k : PLACE_STATE + k);
    before->op = is_carry ? OP_PARAMETER : OP_VARIABLE;
    before->a = (uint32_t)(is_carry ? SCALAR_CARRY + k : PLACE_STATE + k);
    root->node = reading->formula[f].node;
    if (start != NO_LINE)
        program->start_root[program->starts++] =
            (struct rule_root){reading->formula[f].start_node, is_carry, root->to};
    return true;
}

static bool find_states(struct rule_reading *reading, struct rule_root root[], size_t *count)
{
    uint32_t read = 0;
    size_t carries = 0;
    for (size_t f = 0; f < reading->formulas; f++)
        read |= node_at(reading, reading->formula[f].node)->depends;
    for (size_t f = 0; f < reading->formulas; f++) {
        if (f == reading->theta)
            root[*count] = (struct rule_root){reading->formula[f].node, false, PLACE_THETA};
        else if (!add_state(reading, f, read, &carries, &root[*count]))
            return false;
        *count += f == reading->theta || (read & bit_of(f)) != 0;
    }
    return true;
}

// ---- numbers ------------------------------------------------------------------------------------

// What the letters of papers mostly are where nobody says.
static double usual_value(const char *word)
{
    static const struct {
        const char *word;
        double value;
    } usual[] = {
        {"beta", 0.9}, {"beta1", 0.9},    {"beta2", 0.999}, {"gamma", 0.999},
        {"mu", 0.9},   {"momentum", 0.9}, {"rho", 0.9},     {"epsilon", 1e-8},
        {"eps", 1e-8}, {"lambda", 0.01},  {"wd", 0.01},     {"weight_decay", 0.01},
    };
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (strcmp(word, usual[i].word) == 0)
            return usual[i].value;
    return 1;
}

// A range that suits the value: near 1, tiny, or neither.
static void fill_param(struct param *param, struct formula_range *range)
{
    const double value = range->value;
    param->scale = PARAM_LINEAR;
    if (range->is_said) {
        if (range->low > 0 && range->high / range->low >= 1000)
            param->scale = PARAM_LOG;
    } else if (value >= 0.5 && value < 1) {
        param->scale = PARAM_NEAR_ONE;
        range->low = 0;
        range->high = value > 0.9999 ? 1 - (1 - value) / 10 : 0.99999;
    } else if (value > 0 && value <= 1e-4) {
        param->scale = PARAM_LOG;
        range->low = value < 1e-12 ? value / 1e4 : 1e-12;
        range->high = 1;
    } else if (value >= 0 && value < 0.5) {
        range->low = 0;
        range->high = 1;
    } else {
        formula_range_guess(range);
    }
    param->min = range->low;
    param->max = range->high;
    param->standard = value;
}

// Where it is a number that rules have, it is called as there. Where its name is too long for a
// symbol, that is what it is called.
static void call_number(struct param *param)
{
    enum { SYMBOL_BYTES = 6 };
    for (size_t r = 0; rules[r]; r++) {
        const struct param *shipped = param_find(rules[r]->params, param->key);
        if (shipped && shipped->symbol && strcmp(shipped->symbol, param->symbol) == 0) {
            param->label = shipped->label;
            return;
        }
    }
    if (strlen(param->symbol) > SYMBOL_BYTES) {
        param->label = param->symbol;
        param->symbol = NULL;
    }
}

static bool add_number(struct rule_reading *reading, const char *word, struct formula_range *range,
                       int line)
{
    struct rule_program *program = reading->program;
    size_t i = 1;
    double value;
    while (i < RULE_NUMBERS_MAX && program->param[i].key)
        i++;
    if (i == RULE_NUMBERS_MAX)
        return error_set(rule_fault_at(reading, line < 0 ? reading->count : (size_t)line, 0),
                         ERROR_INPUT, "a rule has at most %d numbers besides alpha",
                         RULE_NUMBERS_MAX - 1);
    text_print(program->key[i], FORMULA_NAME, "%s", word);
    formula_unspell(word, program->number_symbol[i]);
    struct param *param = &program->param[i];
    *param = (struct param){.key = program->key[i],
                            .symbol = program->number_symbol[i],
                            .label = "of the rule",
                            .help = "a number of the rule",
                            .is_ranged = true};
    fill_param(param, range);
    call_number(param);
    if (line < 0)
        return true;
    rule_fault_at(reading, (size_t)line, 1);
    return param_parse(param, reading->line[line].text, &value, reading->error);
}

static bool add_alpha(struct rule_reading *reading)
{
    struct param *param = &reading->program->param[0];
    double value;
    *param = rules[0]->params[0];
    param->is_ranged = true;
    for (size_t i = 0; i < reading->count; i++) {
        if (reading->kind[i] != LINE_NUMBER || strcmp(reading->word[i], "alpha") != 0)
            continue;
        const struct formula_range *range = &reading->range[i];
        if (range->is_said) {
            param->min = range->low;
            param->max = range->high;
            param->scale = range->low > 0 ? PARAM_LOG : PARAM_LINEAR;
        }
        param->standard = range->value;
        rule_fault_at(reading, i, 1);
        if (!param_parse(param, reading->line[i].text, &value, reading->error))
            return false;
    }
    return true;
}

// A slider that moves nothing would be a riddle.
static bool is_used(const struct rule_reading *reading, uint32_t index)
{
    const struct formula_graph *graph = &reading->program->graph;
    for (size_t i = 0; i < graph->count; i++) {
        const uint32_t operand[] = {graph->node[i].a, graph->node[i].b, graph->node[i].c};
        for (int k = 0; k < formula_operands(graph->node[i].op); k++)
            if (operand[k] == index)
                return true;
    }
    for (size_t f = 0; f < reading->formulas; f++)
        if (reading->formula[f].start != NO_LINE && reading->formula[f].start_node == index)
            return true;
    return false;
}

static bool add_numbers(struct rule_reading *reading)
{
    const struct formula_names *names = &reading->names;
    struct rule_program *program = reading->program;
    if (!add_alpha(reading))
        return false;
    for (size_t i = 0; i < reading->count; i++) {
        const bool is_alpha = strcmp(reading->word[i], "alpha") == 0;
        if (reading->kind[i] != LINE_NUMBER || is_alpha)
            continue;
        if (!is_used(reading, reading->number_node[i])) {
            error_set(rule_fault_at(reading, i, 0), ERROR_INPUT, "no line uses %s",
                      reading->word[i]);
            if (reading->fault)
                reading->fault->is_idle = true;
            return false;
        }
        if (!add_number(reading, reading->word[i], &reading->range[i], (int)i))
            return false;
    }
    for (size_t k = names->variables; k < names->count; k++) {
        struct formula_range range = {.value = usual_value(names->name[k])};
        if (!add_number(reading, names->name[k], &range, NO_LINE))
            return false;
    }
    program->rule.params = program->param;
    return true;
}

// OP_PARAMETER as the tapes have it.
static void number_nodes(struct rule_reading *reading)
{
    struct formula_graph *graph = &reading->program->graph;
    for (size_t i = 0; i < graph->count; i++) {
        struct formula_node *node = &graph->node[i];
        if (node->op == OP_PARAMETER)
            node->a = node->a == OWN_ALPHA    ? 0
                      : node->a == OWN_T      ? SCALAR_T
                      : node->a >= OWN_NUMBER ? node->a - OWN_NUMBER + 1
                                              : node->a + 1 + (uint32_t)reading->numbers;
    }
}

bool rule_assemble(struct rule_reading *reading)
{
    struct rule_program *program = reading->program;
    struct rule_root root[RULE_LINES_MAX] = {{0}};
    size_t count = 0;
    if (!find_delta(reading))
        return false;
    find_varying(reading);
    if (!find_rate(reading) || !add_numbers(reading))
        return false;
    number_nodes(reading);
    if (!find_states(reading, root, &count))
        return false;
    for (size_t i = 0; i < program->graph.count; i++)
        program->graph.node[i].depends &= reading->varying;
    rule_fault_at(reading, reading->count, 0);
    program->rule.step_double = rule_typed_double;
    program->rule.step_single = rule_typed_single;
    return rule_tape_lay_out(&program->tape, &program->graph, root, count, reading->error) &&
           rule_tape_lay_out(&program->start, &program->graph, program->start_root, program->starts,
                             reading->error);
}

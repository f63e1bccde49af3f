// What people see of a typed rule: its lines one by one, and what they are.
#include "sim/formula_spelling.h"
#include "sim/rule_compile.h"
#include "sim/rule_stride.h"
#include "sim/rule_working.h"

#include "base/text.h"

#include <string.h>

static const struct formula_node *node_at(const struct rule_reading *reading, uint32_t index)
{
    return &reading->program->graph.node[index];
}

// ---- kinds --------------------------------------------------------------------------------------

static bool is_scalar(const struct rule_reading *reading, uint32_t index)
{
    return node_at(reading, index)->depends == 0;
}

// What a node is but for scalar factors; *alpha is set where one of them is made of α.
static uint32_t core(const struct rule_reading *reading, uint32_t index, bool *alpha)
{
    for (;;) {
        const struct formula_node *node = node_at(reading, index);
        const bool by_first = node->op == OP_MULTIPLY && is_scalar(reading, node->a);
        const bool by_second =
            (node->op == OP_MULTIPLY || node->op == OP_DIVIDE) && is_scalar(reading, node->b);
        if (!by_first && !by_second)
            return index;
        const struct formula_node *factor = node_at(reading, by_first ? node->a : node->b);
        *alpha = *alpha || (factor->op == OP_PARAMETER && factor->a == 0);
        index = by_first ? node->b : node->a;
    }
}

static bool is_square(const struct rule_reading *reading, uint32_t index)
{
    const struct formula_node *node = node_at(reading, index);
    return node->op == OP_SQUARE || (node->op == OP_MULTIPLY && node->a == node->b);
}

// keep·v + take·g, or take·g².
static enum term_kind kind_of_state(const struct rule_reading *reading, size_t f)
{
    const struct formula_node *line = node_at(reading, reading->formula[f].node);
    const struct formula_node *sum = node_at(reading, line->a);
    const uint32_t before = reading->formula[f].before;
    bool alpha = false;
    if (line->op != OP_SAME || sum->op != OP_ADD)
        return TERM_LINE;
    const uint32_t first = core(reading, sum->a, &alpha), second = core(reading, sum->b, &alpha);
    const uint32_t taken = first == before ? second : first;
    if ((first != before && second != before) || alpha)
        return TERM_LINE;
    const struct formula_node *node = node_at(reading, taken);
    return is_square(reading, taken)                              ? TERM_SQUARES
           : node->op == OP_VARIABLE && node->a == PLACE_GRADIENT ? TERM_AVERAGE
                                                                  : TERM_LINE;
}

static enum term_kind kind_of(const struct rule_reading *reading, size_t f,
                              const enum term_kind kind[])
{
    const struct formula_node *line = node_at(reading, reading->formula[f].node);
    bool alpha = false;
    if (f == reading->theta)
        return TERM_STEP;
    if (line->depends == 0)
        return TERM_FACTOR;
    if (reading->divisor == reading->formula[f].node)
        return TERM_DIVISOR;
    const enum term_kind own = kind_of_state(reading, f);
    const struct formula_node *part =
        line->op == OP_SAME ? node_at(reading, core(reading, line->a, &alpha)) : line;
    // v̂ is an average as v is.
    if (own == TERM_LINE && part->op == OP_SAME && !alpha &&
        (kind[part->c] == TERM_AVERAGE || kind[part->c] == TERM_SQUARES))
        return kind[part->c];
    return own;
}

// ---- terms --------------------------------------------------------------------------------------

static void add_term(struct rule_reading *reading, enum term_kind kind, const char *symbol,
                     uint32_t node)
{
    struct rule_program *program = reading->program;
    const size_t k = program->terms++;
    if (!rule_working_write(program, node, program->text[k], RULE_TERM_TEXT - 3))
        text_append(program->text[k], RULE_TERM_TEXT, "…");
    program->term[k] =
        (struct rule_term){.kind = kind, .symbol = symbol, .formula = program->text[k]};
    program->term_node[k] = node;
}

// The divisor of the step where no line is about it, and the rate that is left.
static void add_rate(struct rule_reading *reading)
{
    if (reading->rate == 0)
        return;
    if (node_at(reading, reading->divisor)->c == LINE_DIVISOR)
        add_term(reading, TERM_DIVISOR, "r", reading->divisor);
    add_term(reading, TERM_RATE, "η", reading->rate);
}

static void add_terms(struct rule_reading *reading)
{
    struct rule_program *program = reading->program;
    enum term_kind kind[RULE_LINES_MAX];
    for (size_t f = 0; f < reading->formulas; f++)
        formula_unspell(reading->word[reading->formula[f].line], program->line_symbol[f]);
    add_term(reading, TERM_GRADIENT, "g", 1);
    for (size_t f = 0; f < reading->formulas; f++) {
        kind[f] = kind_of(reading, f, kind);
        if (f == reading->theta)
            add_rate(reading);
        add_term(reading, kind[f], f == reading->theta ? "Δθ" : program->line_symbol[f],
                 f == reading->theta ? reading->delta : reading->formula[f].node);
    }
    program->rule.terms = program->term;
}

static void write_formula(struct rule_reading *reading)
{
    struct rule_program *program = reading->program;
    for (size_t f = 0; f < reading->formulas; f++) {
        char text[sizeof program->formula];
        rule_working_write(program, reading->formula[f].node, text, sizeof text);
        text_append(program->formula, sizeof program->formula, "%s%s ← %s", f > 0 ? ", " : "",
                    program->line_symbol[f], text);
    }
}

// Whether a line divides by what differs from axis to axis, though the step as a whole does not.
static bool hides_divisor(const struct rule_reading *reading)
{
    const struct formula_graph *graph = &reading->program->graph;
    for (size_t i = 0; reading->rate == 0 && i < graph->count; i++)
        if (graph->node[i].op == OP_DIVIDE && !is_scalar(reading, graph->node[i].b))
            return true;
    return false;
}

// ---- what a sensible α depends on ---------------------------------------------------------------

// A step that does not grow with the gradient is about as long as α; one that grows with the number
// of gradients adds them up.
static void ask_for_reach(struct rule *rule)
{
    const double small = rule_stride(rule, 1, 1, 3), large = rule_stride(rule, 1, 1000, 3);
    if (large < 10 * small)
        rule->reach = 0.02;
    else
        rule->is_sum = rule_stride(rule, 1, 1, 100) > 3 * rule_stride(rule, 1, 1, 1) && small > 1;
}

void rule_describe(struct rule_reading *reading)
{
    struct rule_program *program = reading->program;
    add_terms(reading);
    write_formula(reading);
    program->rule.name = program->rule.title = program->name;
    program->rule.formula = program->formula;
    program->rule.source = "typed";
    program->rule.hides_divisor = hides_divisor(reading);
    ask_for_reach(&program->rule);
}

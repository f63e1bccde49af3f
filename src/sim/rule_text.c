#include "sim/rule_text.h"

#include "base/array.h"
#include "base/text.h"
#include "sim/formula_spelling.h"
#include "sim/rule_compile.h"

#include <stdlib.h>
#include <string.h>

struct error *rule_fault_at(struct rule_reading *reading, size_t line, size_t character)
{
    if (reading->fault)
        *reading->fault = (struct rule_fault){line, character};
    return reading->error;
}

// ---- the left side ------------------------------------------------------------------------------

static bool is_given(const char *word)
{
    return strcmp(word, "g") == 0 || strcmp(word, "t") == 0;
}

// The bytes of the name that a line is about. Words of letters that stand together, such as dθ, are
// several in a formula, so they are none.
static bool read_name(struct rule_reading *reading, size_t i)
{
    const char *text = reading->line[i].name;
    text += strspn(text, " \t");
    const size_t length = formula_name_at(text);
    const char *rest = text + length + strspn(text + length, " \t");
    const bool is_start = strncmp(rest, "(0)", 3) == 0;
    rest += is_start ? 3 + strspn(rest + 3, " \t") : 0;
    if (length > 0 && *rest && strchr("+-*/", *rest) && !rest[1 + strspn(rest + 1, " \t")])
        return error_set(rule_fault_at(reading, i, 0), ERROR_INPUT,
                         "there is no %c=; write %.*s = %.*s %c …", *rest, (int)length, text,
                         (int)length, text, *rest);
    if (length == 0 || *rest || formula_is_operator(text, length))
        return error_set(rule_fault_at(reading, i, 0), ERROR_INPUT,
                         "'%.40s' is no name such as v, nor v(0), where v begins", text);
    if (formula_function_at(text, length) >= 0)
        return error_set(rule_fault_at(reading, i, 0), ERROR_INPUT,
                         "%.40s is a function and cannot be assigned", text);
    if (!formula_spell(text, length, reading->word[i]))
        return error_set(rule_fault_at(reading, i, 0), ERROR_INPUT,
                         "'%.40s' is longer than the 32 bytes that a name can have", text);
    reading->kind[i] = is_start ? LINE_START : LINE_FORMULA;
    return true;
}

// Whether a right side is made of numbers alone. A name such as e that has a line is none. `why`
// says where memory was out.
static bool is_constant(const struct rule_reading *reading, const char *text, struct error *why)
{
    struct formula_graph graph = {0};
    struct formula_names names = {0};
    uint32_t root;
    for (size_t i = 0; i < reading->count; i++)
        for (size_t k = 0; formula_constants[k].name; k++)
            if (strcmp(reading->word[i], formula_constants[k].name) == 0 && names.count < 8)
                text_print(names.name[names.count++], FORMULA_NAME, "%s", reading->word[i]);
    names.variables = names.count;
    const bool is = formula_read(&graph, &names, text, &root, NULL, why) &&
                    graph.node[root].op == OP_NUMBER && names.count == names.variables;
    formula_graph_clear(&graph);
    return is;
}

static bool classify(struct rule_reading *reading, size_t i)
{
    struct error why = {0};
    const char *word = reading->word[i], *text = reading->line[i].text;
    const bool is_start = reading->kind[i] == LINE_START, is_theta = strcmp(word, "theta") == 0;
    if (is_given(word) || (is_start && (is_theta || strcmp(word, "alpha") == 0)))
        return error_set(rule_fault_at(reading, i, 0), ERROR_INPUT,
                         "%s is given and cannot be assigned", word);
    for (size_t k = 0; k < i; k++)
        if (strcmp(reading->word[k], word) == 0 && (reading->kind[k] == LINE_START) == is_start)
            return error_set(rule_fault_at(reading, i, 0), ERROR_INPUT, "%.40s is assigned twice",
                             reading->line[i].name);
    if (is_start || is_theta)
        return true;
    if (formula_range_read(text, &reading->range[i]))
        reading->kind[i] = LINE_NUMBER;
    else if (strstr(text, " in "))
        return error_set(rule_fault_at(reading, i, 1), ERROR_INPUT,
                         "%s must be a number such as 1, or with its range such as 1 in 0..5, "
                         "not '%.40s'",
                         word, text);
    else if (strcmp(word, "alpha") == 0)
        return error_set(rule_fault_at(reading, i, 1), ERROR_INPUT,
                         "alpha is the scheduled learning rate: it can only be given the number "
                         "that it begins at, not '%.40s'",
                         text);
    else if (is_constant(reading, text, &why))
        reading->kind[i] = LINE_CONSTANT;
    return !error_is_memory(&why) || error_pass(reading->error, &why);
}

static bool read_left_sides(struct rule_reading *reading)
{
    if (reading->count > RULE_TEXT_LINES_MAX)
        return error_set(rule_fault_at(reading, RULE_TEXT_LINES_MAX, 0), ERROR_INPUT,
                         "a rule has at most %d lines", RULE_TEXT_LINES_MAX);
    for (size_t i = 0; i < reading->count; i++)
        if (!read_name(reading, i))
            return false;
    for (size_t i = 0; i < reading->count; i++)
        if (!classify(reading, i))
            return false;
    return true;
}

// ---- names --------------------------------------------------------------------------------------

static bool add_node(struct rule_reading *reading, enum formula_op op, uint32_t a, uint32_t *index)
{
    return formula_add(&reading->program->graph, (struct formula_node){.op = (uint8_t)op, .a = a},
                       index, reading->error);
}

static bool add_known(struct rule_reading *reading, const char *word, enum formula_op op,
                      uint32_t a, uint32_t *index)
{
    struct formula_names *names = &reading->names;
    if (!add_node(reading, op, a, index))
        return false;
    text_print(names->name[names->count], FORMULA_NAME, "%s", word);
    names->node[names->count] = *index + 1;
    names->variables = ++names->count;
    return true;
}

static bool add_given(struct rule_reading *reading)
{
    uint32_t index;
    reading->names.are_spelled = true;
    return add_known(reading, "theta", OP_VARIABLE, PLACE_THETA, &index) &&
           add_known(reading, "g", OP_VARIABLE, PLACE_GRADIENT, &index) &&
           add_known(reading, "t", OP_PARAMETER, OWN_T, &index) &&
           add_known(reading, "alpha", OP_PARAMETER, OWN_ALPHA, &index);
}

// A number made of numbers.
static bool add_constant(struct rule_reading *reading, size_t i)
{
    struct formula_names none = {0}, *names = &reading->names;
    if (!formula_read(&reading->program->graph, &none, reading->line[i].text,
                      &reading->number_node[i], NULL, reading->error))
        return false;
    text_print(names->name[names->count], FORMULA_NAME, "%s", reading->word[i]);
    names->node[names->count] = reading->number_node[i] + 1;
    names->variables = ++names->count;
    return true;
}

static bool add_formula(struct rule_reading *reading, size_t i)
{
    const size_t f = reading->formulas;
    const bool is_theta = strcmp(reading->word[i], "theta") == 0;
    if (f == RULE_LINES_MAX)
        return error_set(rule_fault_at(reading, i, 0), ERROR_INPUT,
                         "a rule has at most %d lines besides numbers and start values",
                         RULE_LINES_MAX);
    reading->formula[f].line = i;
    reading->formula[f].start = NO_LINE;
    reading->formula[f].name = is_theta ? 0 : reading->names.count;
    if (is_theta)
        reading->theta = f;
    reading->formulas++;
    return is_theta || add_known(reading, reading->word[i], OP_VARIABLE,
                                 (uint32_t)(PLACE_STATE + f), &reading->formula[f].before);
}

// The names that have lines are known before any is read.
static bool add_names(struct rule_reading *reading)
{
    reading->theta = RULE_LINES_MAX;
    if (!add_given(reading))
        return false;
    for (size_t i = 0; i < reading->count; i++) {
        const enum rule_line_kind kind = reading->kind[i];
        const bool is_alpha = strcmp(reading->word[i], "alpha") == 0;
        if (kind == LINE_START || (kind == LINE_NUMBER && is_alpha))
            continue;
        if (reading->names.count == FORMULA_NAMES_MAX)
            return error_set(rule_fault_at(reading, i, 0), ERROR_INPUT,
                             "a rule has at most %d names", FORMULA_NAMES_MAX);
        if (!(kind == LINE_FORMULA    ? add_formula(reading, i)
              : kind == LINE_CONSTANT ? add_constant(reading, i)
                                      : add_known(reading, reading->word[i], OP_PARAMETER,
                                                  (uint32_t)(OWN_NUMBER + reading->numbers++),
                                                  &reading->number_node[i])))
            return false;
    }
    return reading->theta < RULE_LINES_MAX ||
           error_set(rule_fault_at(reading, reading->count, 0), ERROR_INPUT,
                     "a rule needs a line for theta, as theta = theta - alpha*g");
}

// ---- the right side -----------------------------------------------------------------------------

static bool read_text(struct rule_reading *reading, size_t i, uint32_t *root)
{
    struct formula_graph *graph = &reading->program->graph;
    struct error why = {0};
    size_t character = 1;
    if (!formula_read(graph, &reading->names, reading->line[i].text, root, &character, &why))
        return error_wrap(rule_fault_at(reading, i, character), &why, "%.40s: %s",
                          reading->line[i].name, why.text);
    return graph->count <= RULE_NODES_MAX - 64 ||
           error_set(rule_fault_at(reading, i, 1), ERROR_INPUT,
                     "%.40s: the rule is longer than the %d operations that one can have",
                     reading->line[i].name, RULE_NODES_MAX - 64);
}

static bool read_formulas(struct rule_reading *reading)
{
    for (size_t f = 0; f < reading->formulas; f++) {
        struct formula_node same = {.op = OP_SAME, .c = (uint32_t)f};
        if (!read_text(reading, reading->formula[f].line, &same.a) ||
            !formula_add(&reading->program->graph, same, &reading->formula[f].node, reading->error))
            return false;
        reading->names.node[reading->formula[f].name] = reading->formula[f].node + 1;
    }
    return true;
}

// What v(0) is made of is there before the first step.
static bool check_start(struct rule_reading *reading, size_t i, uint32_t root)
{
    for (size_t f = 0; f < reading->formulas; f++)
        if (reading->program->graph.node[root].depends >> (PLACE_STATE + f) & 1)
            return error_set(
                rule_fault_at(reading, i, 1), ERROR_INPUT,
                "%.40s is where %s begins: it can be made of g, theta, alpha and numbers, "
                "not of %s",
                reading->line[i].name, reading->word[i], reading->word[reading->formula[f].line]);
    return true;
}

static bool read_starts(struct rule_reading *reading)
{
    for (size_t f = 0; f < reading->formulas; f++) // theta is what it was
        reading->names.node[reading->formula[f].name] =
            f == reading->theta ? 1 : reading->formula[f].before + 1;
    for (size_t i = 0; i < reading->count; i++) {
        size_t f = 0;
        if (reading->kind[i] != LINE_START)
            continue;
        while (f < reading->formulas &&
               strcmp(reading->word[reading->formula[f].line], reading->word[i]) != 0)
            f++;
        if (f == reading->formulas)
            return error_set(rule_fault_at(reading, i, 0), ERROR_INPUT,
                             "%s has no line that says how it goes on", reading->word[i]);
        reading->formula[f].start = (int)i;
        if (!read_text(reading, i, &reading->formula[f].start_node) ||
            !check_start(reading, i, reading->formula[f].start_node))
            return false;
    }
    return true;
}

// ---- the whole ----------------------------------------------------------------------------------

// Without the gradient a rule goes the same way on every function. "grad" would be one more number.
static bool check_gradient(struct rule_reading *reading)
{
    const struct formula_graph *graph = &reading->program->graph;
    for (size_t f = 0; f < reading->formulas; f++) {
        const bool has_start = reading->formula[f].start != NO_LINE;
        const uint32_t depends =
            graph->node[reading->formula[f].node].depends |
            (has_start ? graph->node[reading->formula[f].start_node].depends : 0);
        if (depends >> PLACE_GRADIENT & 1)
            return true;
    }
    return error_set(rule_fault_at(reading, reading->count, 0), ERROR_INPUT,
                     "no line depends on g, the gradient, as in theta = theta - alpha*g");
}

static bool compile(struct rule_reading *reading)
{
    if (!read_left_sides(reading) || !add_names(reading) || !read_formulas(reading) ||
        !read_starts(reading) || !check_gradient(reading) || !rule_assemble(reading))
        return false;
    rule_describe(reading);
    return true;
}

const struct rule *rule_compile(const char *name, const struct rule_line line[], size_t count,
                                struct rule_fault *fault, struct error *error)
{
    struct rule_program *program = array_create(1, sizeof *program, error);
    struct rule_reading *reading = array_create(1, sizeof *reading, error);
    bool done = program && reading;
    if (fault)
        *fault = (struct rule_fault){count, 0};
    if (done) {
        *reading = (struct rule_reading){
            .line = line, .count = count, .program = program, .fault = fault, .error = error};
        program->rule.program = program;
        atomic_init(&program->holders, 1);
        text_print(program->name, sizeof program->name, "%s", name);
        done = compile(reading);
    }
    free(reading);
    if (done)
        return &program->rule;
    rule_program_destroy(program);
    return NULL;
}

#include "export/python_lines.h"

#include "base/array.h"
#include "base/text.h"
#include "export/python_formula.h"
#include "sim/formula_spelling.h"
#include "sim/rule_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_MAX = 16, GIVEN = 4, GIVEN_ALPHA = 3 };

// What is known of a line for a name that is no number.
struct line {
    char word[FORMULA_NAME];
    struct python_formula formula, start; // start: where it begins, if has_start
    bool is_theta, has_start;
    bool is_state; // its value of the step before is looked at
};

struct reading {
    const struct rule *rule;
    struct line line[LINES_MAX];
    size_t lines;
    const char *name[GIVEN + LINES_MAX + 1];
    size_t names;
    struct python_variables variables;
    struct error *error;
};

// ---- reading ------------------------------------------------------------------------------------

// The name that an entry is about, and whether that is where it begins: v(0).
static bool read_name(const char *key, char word[FORMULA_NAME])
{
    const size_t length = formula_name_at(key);
    if (!formula_spell(key, length, word))
        word[0] = '\0';
    return key[length + strspn(key + length, " \t")] == '(';
}

// Numbers are parameters, or constants that stand in the rule's text as what they are.
static bool is_number(const struct rule *rule, const char *word)
{
    return param_find(rule->params, word) != NULL;
}

static bool add_line(struct reading *reading, const char *word)
{
    if (reading->lines == LINES_MAX)
        return error_set(reading->error, ERROR_INPUT,
                         "%s: more than %d lines cannot be written as a program",
                         reading->rule->name, LINES_MAX);
    struct line *line = &reading->line[reading->lines++];
    text_print(line->word, sizeof line->word, "%s", word);
    line->is_theta = strcmp(word, "theta") == 0;
    if (!line->is_theta)
        reading->name[reading->names++] = line->word;
    return true;
}

static struct line *find_line(struct reading *reading, const char *word)
{
    for (size_t i = 0; i < reading->lines; i++)
        if (strcmp(reading->line[i].word, word) == 0)
            return &reading->line[i];
    return NULL;
}

static bool find_lines(struct reading *reading, const struct scene_section *lines)
{
    static const char *const given[GIVEN] = {"theta", "g", "t", "alpha"};
    for (size_t i = 0; i < GIVEN; i++)
        reading->name[reading->names++] = given[i];
    for (size_t i = 0; i < lines->count; i++) {
        char word[FORMULA_NAME];
        const bool is_start = read_name(lines->entry[i].key, word);
        if (!is_start && !is_number(reading->rule, word) && !add_line(reading, word))
            return false;
    }
    return true;
}

static bool read_formulas(struct reading *reading, const struct scene_section *lines)
{
    reading->variables = (struct python_variables){.name = reading->name,
                                                   .given = GIVEN,
                                                   .tensors = ~(UINT32_C(1) << GIVEN_ALPHA),
                                                   .are_spelled = true};
    for (size_t i = 0; i < lines->count; i++) {
        char word[FORMULA_NAME];
        const bool is_start = read_name(lines->entry[i].key, word);
        struct line *line = find_line(reading, word);
        if (!line)
            continue;
        if (!python_formula_read(is_start ? &line->start : &line->formula, lines->entry[i].value,
                                 &reading->variables, reading->error))
            return false;
        line->has_start = line->has_start || is_start;
    }
    return true;
}

// A name that is read in its own line or above stands for its value of the step before.
static void find_states(struct reading *reading)
{
    size_t name = GIVEN;
    for (size_t i = 0; i < reading->lines; i++) {
        if (reading->line[i].is_theta)
            continue;
        for (size_t k = 0; k <= i; k++)
            reading->line[i].is_state =
                reading->line[i].is_state || python_formula_uses(&reading->line[k].formula, name);
        name++;
    }
}

// Where no tensor comes in, a line is a plain number; what looks at it alone is one, too.
static void find_tensors(struct reading *reading)
{
    uint32_t tensors = 7; // theta, g, t
    for (size_t round = 0; round <= reading->lines; round++) {
        size_t name = GIVEN;
        for (size_t i = 0; i < reading->lines; i++) {
            struct line *line = &reading->line[i];
            line->formula.variables.tensors = line->start.variables.tensors = tensors;
            if (line->is_theta)
                continue;
            if (line->is_state || python_formula_is_tensor(&line->formula))
                tensors |= UINT32_C(1) << name;
            name++;
        }
    }
}

// ---- writing ------------------------------------------------------------------------------------

// adabelief is class AdabeliefRule.
static void write_class(FILE *out, const char *name)
{
    char spelled[PYTHON_NAME];
    python_name(name, spelled);
    if (isdigit((unsigned char)spelled[0]))
        fputc('R', out);
    fprintf(out, "%c%sRule", toupper((unsigned char)spelled[0]), spelled + 1);
}

static void write_state(FILE *out, const struct line *line)
{
    char name[PYTHON_NAME];
    python_name(line->word, name);
    fprintf(out, "        %s = kept.get(\"%s\", ", name, name);
    if (!line->has_start) {
        fputs("torch.zeros_like(theta)", out);
    } else if (python_formula_is_tensor(&line->start)) {
        python_formula_write(out, &line->start);
    } else {
        fputs("torch.full_like(theta, ", out);
        python_formula_write(out, &line->start);
        fputc(')', out);
    }
    fputs(")\n", out);
}

static void write_line(FILE *out, const struct line *line)
{
    char name[PYTHON_NAME];
    python_name(line->word, name);
    if (line->is_theta)
        fputs("        theta.copy_(", out);
    else if (line->is_state)
        fprintf(out, "        %s = kept[\"%s\"] = ", name, name);
    else
        fprintf(out, "        %s = ", name);
    python_formula_write(out, &line->formula);
    fputs(line->is_theta ? ")\n" : "\n", out);
}

static bool uses_t(const struct reading *reading)
{
    for (size_t i = 0; i < reading->lines; i++)
        if (python_formula_uses(&reading->line[i].formula, 2))
            return true;
    return false;
}

static void write_all(FILE *out, const struct reading *reading)
{
    fputs("class ", out);
    write_class(out, reading->rule->name);
    fputs("(Rule):\n    \"\"\"The rule ", out);
    python_write_words(out, reading->rule->name);
    fputs(" of the scene, line by line.\"\"\"\n\n    def move(self, theta, g, alpha, kept", out);
    for (const struct param *param = reading->rule->params + 1; param->key; param++) {
        char name[PYTHON_NAME];
        python_name(param->key, name);
        fprintf(out, ", %s", name);
    }
    fputs("):\n", out);
    if (uses_t(reading))
        fputs("        t = torch.tensor(float(kept[\"t\"]))\n", out);
    for (size_t i = 0; i < reading->lines; i++)
        if (reading->line[i].is_state)
            write_state(out, &reading->line[i]);
    for (size_t i = 0; i < reading->lines; i++)
        write_line(out, &reading->line[i]);
    fputs("\n\n", out);
}

bool python_write_lines(FILE *out, const struct rule *rule, const struct scene_section *lines,
                        struct error *error)
{
    struct reading *reading = array_create(1, sizeof *reading, error);
    if (!reading)
        return false;
    reading->rule = rule;
    reading->error = error;
    const bool done = find_lines(reading, lines) && read_formulas(reading, lines);
    if (done) {
        find_states(reading);
        find_tensors(reading);
        write_all(out, reading);
    }
    for (size_t i = 0; i < reading->lines; i++) {
        python_formula_clear(&reading->line[i].formula);
        python_formula_clear(&reading->line[i].start);
    }
    free(reading);
    return done;
}

void python_write_lines_call(FILE *out, const struct runner *runner)
{
    write_class(out, runner->rule->name);
    fputs("(theta", out);
    for (size_t i = 0; runner->rule->params[i].key; i++) {
        char name[PYTHON_NAME], value[PYTHON_NUMBER];
        python_name(runner->rule->params[i].key, name);
        python_number(runner->number[i], value);
        fprintf(out, ", %s=%s", i == 0 ? "lr" : name, value);
    }
    fputc(')', out);
}

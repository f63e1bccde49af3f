#include "labs/kit/hood.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

// ---- the table ----------------------------------------------------------------------------------

// "0.9·0.12 + 0.1·0.5" of "0.9·0.12 + 0.1·0.5 = 0.158"; nothing of a line that says its number
// only.
static void cut_result(char *text)
{
    char *end = NULL;
    for (char *at = strstr(text, " = "); at; at = strstr(at + 1, " = "))
        end = at;
    *(end ? end : text) = '\0';
}

// "−9 + 0.45", "−9 − 0.45".
static void write_sum(double a, double b, int digits, char *text, size_t size)
{
    char first[32], second[32];
    text_show(a, digits, first, sizeof first);
    text_show(fabs(b), digits, second, sizeof second);
    text_print(text, size, "%s %s %s", first, b < 0 ? "−" : "+", second);
}

static void fill_axis(const struct rule_moment *moment, size_t axis, int digits, size_t count,
                      struct hood_line lines[])
{
    double value[RULE_TERMS_MAX], step = NAN;
    rule_terms_values(moment, axis, value);
    for (size_t k = 0; k < count; k++) {
        struct hood_line *line = &lines[k];
        line->value[axis] = value[k];
        text_show(value[k], digits, line->shown[axis], sizeof line->shown[axis]);
        rule_terms_show(moment, axis, k, digits, line->working[axis], sizeof line->working[axis]);
        cut_result(line->working[axis]);
        if (line->kind == TERM_STEP)
            step = value[k];
    }
    struct hood_line *place = &lines[count];
    place->value[axis] = moment->theta[axis] + step;
    text_show(place->value[axis], digits, place->shown[axis], sizeof place->shown[axis]);
    write_sum(moment->theta[axis], step, digits, place->working[axis], sizeof place->working[axis]);
}

size_t hood_lines(const struct rule_moment *moment, int digits,
                  struct hood_line lines[HOOD_LINES_MAX])
{
    const struct rule_term *term[RULE_TERMS_MAX];
    const size_t count = rule_terms(moment->rule, moment->number, term);
    memset(lines, 0, (count + 1) * sizeof *lines);
    for (size_t k = 0; k < count; k++) {
        lines[k].kind = term[k]->kind;
        lines[k].symbol = term[k]->symbol;
        lines[k].formula = strcmp(term[k]->symbol, term[k]->formula) == 0 ? "" : term[k]->formula;
        lines[k].title = rule_term_title(term[k]->kind);
    }
    lines[count].is_place = true;
    lines[count].symbol = "θ";
    lines[count].formula = "θ + Δθ";
    lines[count].title = "the new θ";
    for (size_t axis = 0; axis < moment->n && axis < HOOD_AXES_MAX; axis++)
        fill_axis(moment, axis, digits, count, lines);
    return count + 1;
}

// ---- arrows and the ellipse ---------------------------------------------------------------------

// The last line of a kind before the step; −1 where there is none.
static int last_before_step(const struct rule_term *const term[], size_t count, enum term_kind kind)
{
    int found = -1;
    for (size_t k = 0; k < count && term[k]->kind != TERM_STEP; k++)
        if (term[k]->kind == kind)
            found = (int)k;
    return found;
}

static int step_line(const struct rule_term *const term[], size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (term[k]->kind == TERM_STEP)
            return (int)k;
    return -1;
}

static bool is_same(const struct hood_vector *a, const struct hood_vector *b, size_t n)
{
    for (size_t axis = 0; axis < n; axis++)
        if (!(fabs(a->by[axis] - b->by[axis]) <= 1e-9 * fabs(b->by[axis])))
            return false;
    return true;
}

// Adds an arrow, or its name to that of one that is there already.
static void add_vector(struct hood_vector vector[], size_t *count, const struct hood_vector *new,
                       size_t n)
{
    for (size_t i = 0; i < *count; i++) {
        if (is_same(new, &vector[i], n)) {
            text_append(vector[i].label, sizeof vector[i].label, " = %s", new->label);
            return;
        }
    }
    vector[(*count)++] = *new;
}

size_t hood_vectors(const struct rule_moment *moment, struct hood_vector vector[HOOD_VECTORS_MAX])
{
    static const enum term_kind kinds[] = {TERM_STEP, TERM_AVERAGE, TERM_GRADIENT};
    const struct rule_term *term[RULE_TERMS_MAX];
    const size_t lines = rule_terms(moment->rule, moment->number, term);
    const size_t n = moment->n < HOOD_AXES_MAX ? moment->n : HOOD_AXES_MAX;
    double value[HOOD_AXES_MAX][RULE_TERMS_MAX];
    size_t count = 0;
    for (size_t axis = 0; axis < n; axis++)
        rule_terms_values(moment, axis, value[axis]);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const bool is_step = kinds[i] == TERM_STEP;
        const int line = is_step ? step_line(term, lines) : last_before_step(term, lines, kinds[i]);
        if (line < 0)
            continue;
        struct hood_vector new = {.kind = kinds[i]};
        text_print(new.label, sizeof new.label, is_step ? "%s" : "−α%s", term[line]->symbol);
        for (size_t axis = 0; axis < n; axis++)
            new.by[axis] = is_step ? value[axis][line] : -moment->alpha *value[axis][line];
        add_vector(vector, &count, &new, n);
    }
    return count;
}

bool hood_rates(const struct rule_moment *moment, double rate[HOOD_AXES_MAX])
{
    const struct rule_term *term[RULE_TERMS_MAX];
    const size_t lines = rule_terms(moment->rule, moment->number, term);
    const int line = last_before_step(term, lines, TERM_RATE);
    for (size_t axis = 0; line >= 0 && axis < moment->n && axis < HOOD_AXES_MAX; axis++) {
        double value[RULE_TERMS_MAX];
        rule_terms_values(moment, axis, value);
        rate[axis] = value[line];
    }
    return line >= 0;
}

// ---- stems --------------------------------------------------------------------------------------

// The average of gradients that the rule keeps: the line that assigns the state vector *state.
static int kept_average(const struct rule *rule, const double number[], size_t *state)
{
    const struct rule_term *term[RULE_TERMS_MAX];
    const size_t lines = rule_terms(rule, number, term);
    for (size_t k = 0; k < lines; k++)
        for (size_t s = 0; s < rule->states && term[k]->kind == TERM_AVERAGE; s++)
            if (strcmp(rule->state_symbol[s], term[k]->symbol) == 0) {
                *state = s;
                return (int)k;
            }
    return -1;
}

// What the line gives for one axis where the average was `kept` and the gradient is `gradient`.
static double probe(const struct rule *rule, const double number[], size_t line, size_t state,
                    double kept, double gradient)
{
    static const double carry[RULE_CARRY_MAX] = {1, 1, 1, 1};
    const double theta = 0;
    double states[RULE_STATES_MAX] = {0}, value[RULE_TERMS_MAX];
    states[state] = kept;
    const struct rule_moment moment = {.rule = rule,
                                       .number = number,
                                       .carry = carry,
                                       .t = 2, // at the first step a rule may begin elsewhere
                                       .n = 1,
                                       .theta = &theta,
                                       .gradient = &gradient,
                                       .state = states};
    rule_terms_values(&moment, 0, value);
    return value[line];
}

// The two weights of v = keep·v + take·g, found by asking the line; false where it is none such.
static bool find_weights(const struct rule *rule, const double number[], struct hood_stems *stems,
                         int *line)
{
    size_t state;
    *line = kept_average(rule, number, &state);
    if (*line < 0)
        return false;
    const size_t k = (size_t)*line;
    stems->symbol = rule->state_symbol[state];
    stems->keep = probe(rule, number, k, state, 1, 0);
    stems->take = probe(rule, number, k, state, 0, 1);
    const double both = probe(rule, number, k, state, 2, -1);
    return fabs(both - (2 * stems->keep - stems->take)) <= 1e-12 && stems->keep >= 0 &&
           stems->keep <= 1;
}

static size_t memory_of(double keep)
{
    // 1/(1−0.9) is 10, and not 11 for a rounding.
    const double memory = keep < 1 ? ceil(1 / (1 - keep) - 1e-6) : HOOD_STEMS_MAX;
    return (size_t)fmin(memory, HOOD_STEMS_MAX);
}

size_t hood_memory(const struct rule *rule, const double number[])
{
    struct hood_stems stems;
    int line;
    return find_weights(rule, number, &stems, &line) ? memory_of(stems.keep) : 0;
}

bool hood_has_stems(const struct rule *rule, const double number[])
{
    return hood_memory(rule, number) > 0;
}

bool hood_stems(const struct rule_moment *moment, const struct hood_history *history, size_t axis,
                struct hood_stems *stems)
{
    int line;
    memset(stems, 0, sizeof *stems);
    if (history->count == 0 || !find_weights(moment->rule, moment->number, stems, &line))
        return false;
    double value[RULE_TERMS_MAX], weight = stems->take;
    rule_terms_values(moment, axis, value);
    stems->value = value[line];
    stems->count = memory_of(stems->keep);
    if (stems->count > history->count)
        stems->count = history->count;
    for (size_t k = 0; k < stems->count; k++, weight *= stems->keep) {
        const size_t row = history->count - 1 - k;
        const double part = weight * history->gradient[row * moment->n + axis];
        stems->part[k] = part;
        stems->sum += part;
        *(part < 0 ? &stems->down : &stems->up) += part;
    }
    stems->is_all = stems->count == moment->t;
    stems->older = stems->is_all ? 0 : stems->value - stems->sum;
    return true;
}

#include "sim/rule_terms.h"
#include "base/maths.h"

#include "base/text.h"
#include "sim/rule_working.h"

#include <math.h>
#include <string.h>

enum { NAMES_MAX = RULE_NUMBERS_MAX + 3 + RULE_STATES_MAX + RULE_CARRY_MAX + RULE_TERMS_MAX };

// A symbol and what it stands for.
struct name {
    const char *symbol;
    double value;
    bool varies; // from axis to axis
};

struct result {
    double value;
    bool varies;
};

// A formula being read. It is worked out and, where `text` is given, written with numbers, in one
// go.
struct reading {
    const char *at; // NULL from the first thing that cannot be read
    const struct name *names;
    size_t count;
    double t;
    int digits;
    char *text; // NULL: nothing is written
    size_t size;
    bool is_cut; // `text` was too small
};

static struct result sum(struct reading *reading);

// ---- letters ------------------------------------------------------------------------------------

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static void skip_blanks(struct reading *reading)
{
    while (reading->at && *reading->at == ' ')
        reading->at++;
}

// Goes past `word` when that is what comes next.
static bool accept(struct reading *reading, const char *word)
{
    skip_blanks(reading);
    if (!reading->at || !starts(reading->at, word))
        return false;
    reading->at += strlen(word);
    return true;
}

static struct result fail(struct reading *reading)
{
    reading->at = NULL;
    return (struct result){NAN, true};
}

static void write(struct reading *reading, const char *words)
{
    if (reading->text && !text_append(reading->text, reading->size, "%s", words))
        reading->is_cut = true;
}

static bool ends(const char *text, const char *with)
{
    const size_t length = strlen(text), tail = strlen(with);
    return length >= tail && strcmp(text + length - tail, with) == 0;
}

static bool power_comes(const struct reading *reading)
{
    return reading->at &&
           (starts(reading->at, "²") || starts(reading->at, "^") || starts(reading->at, "ᵗ"));
}

// "0.158", "−2×10⁻⁵", "10⁻⁸".
static void show_number(const struct reading *reading, double value, char text[64])
{
    text_show(value, reading->digits, text, 64);
    char *times = strstr(text, "1×10");
    if (times && (times == text || (value < 0 && times == text + strlen("−"))))
        memmove(times, times + strlen("1×"), strlen(times + strlen("1×")) + 1);
}

// A number in its place: in brackets where it would be misread without.
static void write_number(struct reading *reading, double value)
{
    if (!reading->text)
        return;
    char number[64];
    show_number(reading, value, number);
    const char *before = reading->text;
    const bool is_first = !*before || ends(before, "(") || ends(before, "|") || ends(before, ", ");
    const bool is_negative = starts(number, "−"),
               is_power = strstr(number, "10⁻") != NULL || strstr(number, "×") != NULL;
    const bool is_bound = power_comes(reading) || ends(before, "√") || ends(before, "/ ");
    const bool in_brackets = (is_negative && !is_first) || ((is_negative || is_power) && is_bound);
    write(reading, in_brackets ? "(" : "");
    write(reading, number);
    write(reading, in_brackets ? ")" : "");
}

// ---- grammar ------------------------------------------------------------------------------------

// The longest symbol that comes next; of equal ones the last, which was assigned last.
static const struct name *find_name(const struct reading *reading)
{
    const struct name *best = NULL;
    size_t length = 1;
    for (size_t i = 0; i < reading->count; i++) {
        const struct name *name = &reading->names[i];
        if (name->symbol && strlen(name->symbol) >= length && starts(reading->at, name->symbol)) {
            best = name;
            length = strlen(name->symbol);
        }
    }
    return best;
}

// What follows an opening bracket, to the closing one. Where it is the same on every axis, its
// value is written in its stead.
static struct result brackets(struct reading *reading)
{
    struct reading ahead = *reading;
    ahead.text = NULL;
    const struct result inner = sum(&ahead);
    if (!accept(&ahead, ")"))
        return fail(reading);
    if (!inner.varies) {
        reading->at = ahead.at;
        write_number(reading, inner.value);
        return inner;
    }
    write(reading, "(");
    sum(reading);
    accept(reading, ")");
    write(reading, ")");
    return inner;
}

enum function { FUNCTION_SIGN, FUNCTION_SIZE, FUNCTION_MAX, FUNCTION_MIN };

static const struct {
    const char *open, *close;
} functions[] = {
    [FUNCTION_SIGN] = {"sign(", ")"},
    [FUNCTION_SIZE] = {"|", "|"},
    [FUNCTION_MAX] = {"max(", ")"},
    [FUNCTION_MIN] = {"min(", ")"},
};

// What follows its opening.
static struct result function(struct reading *reading, enum function function)
{
    write(reading, functions[function].open);
    struct result a = sum(reading);
    if (function == FUNCTION_MAX || function == FUNCTION_MIN) {
        if (!accept(reading, ","))
            return fail(reading);
        write(reading, ", ");
        const struct result b = sum(reading);
        const bool is_b = function == FUNCTION_MAX ? b.value > a.value : b.value < a.value;
        a = (struct result){is_b ? b.value : a.value, a.varies || b.varies};
    } else {
        a.value = function == FUNCTION_SIZE ? fabs(a.value) : (a.value > 0) - (a.value < 0);
    }
    if (!accept(reading, functions[function].close))
        return fail(reading);
    write(reading, functions[function].close);
    return a;
}

static struct result decimal(struct reading *reading)
{
    const size_t length = strspn(reading->at, "0123456789.");
    char digits[32];
    double value;
    if (length >= sizeof digits)
        return fail(reading);
    memcpy(digits, reading->at, length);
    digits[length] = '\0';
    if (!text_number(digits, &value))
        return fail(reading);
    reading->at += length;
    write_number(reading, value);
    return (struct result){value, false};
}

static struct result atom(struct reading *reading)
{
    if (accept(reading, "("))
        return brackets(reading);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (accept(reading, functions[i].open))
            return function(reading, (enum function)i);
    if (accept(reading, "½")) {
        write_number(reading, 0.5);
        return (struct result){0.5, false};
    }
    if (!reading->at)
        return fail(reading);
    if (strspn(reading->at, "0123456789.") > 0)
        return decimal(reading);
    const struct name *name = find_name(reading);
    if (!name)
        return fail(reading);
    reading->at += strlen(name->symbol);
    write_number(reading, name->value);
    return (struct result){name->value, name->varies};
}

static struct result factor(struct reading *reading)
{
    if (accept(reading, "√")) {
        write(reading, "√");
        const struct result inside = factor(reading);
        return (struct result){sqrt(inside.value), inside.varies};
    }
    struct result a = atom(reading);
    if (accept(reading, "²")) {
        write(reading, "²");
        a.value *= a.value;
    } else if (accept(reading, "ᵗ")) {
        write(reading, "^");
        write_number(reading, reading->t);
        a.value = maths_pow(a.value, reading->t);
    } else if (accept(reading, "^")) {
        write(reading, "^");
        const struct result power = factor(reading);
        a = (struct result){maths_pow(a.value, power.value), a.varies || power.varies};
    }
    return a;
}

static bool factor_comes(struct reading *reading)
{
    skip_blanks(reading);
    static const char *const no_factor[] = {"+", "−", ")", ",", "|"};
    if (!reading->at || !*reading->at)
        return false;
    for (size_t i = 0; i < sizeof no_factor / sizeof *no_factor; i++)
        if (starts(reading->at, no_factor[i]))
            return false;
    return true;
}

static struct result product(struct reading *reading)
{
    struct result a = factor(reading);
    while (factor_comes(reading)) {
        const bool divides = accept(reading, "/");
        if (!divides)
            accept(reading, "·");
        write(reading, divides ? " / " : "·");
        const struct result b = factor(reading);
        a = (struct result){divides ? a.value / b.value : a.value * b.value, a.varies || b.varies};
    }
    return a;
}

static struct result sum(struct reading *reading)
{
    const bool is_negative = accept(reading, "−");
    write(reading, is_negative ? "−" : "");
    struct result a = product(reading);
    if (is_negative)
        a.value = -a.value;
    for (;;) {
        const bool adds = accept(reading, "+");
        if (!adds && !accept(reading, "−"))
            return a;
        write(reading, adds ? " + " : " − ");
        const struct result b = product(reading);
        a = (struct result){adds ? a.value + b.value : a.value - b.value, a.varies || b.varies};
    }
}

// A whole formula.
static struct result read_formula(struct reading *reading)
{
    const struct result result = sum(reading);
    skip_blanks(reading);
    return reading->at && !*reading->at ? result : fail(reading);
}

// ---- terms --------------------------------------------------------------------------------------

// Whether the rule's number with this key is what a line wants.
static bool is_met(const struct rule *rule, const double number[], const char *key, int value)
{
    const int i = key ? rule_number_index(rule, key) : -1;
    if (i < 0)
        return true;
    return (rule->params[i].scale == PARAM_CHOICE ? (int)number[i] : number[i] != 0) == value;
}

size_t rule_terms(const struct rule *rule, const double number[],
                  const struct rule_term *term[RULE_TERMS_MAX])
{
    size_t count = 0;
    for (const struct rule_term *line = rule->terms; line->symbol; line++) {
        if (count < RULE_TERMS_MAX && is_met(rule, number, line->key, line->value) &&
            is_met(rule, number, line->also, line->also_value))
            term[count++] = line;
    }
    return count;
}

// What the symbols stand for before the step. Returns how many there are.
static size_t given_names(const struct rule_moment *moment, size_t axis,
                          struct name names[NAMES_MAX])
{
    const struct rule *rule = moment->rule;
    size_t count = 0;
    for (size_t i = 0; rule->params[i].key; i++)
        names[count++] = (struct name){rule->params[i].symbol,
                                       i == 0 ? moment->alpha : moment->number[i], false};
    names[count++] = (struct name){"t", (double)moment->t, false};
    names[count++] = (struct name){"θ", moment->theta[axis], true};
    names[count++] = (struct name){"g", moment->gradient[axis], true};
    for (size_t k = 0; k < rule->states; k++)
        names[count++] =
            (struct name){rule->state_symbol[k], moment->state[k * moment->n + axis], true};
    for (size_t k = 0; k < RULE_CARRY_MAX; k++)
        if (rule->carry_symbol[k])
            names[count++] = (struct name){rule->carry_symbol[k], moment->carry[k], false};
    return count;
}

// Works out the lines before `end` and adds what they assign to names[*count]. Returns how many
// lines there are in all.
static size_t run(const struct rule_moment *moment, size_t axis, size_t end,
                  struct name names[NAMES_MAX], size_t *count,
                  const struct rule_term *term[RULE_TERMS_MAX])
{
    const size_t lines = rule_terms(moment->rule, moment->number, term);
    *count = given_names(moment, axis, names);
    for (size_t k = 0; k < lines && k < end; k++) {
        struct reading reading = {
            .at = term[k]->formula, .names = names, .count = *count, .t = (double)moment->t};
        const struct result result = read_formula(&reading);
        names[(*count)++] = (struct name){term[k]->symbol, result.value, result.varies};
    }
    return lines;
}

void rule_terms_values(const struct rule_moment *moment, size_t axis, double value[RULE_TERMS_MAX])
{
    const struct rule_term *term[RULE_TERMS_MAX];
    struct name names[NAMES_MAX];
    size_t count;
    if (moment->rule->program) {
        rule_working_values(moment, axis, value);
        return;
    }
    const size_t lines = run(moment, axis, RULE_TERMS_MAX, names, &count, term);
    for (size_t k = 0; k < lines; k++)
        value[k] = names[count - lines + k].value;
}

bool rule_terms_show(const struct rule_moment *moment, size_t axis, size_t k, int digits,
                     char *text, size_t size)
{
    const struct rule_term *term[RULE_TERMS_MAX];
    struct name names[NAMES_MAX];
    size_t count;
    if (moment->rule->program)
        return rule_working_show(moment, axis, k, digits, text, size);
    text[0] = '\0';
    if (k >= run(moment, axis, k, names, &count, term))
        return false;
    struct reading reading = {.at = term[k]->formula,
                              .names = names,
                              .count = count,
                              .t = (double)moment->t,
                              .digits = digits,
                              .text = text,
                              .size = size};
    const struct result result = read_formula(&reading);
    // A line that only gives a number says it once.
    char number[64];
    show_number(&reading, result.value, number);
    if (strcmp(text, number) != 0) {
        write(&reading, " = ");
        write(&reading, number);
    }
    if (!reading.at || reading.is_cut)
        text[0] = '\0';
    return reading.at && !reading.is_cut;
}

const char *rule_term_title(enum term_kind kind)
{
    static const char *const titles[] = {
        [TERM_GRADIENT] = "gradient",
        [TERM_FACTOR] = "factor of the whole step",
        [TERM_SIZE] = "factor of the step on this axis",
        [TERM_AVERAGE] = "average of gradients",
        [TERM_SQUARES] = "average of squared gradients",
        [TERM_DIVISOR] = "divisor",
        [TERM_RATE] = "effective learning rate",
        [TERM_DIRECTION] = "direction of the step",
        [TERM_DECAY] = "weight decay",
        [TERM_STEP] = "step",
        [TERM_LINE] = "line of the rule",
    };
    return titles[kind];
}

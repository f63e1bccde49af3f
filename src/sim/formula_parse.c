// A parser by recursive descent; the depth is counted, so that no text can exhaust the stack.
#include "base/text.h"
#include "base/words.h"
#include "sim/formula_graph.h"
#include "sim/formula_spelling.h"

#include <math.h>
#include <string.h>

enum { SUM_BYTES_MAX = 4000000, BOUND_MAX = 8, ARGUMENTS_MAX = 3 };

struct reader {
    const char *text, *at;
    struct formula_graph *graph;
    struct formula_names *names;
    struct { // the indices of the sums around this place
        char name[FORMULA_NAME];
        double value;
    } bound[BOUND_MAX];
    size_t bound_count;
    size_t bytes; // of the terms of sums, all of them written out
    int depth;
    int bars; // | that are open within the innermost parentheses
    size_t *character;
    struct error *error;
};
// ---- errors -------------------------------------------------------------------------------------

// message: with %zu for the place and %s for what is said beside it.
static bool refuse_with(const struct reader *reader, const char *at, const char *message,
                        const char *more)
{
    const size_t place = formula_character(reader->text, at);
    *reader->character = place;
    error_set(reader->error, ERROR_INPUT, message, place, more);
    return error_at(reader->error, place);
}

static bool refuse(const struct reader *reader, const char *at, const char *message)
{
    return refuse_with(reader, at, message, "");
}

#define NEEDS_NUMBER   "character %zu: a number or a name is missing%s"
#define NEEDS_OPERATOR "character %zu: this cannot stand here%s"
#define NEEDS_OPENING  "character %zu: a ( is missing%s"
#define NEEDS_CLOSING  "character %zu: a ) is missing%s"
#define NEEDS_BAR      "character %zu: a | is missing%s"
#define NEEDS_COMMA    "character %zu: a comma is missing%s"
#define NEEDS_INDEX    "character %zu: sum needs the name of its index first, as sum(i, 1, 5, i*x)%s"
#define NEEDS_LIMIT    "character %zu: the limits of a sum are whole numbers%s"
#define TOO_DEEP       "character %zu: nested too deeply%s"
#define TOO_LONG       "character %zu: a name has at most 32 bytes%s"
#define TOO_MANY       "character %zu: a formula has at most 24 names%s"
#define TOO_MANY_TERMS "character %zu: the sum has too many terms%s"
#define NO_FUNCTION    "character %zu: there is no such function%s"

// ---- pieces -------------------------------------------------------------------------------------

static void skip_blanks(struct reader *reader)
{
    for (;;) {
        if (*reader->at == ' ' || *reader->at == '\t' || *reader->at == '\n' || *reader->at == '\r')
            reader->at++;
        else if (strncmp(reader->at, "\u00a0", 2) == 0)
            reader->at += 2;
        else
            return;
    }
}

static char next_sign(struct reader *reader, size_t *length)
{
    skip_blanks(reader);
    return formula_sign_at(reader->at, length);
}

// Takes the sign that comes next if it is one of `wanted`, and returns it; else 0.
static char take_sign(struct reader *reader, const char *wanted)
{
    size_t length;
    const char sign = next_sign(reader, &length);
    if (!sign || !strchr(wanted, sign))
        return 0;
    reader->at += length;
    return sign;
}

// ---- nodes --------------------------------------------------------------------------------------

static bool add(struct reader *reader, struct formula_node node, uint32_t *index)
{
    return formula_add(reader->graph, node, index, reader->error);
}

static bool add_number(struct reader *reader, double number, uint32_t *index)
{
    return add(reader, (struct formula_node){.op = OP_NUMBER, .number = number}, index);
}

static bool add_two(struct reader *reader, enum formula_op op, uint32_t a, uint32_t b,
                    uint32_t *index)
{
    return add(reader, (struct formula_node){.op = (uint8_t)op, .a = a, .b = b}, index);
}

static bool add_negated(struct reader *reader, uint32_t *index)
{
    return add(reader, (struct formula_node){.op = OP_NEGATE, .a = *index}, index);
}

static const struct formula_node *node_at(const struct reader *reader, uint32_t index)
{
    return &reader->graph->node[index];
}

// a^b, the usual powers by multiplication.
static bool add_power(struct reader *reader, uint32_t a, uint32_t b, uint32_t *index)
{
    const struct formula_node *power = node_at(reader, b);
    if (power->op != OP_NUMBER || power->number != floor(power->number) ||
        fabs(power->number) >= WHOLE_OFFSET)
        return add_two(reader, OP_POWER, a, b, index);
    const int whole = (int)power->number;
    if (whole == 1) {
        *index = a;
        return true;
    }
    const struct formula_node square = {.op = OP_SQUARE, .a = a};
    const struct formula_node other = {
        .op = OP_WHOLE, .a = a, .c = (uint32_t)(whole + WHOLE_OFFSET)};
    return add(reader, whole == 2 ? square : other, index);
}

// ---- the grammar --------------------------------------------------------------------------------

static bool read_choice(struct reader *reader, uint32_t *index);
static bool read_factor(struct reader *reader, uint32_t *index);
static bool read_power(struct reader *reader, uint32_t *index);

static bool enter(struct reader *reader)
{
    return reader->depth++ < FORMULA_DEPTH_MAX || refuse(reader, reader->at, TOO_DEEP);
}

// What stands between parentheses, where no | from outside is open.
static bool read_inner(struct reader *reader, uint32_t *index)
{
    const int bars = reader->bars;
    reader->bars = 0;
    const bool done = read_choice(reader, index);
    reader->bars = bars;
    return done;
}

static bool read_closing(struct reader *reader, uint32_t *index)
{
    return read_inner(reader, index) &&
           (take_sign(reader, ")") || refuse(reader, reader->at, NEEDS_CLOSING));
}

static bool read_bars(struct reader *reader, uint32_t *index)
{
    uint32_t inner;
    reader->bars++;
    const bool done = read_choice(reader, &inner);
    reader->bars--;
    return done && (take_sign(reader, "|") || refuse(reader, reader->at, NEEDS_BAR)) &&
           add(reader, (struct formula_node){.op = OP_ABS, .a = inner}, index);
}

static bool read_number(struct reader *reader, uint32_t *index)
{
    const int fraction = formula_fraction_at(reader->at);
    if (fraction >= 0) {
        reader->at += strlen(formula_fractions[fraction].name);
        return add_number(reader, formula_fractions[fraction].value, index);
    }
    char digits[64];
    double value;
    const size_t length = formula_number_at(reader->at);
    if (length == 0 || length >= sizeof digits)
        return refuse(reader, reader->at, NEEDS_NUMBER);
    text_print(digits, sizeof digits, "%.*s", (int)length, reader->at);
    if (!text_number(digits, &value))
        return refuse(reader, reader->at, NEEDS_NUMBER);
    reader->at += length;
    return add_number(reader, value, index);
}

// ---- names --------------------------------------------------------------------------------------

// Whether the word at a place is the name, which may be written in Greek letters.
static bool is_name(const struct reader *reader, const char *at, size_t length, const char *name)
{
    char word[FORMULA_NAME];
    return reader->names->are_spelled ? formula_spell(at, length, word) && strcmp(word, name) == 0
                                      : formula_is_word(at, length, name);
}

// A variable, an index of a sum or a constant. False where the name is none.
static bool find_known(struct reader *reader, const char *at, size_t length,
                       struct formula_node *node)
{
    for (size_t i = reader->bound_count; i-- > 0;)
        if (formula_is_word(at, length, reader->bound[i].name)) {
            *node = (struct formula_node){.op = OP_NUMBER, .number = reader->bound[i].value};
            return true;
        }
    for (uint32_t i = 0; i < reader->names->variables; i++)
        if (is_name(reader, at, length, reader->names->name[i])) {
            const uint32_t stands_for = reader->names->node[i];
            *node = stands_for > 0 ? *node_at(reader, stands_for - 1)
                                   : (struct formula_node){.op = OP_VARIABLE, .a = i};
            return true;
        }
    for (size_t i = 0; formula_constants[i].name; i++)
        if (formula_is_word(at, length, formula_constants[i].name)) {
            *node = (struct formula_node){.op = OP_NUMBER, .number = formula_constants[i].value};
            return true;
        }
    return false;
}

// How long the first name is that a name is made of, all of them known: x of "xy"; else 0.
static size_t split_at(struct reader *reader, const char *at, size_t length)
{
    size_t first = 0;
    struct formula_node node;
    for (size_t done = 0; done < length && !reader->names->are_spelled;) {
        const size_t letter = formula_letter_at(at + done, false);
        if (!find_known(reader, at + done, letter, &node))
            return 0;
        first = first ? first : letter;
        done += letter;
    }
    return first;
}

static bool read_name(struct reader *reader, size_t length, uint32_t *index)
{
    const char *at = reader->at;
    struct formula_names *names = reader->names;
    struct formula_node node;
    size_t own = names->variables;
    if (length >= FORMULA_NAME)
        return refuse(reader, at, TOO_LONG);
    if (!find_known(reader, at, length, &node)) {
        const size_t first = split_at(reader, at, length);
        while (own < names->count && !is_name(reader, at, length, names->name[own]))
            own++;
        node = (struct formula_node){.op = OP_PARAMETER, .a = (uint32_t)(own - names->variables)};
        if (first > 0) {
            length = first;
            find_known(reader, at, length, &node);
        } else if (own == names->count) {
            if (own == FORMULA_NAMES_MAX)
                return refuse(reader, at, TOO_MANY);
            if (names->are_spelled
                    ? !formula_spell(at, length, names->name[own])
                    : !text_print(names->name[own], FORMULA_NAME, "%.*s", (int)length, at))
                return refuse(reader, at, TOO_LONG);
            names->count++;
        }
    }
    reader->at += length;
    return add(reader, node, index);
}

// A word with ( behind it that is longer than one letter was meant as a function.
static bool is_unknown_function(struct reader *reader, size_t length)
{
    struct formula_node node;
    const char *at = reader->at;
    return at[length] == '(' && length > formula_letter_at(at, true) &&
           !find_known(reader, at, length, &node) && split_at(reader, at, length) == 0 &&
           ((at[0] | 32) >= 'a' && (at[0] | 32) <= 'z') && !formula_is_digit(at[length - 1]) &&
           !memchr(at, '_', length);
}

static bool refuse_function(const struct reader *reader, size_t length)
{
    char more[128] = "";
    const char *nearest = formula_nearest_function(reader->at, length);
    if (nearest)
        text_print(more, sizeof more, words("; did you mean %s?"), nearest);
    return refuse_with(reader, reader->at, NO_FUNCTION, more);
}

// ---- calls --------------------------------------------------------------------------------------

// A limit of a sum.
static bool read_limit(struct reader *reader, double *limit)
{
    uint32_t index;
    skip_blanks(reader);
    const char *at = reader->at;
    if (!read_inner(reader, &index))
        return false;
    const struct formula_node *node = node_at(reader, index);
    if (node->op != OP_NUMBER || node->number != floor(node->number) || fabs(node->number) > 1e9)
        return refuse(reader, at, NEEDS_LIMIT);
    *limit = node->number;
    return take_sign(reader, ",") || refuse(reader, reader->at, NEEDS_COMMA);
}

// sum(i, from, to, term): the term is read anew for every i, which is a number in it.
static bool read_sum_over(struct reader *reader, uint32_t *index)
{
    double from, to;
    if (!take_sign(reader, "("))
        return refuse(reader, reader->at, NEEDS_OPENING);
    skip_blanks(reader);
    const char *at = reader->at;
    const size_t length = formula_name_at(at);
    if (length == 0 || length >= FORMULA_NAME || formula_function_at(at, length) >= 0)
        return refuse(reader, at, NEEDS_INDEX);
    reader->at += length;
    if (!take_sign(reader, ","))
        return refuse(reader, at, NEEDS_INDEX);
    if (!read_limit(reader, &from) || !read_limit(reader, &to))
        return false;
    if (reader->bound_count == BOUND_MAX)
        return refuse(reader, at, TOO_DEEP);
    const char *term = reader->at;
    const size_t bound = reader->bound_count++;
    text_print(reader->bound[bound].name, FORMULA_NAME, "%.*s", (int)length, at);
    bool done = add_number(reader, 0, index), is_first = true;
    for (double i = from; done && (i <= to || is_first); i++, is_first = false) {
        uint32_t next;
        reader->at = term;
        reader->bound[bound].value = i;
        done = reader->bytes < SUM_BYTES_MAX ? read_closing(reader, &next)
                                             : refuse(reader, term, TOO_MANY_TERMS);
        reader->bytes += (size_t)(reader->at - term) + 16;
        if (done && i <= to) // an empty sum is 0; its term is read for its errors
            done = i == from ? (*index = next, true) : add_two(reader, OP_ADD, *index, next, index);
    }
    reader->bound_count--;
    return done;
}

static bool read_arguments(struct reader *reader, int count, uint32_t argument[])
{
    for (int i = 0; i < count; i++) {
        if (i > 0 && !take_sign(reader, ","))
            return refuse(reader, reader->at, NEEDS_COMMA);
        if (!read_inner(reader, &argument[i]))
            return false;
    }
    return take_sign(reader, ")") || refuse(reader, reader->at, NEEDS_CLOSING);
}

// Whether another factor follows without a sign between, one that is no call where they are not
// wanted.
static bool has_factor(struct reader *reader, bool calls)
{
    size_t length;
    const char sign = next_sign(reader, &length);
    if (sign)
        return sign == '(' || sign == 'r' || (sign == '|' && reader->bars == 0);
    const size_t name = formula_name_at(reader->at);
    if (name > 0)
        return !formula_is_operator(reader->at, name) &&
               (calls || formula_function_at(reader->at, name) < 0);
    return formula_is_digit(*reader->at) || *reader->at == '.' ||
           formula_fraction_at(reader->at) >= 0;
}

// cos 2πx: everything up to the next sign.
static bool read_bare_argument(struct reader *reader, uint32_t *argument)
{
    bool is_negative = false;
    while (take_sign(reader, "-"))
        is_negative = !is_negative;
    bool done = read_power(reader, argument);
    while (done && has_factor(reader, false)) {
        uint32_t next;
        done = read_power(reader, &next) && add_two(reader, OP_MULTIPLY, *argument, next, argument);
    }
    return done && (!is_negative || add_negated(reader, argument));
}

// What sin² and sin^2 are raised to before their argument; 0: to nothing.
static int read_raise(struct reader *reader)
{
    int power = 0, digit;
    if (*reader->at == '^' && formula_is_digit(reader->at[1])) {
        power = reader->at[1] - '0';
        reader->at += 2;
    } else if ((digit = formula_superscript_at(reader->at)) >= 0) {
        power = digit;
        reader->at += strlen(formula_superscripts[digit]);
    }
    return power;
}

static bool read_call(struct reader *reader, int function, size_t length, uint32_t *index)
{
    uint32_t argument[ARGUMENTS_MAX] = {0}, raised;
    reader->at += length;
    if (function == FORMULA_FUNCTIONS)
        return read_sum_over(reader, index);
    const int power = read_raise(reader);
    const enum formula_op op = formula_functions[function].op;
    const int count = formula_operands(op);
    if (take_sign(reader, "(")) {
        if (!read_arguments(reader, count, argument))
            return false;
    } else if (count > 1) {
        return refuse(reader, reader->at, NEEDS_OPENING);
    } else if (!read_bare_argument(reader, &argument[0])) {
        return false;
    }
    if (!add(reader,
             (struct formula_node){
                 .op = (uint8_t)op, .a = argument[0], .b = argument[1], .c = argument[2]},
             index))
        return false;
    if (formula_functions[function].scale != 1 &&
        !(add_number(reader, formula_functions[function].scale, &raised) &&
          add_two(reader, OP_MULTIPLY, *index, raised, index)))
        return false;
    return power == 0 ||
           (add_number(reader, power, &raised) && add_power(reader, *index, raised, index));
}

// ---- from atoms to the whole --------------------------------------------------------------------

static bool read_atom(struct reader *reader, uint32_t *index)
{
    skip_blanks(reader);
    const char sign = take_sign(reader, "(|");
    if (sign)
        return sign == '(' ? read_closing(reader, index) : read_bars(reader, index);
    const size_t length = formula_name_at(reader->at);
    if (length == 0)
        return read_number(reader, index);
    if (formula_is_operator(reader->at, length))
        return refuse(reader, reader->at, NEEDS_NUMBER);
    const int function = formula_function_at(reader->at, length);
    if (function >= 0)
        return read_call(reader, function, length, index);
    return is_unknown_function(reader, length) ? refuse_function(reader, length)
                                               : read_name(reader, length, index);
}

static bool read_superscript(struct reader *reader, uint32_t *index)
{
    double power = 0;
    uint32_t raised;
    const bool is_negative = strncmp(reader->at, "⁻", 3) == 0;
    reader->at += is_negative ? 3 : 0;
    for (int digit; (digit = formula_superscript_at(reader->at)) >= 0;) {
        power = 10 * power + digit;
        reader->at += strlen(formula_superscripts[digit]);
    }
    return add_number(reader, is_negative ? -power : power, &raised) &&
           add_power(reader, *index, raised, index);
}

// βᵗ, where t is a name.
static bool read_raised_to_t(struct reader *reader, uint32_t *index)
{
    struct formula_node t;
    uint32_t raised;
    if (!find_known(reader, "t", 1, &t))
        return refuse(reader, reader->at, NEEDS_OPERATOR);
    reader->at += strlen(formula_raised_t);
    return add(reader, t, &raised) && add_power(reader, *index, raised, index);
}

static bool read_raised(struct reader *reader, uint32_t *index)
{
    size_t roots = 0;
    while (take_sign(reader, "r"))
        roots++;
    bool done = read_atom(reader, index);
    if (done && (formula_superscript_at(reader->at) >= 0 ||
                 (strncmp(reader->at, "⁻", 3) == 0 && formula_superscript_at(reader->at + 3) >= 0)))
        done = read_superscript(reader, index);
    else if (done && strncmp(reader->at, formula_raised_t, strlen(formula_raised_t)) == 0)
        done = read_raised_to_t(reader, index);
    while (done && roots-- > 0)
        done = add(reader, (struct formula_node){.op = OP_SQRT, .a = *index}, index);
    return done;
}

static bool read_power(struct reader *reader, uint32_t *index)
{
    uint32_t power;
    bool done = enter(reader) && read_raised(reader, index);
    if (done && take_sign(reader, "^"))
        done = read_factor(reader, &power) && add_power(reader, *index, power, index);
    reader->depth--;
    return done;
}

static bool read_factor(struct reader *reader, uint32_t *index)
{
    bool is_negative = false;
    char sign;
    while ((sign = take_sign(reader, "+-")))
        is_negative = is_negative != (sign == '-');
    return read_power(reader, index) && (!is_negative || add_negated(reader, index));
}

static bool read_product(struct reader *reader, uint32_t *index)
{
    bool done = read_factor(reader, index);
    while (done) {
        uint32_t next;
        const char sign = take_sign(reader, "*/");
        if (!sign && !has_factor(reader, true))
            break;
        done = (sign ? read_factor(reader, &next) : read_power(reader, &next)) &&
               add_two(reader, sign == '/' ? OP_DIVIDE : OP_MULTIPLY, *index, next, index);
    }
    return done;
}

static bool read_sum(struct reader *reader, uint32_t *index)
{
    bool done = read_product(reader, index);
    char sign;
    while (done && (sign = take_sign(reader, "+-"))) {
        uint32_t next;
        done = read_product(reader, &next) &&
               add_two(reader, sign == '+' ? OP_ADD : OP_SUBTRACT, *index, next, index);
    }
    return done;
}

static bool read_comparison(struct reader *reader, uint32_t *index)
{
    uint32_t next;
    if (!read_sum(reader, index))
        return false;
    const char sign = take_sign(reader, "<>lg=!");
    if (!sign)
        return true;
    if (!read_sum(reader, &next))
        return false;
    const bool is_turned = sign == '>' || sign == 'g';
    const enum formula_op op = sign == '<' || sign == '>'   ? OP_LESS
                               : sign == 'l' || sign == 'g' ? OP_LESS_EQUAL
                               : sign == '='                ? OP_EQUAL
                                                            : OP_UNEQUAL;
    return add_two(reader, op, is_turned ? next : *index, is_turned ? *index : next, index);
}

static bool take_word(struct reader *reader, const char *word)
{
    skip_blanks(reader);
    const size_t length = formula_name_at(reader->at);
    if (!formula_is_word(reader->at, length, word))
        return false;
    reader->at += length;
    return true;
}

static bool read_test(struct reader *reader, uint32_t *index)
{
    bool done = read_comparison(reader, index);
    while (done && take_word(reader, "and")) {
        uint32_t next;
        done = read_comparison(reader, &next) && add_two(reader, OP_AND, *index, next, index);
    }
    return done;
}

static bool read_choice(struct reader *reader, uint32_t *index)
{
    bool done = enter(reader) && read_test(reader, index);
    while (done && take_word(reader, "or")) {
        uint32_t next;
        done = read_test(reader, &next) && add_two(reader, OP_OR, *index, next, index);
    }
    reader->depth--;
    return done;
}

bool formula_read(struct formula_graph *graph, struct formula_names *names, const char *text,
                  uint32_t *root, size_t *place, struct error *error)
{
    size_t unused;
    struct reader reader = {.text = text,
                            .at = text,
                            .graph = graph,
                            .names = names,
                            .character = place ? place : &unused,
                            .error = error};
    *reader.character = 1;
    if (!read_choice(&reader, root))
        return false;
    skip_blanks(&reader);
    return !*reader.at ||
           refuse_with(&reader, reader.at, NEEDS_OPERATOR,
                       *reader.at == ',' ? words("; the decimal sign is a point") : "");
}

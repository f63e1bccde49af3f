// A parser by recursive descent; the depth is counted, so that no text can exhaust the stack.
//
//   sum     = product { ("+" | "-") product }
//   product = factor { ("*" | "/") factor }
//   factor  = ("+" | "-") factor | power
//   power   = atom [ "^" factor ]
//   atom    = number | "pi" | name "(" sum ")" | "√" atom | "(" sum ")" | name [ "(" list ")" ]
//   list    = [ ( sum | word ) { "," ( sum | word ) } ]
//
// The last kind of atom is there only where somebody gives names, who also says which of a name's
// arguments are words.
#include "base/expression.h"
#include "base/maths.h"

#include "base/text.h"
#include "base/words.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static const double pi = 3.14159265358979323846;

struct reader {
    const char *text, *at;
    int depth;
    const struct expression_names *names; // NULL: there are none
    struct error *error;
};

// The sign that stands for several spellings; the first row that fits counts.
static const struct {
    const char *spelling;
    char sign;
} signs[] = {
    {"+", '+'}, {"-", '-'}, {"−", '-'}, {"–", '-'}, {"**", '^'}, {"*", '*'}, {"×", '*'},
    {"·", '*'}, {"/", '/'}, {"÷", '/'}, {"^", '^'}, {"(", '('},  {")", ')'}, {"√", 'r'},
};

static const struct {
    const char *name;
    double (*of)(double);
} functions[] = {{"sqrt", sqrt}, {"exp", exp}, {"ln", log}};

// ---- errors -------------------------------------------------------------------------------------

// The number of the character at a place, from 1.
static size_t character(const struct reader *reader, const char *at)
{
    size_t count = 1;
    for (const char *c = reader->text; c < at; c++)
        count += ((unsigned char)*c & 0xC0) != 0x80;
    return count;
}

static bool refuse(const struct reader *reader, const char *at, const char *message)
{
    char shown[48];
    text_excerpt(reader->text, shown, sizeof shown);
    error_set(reader->error, ERROR_INPUT, message, shown, character(reader, at),
              !reader->names && strchr(reader->text, ',') ? words("; the decimal sign is a point")
                                                          : "");
    return error_at(reader->error, character(reader, at));
}

#define NEEDS_NUMBER   "'%s': a number is missing at character %zu%s"
#define NEEDS_OPERATOR "'%s': an operator is missing at character %zu%s"
#define NEEDS_OPENING  "'%s': a ( is missing at character %zu%s"
#define NEEDS_CLOSING  "'%s': a ) is missing at character %zu%s"
#define NEEDS_COMMA    "'%s': a comma is missing at character %zu%s"
#define NEEDS_WORD     "'%s': a name is missing at character %zu%s"
#define NEEDS_QUOTE    "'%s': a \" is missing at character %zu%s"
#define NOT_FINITE     "'%s': no finite number comes of character %zu%s"
#define TOO_DEEP       "'%s': nested too deeply at character %zu%s"

// ---- pieces -------------------------------------------------------------------------------------

static void skip_blanks(struct reader *reader)
{
    while (*reader->at == ' ' || *reader->at == '\t')
        reader->at++;
}

// The sign that comes next and its length; 0 where none does.
static char next_sign(struct reader *reader, size_t *length)
{
    skip_blanks(reader);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        *length = strlen(signs[i].spelling);
        if (strncmp(reader->at, signs[i].spelling, *length) == 0)
            return signs[i].sign;
    }
    return 0;
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

static bool take_word(struct reader *reader, const char *word)
{
    const size_t length = strlen(word);
    const char after = strncmp(reader->at, word, length) == 0 ? reader->at[length] : 'x';
    if (((after | 32) >= 'a' && (after | 32) <= 'z') || after == '_')
        return false; // the word goes on
    reader->at += length;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// "12", ".5", "1e-3". An e without digits after it is none of the number's.
static bool take_number(struct reader *reader, double *value)
{
    const char *end = reader->at;
    while (is_digit(*end) || *end == '.')
        end++;
    if (end > reader->at && (*end | 32) == 'e') {
        const char *power = end + 1 + (end[1] == '+' || end[1] == '-');
        const char *last = power;
        while (is_digit(*last))
            last++;
        end = last > power ? last : end;
    }
    char digits[64];
    const size_t length = (size_t)(end - reader->at);
    if (length == 0 || length >= sizeof digits)
        return refuse(reader, reader->at, NEEDS_NUMBER);
    memcpy(digits, reader->at, length);
    digits[length] = '\0';
    if (!text_number(digits, value))
        return refuse(reader, reader->at, NEEDS_NUMBER);
    reader->at = end;
    return true;
}

static bool check(const struct reader *reader, const char *at, double value)
{
    return reader->names || isfinite(value) || refuse(reader, at, NOT_FINITE);
}

// ---- the grammar --------------------------------------------------------------------------------

static bool read_sum(struct reader *reader, double *value);

static bool read_closing(struct reader *reader, double *value)
{
    if (!read_sum(reader, value))
        return false;
    return take_sign(reader, ")") || refuse(reader, reader->at, NEEDS_CLOSING);
}

// ---- names --------------------------------------------------------------------------------------

// What whoever gives the names has to say against one.
static bool refuse_name(const struct reader *reader, const char *at, const struct error *why)
{
    error_wrap(reader->error, why, "at character %zu: %s", character(reader, at), why->text);
    return error_at(reader->error, character(reader, at));
}

static bool is_name(char c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_';
}

// How long the name is that comes next; 0: none does.
static size_t name_length(const struct reader *reader)
{
    size_t length = 0;
    while (is_name(reader->at[length]) || (length > 0 && is_digit(reader->at[length])))
        length++;
    return reader->names ? length : 0;
}

// "plain", "mini-batch" or, in quotes, anything.
static bool take_argument(struct reader *reader, char word[EXPRESSION_WORD])
{
    skip_blanks(reader);
    const bool is_quoted = *reader->at == '"';
    const char *begin = reader->at + is_quoted;
    size_t length = strcspn(begin, is_quoted ? "\"" : ",()\"");
    const char *end = begin + length;
    if (is_quoted && !*end)
        return refuse(reader, end, NEEDS_QUOTE);
    while (!is_quoted && length > 0 && (begin[length - 1] == ' ' || begin[length - 1] == '\t'))
        length--;
    if (length == 0 || length >= EXPRESSION_WORD)
        return refuse(reader, begin, NEEDS_WORD);
    memcpy(word, begin, length);
    word[length] = '\0';
    reader->at = end + is_quoted;
    return true;
}

static bool take_comma(struct reader *reader)
{
    skip_blanks(reader);
    const bool is_there = *reader->at == ',';
    reader->at += is_there;
    return is_there;
}

// The list of arguments, with its parentheses. kinds: as struct expression_names has them.
static bool read_arguments(struct reader *reader, const char *kinds,
                           struct expression_argument argument[], size_t *count)
{
    bool is_optional = false, is_open = false;
    for (; *kinds && *count < EXPRESSION_ARGUMENTS_MAX; kinds++) {
        if (*kinds == '?') {
            is_optional = true;
            continue;
        }
        if (is_optional && *count > 0) {
            if (!take_comma(reader))
                break;
        } else if (*count > 0 && !take_comma(reader)) {
            return refuse(reader, reader->at, NEEDS_COMMA);
        }
        if (!is_open && !take_sign(reader, "("))
            return refuse(reader, reader->at, NEEDS_OPENING);
        is_open = true;
        struct expression_argument *next = &argument[*count];
        if (*kinds == 'w' ? !take_argument(reader, next->word) : !read_sum(reader, &next->number))
            return false;
        ++*count;
    }
    if (*count == 0 && take_sign(reader, "(")) // "days()" is "days"
        is_open = true;
    return !is_open || take_sign(reader, ")") || refuse(reader, reader->at, NEEDS_CLOSING);
}

static bool read_name(struct reader *reader, size_t length, double *value)
{
    struct expression_argument argument[EXPRESSION_ARGUMENTS_MAX] = {0};
    struct error why = {0};
    const struct expression_names *names = reader->names;
    const char *begin = reader->at;
    char name[EXPRESSION_WORD];
    size_t count = 0;
    text_print(name, sizeof name, "%.*s", (int)length, begin);
    const char *wanted = names->arguments(names->context, name, &why);
    if (!wanted)
        return refuse_name(reader, begin, &why);
    char kinds[2 * EXPRESSION_ARGUMENTS_MAX + 2]; // names within may write where `wanted` is
    text_print(kinds, sizeof kinds, "%s", wanted);
    reader->at += length;
    if (reader->depth >= EXPRESSION_DEPTH_MAX)
        return refuse(reader, reader->at, TOO_DEEP);
    reader->depth++;
    const bool done = read_arguments(reader, kinds, argument, &count);
    reader->depth--;
    return done && (names->value(names->context, name, argument, count, value, &why) ||
                    refuse_name(reader, begin, &why));
}

// ---- numbers, functions, parentheses ------------------------------------------------------------

static bool read_atom(struct reader *reader, double *value)
{
    size_t roots = 0;
    skip_blanks(reader);
    const char *begin = reader->at;
    while (take_sign(reader, "r"))
        roots++;
    skip_blanks(reader);
    const char *inner = reader->at;
    bool is_known = take_word(reader, "pi") || take_word(reader, "π");
    if (is_known)
        *value = pi;
    for (size_t i = 0; !is_known && i < sizeof functions / sizeof *functions; i++) {
        if (!take_word(reader, functions[i].name))
            continue;
        if (!take_sign(reader, "("))
            return refuse(reader, reader->at, NEEDS_OPENING);
        if (!read_closing(reader, value))
            return false;
        *value = functions[i].of(*value);
        if (!check(reader, inner, *value))
            return false;
        is_known = true;
    }
    const size_t name = is_known ? 0 : name_length(reader);
    const bool done = is_known || (name > 0                 ? read_name(reader, name, value)
                                   : take_sign(reader, "(") ? read_closing(reader, value)
                                                            : take_number(reader, value));
    while (done && roots-- > 0)
        *value = sqrt(*value);
    return done && check(reader, begin, *value);
}

static bool read_factor(struct reader *reader, double *value)
{
    bool is_negative = false;
    char sign;
    while ((sign = take_sign(reader, "+-")))
        is_negative = is_negative != (sign == '-');
    if (reader->depth >= EXPRESSION_DEPTH_MAX)
        return refuse(reader, reader->at, TOO_DEEP);
    reader->depth++;
    bool done = read_atom(reader, value);
    skip_blanks(reader);
    const char *at = reader->at;
    double power;
    if (done && take_sign(reader, "^")) {
        done = read_factor(reader, &power);
        if (done) {
            *value = maths_pow(*value, power);
            done = check(reader, at, *value);
        }
    }
    reader->depth--;
    if (done && is_negative)
        *value = -*value;
    return done;
}

static bool read_product(struct reader *reader, double *value)
{
    bool done = read_factor(reader, value);
    while (done) {
        skip_blanks(reader);
        const char *at = reader->at;
        const char sign = take_sign(reader, "*/");
        double by;
        if (!sign)
            break;
        done = read_factor(reader, &by);
        if (done) {
            *value = sign == '*' ? *value * by : *value / by;
            done = check(reader, at, *value);
        }
    }
    return done;
}

static bool read_sum(struct reader *reader, double *value)
{
    bool done = read_product(reader, value);
    while (done) {
        skip_blanks(reader);
        const char *at = reader->at;
        const char sign = take_sign(reader, "+-");
        double by;
        if (!sign)
            break;
        done = read_product(reader, &by);
        if (done) {
            *value += sign == '+' ? by : -by;
            done = check(reader, at, *value);
        }
    }
    return done;
}

bool expression_read(const char *text, double *value, struct error *error)
{
    struct reader reader = {.text = text, .at = text, .error = error};
    double result;
    if (!read_sum(&reader, &result))
        return false;
    skip_blanks(&reader);
    if (*reader.at)
        return refuse(&reader, reader.at, NEEDS_OPERATOR);
    *value = result == 0 ? 0 : result; // no −0
    return true;
}

void expression_hint(const char *text, char hint[160])
{
    double value;
    char number[32];
    *hint = '\0';
    if (text_number(text, &value) || !expression_read(text, &value, NULL))
        return;
    text_shortest(value, number, sizeof number);
    text_print(hint, 160, words("; %.40s is %s: write %s"), text, number, number);
}

bool expression_part(const char *text, const char **at, const struct expression_names *names,
                     double *value, struct error *error)
{
    struct reader reader = {.text = text, .at = *at, .names = names, .error = error};
    if (!read_sum(&reader, value))
        return false;
    skip_blanks(&reader);
    *at = reader.at;
    return true;
}

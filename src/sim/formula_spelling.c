// How the pieces of a formula are spelled.
#include "sim/formula_spelling.h"

#include "base/text.h"

#include <string.h>

// The signs that stand for several spellings; the first row that fits counts.
static const struct {
    const char *spelling;
    char sign;
} signs[] = {
    {"+", '+'}, {"-", '-'}, {"−", '-'},  {"–", '-'},  {"**", '^'}, {"*", '*'}, {"×", '*'},
    {"·", '*'}, {"⋅", '*'}, {"/", '/'},  {"÷", '/'},  {"^", '^'},  {"(", '('}, {")", ')'},
    {"|", '|'}, {",", ','}, {"√", 'r'},  {"<=", 'l'}, {">=", 'g'}, {"≤", 'l'}, {"≥", 'g'},
    {"<", '<'}, {">", '>'}, {"==", '='}, {"!=", '!'}, {"≠", '!'},  {"=", '='},
};

const struct formula_number formula_fractions[] = {{"½", 1.0 / 2}, {"⅓", 1.0 / 3}, {"⅔", 2.0 / 3},
                                                   {"¼", 1.0 / 4}, {"¾", 3.0 / 4}, {"⅕", 1.0 / 5},
                                                   {"⅛", 1.0 / 8}, {NULL, 0}};

const char *const formula_superscripts[10] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

const char formula_raised_t[] = "ᵗ";

const struct formula_number formula_constants[] = {{"pi", 3.14159265358979323846},
                                                   {"π", 3.14159265358979323846},
                                                   {"e", 2.71828182845904523536},
                                                   {NULL, 0}};

const struct formula_function formula_functions[FORMULA_FUNCTIONS] = {
    {"abs", OP_ABS, 1},
    {"sqrt", OP_SQRT, 1},
    {"cbrt", OP_CBRT, 1},
    {"exp", OP_EXP, 1},
    {"expm1", OP_EXPM1, 1},
    {"log", OP_LOG, 1},
    {"ln", OP_LOG, 1},
    {"log1p", OP_LOG1P, 1},
    {"sin", OP_SIN, 1},
    {"cos", OP_COS, 1},
    {"tan", OP_TAN, 1},
    {"asin", OP_ASIN, 1},
    {"acos", OP_ACOS, 1},
    {"atan", OP_ATAN, 1},
    {"sinh", OP_SINH, 1},
    {"cosh", OP_COSH, 1},
    {"tanh", OP_TANH, 1},
    {"sigmoid", OP_SIGMOID, 1},
    {"sign", OP_SIGN, 1},
    {"floor", OP_FLOOR, 1},
    {"min", OP_MIN, 1},
    {"max", OP_MAX, 1},
    {"if", OP_IF, 1},
    {"log2", OP_LOG, 1.44269504088896340736},
    {"log10", OP_LOG, 0.43429448190325182765},
};

const struct formula_word formula_words[] = {
    {"abs", "(x)", "the size of x, as is |x|"},
    {"sqrt", "(x)", "the square root, as is √x"},
    {"cbrt", "(x)", "the cube root"},
    {"exp", "(x)", "e to the power of x"},
    {"log", "(x)", "the natural logarithm, as is ln"},
    {"log2", "(x)", "the logarithm to base 2; log10 that to base 10"},
    {"expm1", "(x)", "exp(x) − 1, exact near 0; log1p(x) is log(1 + x)"},
    {"sin", "(x)", "sine, cosine and tangent: sin, cos, tan; asin, acos and atan undo them"},
    {"tanh", "(x)", "hyperbolic functions: sinh, cosh, tanh"},
    {"sigmoid", "(x)", "1/(1 + exp(−x))"},
    {"sign", "(x)", "−1, 0 or 1"},
    {"floor", "(x)", "the whole number below"},
    {"min", "(x, y)", "the smaller; max the larger"},
    {"if", "(x > 0, then, else)", "a choice, by < > <= >= == !=, and, or"},
    {"sum", "(i, 1, 5, term)", "the sum of the terms for i = 1, 2 … 5"},
    {"pi", "", "π; and e"},
    {NULL, NULL, NULL},
};

char formula_sign_at(const char *at, size_t *length)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        *length = strlen(signs[i].spelling);
        if (strncmp(at, signs[i].spelling, *length) == 0)
            return signs[i].sign;
    }
    return 0;
}

bool formula_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

int formula_superscript_at(const char *at)
{
    for (int i = 0; i < 10; i++)
        if (strncmp(at, formula_superscripts[i], strlen(formula_superscripts[i])) == 0)
            return i;
    return -1;
}

int formula_fraction_at(const char *at)
{
    for (int i = 0; formula_fractions[i].name; i++)
        if (strncmp(at, formula_fractions[i].name, strlen(formula_fractions[i].name)) == 0)
            return i;
    return -1;
}

size_t formula_number_at(const char *at)
{
    const char *end = at;
    while (formula_is_digit(*end) || (*end == '.' && end[1] != '.'))
        end++;
    if (end > at && (*end | 32) == 'e') {
        const char *power = end + 1 + (end[1] == '+' || end[1] == '-');
        const char *last = power;
        while (formula_is_digit(*last))
            last++;
        end = last > power ? last : end;
    }
    return (size_t)(end - at);
}

// The bytes of the letter at a place; 0 where none is. What is not ASCII and has no meaning of its
// own is one: κ, θ, the digits of θ₁ and the prime of x′.
size_t formula_letter_at(const char *at, bool is_first)
{
    size_t length;
    if (((*at | 32) >= 'a' && (*at | 32) <= 'z') || *at == '_' ||
        (!is_first && (formula_is_digit(*at) || *at == '\'')))
        return 1;
    if (((unsigned char)*at & 0x80) == 0 || formula_sign_at(at, &length) ||
        formula_superscript_at(at) >= 0 || formula_fraction_at(at) >= 0 ||
        strncmp(at, formula_raised_t, strlen(formula_raised_t)) == 0 || strncmp(at, "⁻", 3) == 0 ||
        strncmp(at, "\u00a0", 2) == 0)
        return 0;
    length = 1;
    while (((unsigned char)at[length] & 0xC0) == 0x80)
        length++;
    return length;
}

static bool is_greek(const char *at)
{
    const unsigned char lead = (unsigned char)*at;
    return lead == 0xCE || lead == 0xCF;
}

static bool is_subscript(const char *at)
{
    return strncmp(at, "\xE2\x82", 2) == 0 && (unsigned char)at[2] >= 0x80 &&
           (unsigned char)at[2] <= 0x8E;
}

// A hat, a bar, a dot over the letter before.
static bool is_accent(const char *at)
{
    return (unsigned char)at[0] == 0xCC && ((unsigned char)at[1] & 0xC0) == 0x80;
}

// How long the name is that is at a place. A Greek letter is one of its own, as 2πx and κy have it,
// with what is over it, and digits and subscripts end a name: β1, θ₁x.
size_t formula_name_at(const char *at)
{
    size_t length = formula_letter_at(at, true), letter;
    const bool is_alone = is_greek(at);
    if (length == 0 || is_subscript(at))
        return 0;
    while (!is_alone && !is_subscript(at + length) && !is_greek(at + length) &&
           (letter = formula_letter_at(at + length, false)) > 0)
        length += letter;
    while (is_accent(at + length))
        length += 2;
    while (is_alone && formula_is_digit(at[length]) && strncmp(at, "π", 2) != 0)
        length++;
    while (is_subscript(at + length) || at[length] == '\'')
        length += at[length] == '\'' ? 1 : 3;
    return length;
}

static const struct {
    const char *letter, *word;
} letters[] = {
    {"α", "alpha"},   {"β", "beta"},   {"γ", "gamma"}, {"δ", "delta"}, {"ε", "epsilon"},
    {"ϵ", "epsilon"}, {"ζ", "zeta"},   {"η", "eta"},   {"θ", "theta"}, {"ϑ", "theta"},
    {"κ", "kappa"},   {"λ", "lambda"}, {"μ", "mu"},    {"µ", "mu"},    {"ν", "nu"},
    {"ξ", "xi"},      {"ρ", "rho"},    {"σ", "sigma"}, {"τ", "tau"},   {"φ", "phi"},
    {"ϕ", "phi"},     {"χ", "chi"},    {"ψ", "psi"},   {"ω", "omega"},
};
enum { LETTERS = sizeof letters / sizeof *letters };

static const char *const subscripts[10] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};

bool formula_spell(const char *at, size_t length, char word[FORMULA_NAME])
{
    size_t written = 0;
    for (size_t i = 0, taken; i < length; i += taken) {
        char digit[2] = "";
        const char *as = NULL;
        taken = 1;
        for (size_t k = 0; k < LETTERS && !as; k++)
            if (strncmp(at + i, letters[k].letter, 2) == 0)
                as = letters[k].word, taken = 2;
        for (char k = 0; k < 10 && !as; k++)
            if (strncmp(at + i, subscripts[(int)k], 3) == 0)
                digit[0] = (char)('0' + k), as = digit, taken = 3;
        const size_t bytes = as ? strlen(as) : 1;
        if (written + bytes >= FORMULA_NAME)
            return false;
        memcpy(word + written, as ? as : at + i, bytes);
        written += bytes;
    }
    word[written] = '\0';
    return true;
}

// Only a name that is a letter with digits or a hat after it is written so, a word such as thetas
// is not.
void formula_unspell(const char *word, char text[FORMULA_NAME])
{
    const char *hat = strstr(word, "_hat");
    const size_t length = hat && !hat[4] ? (size_t)(hat - word) : strlen(word);
    const size_t letter = strcspn(word, "0123456789_"),
                 digits = length > letter ? length - letter : 0;
    const char *as = letter == 1 ? word : NULL;
    for (size_t k = 0; k < LETTERS && !as; k++)
        if (formula_is_word(word, letter, letters[k].word))
            as = letters[k].letter;
    if (!as || strspn(word + letter, "0123456789") != digits || digits > 4) {
        text_print(text, FORMULA_NAME, "%s", word);
        return;
    }
    text_print(text, FORMULA_NAME, "%.*s", letter == 1 ? 1 : 2, as); // Greek letters have two bytes
    if (length < strlen(word))
        text_append(text, FORMULA_NAME, "\u0302");
    for (size_t i = 0; i < digits; i++)
        text_append(text, FORMULA_NAME, "%s", subscripts[word[letter + i] - '0']);
}

bool formula_is_word(const char *at, size_t length, const char *word)
{
    return strlen(word) == length && strncmp(at, word, length) == 0;
}

int formula_function_at(const char *at, size_t length)
{
    for (int i = 0; i < FORMULA_FUNCTIONS; i++)
        if (formula_is_word(at, length, formula_functions[i].name))
            return i;
    return formula_is_word(at, length, "sum") ? FORMULA_FUNCTIONS : -1;
}

const char *formula_nearest_function(const char *at, size_t length)
{
    const char *names[FORMULA_FUNCTIONS + 1] = {"sum"};
    char name[FORMULA_NAME];
    for (size_t i = 0; i < FORMULA_FUNCTIONS; i++)
        names[i + 1] = formula_functions[i].name;
    text_print(name, sizeof name, "%.*s", (int)length, at);
    return text_nearest(name, names, FORMULA_FUNCTIONS + 1);
}

bool formula_is_operator(const char *at, size_t length)
{
    return formula_is_word(at, length, "and") || formula_is_word(at, length, "or");
}

size_t formula_character(const char *text, const char *at)
{
    size_t count = 1;
    for (const char *c = text; c < at; c++)
        count += ((unsigned char)*c & 0xC0) != 0x80;
    return count;
}

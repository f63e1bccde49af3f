#include "export/python_text.h"

#include "base/text.h"
#include "base/utf8.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

// ---- names --------------------------------------------------------------------------------------

static const struct {
    const char *letter, *name;
} letters[] = {
    {"α", "alpha"},  {"β", "beta"},   {"γ", "gamma"}, {"δ", "delta"},   {"ε", "epsilon"},
    {"ζ", "zeta"},   {"η", "eta"},    {"θ", "theta"}, {"ι", "iota"},    {"κ", "kappa"},
    {"λ", "lambda"}, {"μ", "mu"},     {"ν", "nu"},    {"ξ", "xi"},      {"ο", "omicron"},
    {"ρ", "rho"},    {"σ", "sigma"},  {"τ", "tau"},   {"υ", "upsilon"}, {"φ", "phi"},
    {"χ", "chi"},    {"ψ", "psi"},    {"ω", "omega"}, {"Γ", "Gamma"},   {"Δ", "Delta"},
    {"Θ", "Theta"},  {"Λ", "Lambda"}, {"Ξ", "Xi"},    {"Π", "Pi"},      {"Σ", "Sigma"},
    {"Φ", "Phi"},    {"Ψ", "Psi"},    {"Ω", "Omega"}, {"₀", "0"},       {"₁", "1"},
    {"₂", "2"},      {"₃", "3"},      {"₄", "4"},     {"₅", "5"},       {"₆", "6"},
    {"₇", "7"},      {"₈", "8"},      {"₉", "9"},     {"'", "_prime"},
};

// Words of the language, and the names that the programs use themselves.
static const char *const taken[] = {
    "False", "None",     "True",   "and",      "as",    "assert", "async",  "await",    "break",
    "class", "continue", "def",    "del",      "elif",  "else",   "except", "finally",  "for",
    "from",  "global",   "if",     "import",   "in",    "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise",  "return",   "try",   "while",  "with",   "yield",    "abs",
    "alpha", "epoch",    "epochs", "examples", "float", "g",      "kept",   "math",     "max",
    "min",   "self",     "step",   "sum",      "t",     "theta",  "torch",  "J",        "X",
    "Y",     "y",        "model",  "NOISE",    "TILTS", "START",
};

static bool is_taken(const char *name)
{
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (strcmp(taken[i], name) == 0)
            return true;
    return false;
}

// The letter at a place as ASCII; returns its bytes.
static size_t spell(const char *at, char out[16])
{
    const size_t bytes = utf8_bytes(at) > 0 ? utf8_bytes(at) : 1;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (strncmp(at, letters[i].letter, strlen(letters[i].letter)) == 0) {
            snprintf(out, 16, "%s", letters[i].name);
            return strlen(letters[i].letter);
        }
    out[0] = '\0';
    for (size_t i = 0; i < bytes; i++)
        if (isalnum((unsigned char)at[i]) || at[i] == '_')
            text_append(out, 16, "%c", at[i]);
        else
            text_append(out, 16, "%s%02x", i == 0 ? "u" : "", (unsigned)(unsigned char)at[i]);
    return bytes;
}

void python_name(const char *name, char out[PYTHON_NAME])
{
    out[0] = '\0';
    for (const char *at = name; *at;) {
        char letter[16];
        at += spell(at, letter);
        text_append(out, PYTHON_NAME, "%s", letter);
    }
    if (is_taken(out))
        text_append(out, PYTHON_NAME, "_");
}

// ---- numbers ------------------------------------------------------------------------------------

static const double pi = 3.14159265358979323846;
static const double e = 2.71828182845904523536;

// "π", "2π", where the value is exactly what that is computed as.
static bool show_constant(double value, char out[PYTHON_NUMBER])
{
    if (value == e || value == -e)
        return snprintf(out, PYTHON_NUMBER, "%smath.e", value < 0 ? "-" : "") > 0;
    for (int k = 1; k <= 20; k++)
        if (fabs(value) == k * pi) {
            const char *sign = value < 0 ? "-" : "";
            return k == 1 ? snprintf(out, PYTHON_NUMBER, "%smath.pi", sign) > 0
                          : snprintf(out, PYTHON_NUMBER, "%s%d*math.pi", sign, k) > 0;
        }
    return false;
}

static bool show_fraction(double value, char out[PYTHON_NUMBER])
{
    for (int below = 3; below <= 15; below++) {
        const double above = round(value * below);
        if (fabs(above) < 100 && above != 0 && above / below == value)
            return snprintf(out, PYTHON_NUMBER, "%.0f/%d", above, below) > 0;
    }
    return false;
}

void python_number(double value, char out[PYTHON_NUMBER])
{
    text_shortest(value, out, PYTHON_NUMBER);
    const bool is_long = strlen(out) > 12;
    if (isfinite(value) && is_long && (show_constant(value, out) || show_fraction(value, out)))
        return;
    if (!isfinite(value))
        snprintf(out, PYTHON_NUMBER,
                 isnan(value) ? "math.nan"
                 : value > 0  ? "math.inf"
                              : "-math.inf");
}

// ---- texts --------------------------------------------------------------------------------------

void python_write_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7F)
            fprintf(out, "\\x%02x", (unsigned)c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

// What stands for a byte within a docstring.
static int harmless(char byte)
{
    const unsigned char c = (unsigned char)byte;
    return c < 0x20 || c == 0x7F ? ' ' : c == '\\' ? '/' : c == '"' ? '\'' : c;
}

void python_write_words(FILE *out, const char *text)
{
    for (; *text; text++)
        fputc(harmless(*text), out);
}

void python_write_paragraph(FILE *out, const char *text)
{
    enum { COLUMNS = 96 };
    size_t column = 0;
    for (const char *at = text; *at;) {
        const size_t blanks = strspn(at, " \t\r\n"), length = strcspn(at + blanks, " \t\r\n");
        size_t columns = 0;
        for (size_t i = 0; i < length; i++)
            columns += ((unsigned char)at[blanks + i] & 0xC0) != 0x80;
        const bool breaks = column > 0 && column + 1 + columns > COLUMNS;
        if (length > 0 && column > 0)
            fputc(breaks ? '\n' : ' ', out);
        column = breaks ? columns : column + (column > 0) + columns;
        for (size_t i = 0; i < length; i++)
            fputc(harmless(at[blanks + i]), out);
        at += blanks + length;
    }
}

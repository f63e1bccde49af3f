// How the pieces of a formula are spelled: signs, numbers that are signs, names.
#ifndef RAVINE_SIM_FORMULA_SPELLING_H
#define RAVINE_SIM_FORMULA_SPELLING_H

#include "sim/formula_graph.h"

enum { FORMULA_FUNCTIONS = 25 };

struct formula_number {
    const char *name; // NULL past the last
    double value;
};
extern const struct formula_number formula_fractions[], formula_constants[];
extern const char *const formula_superscripts[10]; // of the digits
extern const char formula_raised_t[];              // ᵗ

// An operation by name; its value is multiplied by `scale`.
struct formula_function {
    const char *name;
    enum formula_op op;
    double scale;
};
extern const struct formula_function formula_functions[FORMULA_FUNCTIONS];

// The sign at a place, one for several spellings (r is √, l ≤, g ≥), and its bytes; 0 where none
// is.
char formula_sign_at(const char *at, size_t *length);
bool formula_is_digit(char c);
int formula_superscript_at(const char *at); // the digit, or −1
int formula_fraction_at(const char *at);    // its index, or −1

// The bytes of a number at a place: "12", ".5", "1e-3". An e without digits after it is none of
// its.
size_t formula_number_at(const char *at);
// The bytes of a letter at a place; 0 where none is. A digit is one that is not the first.
size_t formula_letter_at(const char *at, bool is_first);
// The bytes of a name at a place.
size_t formula_name_at(const char *at);

// The name that a word is spelled for: β₁ is beta1, ε epsilon. False where it is too long.
bool formula_spell(const char *at, size_t length, char word[FORMULA_NAME]);
// The other way round, for people: beta1 is β₁.
void formula_unspell(const char *word, char text[FORMULA_NAME]);

bool formula_is_word(const char *at, size_t length, const char *word);
// The index of the function of that name, FORMULA_FUNCTIONS for sum, −1 for none.
int formula_function_at(const char *at, size_t length);
// The function whose name is most like a word; NULL where none is.
const char *formula_nearest_function(const char *at, size_t length);
// The number of the character at a place of a text, from 1.
size_t formula_character(const char *text, const char *at);
// "and" and "or".
bool formula_is_operator(const char *at, size_t length);

#endif

// What people write where a value is missing: one list for every raw.
#ifndef RAVINE_DATA_MARKS_H
#define RAVINE_DATA_MARKS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

// Whether text[length], without blanks around it, stands for no value: empty, NA, N/A, NaN, null,
// none, -, ?, ., stars, #N/A and their like, whatever their case.
bool marks_is_missing(const char *text, size_t length);

// Whether a text among numbers looks like a mark that somebody made up: signs only, or up to three
// letters without a digit ("M", "n.b.").
bool marks_looks_missing(const char *text, size_t length);

// Whether the first field of a row at the foot of a table says that it sums the rows up: "Total".
bool marks_is_total(const char *text, size_t length);

// What a scene calls missing beside those: numbers by their value, anything else by its text.
enum { CODES_MAX = 16, CODE_BYTES = 32 };

enum gap_policy {
    GAP_DROP,   // rows with a gap are left out
    GAP_REFUSE, // the first gap is an error
    GAP_MEAN,   // a gap takes the mean of its column
};

struct codes {
    double number[CODES_MAX];
    size_t numbers;
    char word[CODES_MAX][CODE_BYTES];
    size_t words;
    enum gap_policy policy;
};

// "-999, 9999", "drop", "mean, -1": codes and what becomes of gaps. NULL is none. Error: too many.
bool codes_parse(struct codes *codes, const char *text, struct error *error);
bool codes_have_number(const struct codes *codes, double value);
bool codes_have_word(const struct codes *codes, const char *text, size_t length);

#endif

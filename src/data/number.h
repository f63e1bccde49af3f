// Numbers as people write them in tables.
#ifndef RAVINE_DATA_NUMBER_H
#define RAVINE_DATA_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

// What was left out of a number's text, to be said once a column.
enum {
    NUMBER_GROUPED = 1, // marks between thousands: 1,234.5
    NUMBER_PERCENT = 2, // a percent sign
    NUMBER_MONEY = 4,   // a sign of money
};

// Reads text[length], without blanks around it, as a finite number with `decimal` ('.' or ',')
// before its decimals. Plain decimals of at most 15 digits are correctly rounded whatever the
// locale, as are the others. Bits of what was left out are added to *traits.
bool number_parse(const char *text, size_t length, char decimal, double *value, unsigned *traits);

// Reads the plain number of at most 15 digits that begins at *from; *from is then behind it. False,
// with nothing changed, where none begins there or it is longer.
bool number_take(const char **from, const char *end, char decimal, double *value);

// Which mark stands before the decimals of a text that looks like a number: ',' or '.' where only
// that can be, ';' or ':' where it is likely (one mark with three digits behind it: a comma, a
// point), 0 where nothing tells.
char number_decimal(const char *text, size_t length);

#endif

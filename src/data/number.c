#include "data/number.h"

#include "base/text.h"

#include <stdint.h>
#include <string.h>

static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

enum { NUMBER_BYTES = 64 };

static bool starts(const char *text, size_t length, const char *what)
{
    const size_t size = strlen(what);
    return length >= size && memcmp(text, what, size) == 0;
}

static bool ends(const char *text, size_t length, const char *what)
{
    const size_t size = strlen(what);
    return length >= size && memcmp(text + length - size, what, size) == 0;
}

// Takes signs of money and per cent from both ends.
static unsigned strip_signs(const char **text, size_t *length)
{
    static const struct {
        const char *sign;
        unsigned trait;
    } signs[] = {
        {"%", NUMBER_PERCENT}, {"$", NUMBER_MONEY},   {"€", NUMBER_MONEY}, {"£", NUMBER_MONEY},
        {"EUR", NUMBER_MONEY}, {"USD", NUMBER_MONEY}, {"₺", NUMBER_MONEY}, {" ", 0},
        {"\xC2\xA0", 0}};
    unsigned traits = 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs;) {
        const size_t size = strlen(signs[i].sign);
        if (ends(*text, *length, signs[i].sign)) {
            *length -= size;
        } else if (starts(*text, *length, signs[i].sign)) {
            *text += size;
            *length -= size;
        } else {
            i++;
            continue;
        }
        traits |= signs[i].trait;
        i = 0;
    }
    return traits;
}

// The length of a mark between thousands at `at`: the other mark, a blank of any width, ' or ’.
static size_t group_mark(const char *at, const char *end, char decimal)
{
    static const char *const marks[] = {" ", "'", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "’"};
    if (*at == (decimal == '.' ? ',' : '.'))
        return 1;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (starts(at, (size_t)(end - at), marks[i]))
            return strlen(marks[i]);
    return 0;
}

static size_t digits_at(const char *at, const char *end)
{
    size_t count = 0;
    while (at + count < end && at[count] >= '0' && at[count] <= '9')
        count++;
    return count;
}

// Copies a number with a point before its decimals and nothing between its thousands; false where
// the groups are not of three digits.
static bool copy_plain(const char *text, size_t length, char decimal, char copy[NUMBER_BYTES],
                       unsigned *traits)
{
    const char *at = text, *end = text + length;
    size_t used = 0;
    if (starts(at, length, "−")) { // U+2212
        copy[used++] = '-';
        at += strlen("−");
    } else if (at < end && (*at == '-' || *at == '+')) {
        copy[used++] = *at++;
    }
    if (at < end && (*at == '-' || *at == '+'))
        return false;
    size_t first = digits_at(at, end);
    if (first >= NUMBER_BYTES / 2)
        return false;
    memcpy(copy + used, at, first);
    used += first;
    at += first;
    size_t mark = at < end && first > 0 && first <= 3 ? group_mark(at, end, decimal) : 0;
    const char kind = mark ? *at : 0;
    while (mark) {
        if (digits_at(at + mark, end) != 3 || used + 3 >= NUMBER_BYTES - 24)
            return false;
        memcpy(copy + used, at + mark, 3);
        used += 3;
        at += mark + 3;
        *traits |= NUMBER_GROUPED;
        mark = at < end && *at == kind ? group_mark(at, end, decimal) : 0;
    }
    const size_t rest = (size_t)(end - at);
    if (used + rest >= NUMBER_BYTES)
        return false;
    for (size_t i = 0; i < rest; i++) {
        if (at[i] == (decimal == '.' ? ',' : '.'))
            return false;
        copy[used++] = at[i] == decimal ? '.' : at[i] == 'D' || at[i] == 'd' ? 'e' : at[i];
    }
    copy[used] = '\0';
    return used > 0;
}

// Whether it is worth while to look closer: words and dates are many, and have to be told apart
// fast.
static bool may_be_number(const char *text, size_t length)
{
    const char *at = text, *end = text + length;
    if (length >= NUMBER_BYTES)
        return false;
    while (at < end && !(*at >= '0' && *at <= '9')) // a sign, a mark, a sign of money
        if (++at - text > 7)
            return false;
    at += digits_at(at, end);
    if (at == text || at[-1] < '0' || at[-1] > '9')
        return false; // no digit at all
    return !(at < end && (*at == '-' || *at == '/' || *at == ':'));
}

static bool parse_slowly(const char *text, size_t length, char decimal, double *value,
                         unsigned *traits)
{
    char copy[NUMBER_BYTES];
    if (!may_be_number(text, length))
        return false;
    unsigned found = strip_signs(&text, &length);
    if (!copy_plain(text, length, decimal, copy, &found) || copy[strspn(copy, "+-.0123456789eE")] ||
        !text_number(copy, value))
        return false;
    *traits |= found;
    return true;
}

// digits/10ᵏ is the correctly rounded number (both are exact doubles); everything else goes through
// strtod.
bool number_take(const char **from, const char *end, char decimal, double *value)
{
    const char *at = *from;
    const bool is_negative = at < end && *at == '-';
    at += is_negative;
    int64_t digits = 0;
    int count = 0, decimals = 0;
    for (; at < end && count <= 15; at++, count++) {
        const unsigned digit = (unsigned)(unsigned char)*at - '0';
        if (digit > 9)
            break;
        digits = 10 * digits + digit;
    }
    if (at < end && *at == decimal) {
        at++;
        for (; at < end && count <= 15; at++, count++, decimals++) {
            const unsigned digit = (unsigned)(unsigned char)*at - '0';
            if (digit > 9)
                break;
            digits = 10 * digits + digit;
        }
    }
    if (count == 0 || count > 15)
        return false;
    const double magnitude = decimals ? (double)digits / powers[decimals] : (double)digits;
    *value = is_negative ? -magnitude : magnitude;
    *from = at;
    return true;
}

bool number_parse(const char *text, size_t length, char decimal, double *value, unsigned *traits)
{
    const char *at = text;
    return (number_take(&at, text + length, decimal, value) && at == text + length) ||
           parse_slowly(text, length, decimal, value, traits);
}

char number_decimal(const char *text, size_t length)
{
    double value;
    unsigned traits = 0, others = 0;
    if (!memchr(text, ',', length) && !memchr(text, '.', length))
        return 0;
    const bool point = number_parse(text, length, '.', &value, &traits);
    const bool comma = number_parse(text, length, ',', &value, &others);
    if (point && comma) { // "1,234", "1.234": by which reading the mark groups
        const bool is_comma = memchr(text, ',', length) != NULL;
        const char *digit = text + (*text == '-' || *text == '+');
        if (*digit == '0')
            return is_comma ? ',' : '.';
        return is_comma ? ';' : ':';
    }
    return point ? '.' : comma ? ',' : 0;
}

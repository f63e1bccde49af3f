#include "base/text.h"

#include "base/utf8.h"

#include <ctype.h>
#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORD_MAX = 64 };

static int lower(char c)
{
    return tolower((unsigned char)c);
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

// The optimal-string-alignment form of the Damerau–Levenshtein distance: insertions, deletions,
// substitutions and swaps of neighbours each cost one. Words longer than WORD_MAX are far away.
static int distance(const char *a, const char *b)
{
    const size_t n = strlen(a), m = strlen(b);
    if (n > WORD_MAX || m > WORD_MAX)
        return WORD_MAX;
    int rows[3][WORD_MAX + 1];
    int *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= m; j++)
        last[j] = (int)j;
    memcpy(before, last, sizeof rows[0]);
    for (size_t i = 1; i <= n; i++) {
        row[0] = (int)i;
        for (size_t j = 1; j <= m; j++) {
            const int same = lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1;
            row[j] = least(least(last[j] + 1, row[j - 1] + 1), last[j - 1] + same);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]))
                row[j] = least(row[j], before[j - 2] + 1);
        }
        int *oldest = before;
        before = last;
        last = row;
        row = oldest;
    }
    return last[m];
}

// What papers and other programs call a thing that has another name here.
static const struct {
    const char *theirs, *ours;
} synonyms[] = {
    {"lr", "alpha"},        {"eta", "alpha"}, {"learning_rate", "alpha"}, {"step_size", "alpha"},
    {"alpha_0", "alpha"},   {"sgd", "gd"},    {"batch_size", "batch"},    {"eps", "epsilon"},
    {"wd", "weight_decay"}, {"--out", "-o"},  {"--output", "-o"},
};

static bool is_same(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

static const char *find_synonym(const char *word, const char *const words[], size_t count)
{
    for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++)
        for (size_t k = 0; is_same(word, synonyms[i].theirs) && k < count; k++)
            if (strcmp(words[k], synonyms[i].ours) == 0)
                return words[k];
    return NULL;
}

// What may be wrong in a word of so many letters.
static int allowance(const char *word)
{
    const int letters = (int)strlen(word + strspn(word, "-."));
    return letters <= 2 ? 1 : letters <= 4 ? 2 : 1 + letters / 3;
}

unsigned long text_sum(const char *text)
{
    unsigned long sum = 2166136261;
    for (; *text; text++)
        sum = (sum ^ (unsigned char)*text) * 16777619 & 0xffffffff;
    return sum;
}

const char *text_nearest(const char *word, const char *const words[], size_t count)
{
    const char *synonym = find_synonym(word, words, count);
    if (synonym)
        return synonym;
    const char *best = NULL;
    int best_distance = WORD_MAX;
    const size_t length = strlen(word);
    for (size_t i = 0; i < count; i++) {
        int d = distance(word, words[i]);
        // Half a word that was typed on purpose ("mini" for "mini-batch") is near.
        if (length >= 3 && strlen(words[i]) > length) {
            size_t k = 0;
            while (k < length && lower(word[k]) == lower(words[i][k]))
                k++;
            if (k == length)
                d = least(d, 2);
        }
        if (d < best_distance) {
            best_distance = d;
            best = words[i];
        }
    }
    // At least one letter of what is meant must have been typed, wherever it stands.
    return best && best_distance <= allowance(word) &&
                   best_distance < (int)strlen(best + strspn(best, "-."))
               ? best
               : NULL;
}

bool text_number(const char *text, double *value)
{
    char copy[128];
    while (isspace((unsigned char)*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        length--;
    if (length == 0 || length >= sizeof copy)
        return false;
    // Only plain decimal numbers: strtod would also take hexadecimals, "nan" and "infinity".
    for (size_t i = 0; i < length; i++)
        if (!strchr("+-.0123456789eE", text[i]))
            return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    // strtod reads the locale's decimal point: put it where the point is.
    char *point = strchr(copy, '.');
    if (point)
        *point = *localeconv()->decimal_point;
    char *end;
    const double number = strtod(copy, &end);
    if (*end || end == copy || !isfinite(number))
        return false;
    *value = number;
    return true;
}

// printf's number with the locale's decimal point made a point.
static void print_digits(double value, int digits, char *text, size_t size)
{
    snprintf(text, size, "%.*g", digits, value);
    char *point = strchr(text, *localeconv()->decimal_point);
    if (point)
        *point = '.';
}

void text_shortest(double value, char *text, size_t size)
{
    char best[64];
    for (int digits = 1; digits <= 17; digits++) {
        double back;
        print_digits(value, digits, best, sizeof best);
        if (text_number(best, &back) && back == value)
            break;
    }
    // Whole numbers are written out: 53940, not 5.394e+04.
    if (fabs(value) < 1e15 && value == floor(value))
        snprintf(best, sizeof best, "%.0f", value == 0 ? 0 : value);
    snprintf(text, size, "%s", best);
}

// "3.1×10⁻⁷" from "3.1e-07".
static void show_power(const char *digits, char *text, size_t size)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    const char *e = strchr(digits, 'e');
    const int power = atoi(e + 1);
    text[0] = '\0';
    const bool is_negative = digits[0] == '-';
    text_append(text, size, "%s%.*s×10", is_negative ? "−" : "", (int)(e - digits) - is_negative,
                digits + is_negative);
    char figures[16];
    snprintf(figures, sizeof figures, "%d", abs(power));
    if (power < 0)
        text_append(text, size, "⁻");
    for (const char *f = figures; *f; f++)
        text_append(text, size, "%s", raised[*f - '0']);
}

void text_show(double value, int digits, char *text, size_t size)
{
    if (!isfinite(value)) {
        snprintf(text, size, "%s", isnan(value) ? "–" : value > 0 ? "∞" : "−∞");
        return;
    }
    char plain[64];
    const double magnitude = fabs(value);
    print_digits(value, digits, plain, sizeof plain);
    if (magnitude >= 1e6 || (magnitude < 1e-4 && magnitude > 0)) {
        char power[64];
        snprintf(power, sizeof power, "%.*e", digits - 1, value);
        char *point = strchr(power, *localeconv()->decimal_point);
        char *e = strchr(power, 'e');
        if (point) { // no zeros at the end of the digits
            *point = '.';
            char *end = e;
            while (end[-1] == '0')
                end--;
            if (end[-1] == '.')
                end--;
            memmove(end, e, strlen(e) + 1);
        }
        show_power(power, text, size);
        return;
    }
    if (strchr(plain, 'e')) // rounded to few digits, but not far away: written out
        snprintf(plain, sizeof plain, "%.0f", strtod(plain, NULL));
    const bool is_negative = plain[0] == '-';
    const bool is_zero = strspn(plain, "-0.") == strlen(plain);
    snprintf(text, size, "%s%s", is_negative && !is_zero ? "−" : "", plain + is_negative);
}

// ---- UTF-8 --------------------------------------------------------------------------------------

bool text_check(const char *text, size_t length, int *line)
{
    const unsigned char *at = (const unsigned char *)text, *end = at + length;
    int lines = 1;
    bool fine = true;
    while (at < end && fine) {
        const unsigned char c = *at++;
        lines += c == '\n';
        if (c < 0x80) {
            fine = c >= 32 || c == '\n' || c == '\r' || c == '\t';
            continue;
        }
        const int more = c >= 0xF0 && c < 0xF5   ? 3
                         : c >= 0xE0 && c < 0xF0 ? 2
                         : c >= 0xC2 && c < 0xE0 ? 1
                                                 : -1;
        fine = more > 0 && end - at >= more;
        // Second bytes that would make the form overlong, a surrogate or too large.
        if (fine && ((c == 0xE0 && at[0] < 0xA0) || (c == 0xED && at[0] > 0x9F) ||
                     (c == 0xF0 && at[0] < 0x90) || (c == 0xF4 && at[0] > 0x8F)))
            fine = false;
        for (int i = 0; fine && i < more; i++)
            fine = (*at++ & 0xC0) == 0x80;
    }
    if (!fine && line)
        *line = lines;
    return fine;
}

static bool print_whole(char *text, size_t size, const char *format, va_list arguments)
{
    const int length = vsnprintf(text, size, format, arguments);
    if (size > 0)
        utf8_mend(text);
    return length >= 0 && (size_t)length < size;
}

bool text_print(char *text, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const bool is_whole = print_whole(text, size, format, arguments);
    va_end(arguments);
    return is_whole;
}

bool text_append(char *text, size_t size, const char *format, ...)
{
    const size_t used = strlen(text);
    va_list arguments;
    va_start(arguments, format);
    const bool is_whole = print_whole(text + used, size - used, format, arguments);
    va_end(arguments);
    return is_whole;
}

static uint32_t character_code(const char *text, size_t bytes)
{
    if (bytes == 1)
        return (unsigned char)*text;
    uint32_t code = (unsigned char)*text & (0xFFu >> (bytes + 1));
    for (size_t i = 1; i < bytes; i++)
        code = code << 6 | ((unsigned char)text[i] & 0x3F);
    return code;
}

size_t text_columns(const char *text)
{
    // From Unicode's EastAsianWidth.txt and the blocks of combining marks, by whole blocks.
    static const struct {
        uint32_t first, last;
        size_t columns;
    } ranges[] = {
        {0x0300, 0x036F, 0},   {0x1AB0, 0x1AFF, 0},   {0x1DC0, 0x1DFF, 0},   {0x200B, 0x200F, 0},
        {0x20D0, 0x20FF, 0},   {0xFE00, 0xFE0F, 0},   {0xFE20, 0xFE2F, 0},   {0xFEFF, 0xFEFF, 0},
        {0x1100, 0x115F, 2},   {0x2E80, 0x303E, 2},   {0x3041, 0xA4CF, 2},   {0xAC00, 0xD7A3, 2},
        {0xF900, 0xFAFF, 2},   {0xFE30, 0xFE6F, 2},   {0xFF00, 0xFF60, 2},   {0xFFE0, 0xFFE6, 2},
        {0x1F300, 0x1F64F, 2}, {0x1F900, 0x1F9FF, 2}, {0x20000, 0x3FFFD, 2},
    };
    size_t columns = 0, bytes;
    for (; *text; text += bytes) {
        const size_t whole = utf8_bytes(text);
        bytes = whole ? whole : 1; // a byte that begins no character stands for itself
        const uint32_t code = character_code(text, bytes);
        size_t wide = 1;
        for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
            if (code >= ranges[i].first && code <= ranges[i].last)
                wide = ranges[i].columns;
        columns += wide;
    }
    return columns;
}

void text_escape(const char *text, char *out, size_t size)
{
    size_t used = 0;
    while (*text) {
        const unsigned char *at = (const unsigned char *)text;
        const size_t bytes = utf8_bytes(text);
        // U+0080…U+009F are control characters as well.
        const bool is_bad =
            bytes == 0 || *at < 32 || *at == 127 || (*at == 0xC2 && at[1] >= 0x80 && at[1] < 0xA0);
        const size_t whole = bytes == 0 ? 1 : bytes;
        if (used + (is_bad ? 4 * whole : whole) >= size)
            break;
        for (size_t i = 0; i < whole; i++)
            if (is_bad)
                used += (size_t)snprintf(out + used, size - used, "\\x%02x", at[i]);
            else
                out[used++] = text[i];
        text += whole;
    }
    out[used] = '\0';
}

void text_excerpt(const char *text, char *excerpt, size_t size)
{
    static const char ellipsis[] = "…";
    const size_t length = strlen(text);
    size_t end = length;
    if (length >= size) {
        end = size - sizeof ellipsis;
        while (end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80)
            end--;
    }
    size_t at = 0;
    for (; at < end; at++)
        excerpt[at] = text[at] == '\n' ? ' ' : text[at];
    memcpy(excerpt + at, length >= size ? ellipsis : "", length >= size ? sizeof ellipsis : 1);
}

// The length of a relation's sign at the beginning of a text; 0: there is none.
static size_t sign_length(const char *text)
{
    static const char *const signs[] = {"=", "<", ">", "≤", "≥", "≈", "≠"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strncmp(text, signs[i], strlen(signs[i])) == 0)
            return strlen(signs[i]);
    return 0;
}

bool text_may_break(const char *text, size_t at)
{
    if (!text[at])
        return true;
    const size_t next = sign_length(text + at + 1);
    const char after = next > 0 ? text[at + 1 + next] : '\0';
    if (next > 0 && (after == ' ' || !after))
        return false;
    for (size_t length = 1; length <= 3 && length <= at; length++)
        if (sign_length(text + at - length) == length &&
            (length == at || text[at - length - 1] == ' '))
            return false;
    return true;
}

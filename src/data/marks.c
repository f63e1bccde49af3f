#include "data/marks.h"

#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool is_in(const char *const list[], const char *text, size_t length)
{
    for (size_t i = 0; list[i]; i++)
        if (strlen(list[i]) == length && strncasecmp(list[i], text, length) == 0)
            return true;
    return false;
}

bool marks_is_missing(const char *text, size_t length)
{
    static const char *const marks[] = {
        "NA",  "N/A",    "NaN",  "null",    "none",    "nil",     "-",     "--",   "---", "?", ".",
        "..",  "...",    ":",    "n.a.",    "n/a.",    "#N/A",    "#NA",   "<NA>", "–",   "—", "…",
        "\\N", "#NULL!", "k.A.", "missing", "#VALUE!", "#DIV/0!", "#REF!", "NaT",  NULL};
    if (length == 0)
        return true;
    if (length > 8)
        return false;
    // Of figures there are more than of anything else.
    if (*text >= '0' && *text <= '9')
        return false;
    return strspn(text, "*") >= length || is_in(marks, text, length);
}

bool marks_looks_missing(const char *text, size_t length)
{
    size_t letters = 0;
    if (length >= 3 && strncasecmp(text + length - 3, "inf", 3) == 0)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (isdigit((unsigned char)text[i]))
            return false;
        letters += isalpha((unsigned char)text[i]) != 0;
    }
    return letters <= 3 && length <= 8;
}

bool marks_is_total(const char *text, size_t length)
{
    static const char *const totals[] = {
        "total",      "totals",       "grand total", "sum",       "sums",  "summe",
        "gesamt",     "mean",         "average",     "avg",       "avg.",  "mittel",
        "mittelwert", "durchschnitt", "gesamtsumme", "insgesamt", "somme", "moyenne",
        "toplam",     "ortalama",     "median",      "std",       "min",   "max",
        "minimum",    "maximum",      NULL};
    while (length > 0 && (text[length - 1] == ':' || text[length - 1] == ' '))
        length--;
    return is_in(totals, text, length);
}

static bool add_code(struct codes *codes, const char *piece, struct error *error)
{
    static const char *const policies[] = {"drop", "refuse", "mean", NULL};
    double number;
    for (int i = 0; policies[i]; i++)
        if (strcasecmp(piece, policies[i]) == 0) {
            codes->policy = (enum gap_policy)i;
            return true;
        }
    if (!*piece)
        return true;
    if (codes->numbers == CODES_MAX || codes->words == CODES_MAX || strlen(piece) >= CODE_BYTES)
        return error_set(error, ERROR_INPUT,
                         "missing must be up to %d short codes such as -999, 9999, with drop, "
                         "refuse or mean",
                         CODES_MAX);
    if (text_number(piece, &number))
        codes->number[codes->numbers++] = number;
    else
        strcpy(codes->word[codes->words++], piece);
    return true;
}

bool codes_parse(struct codes *codes, const char *text, struct error *error)
{
    memset(codes, 0, sizeof *codes);
    for (const char *at = text; at && *at;) {
        char piece[CODE_BYTES + 8];
        at += strspn(at, " ");
        size_t length = strcspn(at, ",");
        const char *next = at[length] ? at + length + 1 : NULL;
        while (length > 0 && at[length - 1] == ' ')
            length--;
        snprintf(piece, sizeof piece, "%.*s",
                 length < sizeof piece ? (int)length : (int)sizeof piece - 1, at);
        if (!add_code(codes, piece, error))
            return false;
        at = next;
    }
    return true;
}

bool codes_have_number(const struct codes *codes, double value)
{
    for (size_t i = 0; i < codes->numbers; i++)
        if (codes->number[i] == value)
            return true;
    return false;
}

bool codes_have_word(const struct codes *codes, const char *text, size_t length)
{
    for (size_t i = 0; i < codes->words; i++)
        if (strlen(codes->word[i]) == length && memcmp(codes->word[i], text, length) == 0)
            return true;
    return false;
}

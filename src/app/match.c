#include "app/match.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

// ---- folding ------------------------------------------------------------------------------------

// The letters of U+00C0 … U+017F without their marks; '*' stays as it is or is in `folds`.
static const char latin[] = "aaaaaa*ceeeeiiii*nooooo*ouuuuy**aaaaaa*ceeeeiiii*nooooo*ouuuuy*y"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllll"
                            "lllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

// What is more than one letter, and signs that are a letter for who types.
static const struct {
    uint32_t code;
    const char *text;
} folds[] = {
    {0xC6, "ae"},  {0xE6, "ae"},  {0xD0, "d"},   {0xF0, "d"},   {0xDE, "th"},
    {0xFE, "th"},  {0xDF, "ss"},  {0x152, "oe"}, {0x153, "oe"}, {0x132, "ij"},
    {0x133, "ij"}, {0xB2, "2"},   {0xB3, "3"},   {0xB9, "1"},   {0x2212, "-"},
    {0x2013, "-"}, {0x2019, "'"}, {0xA0, " "},   {0x2009, " "}, {0x202F, " "},
};

// The next character; a byte that begins none stands for itself.
static uint32_t next(const char **text)
{
    const unsigned char *at = (const unsigned char *)*text;
    const size_t more = *at >= 0xF0 ? 3 : *at >= 0xE0 ? 2 : *at >= 0xC0 ? 1 : 0;
    uint32_t code = more == 0 ? *at : *at & (0x3Fu >> more);
    for (size_t i = 1; i <= more; i++) {
        if ((at[i] & 0xC0) != 0x80) {
            *text += 1;
            return 0xFFFD;
        }
        code = code << 6 | (at[i] & 0x3F);
    }
    *text += 1 + more;
    return code;
}

static uint32_t fold_greek(uint32_t code)
{
    if (code >= 0x391 && code <= 0x3A9)
        return code + 0x20;
    return code == 0x3C2 ? 0x3C3 : code;
}

// Writes what a character folds to and returns how many bytes that is; `letter` has room for 4.
static size_t fold(uint32_t code, const char *source, size_t bytes, char letter[4])
{
    if (code >= 0x300 && code <= 0x36F)
        return 0; // marks that stand alone
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
        if (folds[i].code == code) {
            const size_t length = strlen(folds[i].text);
            memcpy(letter, folds[i].text, length);
            return length;
        }
    }
    if (code < 0x80)
        *letter = (char)(code >= 'A' && code <= 'Z' ? code + 32 : code);
    else if (code >= 0xC0 && code <= 0x17F && latin[code - 0xC0] != '*')
        *letter = latin[code - 0xC0];
    else if (code >= 0x2080 && code <= 0x2089)
        *letter = (char)('0' + (code - 0x2080));
    else if (code == 0x2070 || (code >= 0x2074 && code <= 0x2079))
        *letter = (char)('0' + (code - 0x2070));
    else {
        const uint32_t greek = fold_greek(code);
        memcpy(letter, source, bytes);
        if (greek != code) {
            letter[0] = (char)(0xC0 | greek >> 6);
            letter[1] = (char)(0x80 | (greek & 0x3F));
        }
        return bytes;
    }
    return 1;
}

void match_fold(const char *utf8, char *text, size_t size)
{
    size_t at = 0;
    while (*utf8) {
        const char *source = utf8;
        char letter[4];
        const uint32_t code = next(&utf8);
        const size_t bytes = fold(code, source, (size_t)(utf8 - source), letter);
        if (at + bytes >= size)
            break;
        memcpy(text + at, letter, bytes);
        at += bytes;
    }
    text[at] = '\0';
}

// ---- matching -----------------------------------------------------------------------------------

// What a part costs by where it was found.
enum { COST_FIRST, COST_WORD, COST_ALSO_WORD, COST_MIDDLE, COST_ALSO_MIDDLE, COST_NONE };

static bool is_of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

// The best place of part[length] in a text.
static int find(const char *text, const char *part, size_t length, int first, int word, int middle)
{
    int best = COST_NONE;
    for (const char *at = text; *at; at++) {
        if (strncmp(at, part, length) != 0)
            continue;
        const int cost = at == text ? first : !is_of_word(at[-1]) ? word : middle;
        best = cost < best ? cost : best;
    }
    return best;
}

int match_cost(const char *typed, const char *name, const char *also)
{
    int sum = 0;
    for (const char *part = typed + strspn(typed, " "); *part;) {
        const size_t length = strcspn(part, " ");
        const int in_name = find(name, part, length, COST_FIRST, COST_WORD, COST_MIDDLE);
        const int in_also =
            find(also, part, length, COST_ALSO_WORD, COST_ALSO_WORD, COST_ALSO_MIDDLE);
        const int cost = in_name < in_also ? in_name : in_also;
        if (cost == COST_NONE)
            return -1;
        sum += cost;
        part += length;
        part += strspn(part, " ");
    }
    return sum;
}

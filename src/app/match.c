#include "app/match.h"

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

// ---- typing errors ------------------------------------------------------------------------------

enum {
    EDITS_MAX = 2,
    BAND = 2 * EDITS_MAX + 1, // of a word, that a letter typed can stand for
    FORGIVEN_MIN = 4,         // letters: shorter parts are in too many words but for one letter
    FORGIVEN_TWICE_MIN = 8,
    FORGIVEN_MAX = 32,
    COST_EDIT = 4096, // above what all parts of a text can cost that are in it
};

// How many errors a part may have. Digits are meant as they are typed.
static int edits_forgiven(const char *part, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (part[i] >= '0' && part[i] <= '9')
            return 0;
    return length < FORGIVEN_MIN || length > FORGIVEN_MAX ? 0 : length < FORGIVEN_TWICE_MIN ? 1 : 2;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

// How many letters are wrong, missing, too many or the wrong way round in part[length] as
// word[size] or as its beginning, which then ends as the part does; more than `most` when those are
// too few. Optimal string alignment (Damerau 1964), within the diagonals that `most` allows:
// row[i][k] is the distance of part[i] and word[i + k − EDITS_MAX].
static int count_edits(const char *part, size_t length, const char *word, size_t size, int most)
{
    int row[FORGIVEN_MAX + 1][BAND];
    int best = most + 1;
    for (int i = 0; i <= (int)length; i++) {
        int lowest = most + 1;
        for (int k = 0; k < BAND; k++) {
            const int j = i + k - EDITS_MAX;
            int *at = &row[i][k];
            *at = most + 1;
            if (j < 0 || j > (int)size)
                continue;
            if (i == 0 || j == 0)
                *at = least(*at, i + j);
            if (i > 0 && j > 0)
                *at = least(*at, row[i - 1][k] + (part[i - 1] != word[j - 1]));
            if (i > 0 && k + 1 < BAND)
                *at = least(*at, row[i - 1][k + 1] + 1);
            if (j > 0 && k > 0)
                *at = least(*at, row[i][k - 1] + 1);
            if (i > 1 && j > 1 && part[i - 1] == word[j - 2] && part[i - 2] == word[j - 1])
                *at = least(*at, row[i - 2][k] + 1);
            lowest = least(lowest, *at);
            const bool ends = j == (int)size || (i > 0 && j > 0 && part[i - 1] == word[j - 1]);
            if (i == (int)length && ends)
                best = least(best, *at);
        }
        if (lowest > most)
            return most + 1;
    }
    return best;
}

// The fewest errors with which a part begins a word of a text; more than `most` when those are too
// few.
static int find_wrong(const char *text, const char *part, size_t length, int most)
{
    int best = most + 1;
    while (*text) {
        size_t size = 0;
        while (is_of_word(text[size]))
            size++;
        if (size + (size_t)most >= length)
            best = least(best, count_edits(part, length, text, size, most));
        text += size > 0 ? size : 1;
    }
    return best;
}

// ---- the whole ----------------------------------------------------------------------------------

static int cost_of(const char *part, size_t length, const char *name, const char *also,
                   bool forgives)
{
    const int in_name = find(name, part, length, COST_FIRST, COST_WORD, COST_MIDDLE);
    const int in_also = find(also, part, length, COST_ALSO_WORD, COST_ALSO_WORD, COST_ALSO_MIDDLE);
    const int cost = least(in_name, in_also);
    const int most = cost == COST_NONE && forgives ? edits_forgiven(part, length) : 0;
    if (most == 0)
        return cost == COST_NONE ? -1 : cost;
    const int name_edits = find_wrong(name, part, length, most);
    const int also_edits = find_wrong(also, part, length, most);
    const int edits = least(name_edits, also_edits);
    const int where = name_edits <= also_edits ? COST_WORD : COST_ALSO_WORD;
    return edits > most ? -1 : edits * COST_EDIT + where;
}

int match_cost(const char *typed, const char *name, const char *also, bool forgives)
{
    int sum = 0;
    for (const char *part = typed + strspn(typed, " "); *part;) {
        const size_t length = strcspn(part, " ");
        const int cost = cost_of(part, length, name, also, forgives);
        if (cost < 0)
            return -1;
        sum += cost;
        part += length;
        part += strspn(part, " ");
    }
    return sum;
}

// The different texts of a column.
#ifndef RAVINE_DATA_WORDLIST_H
#define RAVINE_DATA_WORDLIST_H

#include "data/cells.h"

// In the order of their first row; numbers among them by their shortest text. A zeroed one is
// empty.
struct wordlist {
    char **word;
    size_t count, capacity;
    size_t *slot; // hash table: place + 1, 0 = free
    size_t slots;
    bool is_cut; // there are more than were wanted
};

// place[rows] (may be NULL) becomes each row's word, −1 for a gap or what came after `most` words.
bool wordlist_read(struct wordlist *list, const struct raw *raw, const double cell[], size_t rows,
                   size_t most, int place[], struct error *error);
// On failure *copy is empty.
bool wordlist_copy(struct wordlist *copy, const struct wordlist *list, struct error *error);
void wordlist_clear(struct wordlist *list);

#endif

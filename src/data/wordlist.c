#include "data/wordlist.h"

#include "base/array.h"
#include "base/text.h"

#include <stdlib.h>

enum { WORD_BYTES = 256 };

static size_t hash_of(const char *text)
{
    uint64_t hash = 14695981039346656037u; // FNV-1a (Fowler, Noll & Vo)
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return (size_t)(hash ^ (hash >> 29));
}

// The slot where the word is, or where it would go.
static size_t slot_of(const struct wordlist *list, const char *text)
{
    size_t at = hash_of(text) % list->slots;
    while (list->slot[at] && strcmp(list->word[list->slot[at] - 1], text) != 0)
        at = (at + 1) % list->slots;
    return at;
}

static bool grow_slots(struct wordlist *list, struct error *error)
{
    const size_t slots = list->slots ? 2 * list->slots : 64;
    size_t *fresh = array_create(slots, sizeof *fresh, error);
    if (!fresh)
        return false;
    free(list->slot);
    list->slot = fresh;
    list->slots = slots;
    for (size_t i = 0; i < list->count; i++)
        list->slot[slot_of(list, list->word[i])] = i + 1;
    return true;
}

// The place of the word; −1 where there are too many.
static bool find_word(struct wordlist *list, const char *text, size_t most, int *place,
                      struct error *error)
{
    if (2 * list->count >= list->slots && !grow_slots(list, error))
        return false;
    const size_t at = slot_of(list, text);
    *place = (int)list->slot[at] - 1;
    if (*place >= 0)
        return true;
    if (list->count == most) {
        list->is_cut = true;
        return true;
    }
    char *copy = strdup(text);
    if (!copy ||
        !array_reserve(&list->word, &list->capacity, list->count + 1, sizeof *list->word, NULL)) {
        free(copy);
        return error_memory(error);
    }
    list->word[list->count++] = copy;
    list->slot[at] = list->count;
    *place = (int)list->count - 1;
    return true;
}

bool wordlist_read(struct wordlist *list, const struct raw *raw, const double cell[], size_t rows,
                   size_t most, int place[], struct error *error)
{
    memset(list, 0, sizeof *list);
    for (size_t row = 0; row < rows; row++) {
        char text[WORD_BYTES];
        int at = -1;
        if (cell_is_word(cell[row])) {
            const struct table_field field = cell_word(raw, cell[row]);
            fields_text(&field, text, sizeof text);
        } else if (!isnan(cell[row])) {
            text_shortest(cell[row], text, sizeof text);
        }
        if (!cell_is_gap(cell[row]) && !find_word(list, text, most, &at, error)) {
            wordlist_clear(list);
            return false;
        }
        if (place)
            place[row] = at;
        else if (list->is_cut)
            break;
    }
    return true;
}

bool wordlist_copy(struct wordlist *copy, const struct wordlist *list, struct error *error)
{
    memset(copy, 0, sizeof *copy);
    copy->word = array_create(list->count, sizeof *copy->word, error);
    copy->slot = array_create(list->slots, sizeof *copy->slot, error);
    bool done = copy->word && copy->slot;
    copy->capacity = done ? list->count : 0;
    copy->slots = done ? list->slots : 0;
    copy->is_cut = list->is_cut;
    if (done && list->slots > 0)
        memcpy(copy->slot, list->slot, list->slots * sizeof *copy->slot);
    for (size_t i = 0; done && i < list->count; i++) {
        copy->word[i] = strdup(list->word[i]);
        done = copy->word[i] || error_memory(error);
        copy->count += done;
    }
    if (!done)
        wordlist_clear(copy);
    return done;
}

void wordlist_clear(struct wordlist *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->word[i]);
    free(list->word);
    free(list->slot);
    memset(list, 0, sizeof *list);
}

#include "base/words.h"

#include <string.h>

static const struct words *spoken; // set once, see words_set; NULL is English

bool words_set(const struct words *language)
{
    if (spoken)
        return false;
    spoken = language;
    return true;
}

const char *words(const char *english)
{
    if (!spoken || !english)
        return english;
    size_t low = 0, high = spoken->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(english, spoken->pair[middle].english);
        if (order == 0)
            return spoken->pair[middle].translation;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return english;
}

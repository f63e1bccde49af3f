#include "labs/kit/looks.h"

#include "base/array.h"
#include "base/text.h"
#include "plot/theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int find(const struct looks_kept *kept, const char *section)
{
    for (size_t i = 0; i < kept->count; i++)
        if (strcmp(kept->row[i].section, section) == 0)
            return kept->row[i].look;
    return -1;
}

bool looks_keep(struct looks_kept *kept, const struct look_wish wish[], size_t count, int look[],
                struct error *error)
{
    int *taken = array_create(2 * count, sizeof *taken, error), *wished = taken + count;
    if (!taken || !array_reserve(&kept->row, &kept->capacity, kept->count + count,
                                 sizeof *kept->row, error)) {
        free(taken);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        taken[i] = wish[i].given >= 0 ? wish[i].given : find(kept, wish[i].section);
        wished[i] = wish[i].wish;
    }
    looks_assign(taken, wished, count, look);
    for (size_t i = 0; i < count; i++) {
        if (find(kept, wish[i].section) >= 0)
            continue;
        snprintf(kept->row[kept->count].section, sizeof kept->row->section, "%s", wish[i].section);
        kept->row[kept->count++].look = look[i];
    }
    free(taken);
    return true;
}

static bool contradicts(const char *section, int look)
{
    // Beside those that looks have.
    static const char *const colors[] = {"red", "orange", "pink", "black", "white", NULL};
    static const char *const *const lists[] = {colors, look_names};
    const char *word = strchr(section, '.') + 1;
    const size_t length = strcspn(word, "-_0123456789");
    for (size_t list = 0; list < 2; list++)
        for (size_t i = 0; lists[list][i]; i++)
            if (strncmp(lists[list][i], word, length) == 0 && !lists[list][i][length])
                return lists[list] == colors || i != (size_t)look % LOOK_COUNT;
    return false;
}

void looks_call(const char *section, int look, size_t index, char name[48])
{
    if (contradicts(section, look))
        snprintf(name, 48, "%zu", index + 1);
    else
        text_print(name, 48, "%s", strchr(section, '.') + 1);
}

bool looks_copy(struct looks_kept *to, const struct looks_kept *from, struct error *error)
{
    memset(to, 0, sizeof *to);
    if (!array_reserve(&to->row, &to->capacity, from->count, sizeof *to->row, error))
        return false;
    if (from->count > 0)
        memcpy(to->row, from->row, from->count * sizeof *to->row);
    to->count = from->count;
    return true;
}

void looks_clear(struct looks_kept *kept)
{
    free(kept->row);
    memset(kept, 0, sizeof *kept);
}

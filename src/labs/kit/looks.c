#include "labs/kit/looks.h"

#include "base/array.h"
#include "plot/theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

bool looks_contradict(const char *section, int look)
{
    static const char *const colors[] = {"red",       "orange", "brown", "gold",  "pink", "magenta",
                                         "cyan",      "violet", "black", "white", "grey", "gray",
                                         "turquoise", "teal",   "lime",  "navy",  NULL};
    const char *dot = strchr(section, '.'), *own = look_style(&theme_light, look).name;
    char word[72];
    snprintf(word, sizeof word, "%s", dot ? dot + 1 : section);
    word[strcspn(word, "-_0123456789")] = '\0';
    bool is_color = false;
    for (size_t i = 0; colors[i] && !is_color; i++)
        is_color = strcasecmp(word, colors[i]) == 0;
    for (size_t i = 0; look_names[i] && !is_color; i++)
        is_color = strcasecmp(word, look_names[i]) == 0;
    return is_color && strcasecmp(word, own) != 0;
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

#include "cli/link.h"

#include "base/words.h"
#include "export/share.h"

#include <stdlib.h>
#include <string.h>

// Bytes that a word of a command line may have on Linux.
static const size_t word_max = (size_t)128 << 10;

bool link_print(const struct scene *scene, const char *page, bool has_tables, FILE *out,
                FILE *notes, struct error *error)
{
    char note[SHARE_NOTE_MAX];
    char *fragment = share_fragment(scene, has_tables ? SHARE_INSIDE : SHARE_NAMED, note, error);
    char *address = fragment ? share_address(page, fragment, error) : NULL;
    if (address && *note)
        fprintf(notes, words("ravine: %s; --data-inside takes it along\n"), note);
    if (address && strlen(address) >= word_max)
        fputs(words("ravine: this link is too long for a command line; browsers take it\n"), notes);
    if (address)
        fprintf(out, "%s\n", address);
    free(fragment);
    free(address);
    return address != NULL;
}

#include "cli/link.h"

#include "base/array.h"
#include "base/file.h"
#include "base/words.h"
#include "export/carry.h"
#include "export/format.h"
#include "export/share.h"
#include "labs/registry.h"

#include <stdlib.h>
#include <string.h>

// Bytes that a word of a command line may have on Linux.
static const size_t word_max = (size_t)128 << 10;

static bool write_line(const char *path, const char *text, struct error *error)
{
    const size_t size = strlen(text) + 2;
    char *line = array_create(size, 1, error);
    if (line)
        snprintf(line, size, "%s\n", text);
    const bool done = line && file_write(path, line, error);
    free(line);
    return done;
}

bool link_write(const struct scene *scene, const struct options *options, FILE *notes,
                struct error *error)
{
    char note[SHARE_NOTE_MAX];
    const char *path = options->output ? options->output : "-";
    const struct lab_type *type = lab_for(scene, error);
    // Whoever opens it cannot mend a name that hides nothing.
    if (!type || !lab_check_hidden(type, scene, NULL, error))
        return false;
    if (options->output &&
        (!format_check_link(path, error) || !carry_check_target(scene, path, error)))
        return false;
    char *fragment =
        share_fragment(scene, options->has_tables ? SHARE_INSIDE : SHARE_NAMED, note, error);
    char *address = fragment ? share_address(options->page, fragment, error) : NULL;
    if (address && *note)
        fprintf(notes, words("ravine: %s; --data-inside takes it along\n"), note);
    if (address && strcmp(path, "-") == 0 && strlen(address) >= word_max)
        fputs(words("ravine: this link is too long for a command line; browsers take it, and "
                    "-o FILE writes it to a file that ravine opens\n"),
              notes);
    const bool done = address && write_line(path, address, error);
    free(fragment);
    free(address);
    return done;
}

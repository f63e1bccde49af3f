// The options of the command line about a whole lecture on paper.
//
// Who may call whom: options → notes.
#ifndef RAVINE_CLI_NOTES_H
#define RAVINE_CLI_NOTES_H

#include "base/error.h"
#include "export/notes.h"

// As they were given; a zeroed one is none.
struct notes_words {
    const char *folder;          // --figures
    const struct format *format; // --format; NULL = not given
    const struct leaf *leaf;     // --page; NULL = not given
    bool has_try, has_notes;     // --handout, --notes
};

// Takes the value of the option `name` ("--figures"); *is_known is false where it is not one of
// these.
bool notes_option(struct notes_words *words, const char *name, const char *text, bool *is_known,
                  struct error *error);

// Whether an option is for lectures only, and whether one of pictures is for single scenes only.
bool notes_is_option(const char *name);
bool notes_is_for_scenes(const char *name);

// Writes what was asked for: the document into `output`, the figures into their folder, or both.
// The figure holds what the other words say of each.
bool notes_obey(const struct lecture *lecture, const char *output, const struct notes_words *words,
                const struct notes_options *said, struct error *error);

#endif

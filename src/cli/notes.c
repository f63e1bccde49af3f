#include "cli/notes.h"

#include "base/text.h"
#include "cli/progress.h"

#include <string.h>

bool notes_is_option(const char *name)
{
    static const char *const names[] = {"--figures", "--format", "--page", "--handout", "--notes"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

bool notes_is_for_scenes(const char *name)
{
    return strcmp(name, "--step") == 0 || strcmp(name, "--epoch") == 0;
}

static bool take_page(struct notes_words *words, const char *text, struct error *error)
{
    char known[128] = "";
    words->leaf = leaf_find(text);
    for (size_t i = 0; leaf_names[i]; i++)
        text_append(known, sizeof known, "%s%s", i ? ", " : "", leaf_names[i]);
    return words->leaf ||
           error_set(error, ERROR_INPUT, "--page must be one of %s, not '%s'", known, text);
}

bool notes_option(struct notes_words *words, const char *name, const char *text, bool *is_known,
                  struct error *error)
{
    *is_known = notes_is_option(name);
    if (strcmp(name, "--figures") == 0) {
        words->folder = text;
        return *text || error_set(error, ERROR_INPUT, "--figures needs the name of a folder");
    }
    if (strcmp(name, "--format") == 0) {
        words->format = figures_format(text, error);
        return words->format;
    }
    if (strcmp(name, "--page") == 0)
        return take_page(words, text, error);
    words->has_try = words->has_try || strcmp(name, "--handout") == 0;
    words->has_notes = words->has_notes || strcmp(name, "--notes") == 0;
    return *is_known;
}

bool notes_obey(const struct lecture *lecture, const char *output, const struct notes_words *words,
                const struct notes_options *said, struct error *error)
{
    struct progress progress;
    struct notes_options options = *said;
    options.leaf = words->leaf;
    options.has_try = words->has_try;
    options.has_notes = words->has_notes;
    options.follow = progress_name;
    options.user = &progress;
    progress_begin(&progress);
    const struct format *format = words->format ? words->format : figures_format("pdf", error);
    const bool done = (!output || notes_write(lecture, output, &options, error)) &&
                      (!words->folder ||
                       (format && figures_write(lecture, words->folder, format, &options, error)));
    progress_end(&progress);
    return done;
}

// A page writes no lectures on paper: those are documents in PDF and folders of files.
#include "export/notes.h"

static bool refuse(struct error *error)
{
    return error_set(error, ERROR_FAILED, "lectures on paper are written by the installed Ravine");
}

bool notes_write(const struct lecture *lecture, const char *path,
                 const struct notes_options *options, struct error *error)
{
    (void)lecture, (void)path, (void)options;
    return refuse(error);
}

const struct format *figures_format(const char *name, struct error *error)
{
    (void)name;
    refuse(error);
    return NULL;
}

bool figures_write(const struct lecture *lecture, const char *folder, const struct format *format,
                   const struct notes_options *options, struct error *error)
{
    (void)lecture, (void)folder, (void)format, (void)options;
    return refuse(error);
}

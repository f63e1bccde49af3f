// Commands about files.
#include "app/commands/rows.h"
#include "app/files.h"
#include "app/linking.h"

static const char group[] = "Files";

static bool open(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return files_choose(frame, error);
}

static bool save(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return files_save(frame, error);
}

static bool save_as(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return files_save_as(frame, error);
}

static bool copy_link(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return linking_copy(frame, error);
}

// clang-format off
const struct command commands_files[] = {
    {"open",    "open a scene, a picture or a table",       group, NULL, open, true},
    {"save",    "save the scene",               group, NULL, save, true},
    {"save-as", "save the scene under another name",        group, NULL, save_as, true},
    {"copy-link", "copy a link that opens this scene in a browser", group, NULL, copy_link, true},
    {0},
};
// clang-format on

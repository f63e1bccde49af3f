// Commands about what runs: adding, copying, naming, taking away, moving all at once.
#include "app/commands/rows.h"
#include "app/members.h"
#include "base/words.h"

static const char group[] = "Runners and averages";

static const char *cannot_add(const struct frame *frame, int argument)
{
    (void)argument;
    return members_cannot_add(&frame->document);
}

static bool add(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    frame->panel.follow = true;
    return members_add(&frame->document, error);
}

static const char *cannot_duplicate(const struct frame *frame, int argument)
{
    (void)argument;
    return members_cannot_duplicate(&frame->document);
}

static bool duplicate(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    frame->panel.follow = true;
    return members_duplicate(&frame->document, error);
}

static const char *cannot_rename(const struct frame *frame, int argument)
{
    (void)argument;
    return members_cannot_rename(&frame->document);
}

static bool rename_it(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    panel_type_name(&frame->panel, &frame->document);
    return true;
}

static const char *cannot_remove(const struct frame *frame, int argument)
{
    (void)argument;
    return members_cannot_remove(&frame->document);
}

static bool remove_it(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    frame->panel.follow = true;
    return members_remove(&frame->document, error);
}

static const char *cannot_link(const struct frame *frame, int argument)
{
    (void)argument;
    return members_cannot_link(&frame->document);
}

static bool link_them(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    bool *is_linked = &frame->document.is_linked;
    *is_linked = !*is_linked;
    toast_say(&frame->toast, false,
              *is_linked
                  ? words("Linked: a number moves all the others by the same factor or amount, a "
                          "choice makes them the same")
                  : words("No longer linked: a slider moves alone"));
    return true;
}

// clang-format off
const struct command commands_runs[] = {
    {"add-member",       "add a runner or an average",                group, cannot_add,       add, true},
    {"duplicate-member", "duplicate the selected one",  group, cannot_duplicate, duplicate, true},
    {"rename-member",    "rename the selected one",     group, cannot_rename,    rename_it, true},
    {"remove-member",    "remove the selected one",     group, cannot_remove,    remove_it, true},
    {"link-members",     "link: a slider moves the same one of all runners", group, cannot_link, link_them, true},
    {0},
};
// clang-format on

// Commands that compare: a run with the one before, runners each at its best.
#include "app/commands/rows.h"
#include "base/words.h"

static const char *without_ghost(const struct frame *frame, int argument)
{
    (void)argument;
    if (!frame->document.lab->type->has_ghost)
        return "this lab keeps no earlier run";
    return document_has_ghost(&frame->document) ? NULL
                                                : "nothing has been changed yet to compare with";
}

static bool toggle_ghost(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    const bool on = frame->document.hides_ghost;
    document_show_ghost(&frame->document, on);
    toast_say(&frame->toast, false,
              words(on ? "The run before the last change is shown in dots."
                       : "The run before the last change is hidden."));
    return true;
}

static const char *without_search(const struct frame *frame, int argument)
{
    (void)argument;
    return finder_unavailable(&frame->finder, &frame->document);
}

static bool find_alpha(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return finder_begin(&frame->finder, &frame->document, error);
}

// clang-format off
const struct command commands_compare[] = {
    {"best-alpha", "find the best α for the selected runner", "Sliders", without_search, find_alpha, true},
    {"ghost",      "show or hide the run before the last change",       "Picture", without_ghost,  toggle_ghost, true},
    {0},
};
// clang-format on

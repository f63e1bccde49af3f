// Commands about sliders and values.
#include "app/ask.h"
#include "app/commands/rows.h"
#include "app/formula.h"
#include "app/rule_field.h"

static const char group[] = "Sliders";

static const char *without_sliders(const struct frame *frame, int argument)
{
    (void)argument;
    if (document_hides_panel(&frame->document))
        return "the exercise hides the panel";
    return lab_sliders(frame->document.lab) > 0 ? NULL
           : scene_text(&frame->document.now.scene, "view", "hide")
               ? "the exercise hides all sliders"
               : "this lab has no sliders";
}

static const char *without_number(const struct frame *frame, int argument)
{
    const struct document *document = &frame->document;
    const struct lab_slider slider = document_slider(document, document->slider);
    const char *why = without_sliders(frame, argument);
    return why || param_has_slider(slider.param) ? why : "this is a text: type it";
}

// The lists of choices go round, numbers end.
static const char *without_change(const struct frame *frame, int argument)
{
    const char *why = without_number(frame, argument);
    return why ? why : panel_is_at_end(&frame->document, argument < 0 ? -1 : 1);
}

// −1: the one above, 1: the one below.
static bool select_slider(struct frame *frame, int argument, struct error *error)
{
    (void)error;
    panel_select(&frame->panel, &frame->document, argument < 0 ? -1 : 1);
    return true;
}

// Its sign is the direction; 1 is fine, 2 normal, 3 coarse.
static bool change_value(struct frame *frame, int argument, struct error *error)
{
    static const enum param_pace paces[] = {PARAM_NORMAL, PARAM_FINE, PARAM_NORMAL, PARAM_COARSE};
    const int pace = argument < 0 ? -argument : argument;
    return panel_nudge(&frame->document, argument < 0 ? -1 : 1, paces[pace < 4 ? pace : 3],
                       frame->repeats, error);
}

static bool type_value(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return ask_value(frame, error);
}

static const char *without_formula(const struct frame *frame, int argument)
{
    (void)argument;
    return formula_is_unavailable(frame);
}

static bool type_formula(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return formula_open(frame, error);
}

static const char *without_rule(const struct frame *frame, int argument)
{
    (void)argument;
    return rule_field_is_unavailable(frame);
}

static bool type_rule(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return rule_field_open(frame, error);
}

static const char *is_reset(const struct frame *frame, int argument)
{
    const char *why = without_sliders(frame, argument);
    return why || !panel_is_reset(&frame->document) ? why : "this is the scene's value";
}

static bool reset_value(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return panel_reset(&frame->document, error);
}

// The number of the runner, from 1.
static const char *without_runner(const struct frame *frame, int argument)
{
    return argument > 0 && panel_has_runner(&frame->document, (size_t)argument - 1)
               ? NULL
               : "no runner has this number";
}

static bool toggle_runner(struct frame *frame, int argument, struct error *error)
{
    return panel_toggle(&frame->document, (size_t)argument - 1, error);
}

static const char *nothing_to_undo(const struct frame *frame, int argument)
{
    (void)argument;
    return document_can_undo(&frame->document) ? NULL : "nothing to undo";
}

static bool undo(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return document_undo(&frame->document, error);
}

static const char *nothing_to_redo(const struct frame *frame, int argument)
{
    (void)argument;
    return document_can_redo(&frame->document) ? NULL : "nothing to redo";
}

static bool redo(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return document_redo(&frame->document, error);
}

// clang-format off
const struct command commands_sliders[] = {
    {"select-slider",    "select a slider",                           group, without_sliders, select_slider},
    {"change-value",     "change the value",                 group, without_change,  change_value},
    {"type-value",       "type or choose a value",                        group, without_sliders, type_value, true},
    {"type-formula",     "type the function that runs",      group, without_formula, type_formula, true},
    {"type-rule",        "type the runner's rule",           group, without_rule,    type_rule, true},
    {"reset-value",      "back to the scene's value",                 group, is_reset,        reset_value, true},
    {"toggle-runner",    "show or hide a runner",                     group, without_runner,  toggle_runner, true},
    {"undo",             "undo a change",                             group, nothing_to_undo, undo},
    {"redo",             "do it again",                               group, nothing_to_redo, redo},
    {0},
};
// clang-format on

// Commands about the timeline.
#include "app/timeline.h"
#include "app/commands/rows.h"
#include "app/record.h"

#include <math.h>

static const char group[] = "Timeline";

static bool play(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    document_play(&frame->document);
    return true;
}

static bool pause_at(struct frame *frame, double step)
{
    frame->document.is_playing = false;
    document_go(&frame->document, step);
    return true;
}

// How many steps on, or back where it is negative.
static bool go_steps(struct frame *frame, int argument, struct error *error)
{
    const struct lab *lab = frame->document.lab;
    const struct lab_view view = frame_view(frame);
    const double step = frame->document.step;
    const double to = lab->type->stride ? lab->type->stride(lab, &view, argument) : NAN;
    (void)error;
    if (!isnan(to))
        return pause_at(frame, to);
    return pause_at(frame, (argument > 0 ? floor(step + 1e-9) : ceil(step - 1e-9)) + argument);
}

static bool first_step(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    return pause_at(frame, 0);
}

static bool last_step(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    return pause_at(frame, document_last_step(&frame->document));
}

static const char *is_slowest(const struct frame *frame, int argument)
{
    (void)argument;
    return timeline_has_speed(&frame->document, -1) ? NULL : "this is the slowest";
}

static bool slower(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    timeline_faster(&frame->document, -1);
    return true;
}

static const char *is_fastest(const struct frame *frame, int argument)
{
    (void)argument;
    return timeline_has_speed(&frame->document, 1) ? NULL : "this is the fastest";
}

static bool faster(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    timeline_faster(&frame->document, 1);
    return true;
}

static bool restart(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    document_go(&frame->document, 0);
    frame->document.is_playing = true;
    return true;
}

static const char *is_not_answered(const struct frame *frame, int argument)
{
    (void)argument;
    return frame_asks(frame) ? "the question comes first" : NULL;
}

static bool record(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return record_ask(frame, error);
}

// clang-format off
const struct command commands_timeline[] = {
    {"play",             "play, pause",                               group, NULL,            play, true},
    {"go-steps",         "one step back or on",                       group, NULL,            go_steps},
    {"first-step",       "first step",                                group, NULL,            first_step},
    {"last-step",        "last step",                                 group, NULL,            last_step},
    {"slower",           "slower",                                    group, is_slowest,      slower},
    {"faster",           "faster",                                    group, is_fastest,      faster},
    {"restart",          "restart from the first step",               group, NULL,            restart, true},
    {"record",           "record the timeline as a film",             group, is_not_answered, record, true},
    {0},
};
// clang-format on

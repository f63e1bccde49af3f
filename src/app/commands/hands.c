// What hands do on the stage without a mouse: zooming, panning, moving the start, reading a path.
#include "app/commands/rows.h"
#include "base/words.h"

#include <stdlib.h>

static const char group[] = "Stage";

static const float pan_share = 0.1f;    // of what is shown, a press
static const float start_share = 0.02f; // the same; a tenth of it where it is fine
static const float zoom_notches = 2;    // of the wheel, a press

// Arguments of what goes somewhere; + 4: finely.
static const struct point directions[] = {{0, 0}, {-1, 0}, {1, 0}, {0, 1}, {0, -1}};

static const char *shows_everything(const struct frame *frame, int argument)
{
    (void)argument;
    return frame_cannot_zoom(frame);
}

// A lab may have nothing more to show in that direction.
static bool point(struct frame *frame, const struct lab_pointer *pointer, struct error *error)
{
    frame->part = LAB_STAGE; // what a small window does not show cannot be seen to move
    const struct lab_layout layout = frame_layout(frame);
    const enum lab_effect effect = document_point(&frame->document, &layout, pointer, error);
    if (effect == LAB_NOTHING && error->kind == ERROR_NONE)
        toast_say(&frame->toast, false, words("it goes no further"));
    return effect != LAB_NOTHING;
}

// The step that is read or the selected runner's head, where it is to be seen; else the middle.
static struct point center(const struct frame *frame)
{
    struct lab *lab = frame->document.lab;
    const struct lab_picture *picture = lab_picture(lab);
    const struct lab_layout layout = frame_layout(frame);
    const struct lab_view view = frame_view(frame);
    struct plot plot;
    struct point at;
    if (picture->place && picture->place(lab, &layout, view.selected,
                                         view.is_reading ? view.reading : view.step, &at))
        return at;
    frame_plot(frame, &plot);
    return (struct point){plot.area.x + plot.area.width / 2, plot.area.y + plot.area.height / 2};
}

// Its sign is in or out; 1 both axes, 2 only x, 3 only y.
static bool zoom(struct frame *frame, int argument, struct error *error)
{
    static const enum lab_axes axes[] = {LAB_BOTH_AXES, LAB_BOTH_AXES, LAB_X_AXIS, LAB_Y_AXIS};
    frame->part = LAB_STAGE;
    const struct lab_pointer pointer = {
        .kind = LAB_WHEEL,
        .at = center(frame),
        .wheel = argument < 0 ? -zoom_notches : zoom_notches,
        .axes = axes[abs(argument) % 4],
    };
    return point(frame, &pointer, error);
}

// 1 to the left, 2 to the right, 3 up, 4 down.
static bool pan(struct frame *frame, int argument, struct error *error)
{
    const struct point way = directions[argument % 5];
    const struct lab_pointer pointer = {.kind = LAB_PAN,
                                        .by = {pan_share * way.x, pan_share * way.y}};
    return point(frame, &pointer, error);
}

static const char *without_start(const struct frame *frame, int argument)
{
    (void)argument;
    return lab_picture(frame->document.lab)->has_start ? NULL : "this picture has no start to move";
}

// As pan's, and 5 to 8 the same finely.
static bool move_start(struct frame *frame, int argument, struct error *error)
{
    const bool is_fine = argument > 4;
    const struct point way = directions[(is_fine ? argument - 4 : argument) % 5];
    const float share = is_fine ? start_share / 10 : start_share;
    const struct lab_pointer pointer = {.kind = LAB_START, .by = {share * way.x, share * way.y}};
    return point(frame, &pointer, error);
}

static const char *without_path(const struct frame *frame, int argument)
{
    (void)argument;
    return reader_can(&frame->document) ? NULL : "no path is drawn here that could be read";
}

static bool read_path(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    if (frame->reader.is_on) {
        reader_leave(&frame->reader);
        return true;
    }
    reader_begin(&frame->reader, &frame->document);
    toast_say(&frame->toast, false,
              words("← → walk along the steps, ↑ ↓ change the runner, Esc ends it"));
    return true;
}

// clang-format off
const struct command commands_hands[] = {
    {"zoom",             "zoom in or out",                            group, shows_everything, zoom},
    {"pan",              "move the part that is shown",               group, shows_everything, pan},
    {"move-start",       "move the start",                            group, without_start,    move_start},
    {"read",             "read the numbers along a path",  group, without_path,     read_path},
    {0},
};
// clang-format on

// The timeline at the bottom: play state, place, scrubber, speed.
#include "app/state.h"

#include <math.h>
#include <stdio.h>

static const double seconds_for_all = 8; // at speed 1
static const double speeds[] = {0.125, 0.25, 0.5, 1, 2, 4, 8, 16};
static const char *const speed_names[] = {"⅛×", "¼×", "½×", "1×", "2×", "4×", "8×", "16×"};
enum { SPEEDS = sizeof speeds / sizeof *speeds };

static size_t speed_index(const struct app *app)
{
    size_t i = 0;
    while (i + 1 < SPEEDS && speeds[i] < app->speed)
        i++;
    return i;
}

static struct rect track_of(const struct app *app)
{
    const float width = app->canvas->width, y = app->canvas->height - 0.56f * TIMELINE_HEIGHT;
    const float left = width < 1000 ? 208 : 240, right = 84;
    return (struct rect){left, y, fmaxf(width - left - right, 40), 0};
}

void timeline_go(struct app *app, double step)
{
    app->step = fmin(fmax(step, 0), app_last_step(app));
}

void timeline_advance(struct app *app, double seconds)
{
    if (!app->is_playing)
        return;
    const double last = app_last_step(app);
    timeline_go(app, app->step + seconds * app->speed * last / seconds_for_all);
    if (app->step >= last)
        app->is_playing = false;
}

void timeline_faster(struct app *app, int direction)
{
    const size_t i = speed_index(app);
    if (direction > 0 && i + 1 < SPEEDS)
        app->speed = speeds[i + 1];
    if (direction < 0 && i > 0)
        app->speed = speeds[i - 1];
}

bool timeline_press(struct app *app, struct point at)
{
    if (at.y < app->canvas->height - TIMELINE_HEIGHT)
        return false;
    const struct rect track = track_of(app);
    if (at.x < 56) {
        if (!app->is_playing && app->step >= app_last_step(app))
            app->step = 0;
        app->is_playing = !app->is_playing;
    } else if (at.x >= track.x - 10 && at.x <= track.x + track.width + 10) {
        app->drag = APP_DRAG_TIMELINE;
        app->is_playing = false;
        timeline_drag(app, at);
    } else if (at.x > track.x + track.width + 10) {
        // The speed goes round at a click.
        app->speed = speeds[(speed_index(app) + 1) % SPEEDS];
    }
    return true;
}

void timeline_drag(struct app *app, struct point at)
{
    const struct rect track = track_of(app);
    const double share = (double)((at.x - track.x) / track.width);
    timeline_go(app, round(share * app_last_step(app)));
}

static void draw_button(struct app *app, float x, float y)
{
    struct canvas *canvas = app->canvas;
    if (app->is_playing) {
        for (int i = 0; i < 2; i++) {
            const struct rect bar = {x + 8 * (float)i, y - 7, 5, 14};
            canvas_rectangle(canvas, &bar, 0, app->theme->ink);
        }
        return;
    }
    const struct point triangle[] = {{x, y - 8}, {x + 14, y}, {x, y + 8}};
    canvas_polygon(canvas, triangle, 3, app->theme->ink);
}

// A tick at every epoch's end, as long as ticks can be told apart.
static void draw_epochs(struct app *app, const struct rect *track)
{
    const double last = app_last_step(app);
    const size_t tick = lab_tick(app->lab);
    if (tick == 0 || last < 1)
        return;
    const double pitch = (double)tick / last * (double)track->width;
    const double stride = pitch >= 6 ? 1 : ceil(6 / pitch);
    const struct stroke line = {.color = app->theme->axis, .width = 1};
    for (double step = 0; step <= last; step += stride * (double)tick) {
        const float x = track->x + track->width * (float)(step / last);
        canvas_line(app->canvas, x, track->y + 8, x, track->y + 13, &line);
    }
}

void timeline_draw(struct app *app)
{
    struct canvas *canvas = app->canvas;
    const struct theme *theme = app->theme;
    const struct rect track = track_of(app);
    const double last = app_last_step(app);
    char where[48], detail[48];
    app->lab->type->place(app->lab, app->step, where, detail);
    draw_button(app, canvas->width < 1000 ? 18 : 30, track.y);
    struct text_style style = {
        .size = TYPE_BODY, .bold = true, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    const float x = canvas->width < 1000 ? 44 : 58;
    canvas_text(canvas, x, track.y, where, &style);
    // The second text begins where the longest first one ends, so that it does not wander.
    char longest[64];
    snprintf(longest, sizeof longest, "step %.0f", last);
    const float width = fmaxf(canvas_text_width(canvas, longest, style.size, true),
                              canvas_text_width(canvas, where, style.size, true));
    style.bold = false;
    style.color = theme->soft;
    if (x + width + 14 + canvas_text_width(canvas, detail, style.size, false) < track.x - 8)
        canvas_text(canvas, x + width + 14, track.y, detail, &style);

    const float share = last > 0 ? (float)(app->step / last) : 0;
    const float head = track.x + track.width * share;
    const struct stroke empty = {.color = theme->track, .width = 4};
    const struct stroke full = {.color = theme->accent, .width = 4};
    canvas_line(canvas, track.x, track.y, track.x + track.width, track.y, &empty);
    canvas_line(canvas, track.x, track.y, fmaxf(head, track.x + 0.1f), track.y, &full);
    draw_epochs(app, &track);
    const struct marker_style knob = {MARKER_CIRCLE, 14, theme->accent, theme->background, 2};
    canvas_markers(canvas, &(struct point){head, track.y}, 1, &knob);
    style.horizontal = ALIGN_END;
    canvas_text(canvas, canvas->width - (canvas->width < 1000 ? 16 : 28), track.y,
                speed_names[speed_index(app)], &style);
}

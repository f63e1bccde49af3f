#include "app/timeline.h"
#include "base/words.h"

#include <math.h>
#include <stdio.h>

static const double speeds[] = {0.125, 0.25, 0.5, 1, 2, 4, 8, 16};
static const char *const speed_names[] = {"⅛×", "¼×", "½×", "1×", "2×", "4×", "8×", "16×"};
enum { SPEEDS = sizeof speeds / sizeof *speeds };

static const double told_seconds = 10; // work that takes longer says when it will be done

static const float least_pitch = 6; // of ticks, units

static size_t speed_index(const struct document *document)
{
    size_t i = 0;
    while (i + 1 < SPEEDS && speeds[i] < document->speed)
        i++;
    return i;
}

float timeline_height(const struct canvas *canvas)
{
    return lab_layout_is_small(canvas->width, canvas->height) ? 24 : TIMELINE_HEIGHT;
}

static struct rect track_of(const struct canvas *canvas)
{
    const float width = canvas->width, y = canvas->height - 0.56f * timeline_height(canvas);
    const float left = width < 1000 ? 208 : 240, right = 84;
    return (struct rect){left, y, fmaxf(width - left - right, 40), 0};
}

struct rect timeline_slot(const struct canvas *canvas)
{
    const struct rect track = track_of(canvas);
    if (lab_layout_is_small(canvas->width, canvas->height))
        return (struct rect){0};
    return (struct rect){track.x - 12, canvas->height - TIMELINE_HEIGHT + 2, track.width + 24, 31};
}

bool timeline_has_speed(const struct document *document, int direction)
{
    const size_t i = speed_index(document);
    return direction > 0 ? i + 1 < SPEEDS : i > 0;
}

void timeline_faster(struct document *document, int direction)
{
    if (timeline_has_speed(document, direction))
        document->speed = speeds[speed_index(document) + (direction > 0 ? 1 : (size_t)-1)];
}

enum timeline_press timeline_press(const struct canvas *canvas, struct document *document,
                                   struct point at)
{
    if (at.y < canvas->height - timeline_height(canvas))
        return TIMELINE_MISSED;
    const struct rect track = track_of(canvas);
    if (at.x < 56) {
        document_play(document);
    } else if (at.x >= track.x - 10 && at.x <= track.x + track.width + 10) {
        document->is_playing = false;
        timeline_drag(canvas, document, at);
        return TIMELINE_GRABBED;
    } else if (at.x > track.x + track.width + 10) {
        // The speed goes round at a click.
        document->speed = speeds[(speed_index(document) + 1) % SPEEDS];
    }
    return TIMELINE_TOOK;
}

void timeline_drag(const struct canvas *canvas, struct document *document, struct point at)
{
    const struct rect track = track_of(canvas);
    const double share = (double)((at.x - track.x) / track.width);
    document_go(document, round(share * document_last_step(document)));
}

// ---- drawing ------------------------------------------------------------------------------------

static void draw_button(struct canvas *canvas, const struct theme *theme, bool is_playing, float x,
                        float y)
{
    if (is_playing) {
        for (int i = 0; i < 2; i++) {
            const struct rect bar = {x + 8 * (float)i, y - 7, 5, 14};
            canvas_rectangle(canvas, &bar, 0, theme->ink);
        }
        return;
    }
    const struct point triangle[] = {{x, y - 8}, {x + 14, y}, {x, y + 8}};
    canvas_polygon(canvas, triangle, 3, theme->ink);
}

// The least of 1, 2, 5, 10, 20, 50 … that is not below x.
static double round_up(double x)
{
    if (x <= 1)
        return 1;
    const double decade = pow(10, floor(log10(x)));
    const double digits[] = {1, 2, 5, 10};
    for (size_t i = 0; i < 4; i++)
        if (digits[i] * decade >= x * (1 - 1e-9))
            return digits[i] * decade;
    return 10 * decade;
}

// A tick at every epoch's end, or at round ones where they would crowd. An epoch of one step needs
// none: steps are counted already.
static void draw_epochs(struct canvas *canvas, const struct theme *theme,
                        const struct document *document, const struct rect *track)
{
    const double last = document_last_step(document);
    const size_t tick = lab_tick(document->lab);
    if (tick <= 1 || last < 1)
        return;
    const double pitch = (double)tick / last * (double)track->width;
    const double stride = round_up((double)least_pitch / pitch) * (double)tick;
    const struct stroke line = {.color = theme->axis, .width = 1};
    for (double i = 0; i * stride <= last; i++) {
        const float x = track->x + track->width * (float)(i * stride / last);
        canvas_line(canvas, x, track->y + 8, x, track->y + 13, &line);
    }
}

// What takes more than ten seconds says when it will be there.
static void write_progress(const struct document *document, double percent, char text[6][64])
{
    const double left = document_seconds_left(document);
    size_t count = 0;
    if (document->busy - document->busy_from + left > told_seconds) {
        snprintf(text[count++], 64, words("computing %.0f %%, %.0f s left"), percent, ceil(left));
        snprintf(text[count++], 64, words("%.0f %%, %.0f s left"), percent, ceil(left));
        snprintf(text[count++], 64, words("%.0f s left"), ceil(left));
    }
    snprintf(text[count++], 64, words("computing %.0f %%"), percent);
    snprintf(text[count++], 64, "%.0f %%", percent);
}

// The second text: what the lab has to add to the place, or how far a long computation is. The
// longest that has room.
static void draw_detail(struct canvas *canvas, const struct theme *theme,
                        const struct document *document, const char *detail, float x, float y,
                        float room)
{
    char text[6][64] = {"", "", "", "", "", ""};
    if (document->busy >= TIMELINE_PATIENCE && lab_busy(document->lab)) {
        const double progress = 100 * lab_progress(document->lab);
        if (isnan(progress)) {
            snprintf(text[0], sizeof text[0], "%s", words("computing"));
            snprintf(text[1], sizeof text[1], "…");
        } else {
            write_progress(document, floor(progress), text);
        }
    } else {
        snprintf(text[0], sizeof text[0], "%s", detail);
    }
    const struct text_style style = {
        .size = TYPE_BODY, .color = theme->soft, .vertical = ALIGN_MIDDLE};
    for (size_t i = 0; *text[i]; i++) {
        if (canvas_text_width(canvas, text[i], style.size, false) < room) {
            canvas_text(canvas, x, y, text[i], &style);
            return;
        }
    }
}

static void draw_place(struct canvas *canvas, const struct theme *theme,
                       const struct document *document, const struct rect *track)
{
    char where[48] = "", detail[48] = "", fitted[64];
    document->lab->type->place(document->lab, document->step, where, detail);
    const struct text_style style = {
        .size = TYPE_BODY, .bold = true, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    const float x = canvas->width < 1000 ? 44 : 58, end = track->x - 16;
    canvas_fit_text(canvas, where, style.size, true, end - x, fitted, sizeof fitted);
    canvas_text(canvas, x, track->y, fitted, &style);
    // The second text begins where the longest first one ends, so that it does not wander.
    char longest[64];
    snprintf(longest, sizeof longest, words("step %.0f"), document_last_step(document));
    const float from = x + 14 +
                       fmaxf(canvas_text_width(canvas, longest, style.size, true),
                             canvas_text_width(canvas, fitted, style.size, true));
    draw_detail(canvas, theme, document, detail, from, track->y, end - from + 8);
}

void timeline_draw(struct canvas *canvas, const struct theme *theme,
                   const struct document *document)
{
    const struct rect track = track_of(canvas);
    const double last = document_last_step(document);
    draw_button(canvas, theme, document->is_playing, canvas->width < 1000 ? 18 : 30, track.y);
    draw_place(canvas, theme, document, &track);

    const float share = last > 0 ? (float)(document->step / last) : 0;
    const float head = track.x + track.width * share;
    const struct stroke empty = {.color = theme->track, .width = 4};
    const struct stroke full = {.color = theme->accent, .width = 4};
    canvas_line(canvas, track.x, track.y, track.x + track.width, track.y, &empty);
    canvas_line(canvas, track.x, track.y, fmaxf(head, track.x + 0.1f), track.y, &full);
    draw_epochs(canvas, theme, document, &track);
    const struct marker_style knob = {MARKER_CIRCLE, 14, theme->accent, theme->background, 2};
    canvas_markers(canvas, &(struct point){head, track.y}, 1, &knob);
    const struct text_style speed = {
        .size = TYPE_BODY, .color = theme->soft, .horizontal = ALIGN_END, .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, canvas->width - (canvas->width < 1000 ? 16 : 28), track.y,
                speed_names[speed_index(document)], &speed);
}

// The elements and what moves them.
#include "base/array.h"
#include "canvas/svg/reel.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct writer {
    struct markup *body;
    float width, height; // of the page
    size_t drawings;
    double frames; // drawings, each with the last one's longer stay
    double seconds;
    size_t clip;       // that is open, 1 + its number
    const char *style; // that is open; NULL: none
    size_t masks;      // in the file
    struct path thin;  // without what print does not show
    float *number;     // [2 × drawings]
    struct error *error;
    bool is_failed;
};

// ---- times --------------------------------------------------------------------------------------

static void put_share(struct writer *w, double frame)
{
    char text[32];
    snprintf(text, sizeof text, "%.4g", frame / w->frames);
    markup_put(w->body, text[0] == '0' && text[1] ? text + 1 : text);
}

static void put_clock(struct writer *w)
{
    markup_print(w->body, " dur=\"%.4gs\" repeatCount=\"indefinite\"", w->seconds);
}

static bool is_always(const struct writer *w, const struct reel_track *track)
{
    return track->from == 0 && track->to == w->drawings;
}

// A group that is seen while the track is.
static void open_seen(struct writer *w, const struct reel_track *track)
{
    const bool ends = track->to < w->drawings;
    markup_put(w->body, ends ? "<g visibility=\"hidden\">" : "<g>");
    markup_put(w->body, "<animate attributeName=\"visibility\" calcMode=\"discrete\" values=\"");
    markup_put(w->body, track->from > 0 ? "hidden;visible" : "visible");
    markup_put(w->body, ends ? ";hidden\" keyTimes=\"0" : "\" keyTimes=\"0");
    if (track->from > 0) {
        markup_put(w->body, ";");
        put_share(w, (double)track->from);
    }
    if (ends) {
        markup_put(w->body, ";");
        put_share(w, (double)track->to);
    }
    markup_put(w->body, "\"");
    put_clock(w);
    markup_put(w->body, "/>\n");
}

// Whether the values before and behind one are the same.
static bool is_idle(const float number[], size_t each, size_t k)
{
    return memcmp(number + (k - 1) * each, number + k * each, each * sizeof *number) == 0 &&
           memcmp(number + (k + 1) * each, number + k * each, each * sizeof *number) == 0;
}

// ` values` and ` keyTimes` of number[count × each], the first at drawing `from`.
static void put_values(struct writer *w, const float number[], size_t each, size_t from,
                       size_t count)
{
    for (int is_times = 0; is_times < 2; is_times++) {
        markup_put(w->body, is_times ? "\" keyTimes=\"" : " values=\"");
        for (size_t k = 0; k < count; k++) {
            if (k > 0 && k + 1 < count && is_idle(number, each, k))
                continue;
            // The first and the last value stay for as long as nothing else is said.
            const int times = 1 + (k == 0 && from > 0);
            for (int i = 0; i < times; i++) {
                if (k > 0 || i > 0)
                    markup_put(w->body, ";");
                if (is_times)
                    put_share(w, i + 1 < times ? 0 : (double)(from + k));
                for (size_t n = 0; !is_times && n < each; n++) {
                    markup_put(w->body, n > 0 ? " " : "");
                    markup_number(w->body, number[k * each + n]);
                }
            }
        }
        markup_put(w->body, ";");
        if (is_times)
            markup_put(w->body, "1");
        for (size_t n = 0; !is_times && n < each; n++) {
            markup_put(w->body, n > 0 ? " " : "");
            markup_number(w->body, number[(count - 1) * each + n]);
        }
    }
    markup_put(w->body, "\"");
    put_clock(w);
    markup_put(w->body, "/>");
}

// ---- groups -------------------------------------------------------------------------------------

static void close_style(struct writer *w)
{
    if (w->style)
        markup_put(w->body, "</g>\n");
    w->style = NULL;
}

static void open_style(struct writer *w, const struct reel_item *item)
{
    if (w->style && strcmp(w->style, item->style) == 0)
        return;
    close_style(w);
    w->style = item->style;
    markup_put(w->body, "<g");
    markup_put(w->body, item->style);
    markup_put(w->body, ">\n");
}

static void open_clip(struct writer *w, size_t clip)
{
    if (clip == w->clip)
        return;
    close_style(w);
    if (w->clip > 0)
        markup_put(w->body, "</g>\n");
    w->clip = clip;
    if (clip > 0)
        markup_print(w->body, "<g clip-path=\"url(#c%zu)\">\n", clip - 1);
}

static void put_item(struct writer *w, const struct reel_item *item, size_t id)
{
    if (item->element) {
        markup_put(w->body, item->element);
        return;
    }
    path_begin(&w->thin);
    for (size_t line = 0, first = 0; line < item->path.lines; first = item->path.end[line++])
        if (!path_add(&w->thin, item->path.point + first, item->path.end[line] - first,
                      item->tolerance, w->error))
            w->is_failed = true;
    markup_put(w->body, "<path");
    if (id > 0)
        markup_print(w->body, " id=\"l%zu\"", id);
    markup_put(w->body, " d=\"");
    markup_path(w->body, &w->thin, !(item->width > 0), item->unit);
    markup_put(w->body, "\"/>\n");
}

// ---- tracks -------------------------------------------------------------------------------------

static bool goes_with(const struct reel_track *a, const struct reel_track *b)
{
    return b && a->change == b->change && a->from == b->from && a->to == b->to &&
           a->item.clip == b->item.clip;
}

static bool is_one_line(const struct reel_track *a, const struct reel_track *b)
{
    const struct path *p = &a->item.path, *q = &b->item.path;
    return p->count == q->count && memcmp(p->point, q->point, p->count * sizeof *p->point) == 0;
}

// Strokes of one line, a halo and what lies on it, are uncovered together by a dash as long as they
// are in each drawing.
static const struct reel_track *put_growing(struct writer *w, const struct reel_track *track)
{
    const struct reel_track *end = track;
    float width = 0;
    for (; end && (end == track || (goes_with(track, end) && is_one_line(track, end)));
         end = end->next)
        width = fmaxf(width, end->item.width);
    const size_t count = track->to - track->from, mask = ++w->masks;
    const float whole = reel_lengths(track, w->number);
    close_style(w);
    if (!is_always(w, track))
        open_seen(w, track);
    markup_print(w->body, "<mask id=\"m%zu\" maskUnits=\"userSpaceOnUse\" x=\"0\" y=\"0\"", mask);
    markup_attribute(w->body, "width", w->width);
    markup_attribute(w->body, "height", w->height);
    markup_print(w->body, "><use xlink:href=\"#l%zu\" fill=\"none\" stroke=\"#fff\"", mask);
    markup_attribute(w->body, "stroke-width", width + 1);
    markup_print(w->body,
                 " stroke-linejoin=\"round\" stroke-linecap=\"round\" stroke-dasharray=\"%.0f\">",
                 ceil((double)whole) + 2);
    for (size_t k = 0; k < count; k++)
        w->number[k] = ceilf(whole) + 2 - (w->number[k] + (k + 1 == count ? 2 : 0));
    markup_put(w->body, "<animate attributeName=\"stroke-dashoffset\"");
    put_values(w, w->number, 1, track->from, count);
    markup_print(w->body, "</use></mask>\n<g mask=\"url(#m%zu)\">\n", mask);
    for (const struct reel_track *each = track; each != end; each = each->next) {
        open_style(w, &each->item);
        if (each == track)
            put_item(w, &each->item, mask);
        else
            markup_print(w->body, "<use xlink:href=\"#l%zu\"/>\n", mask);
    }
    close_style(w);
    markup_put(w->body, is_always(w, track) ? "</g>\n" : "</g></g>\n");
    return end;
}

static bool moves_with(const struct reel_track *a, const struct reel_track *b)
{
    if (!goes_with(a, b))
        return false;
    const size_t last = a->to - a->from - 1;
    for (size_t k = 0; k < last; k++) {
        const struct point p = a->ends[k].first, q = b->ends[k].first;
        const struct point e = a->ends[last].first, f = b->ends[last].first;
        if (fabsf((p.x - e.x) - (q.x - f.x)) > 0.02f || fabsf((p.y - e.y) - (q.y - f.y)) > 0.02f)
            return false;
    }
    return true;
}

static const struct reel_track *put_moving(struct writer *w, const struct reel_track *track)
{
    const size_t count = track->to - track->from;
    const struct point last = track->ends[count - 1].first;
    const struct reel_track *each = track;
    close_style(w);
    if (!is_always(w, track))
        open_seen(w, track);
    markup_put(w->body, "<g><animateTransform attributeName=\"transform\" type=\"translate\"");
    for (size_t k = 0; k < count; k++) {
        w->number[2 * k] = track->ends[k].first.x - last.x;
        w->number[2 * k + 1] = track->ends[k].first.y - last.y;
    }
    put_values(w, w->number, 2, track->from, count);
    markup_put(w->body, "\n");
    do {
        open_style(w, &each->item);
        put_item(w, &each->item, 0);
        each = each->next;
    } while (moves_with(track, each));
    close_style(w);
    markup_put(w->body, is_always(w, track) ? "</g>\n" : "</g></g>\n");
    return each;
}

// Items that come and go together are in one group: in that of their style where they have one,
// else around theirs.
static const struct reel_track *put_still(struct writer *w, const struct reel_track *track)
{
    const struct reel_track *each = track;
    if (is_always(w, track)) {
        open_style(w, &track->item);
        put_item(w, &track->item, 0);
        return track->next;
    }
    bool is_one_style = true;
    for (; each == track || goes_with(track, each); each = each->next)
        is_one_style = is_one_style && strcmp(track->item.style, each->item.style) == 0;
    const struct reel_track *end = each;
    if (is_one_style)
        open_style(w, &track->item);
    else
        close_style(w);
    open_seen(w, track);
    for (each = track; each != end; each = each->next) {
        open_style(w, &each->item);
        put_item(w, &each->item, 0);
    }
    if (!is_one_style)
        close_style(w);
    markup_put(w->body, "</g>\n");
    return end;
}

bool reel_write(const struct reel *reel, const struct reel_time *time, float width, float height,
                struct markup *body, struct error *error)
{
    struct writer w = {
        .body = body,
        .width = width,
        .height = height,
        .drawings = reel->drawings,
        .frames = (double)(reel->drawings + time->held),
        .seconds = (double)(reel->drawings + time->held) / time->fps,
        .number = array_create(2 * reel->drawings + 2, sizeof(float), error),
        .error = error,
        .is_failed = false,
    };
    for (const struct reel_track *track = w.number ? reel->track : NULL; track;) {
        open_clip(&w, track->item.clip);
        track = track->change == REEL_GROWS   ? put_growing(&w, track)
                : track->change == REEL_MOVES ? put_moving(&w, track)
                                              : put_still(&w, track);
    }
    open_clip(&w, 0);
    close_style(&w);
    const bool done = w.number && !w.is_failed && (!body->is_short || error_memory(error));
    path_clear(&w.thin);
    free(w.number);
    return done;
}

#include "plot/relief_levels.h"

#include "base/text.h"

#include <math.h>

enum {
    PLACES = 48, // are looked at on a line
    NUMBERS_MAX = 6,
};

static const float edge = 6; // units from a number to the area's edge, at least
static const float least_facing =
    0.2f; // cosine between the eye and what stands upright on the surface

static const double rim_share = 0.07; // of the plane's sides

// A line at even distances of the plane: the same places at every turn of the relief, so that a
// number stays on its line while it can.
struct sampled {
    struct point at[PLACES];
    double spot[PLACES][2]; // shares of the plane
    float length;           // on the canvas
};

struct seeking {
    const struct relief_stage *stage;
    const struct label_space *space;
    struct point number[NUMBERS_MAX]; // those that have a place
    size_t count;
    float half, height; // of the number that seeks one
};

static double apart(struct point a, struct point b)
{
    return hypot((double)(a.x - b.x), (double)(a.y - b.y));
}

static bool sample(const struct relief_stage *stage, const struct isoline *line,
                   struct sampled *sampled)
{
    const struct point *point = stage->relief->lines.point + line->first;
    double whole = 0, gone = 0;
    size_t found = 0;
    for (size_t i = 0; i + 1 < line->count; i++)
        whole += apart(point[i], point[i + 1]);
    sampled->length = 0;
    for (size_t i = 0; i + 1 < line->count && found < PLACES; i++) {
        const double piece = apart(point[i], point[i + 1]);
        for (; found < PLACES; found++) {
            const double wanted = whole * (double)found / (PLACES - 1) * (1 - 1e-9);
            if (wanted > gone + piece)
                break;
            const double t = piece > 0 ? (wanted - gone) / piece : 0;
            double *spot = sampled->spot[found], place[3];
            spot[0] = (double)point[i].x + t * (double)(point[i + 1].x - point[i].x);
            spot[1] = (double)point[i].y + t * (double)(point[i + 1].y - point[i].y);
            if (!relief_place(stage->relief, spot[0], spot[1], place))
                return false;
            sampled->at[found] = relief_project(&stage->view, place);
            if (found > 0)
                sampled->length += (float)apart(sampled->at[found - 1], sampled->at[found]);
        }
        gone += piece;
    }
    return found == PLACES;
}

// The cosine of the angle between the way to the eye and what stands upright on the surface.
static float facing(const struct relief_stage *stage, const double spot[2])
{
    const double step = 0.01;
    double at[3], east[3], north[3], upright[3], way[3], length = 0, far = 0, sum = 0;
    const double u = spot[0] + step < 1 ? step : -step, v = spot[1] + step < 1 ? step : -step;
    if (!relief_place(stage->relief, spot[0], spot[1], at) ||
        !relief_place(stage->relief, spot[0] + u, spot[1], east) ||
        !relief_place(stage->relief, spot[0], spot[1] + v, north))
        return 0;
    upright[0] = -(east[2] - at[2]) / (2 * u);
    upright[1] = -(north[2] - at[2]) / (2 * v);
    upright[2] = 1;
    for (int i = 0; i < 3; i++) {
        way[i] = stage->view.eye[i] - at[i];
        length += upright[i] * upright[i];
        far += way[i] * way[i];
        sum += upright[i] * way[i];
    }
    return (float)(sum / sqrt(length * far));
}

static bool is_seen(const struct relief_stage *stage, const double spot[2])
{
    double place[3];
    return relief_place(stage->relief, spot[0], spot[1], place) &&
           !relief_hides(stage->relief, &stage->view, place);
}

static struct rect box_at(const struct seeking *seeking, struct point at)
{
    return (struct rect){at.x - seeking->half, at.y - seeking->height / 2, 2 * seeking->half,
                         seeking->height};
}

// How bad a place is; INFINITY where a number cannot be.
static float judge(const struct seeking *seeking, const struct sampled *line, size_t k)
{
    const struct rect *area = &seeking->stage->view.area;
    const struct point at = line->at[k];
    const struct rect box = box_at(seeking, at);
    const float low = box.x - area->x, right = area->x + area->width - box.x - box.width;
    const float top = box.y - area->y, bottom = area->y + area->height - box.y - box.height;
    if (fminf(fminf(low, right), fminf(top, bottom)) < edge ||
        !label_is_free(seeking->space, &box, true))
        return INFINITY;
    float near = INFINITY;
    for (size_t i = 0; i < seeking->count; i++)
        near = fminf(near, (float)apart(at, seeking->number[i]));
    if (near < seeking->half + 22)
        return INFINITY;
    const float faces = facing(seeking->stage, line->spot[k]);
    if (!(faces > least_facing))
        return INFINITY;
    const struct point before = line->at[k - 1], after = line->at[k + 1];
    const float across = fabsf(after.x - before.x), steep = fabsf(after.y - before.y);
    const double *spot = line->spot[k];
    const double rim = fmin(fmin(spot[0], 1 - spot[0]), fmin(spot[1], 1 - spot[1]));
    const float outer = rim < rim_share ? 0.6f : 0; // it would lean over the edge of the surface
    return 0.5f * atan2f(steep, across) + 0.3f / faces + 30 / near + outer;
}

// The best place for a level's number on any of its lines.
static bool find_place(const struct seeking *seeking, size_t level, struct point *best)
{
    const struct relief_stage *stage = seeking->stage;
    const struct isolines *lines = &stage->relief->lines;
    float least = INFINITY;
    for (size_t l = 0; l < lines->count; l++) {
        struct sampled line;
        if (lines->line[l].level != level || !sample(stage, &lines->line[l], &line) ||
            line.length < 6 * seeking->half)
            continue;
        for (size_t k = 1; k + 1 < PLACES; k++) {
            const float badness = judge(seeking, &line, k);
            if (badness < least && is_seen(stage, line.spot[k]) &&
                is_seen(stage, line.spot[k - 1]) && is_seen(stage, line.spot[k + 1])) {
                least = badness;
                *best = line.at[k];
            }
        }
    }
    return isfinite(least);
}

void relief_avoid_curve(const struct relief_stage *stage, const struct curve *curve,
                        struct label_space *space)
{
    // Long paths begin with the way there, and stay about one place then.
    enum { ALL_OF = 160, PIECES = 120 };
    const float near = 8;
    const size_t dx = curve->x_stride ? curve->x_stride : 1;
    const size_t dy = curve->y_stride ? curve->y_stride : 1;
    const size_t last = curve->cut > 0 && curve->cut < curve->count ? curve->cut + 1 : curve->count;
    const size_t stride = last / PIECES + 1;
    struct point before = {0};
    bool has_before = false;
    for (size_t k = 0; k < last; k += k < ALL_OF ? 1 : stride) {
        struct point at;
        const bool is_there =
            relief_stage_place(stage, curve->x[k * dx], curve->y[k * dy], &at, NULL);
        if (is_there && has_before && k + 1 < last && apart(before, at) < (double)near)
            continue;
        if (is_there && has_before)
            label_avoid_line(space, before, at, 4);
        has_before = is_there;
        before = at;
    }
}

void relief_draw_levels(struct canvas *canvas, const struct theme *theme,
                        const struct relief_stage *stage, struct label_space *space)
{
    const struct relief *relief = stage->relief;
    const size_t stride = relief->levels / 5 + 1;
    struct seeking seeking = {.stage = stage, .space = space, .height = TYPE_SMALL + 2};
    const struct text_style style = {
        .size = TYPE_SMALL,
        .color = theme->level,
        .horizontal = ALIGN_MIDDLE,
        .vertical = ALIGN_MIDDLE,
        .halo = color_alpha(theme->level_halo, 0.8f), // slopes in the shade are dark
        .halo_width = 2.5f,
    };
    for (size_t level = stride / 2; level < relief->levels; level += stride) {
        char text[24];
        struct point at;
        text_show(relief->level[level], 3, text, sizeof text);
        seeking.half = canvas_text_width(canvas, text, style.size, false) / 2 + 3;
        if (seeking.count == NUMBERS_MAX || !find_place(&seeking, level, &at))
            continue;
        const struct rect box = box_at(&seeking, at);
        seeking.number[seeking.count++] = at;
        label_take_words(space, &box);
        canvas_text(canvas, at.x, at.y, text, &style);
    }
}

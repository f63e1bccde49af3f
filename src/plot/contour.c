#include "plot/contour.h"

#include "base/array.h"
#include "base/text.h"
#include "plot/isolines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { KNOTS = 48, SAMPLES = 4096, LEVELS_MAX = 32, LABELS_MAX = 6 };

// Where a level's number stands along its line.
struct place {
    size_t line;
    struct point at;
    float angle;
    float from, to; // the gap, in arc length along the line
    char text[24];
};

struct contour {
    float *shade; // [rows × columns] 0…1 by rank: the field that is drawn
    float knot[KNOTS];
    size_t columns, rows;
    unsigned version;
    double level[LEVELS_MAX];
    size_t level_count;
    struct isolines lines;

    // Label places, found for this area and these points to avoid.
    struct place place[LABELS_MAX];
    size_t place_count;
    struct rect placed_area, placed_shown;
    unsigned placed_hash;
    struct point *buffer; // of the line being drawn
    size_t buffer_capacity;
};

// FNV-1a over words of 32 bits (Fowler, Noll & Vo).
static unsigned hash_bytes(const void *bytes, size_t count)
{
    unsigned hash = 2166136261u;
    for (size_t i = 0; i + 4 <= count; i += 4) {
        unsigned word;
        memcpy(&word, (const char *)bytes + i, sizeof word);
        hash = (hash ^ word) * 16777619u;
    }
    return hash;
}

// ---- levels and shades --------------------------------------------------------------------------

static int compare(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

// The values at shades 0, 1/(KNOTS−1), …, 1. The share of the area below a shade is its square:
// around a minimum, where area grows with the square of the distance, shades (and so isolines)
// follow at even distances, whatever the function does to its values.
static bool find_knots(const float value[], size_t count, float knot[KNOTS], struct error *error)
{
    float *sample = array_create(SAMPLES, sizeof *sample, error);
    if (!sample)
        return false;
    // A stride that shares no factor with the row length visits all columns alike.
    size_t found = 0;
    const double stride = fmax((double)count / SAMPLES, 1);
    for (double i = 0; (size_t)i < count && found < SAMPLES; i += stride)
        if (isfinite(value[(size_t)i]))
            sample[found++] = value[(size_t)i];
    qsort(sample, found, sizeof *sample, compare);
    for (size_t k = 0; k < KNOTS; k++) {
        const double shade = (double)k / (KNOTS - 1);
        const double at = shade * shade * (double)(found ? found - 1 : 0);
        const size_t i = (size_t)at;
        const float next = found ? sample[i + 1 < found ? i + 1 : i] : 0;
        knot[k] = found ? sample[i] + (float)(at - (double)i) * (next - sample[i]) : 0;
    }
    free(sample);
    return true;
}

// *hint, below KNOTS − 1, is where the search begins and then where it has ended.
static float shade_near(const float knot[KNOTS], float value, size_t *hint)
{
    if (!isfinite(value))
        return NAN;
    if (value <= knot[0])
        return 0;
    if (value >= knot[KNOTS - 1])
        return 1;
    size_t low = *hint; // to be knot[low] < value ≤ knot[low + 1]
    while (!(knot[low] < value))
        low--;
    while (knot[low + 1] < value)
        low++;
    *hint = low;
    const float within = (value - knot[low]) / (knot[low + 1] - knot[low]);
    return ((float)low + within) / (KNOTS - 1);
}

// To three significant digits, two when that still tells the levels apart.
static double rounded(double value, double spacing)
{
    if (value == 0 || !(spacing > 0))
        return value;
    double unit = pow(10, floor(log10(fabs(value))) - 1);
    while (unit > 0.4 * spacing)
        unit /= 10;
    return round(value / unit) * unit;
}

static void find_levels(struct contour *contour, const float knot[KNOTS], size_t wanted)
{
    for (size_t i = 1; i <= wanted && contour->level_count < LEVELS_MAX; i++) {
        const double at = (double)i / (double)(wanted + 1) * (KNOTS - 1);
        const size_t k = (size_t)at;
        const double t = at - (double)k;
        const double here = knot[k] + t * (knot[k + 1 < KNOTS ? k + 1 : k] - knot[k]);
        const double ahead = fmin(at + (KNOTS - 1) / (double)(wanted + 1), KNOTS - 1);
        const double level = rounded(here, knot[(size_t)ahead] - here);
        const size_t count = contour->level_count;
        if (count == 0 || level > contour->level[count - 1])
            contour->level[contour->level_count++] = level;
    }
}

struct contour *contour_create(const float value[], size_t columns, size_t rows, size_t levels,
                               struct error *error)
{
    struct contour *contour = array_create(1, sizeof *contour, error);
    if (!contour)
        return NULL;
    float *knot = contour->knot;
    contour->columns = columns;
    contour->rows = rows;
    contour->shade = array_create(columns * rows, sizeof *contour->shade, error);
    if (!contour->shade || !find_knots(value, columns * rows, knot, error)) {
        contour_destroy(contour);
        return NULL;
    }
    size_t hint = KNOTS / 2; // neighbours are alike
    for (size_t i = 0; i < columns * rows; i++)
        contour->shade[i] = shade_near(knot, value[i], &hint);
    contour->version = hash_bytes(contour->shade, columns * rows * sizeof *contour->shade);
    if (knot[KNOTS - 1] > knot[0])
        find_levels(contour, knot, levels < LEVELS_MAX ? levels : LEVELS_MAX);
    if (!isolines_init(&contour->lines, value, columns, rows, contour->level, contour->level_count,
                       error)) {
        contour_destroy(contour);
        return NULL;
    }
    return contour;
}

void contour_destroy(struct contour *contour)
{
    if (!contour)
        return;
    isolines_clear(&contour->lines);
    free(contour->shade);
    free(contour->buffer);
    free(contour);
}

size_t contour_levels(const struct contour *contour, const double **level)
{
    *level = contour->level;
    return contour->level_count;
}

float contour_shade(const struct contour *contour, double value)
{
    size_t hint = KNOTS / 2;
    return shade_near(contour->knot, (float)value, &hint);
}

const float *contour_shades(const struct contour *contour)
{
    return contour->shade;
}

// ---- labels -------------------------------------------------------------------------------------

static struct point on_area(const struct rect *area, struct point at)
{
    return (struct point){area->x + at.x * area->width, area->y + (1 - at.y) * area->height};
}

static float distance(struct point a, struct point b)
{
    return hypotf(a.x - b.x, a.y - b.y);
}

struct search {
    const struct contour *contour;
    const struct rect *area;  // all of it
    const struct rect *shown; // what is to be seen of it
    const struct point *avoid;
    size_t avoid_count;
};

// How bad a label of half-width `half` is with its middle at arc length `s` of a line; INFINITY
// where it cannot be.
static float judge(const struct search *search, const struct isoline *line, float s, float half,
                   struct place *place)
{
    const struct point *points = search->contour->lines.point + line->first;
    struct point from = {0}, middle = {0}, to = {0};
    float length = 0;
    int found = 0;
    // The places at s − half, s and s + half.
    for (size_t i = 0; i + 1 < line->count && found < 3; i++) {
        const struct point a = on_area(search->area, points[i]);
        const struct point b = on_area(search->area, points[i + 1]);
        const float piece = distance(a, b);
        for (; found < 3; found++) {
            const float wanted = s + (float)(found - 1) * half;
            if (wanted > length + piece || wanted < length - 1e-3f)
                break;
            const float t = piece > 0 ? (wanted - length) / piece : 0;
            const struct point at = {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
            *(found == 0 ? &from : found == 1 ? &middle : &to) = at;
        }
        length += piece;
    }
    if (found < 3)
        return INFINITY;
    const float chord = distance(from, to);
    const float bend = 1 - chord / (2 * half);
    float angle = atan2f(to.y - from.y, to.x - from.x);
    const float quarter = 1.57079633f;
    if (angle > quarter)
        angle -= 2 * quarter;
    if (angle < -quarter)
        angle += 2 * quarter;
    const struct rect *area = search->shown;
    const float edge = fminf(fminf(middle.x - area->x, area->x + area->width - middle.x),
                             fminf(middle.y - area->y, area->y + area->height - middle.y));
    if (edge < half + 6 || bend > 0.04f)
        return INFINITY;
    float near = INFINITY;
    for (size_t i = 0; i < search->avoid_count; i++)
        near = fminf(near, distance(middle, search->avoid[i]));
    for (size_t i = 0; i < search->contour->place_count; i++)
        near = fminf(near, 0.6f * distance(middle, search->contour->place[i].at));
    if (near < half + 22)
        return INFINITY;
    *place = (struct place){.at = middle, .angle = angle, .from = s - half, .to = s + half};
    return 20 * bend + 0.5f * fabsf(angle) + 30 / near;
}

static float line_length(const struct search *search, const struct isoline *line)
{
    const struct point *points = search->contour->lines.point + line->first;
    float length = 0;
    for (size_t i = 0; i + 1 < line->count; i++)
        length += distance(on_area(search->area, points[i]), on_area(search->area, points[i + 1]));
    return length;
}

// The best place for a level's number on any of its lines.
static bool find_place(const struct search *search, size_t level, float half, struct place *best)
{
    float least = INFINITY;
    // Of a line that is seen in part, as many places are looked at on that part.
    const float places = 64 * fminf(fmaxf(search->area->width / search->shown->width, 1), 8);
    const struct isolines *lines = &search->contour->lines;
    for (size_t l = 0; l < lines->count; l++) {
        const struct isoline *line = &lines->line[l];
        if (line->level != level)
            continue;
        const float length = line_length(search, line);
        if (length < 6 * half)
            continue; // too short to lose a piece to a number
        const float step = fmaxf(length / places, 8);
        for (float s = half; s + half < length; s += step) {
            struct place place;
            const float badness = judge(search, line, s, half, &place);
            if (badness < least) {
                least = badness;
                *best = place;
                best->line = l;
            }
        }
    }
    return isfinite(least);
}

// Labels every third level or so, at most LABELS_MAX; keeps them while nothing changes.
static void place_labels(struct contour *contour, struct canvas *canvas, const struct rect *area,
                         const struct rect *shown, const struct point avoid[], size_t avoid_count)
{
    const unsigned hash = hash_bytes(avoid, avoid_count * sizeof *avoid) | 1;
    if (contour->placed_hash == hash && memcmp(&contour->placed_area, area, sizeof *area) == 0 &&
        memcmp(&contour->placed_shown, shown, sizeof *shown) == 0)
        return;
    contour->placed_hash = hash;
    contour->placed_area = *area;
    contour->placed_shown = *shown;
    contour->place_count = 0;
    const struct search search = {contour, area, shown, avoid, avoid_count};
    const size_t stride = contour->level_count / 5 + 1;
    for (size_t level = stride / 2; level < contour->level_count; level += stride) {
        struct place place;
        char text[24];
        text_show(contour->level[level], 3, text, sizeof text);
        const float half = canvas_text_width(canvas, text, TYPE_SMALL, false) / 2 + 4;
        if (contour->place_count == LABELS_MAX || !find_place(&search, level, half, &place))
            continue;
        memcpy(place.text, text, sizeof place.text);
        contour->place[contour->place_count++] = place;
    }
}

// ---- drawing ------------------------------------------------------------------------------------

// Draws the stretch of a line between two arc lengths.
static void draw_stretch(struct contour *contour, struct canvas *canvas, const struct rect *area,
                         const struct isoline *line, float from, float to,
                         const struct stroke *stroke)
{
    const struct point *points = contour->lines.point + line->first;
    if (!array_reserve(&contour->buffer, &contour->buffer_capacity, line->count + 2,
                       sizeof *contour->buffer, NULL)) {
        canvas_miss(canvas);
        return;
    }
    size_t count = 0;
    float length = 0;
    for (size_t i = 0; i + 1 < line->count && length < to; i++) {
        const struct point a = on_area(area, points[i]), b = on_area(area, points[i + 1]);
        const float piece = distance(a, b);
        const float end = length + piece;
        if (end > from && piece > 0) {
            const float t0 = fmaxf((from - length) / piece, 0);
            const float t1 = fminf((to - length) / piece, 1);
            if (count == 0)
                contour->buffer[count++] =
                    (struct point){a.x + (b.x - a.x) * t0, a.y + (b.y - a.y) * t0};
            contour->buffer[count++] =
                (struct point){a.x + (b.x - a.x) * t1, a.y + (b.y - a.y) * t1};
        }
        length = end;
    }
    if (count > 1)
        canvas_polyline(canvas, contour->buffer, count, stroke);
}

static void draw_isolines(struct contour *contour, struct canvas *canvas, const struct theme *theme,
                          const struct rect *area)
{
    const struct stroke stroke = {.color = theme->isoline, .width = 1.1f};
    for (size_t l = 0; l < contour->lines.count; l++) {
        const struct place *gap = NULL;
        for (size_t i = 0; i < contour->place_count; i++)
            if (contour->place[i].line == l)
                gap = &contour->place[i];
        const struct isoline *line = &contour->lines.line[l];
        if (gap) {
            draw_stretch(contour, canvas, area, line, 0, gap->from, &stroke);
            draw_stretch(contour, canvas, area, line, gap->to, INFINITY, &stroke);
        } else {
            draw_stretch(contour, canvas, area, line, 0, INFINITY, &stroke);
        }
    }
    const struct text_style style = {
        .size = TYPE_SMALL,
        .color = theme->level,
        .horizontal = ALIGN_MIDDLE,
        .vertical = ALIGN_MIDDLE,
        .halo = theme->level_halo,
        .halo_width = 2.5f,
    };
    for (size_t i = 0; i < contour->place_count; i++) {
        struct text_style turned = style;
        turned.angle = contour->place[i].angle;
        canvas_text(canvas, contour->place[i].at.x, contour->place[i].at.y, contour->place[i].text,
                    &turned);
    }
}

void contour_draw_part(struct canvas *canvas, const struct theme *theme, const struct rect *shown,
                       const struct rect *area, struct contour *contour, const struct point avoid[],
                       size_t avoid_count)
{
    const struct field field = {
        .value = contour->shade,
        .columns = contour->columns,
        .rows = contour->rows,
        .version = contour->version,
        .nan = theme->nan,
    };
    canvas_clip(canvas, shown);
    canvas_field(canvas, area, &field, &theme->surface);
    place_labels(contour, canvas, area, shown, avoid, avoid_count);
    draw_isolines(contour, canvas, theme, area);
    canvas_clip(canvas, NULL);
}

void contour_draw(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                  struct contour *contour, const struct point avoid[], size_t avoid_count)
{
    contour_draw_part(canvas, theme, &plot->area, &plot->area, contour, avoid, avoid_count);
}

size_t contour_labels(const struct contour *contour, struct rect box[], size_t max)
{
    const size_t count = contour->place_count < max ? contour->place_count : max;
    for (size_t i = 0; i < count; i++) {
        const struct place *place = &contour->place[i];
        const float length = place->to - place->from, height = TYPE_SMALL;
        const float c = fabsf(cosf(place->angle)), s = fabsf(sinf(place->angle));
        const float wide = c * length + s * height, high = s * length + c * height;
        box[i] = (struct rect){place->at.x - wide / 2, place->at.y - high / 2, wide, high};
    }
    return count;
}

#include "export/dither.h"

#include "base/array.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    BITS = 5, // of a channel, for counting colours
    CELLS = 1 << 3 * BITS,
    SLOTS = 1 << 18, // of the table of colours that were met
    ROUNDS = 4,      // of k-means
    FIXED_MAX = DITHER_COLORS / 2,
};

// Squares of distances between colours: an error that nobody sees, and two colours whose dots
// everybody would.
static const float unseen = 5, glaring = 40 * 40;

// Colours that share a cell.
struct cell {
    float weight, sum[3];
};

// What to do with a colour.
struct recipe {
    uint32_t key; // the colour + 1; 0 = free
    uint8_t first, second;
    uint8_t share; // of the second, of 64
};

struct dither {
    struct cell *cell; // [CELLS]
    float color[DITHER_COLORS][3];
    size_t fixed, count;
    struct recipe *recipe; // [SLOTS]
    size_t recipes;
};

struct dither *dither_create(struct error *error)
{
    struct dither *dither = array_create(1, sizeof *dither, error);
    if (!dither)
        return NULL;
    dither->cell = array_create(CELLS, sizeof *dither->cell, error);
    dither->recipe = array_create(SLOTS, sizeof *dither->recipe, error);
    if (dither->cell && dither->recipe)
        return dither;
    dither_destroy(dither);
    return NULL;
}

void dither_destroy(struct dither *dither)
{
    if (!dither)
        return;
    free(dither->cell);
    free(dither->recipe);
    free(dither);
}

// ---- looking ------------------------------------------------------------------------------------

static float distance(const float a[3], const float b[3])
{
    const float r = a[0] - b[0], g = a[1] - b[1], b_ = a[2] - b[2];
    return r * r + g * g + b_ * b_;
}

static bool is_fixed(const struct dither *dither, const float rgb[3])
{
    for (size_t i = 0; i < dither->fixed; i++)
        if (distance(dither->color[i], rgb) == 0)
            return true;
    return false;
}

void dither_fix(struct dither *dither, const uint8_t rgb[3])
{
    const float color[3] = {rgb[0], rgb[1], rgb[2]};
    if (dither->fixed < FIXED_MAX && !is_fixed(dither, color))
        memcpy(dither->color[dither->fixed++], color, sizeof color);
}

void dither_look(struct dither *dither, const uint8_t rgb[], size_t count)
{
    uint32_t last = UINT32_MAX;
    bool is_one = false;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *p = rgb + 3 * i;
        const uint32_t key = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
        const float color[3] = {p[0], p[1], p[2]};
        if (key != last) // pixels come in runs
            is_one = is_fixed(dither, color);
        last = key;
        if (is_one)
            continue;
        struct cell *cell = &dither->cell[(p[0] >> (8 - BITS)) << 2 * BITS |
                                          (p[1] >> (8 - BITS)) << BITS | p[2] >> (8 - BITS)];
        cell->weight++;
        for (int k = 0; k < 3; k++)
            cell->sum[k] += color[k];
    }
}

// ---- choosing -----------------------------------------------------------------------------------

// A colour that was met, by the mean of its cell.
struct sample {
    float color[3], weight;
};

// Samples first … last − 1, and how much one colour for all of them would be off.
struct box {
    size_t first, last;
    int axis;
    float error;
};

// A large area of a colour counts for more than a small one, but not in proportion: what is small
// is often what one looks at.
static size_t take_samples(const struct dither *dither, struct sample sample[])
{
    size_t count = 0;
    for (size_t i = 0; i < CELLS; i++) {
        const struct cell *cell = &dither->cell[i];
        if (cell->weight > 0)
            sample[count++] =
                (struct sample){{cell->sum[0] / cell->weight, cell->sum[1] / cell->weight,
                                 cell->sum[2] / cell->weight},
                                sqrtf(cell->weight)};
    }
    return count;
}

static struct box measure(const struct sample sample[], size_t first, size_t last)
{
    struct box box = {first, last, 0, 0};
    float weight = 0, mean[3] = {0}, square[3] = {0}, worst = -1;
    for (size_t i = first; i < last; i++) {
        weight += sample[i].weight;
        for (int k = 0; k < 3; k++)
            mean[k] += sample[i].weight * sample[i].color[k];
    }
    for (int k = 0; k < 3; k++)
        mean[k] /= weight > 0 ? weight : 1;
    for (size_t i = first; i < last; i++)
        for (int k = 0; k < 3; k++) {
            const float off = sample[i].color[k] - mean[k];
            square[k] += sample[i].weight * off * off;
        }
    for (int k = 0; k < 3; k++) {
        box.error += square[k];
        if (square[k] > worst) {
            worst = square[k];
            box.axis = k;
        }
    }
    return box;
}

#define COMPARE(axis)                                                                              \
    static int compare_##axis(const void *a, const void *b)                                        \
    {                                                                                              \
        const float x = ((const struct sample *)a)->color[axis];                                   \
        const float y = ((const struct sample *)b)->color[axis];                                   \
        return x < y ? -1 : x > y;                                                                 \
    }
COMPARE(0)
COMPARE(1)
COMPARE(2)

// Cuts a box where half of its weight lies on either side.
static size_t cut(struct sample sample[], const struct box *box)
{
    static int (*const compare[3])(const void *, const void *) = {compare_0, compare_1, compare_2};
    float weight = 0, half = 0;
    qsort(sample + box->first, box->last - box->first, sizeof *sample, compare[box->axis]);
    for (size_t i = box->first; i < box->last; i++)
        weight += sample[i].weight;
    size_t at = box->first;
    while (at + 1 < box->last && half + sample[at].weight <= weight / 2)
        half += sample[at++].weight;
    return at > box->first ? at : box->first + 1;
}

static void median_cut(struct dither *dither, struct sample sample[], size_t count)
{
    struct box box[DITHER_COLORS] = {measure(sample, 0, count)};
    size_t boxes = count > 0 ? 1 : 0;
    while (boxes > 0 && boxes < DITHER_COLORS - dither->fixed) {
        size_t worst = 0;
        for (size_t i = 1; i < boxes; i++)
            if (box[i].error > box[worst].error)
                worst = i;
        if (box[worst].last - box[worst].first < 2)
            break;
        const size_t at = cut(sample, &box[worst]), last = box[worst].last;
        box[worst] = measure(sample, box[worst].first, at);
        box[boxes++] = measure(sample, at, last);
    }
    for (size_t i = 0; i < boxes; i++) {
        const size_t middle = (box[i].first + box[i].last) / 2;
        memcpy(dither->color[dither->fixed + i], sample[middle].color, sizeof sample[0].color);
    }
    dither->count = dither->fixed + boxes;
}

static size_t nearest(const struct dither *dither, const float color[3])
{
    size_t found = 0;
    float best = FLT_MAX;
    for (size_t i = 0; i < dither->count; i++) {
        const float off = distance(dither->color[i], color);
        if (off < best) {
            best = off;
            found = i;
        }
    }
    return found;
}

// Each colour that is not fixed moves to the middle of the samples it stands for.
static void settle(struct dither *dither, const struct sample sample[], size_t count)
{
    struct sample sum[DITHER_COLORS] = {0};
    for (size_t i = 0; i < count; i++) {
        struct sample *to = &sum[nearest(dither, sample[i].color)];
        to->weight += sample[i].weight;
        for (int k = 0; k < 3; k++)
            to->color[k] += sample[i].weight * sample[i].color[k];
    }
    for (size_t i = dither->fixed; i < dither->count; i++)
        for (int k = 0; sum[i].weight > 0 && k < 3; k++)
            dither->color[i][k] = sum[i].color[k] / sum[i].weight;
}

size_t dither_choose(struct dither *dither, uint8_t color[])
{
    struct sample *sample = array_create(CELLS, sizeof *sample, NULL);
    if (!sample)
        return 0;
    const size_t count = take_samples(dither, sample);
    median_cut(dither, sample, count);
    for (int round = 0; round < ROUNDS; round++)
        settle(dither, sample, count);
    free(sample);
    for (size_t i = 0; i < dither->count; i++)
        for (int k = 0; k < 3; k++) {
            color[3 * i + (size_t)k] = (uint8_t)lroundf(dither->color[i][k]);
            dither->color[i][k] = color[3 * i + (size_t)k];
        }
    return dither->count;
}

// ---- dots ---------------------------------------------------------------------------------------

// The two colours whose mixture comes nearest, the nearest one being the larger part of it.
static struct recipe mix(const struct dither *dither, const float color[3])
{
    const size_t first = nearest(dither, color);
    const float *a = dither->color[first];
    struct recipe recipe = {0, (uint8_t)first, (uint8_t)first, 0};
    float best = distance(a, color);
    if (best <= unseen)
        return recipe;
    for (size_t i = 0; i < dither->count; i++) {
        const float *b = dither->color[i], length = distance(a, b);
        if (length == 0 || length > glaring)
            continue;
        float along = 0, off = 0;
        for (int k = 0; k < 3; k++)
            along += (color[k] - a[k]) * (b[k] - a[k]);
        const float share = fminf(fmaxf(along / length, 0), 0.5f);
        for (int k = 0; k < 3; k++) {
            const float d = color[k] - a[k] - share * (b[k] - a[k]);
            off += d * d;
        }
        off += 0.1f * share * length; // dots are seen, too
        if (off < best) {
            best = off;
            recipe.second = (uint8_t)i;
            recipe.share = (uint8_t)lroundf(64 * share);
        }
    }
    return recipe;
}

static struct recipe find(struct dither *dither, const uint8_t rgb[3])
{
    const float color[3] = {rgb[0], rgb[1], rgb[2]};
    const uint32_t key = ((uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | rgb[2]) + 1;
    size_t at = key * 2654435761u >> 14 & (SLOTS - 1);
    while (dither->recipe[at].key != 0) {
        if (dither->recipe[at].key == key)
            return dither->recipe[at];
        at = (at + 1) & (SLOTS - 1);
    }
    struct recipe recipe = mix(dither, color);
    recipe.key = key;
    if (dither->recipes < SLOTS / 4 * 3) {
        dither->recipe[at] = recipe;
        dither->recipes++;
    }
    return recipe;
}

uint8_t dither_index(struct dither *dither, const uint8_t rgb[3], int x, int y)
{
    // Bayer's order (1973): each next dot is as far from those before as it can be.
    static const uint8_t order[8][8] = {
        {0, 32, 8, 40, 2, 34, 10, 42},  {48, 16, 56, 24, 50, 18, 58, 26},
        {12, 44, 4, 36, 14, 46, 6, 38}, {60, 28, 52, 20, 62, 30, 54, 22},
        {3, 35, 11, 43, 1, 33, 9, 41},  {51, 19, 59, 27, 49, 17, 57, 25},
        {15, 47, 7, 39, 13, 45, 5, 37}, {63, 31, 55, 23, 61, 29, 53, 21},
    };
    const struct recipe recipe = find(dither, rgb);
    return order[y & 7][x & 7] < recipe.share ? recipe.second : recipe.first;
}

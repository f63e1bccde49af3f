#include "plot/theme.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define HEX(hex)                                                                                   \
    {                                                                                              \
        (float)(((hex) >> 16) & 255) / 255.0f, (float)(((hex) >> 8) & 255) / 255.0f,               \
            (float)((hex)&255) / 255.0f, 1.0f                                                      \
    }
#define HEX_ALPHA(hex, alpha)                                                                      \
    {                                                                                              \
        (float)(((hex) >> 16) & 255) / 255.0f, (float)(((hex) >> 8) & 255) / 255.0f,               \
            (float)((hex)&255) / 255.0f, alpha                                                     \
    }

// Viridis (Smith & van der Walt 2015) from bright to dark, washed out half-way to a light grey
// and to the dark background, so that paths stay the strongest marks on it.
static const struct color light_surface[] = {
    HEX(0xD6E28A), HEX(0xC9E08E), HEX(0xBBDD92), HEX(0xA2D7A2), HEX(0x90D0AC), HEX(0x82C7B4),
    HEX(0x80BEB8), HEX(0x81B4BA), HEX(0x84AABB), HEX(0x89A0BA), HEX(0x8E96B8),
};
static const struct color dark_surface[] = {
    HEX(0x727C24), HEX(0x637A29), HEX(0x54772E), HEX(0x3A713E), HEX(0x286849), HEX(0x1D5F50),
    HEX(0x1A5654), HEX(0x1E4C55), HEX(0x224155), HEX(0x273654), HEX(0x2B2A50),
};

const struct theme theme_light = {
    .name = "light",
    .background = HEX(0xFFFFFF),
    .ink = HEX(0x1B1F24),
    .soft = HEX(0x59636E),
    .grid = HEX(0xE1E4E8),
    .axis = HEX(0xB4BBC2),
    .accent = HEX(0x0969DA),
    .selection = HEX(0xE8F1FC),
    .track = HEX(0xCFD6DD),
    .paper = HEX(0xFFFFFF),
    .error = HEX(0xB42318),
    .isoline = HEX_ALPHA(0xFFFFFF, 0.8f),
    .level = HEX(0x1B1F24),
    .level_halo = HEX_ALPHA(0xFFFFFF, 0.5f),
    .surface = {light_surface, sizeof light_surface / sizeof *light_surface},
    .nan = HEX(0xEEF0F2),
};

const struct theme theme_dark = {
    .name = "dark",
    .background = HEX(0x14181D),
    .ink = HEX(0xF0F3F6),
    .soft = HEX(0xA3ADB8),
    .grid = HEX(0x2B323A),
    .axis = HEX(0x4A545F),
    .accent = HEX(0x58A6FF),
    .selection = HEX(0x1D2B3D),
    .track = HEX(0x3A434D),
    .paper = HEX(0x14181D),
    .error = HEX(0xFF7B72),
    .isoline = HEX_ALPHA(0xFFFFFF, 0.38f),
    .level = HEX(0xF0F3F6),
    .level_halo = HEX_ALPHA(0x14181D, 0.6f),
    .surface = {dark_surface, sizeof dark_surface / sizeof *dark_surface},
    .nan = HEX(0x20262D),
};

const struct theme *theme_find(const char *name)
{
    static const struct theme *const themes[] = {&theme_light, &theme_dark};
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++)
        if (strcmp(themes[i]->name, name) == 0)
            return themes[i];
    return NULL;
}

// Okabe & Ito 2008, "Color Universal Design"; yellow darkened on light and the darker ones
// lightened on dark, so that each keeps a contrast of 3 : 1 against the background; words, which
// take 4.5 : 1, are nearer to the ink.
static const struct {
    const char *name;
    struct color light, dark;
    enum marker marker;
    float dash[DASH_MAX];
} looks[LOOK_COUNT] = {
    [LOOK_BLUE] = {"blue", HEX(0x0072B2), HEX(0x4BA6DE), MARKER_CIRCLE, {0}},
    [LOOK_PURPLE] = {"purple", HEX(0xC0619A), HEX(0xD98DB9), MARKER_TRIANGLE, {3, 3.5f}},
    [LOOK_GREEN] = {"green", HEX(0x008F68), HEX(0x1DB88C), MARKER_SQUARE, {11, 4}},
    [LOOK_VERMILION] = {"vermilion", HEX(0xD55E00), HEX(0xF0833A), MARKER_DIAMOND, {18, 4, 3, 4}},
    [LOOK_AMBER] = {"amber", HEX(0xC98A00), HEX(0xEBB02D), MARKER_TRIANGLE_DOWN, {7, 3.5f}},
    [LOOK_INK] = {"ink", HEX(0x1B1F24), HEX(0xF0F3F6), MARKER_PENTAGON, {24, 4}},
    [LOOK_SKY] = {"sky", HEX(0x2E95CC), HEX(0x7CC8F2), MARKER_STAR, {10, 4, 3, 4, 3, 4}},
    [LOOK_YELLOW] = {"yellow", HEX(0x9C8F00), HEX(0xF0E442), MARKER_CROSS, {5, 3, 1.5f, 3}},
};

struct look_style look_style(const struct theme *theme, int look)
{
    const int index = ((look % LOOK_COUNT) + LOOK_COUNT) % LOOK_COUNT;
    struct look_style style = {
        .name = looks[index].name,
        .color = theme == &theme_dark ? looks[index].dark : looks[index].light,
        .marker = looks[index].marker,
    };
    style.text = color_mix(style.color, theme->ink, 0.35f);
    memcpy(style.dash, looks[index].dash, sizeof style.dash);
    return style;
}

const char *const look_names[] = {"blue", "purple", "green",  "vermilion", "amber",
                                  "ink",  "sky",    "yellow", NULL};

void looks_assign(const int given[], const int wish[], size_t count, int look[])
{
    bool taken[LOOK_COUNT] = {false};
    for (size_t i = 0; i < count; i++)
        if (given[i] >= 0) // whoever wishes for one that another has, wherever that stands, waits
            taken[given[i]] = true;
    for (size_t i = 0; i < count; i++) {
        look[i] = given[i] >= 0 ? given[i] : !taken[wish[i]] ? wish[i] : -1;
        if (look[i] >= 0)
            taken[look[i]] = true;
    }
    static const enum look order[] = {LOOK_SKY,   LOOK_YELLOW, LOOK_AMBER,     LOOK_PURPLE,
                                      LOOK_GREEN, LOOK_BLUE,   LOOK_VERMILION, LOOK_INK};
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < LOOK_COUNT && look[i] < 0; k++) {
            if (taken[order[k]])
                continue;
            look[i] = (int)order[k];
            taken[order[k]] = true;
        }
        if (look[i] < 0)
            look[i] = (int)(i % LOOK_COUNT);
    }
}

#include "canvas/font.h"

#include "base/array.h"
#include "base/asset.h"
#include "base/file.h"

#include <SDL.h>
#include <SDL_ttf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    FACES_MAX = 96,
    RULERS = 2 * TYPEFACE_COUNT,
    RULER = 1000,    // pixels per em of the faces that are measured with
    ADVANCES = 4096, // a power of two
};

static const size_t file_limit = (size_t)64 << 20;

static const char *const files[TYPEFACE_COUNT][2] = {
    [TYPEFACE_INTER] = {"fonts/Inter-Regular.otf", "fonts/Inter-SemiBold.otf"},
    [TYPEFACE_DEJAVU] = {"fonts/DejaVuSans.ttf", "fonts/DejaVuSans-Bold.ttf"},
};

// A typeface at one size.
struct face {
    enum typeface typeface;
    bool bold;
    int pixels;
    TTF_Font *font;
};

struct font {
    char path[TYPEFACE_COUNT][2][FONT_PATH_MAX];
    struct {
        char *bytes;
        size_t length;
    } file[TYPEFACE_COUNT][2]; // read once: every size is made of the same bytes
    struct face face[FACES_MAX]; // the rulers first
    size_t face_count;
    struct {
        uint64_t key; // 0 = free
        float em;
    } * advance;    // [ADVANCES] hash table
    uint8_t *cover; // of the bitmap that was drawn last
    size_t cover_capacity;
    bool has_ttf;
    float cap_height;
};

const char *font_file(enum typeface typeface, bool bold)
{
    return files[typeface][bold];
}

// ---- faces --------------------------------------------------------------------------------------

static TTF_Font *find_face(struct font *font, enum typeface typeface, bool bold, int pixels,
                           struct error *error)
{
    for (size_t i = 0; i < font->face_count; i++) {
        const struct face *face = &font->face[i];
        if (face->typeface == typeface && face->bold == bold && face->pixels == pixels)
            return face->font;
    }
    if (font->face_count == FACES_MAX) {
        // Sizes come and go while a window is dragged; the rulers stay.
        for (size_t i = RULERS; i < FACES_MAX; i++)
            TTF_CloseFont(font->face[i].font);
        font->face_count = RULERS;
    }
    const char *path = font->path[typeface][bold];
    if (!font->file[typeface][bold].bytes &&
        !file_read(path, file_limit, &font->file[typeface][bold].bytes,
                   &font->file[typeface][bold].length, error))
        return NULL;
    SDL_RWops *bytes = SDL_RWFromConstMem(font->file[typeface][bold].bytes,
                                          (int)font->file[typeface][bold].length);
    TTF_Font *opened = bytes ? TTF_OpenFontRW(bytes, 1, pixels) : NULL;
    if (!opened) {
        error_set(error, ERROR_FAILED, "cannot open the font %s: %s", path, TTF_GetError());
        return NULL;
    }
    TTF_SetFontHinting(opened, TTF_HINTING_LIGHT);
    font->face[font->face_count++] = (struct face){typeface, bold, pixels, opened};
    return opened;
}

const char *font_path(const struct font *font, enum typeface typeface, bool bold)
{
    return font->path[typeface][bold];
}

static bool find_files(struct font *font, const struct font_files *own, struct error *error)
{
    for (int i = 0; i < TYPEFACE_COUNT; i++) {
        for (int bold = 0; bold < 2; bold++) {
            char *path = font->path[i][bold];
            if (own && i == 0)
                memcpy(path, bold ? own->bold : own->regular, FONT_PATH_MAX);
            else if (!asset_file(files[i][bold], path, FONT_PATH_MAX, error))
                return false;
        }
    }
    return true;
}

// The height of an H, which is flat at its top.
static float measure_cap(struct font *font)
{
    TTF_Font *ruler = find_face(font, TYPEFACE_INTER, false, RULER, NULL);
    int top = 0;
    if (!ruler || !TTF_GlyphIsProvided32(ruler, 'H') ||
        TTF_GlyphMetrics32(ruler, 'H', NULL, NULL, NULL, &top, NULL) != 0 || top <= 0)
        return FONT_CAP_HEIGHT;
    return (float)top / RULER;
}

struct font *font_create(struct error *error)
{
    return font_create_with(NULL, error);
}

struct font *font_create_with(const struct font_files *own, struct error *error)
{
    struct font *font = array_create(1, sizeof *font, error);
    if (!font)
        return NULL;
    if (!find_files(font, own, error)) {
        font_destroy(font);
        return NULL;
    }
    if (TTF_Init() != 0) {
        error_set(error, ERROR_FAILED, "the text library does not start: %s", TTF_GetError());
        font_destroy(font);
        return NULL;
    }
    font->has_ttf = true;
    font->advance = array_create(ADVANCES, sizeof *font->advance, error);
    bool made = font->advance != NULL;
    for (int bold = 0; bold < 2; bold++)
        for (int i = 0; i < TYPEFACE_COUNT; i++)
            made = made && find_face(font, (enum typeface)i, bold, RULER, error);
    if (made) {
        font->cap_height = own ? measure_cap(font) : FONT_CAP_HEIGHT;
        return font;
    }
    font_destroy(font);
    return NULL;
}

float font_cap_height(const struct font *font)
{
    return font->cap_height;
}

void font_destroy(struct font *font)
{
    if (!font)
        return;
    for (size_t i = 0; i < font->face_count; i++)
        TTF_CloseFont(font->face[i].font);
    if (font->has_ttf)
        TTF_Quit();
    for (int i = 0; i < TYPEFACE_COUNT; i++)
        for (int bold = 0; bold < 2; bold++)
            free(font->file[i][bold].bytes);
    free(font->advance);
    free(font->cover);
    free(font);
}

// ---- measures -----------------------------------------------------------------------------------

uint32_t font_next(const char **text)
{
    const unsigned char *at = (const unsigned char *)*text;
    const unsigned lead = *at;
    if (lead == 0)
        return 0;
    *text += 1;
    if (lead < 0x80)
        return lead;
    const int more = lead >= 0xF0 && lead < 0xF5   ? 3
                     : lead >= 0xE0 && lead < 0xF0 ? 2
                     : lead >= 0xC2 && lead < 0xE0 ? 1
                                                   : 0;
    uint32_t character = lead & (0x3Fu >> more);
    for (int i = 1; i <= more; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0xFFFD;
        character = character << 6 | (at[i] & 0x3Fu);
    }
    if (more == 0)
        return 0xFFFD;
    *text += more;
    return character;
}

static bool is_figure(uint32_t character)
{
    return character >= '0' && character <= '9';
}

enum typeface font_typeface(struct font *font, uint32_t character, bool bold)
{
    for (int i = 0; i < TYPEFACE_COUNT; i++) {
        TTF_Font *ruler = find_face(font, (enum typeface)i, bold, RULER, NULL);
        if (ruler && TTF_GlyphIsProvided32(ruler, character))
            return (enum typeface)i;
    }
    return TYPEFACE_NONE;
}

// The advance that the typeface itself gives a character, in em.
static float measure(struct font *font, uint32_t character, bool bold)
{
    const enum typeface typeface = font_typeface(font, character, bold);
    TTF_Font *ruler =
        typeface == TYPEFACE_NONE ? NULL : find_face(font, typeface, bold, RULER, NULL);
    int advance;
    if (!ruler || TTF_GlyphMetrics32(ruler, character, NULL, NULL, NULL, NULL, &advance) != 0)
        return 0.6f; // the box
    return (float)advance / RULER;
}

static size_t hash(uint64_t key)
{
    return (size_t)(key * 0x9E3779B97F4A7C15u >> 40);
}

float font_advance(struct font *font, uint32_t character, bool bold)
{
    const uint64_t key = (uint64_t)character << 2 | (uint64_t)bold << 1 | 1;
    size_t at = hash(key) % ADVANCES;
    for (size_t probe = 0; probe < 32; probe++, at = (at + 1) % ADVANCES) {
        if (font->advance[at].key == key)
            return font->advance[at].em;
        if (font->advance[at].key == 0)
            break;
    }
    float em = 0;
    if (is_figure(character)) {
        for (uint32_t figure = '0'; figure <= '9'; figure++)
            em = fmaxf(em, measure(font, figure, bold));
    } else {
        em = measure(font, character, bold);
    }
    font->advance[at].key = key;
    font->advance[at].em = em;
    return em;
}

float font_inset(struct font *font, uint32_t character, bool bold)
{
    if (!is_figure(character))
        return 0;
    return (font_advance(font, character, bold) - measure(font, character, bold)) / 2;
}

float font_width(struct font *font, const char *utf8, bool bold)
{
    float em = 0;
    uint32_t character;
    while ((character = font_next(&utf8)) != 0)
        em += font_advance(font, character, bold);
    return em;
}

// ---- bitmaps ------------------------------------------------------------------------------------

// Room for the coverage of `bitmap`, whose size is known.
static uint8_t *make_room(struct font *font, const struct bitmap *bitmap, struct error *error)
{
    const size_t count = (size_t)bitmap->width * (size_t)bitmap->height;
    return array_reserve(&font->cover, &font->cover_capacity, count, 1, error) ? font->cover : NULL;
}

// The part of a surface that is not empty. Alpha is byte 3 of its pixels.
static bool trim(const SDL_Surface *surface, SDL_Rect *box)
{
    int left = surface->w, right = -1, top = surface->h, bottom = -1;
    for (int y = 0; y < surface->h; y++) {
        const uint8_t *row = (const uint8_t *)surface->pixels + y * surface->pitch;
        for (int x = 0; x < surface->w; x++) {
            if (row[4 * x + 3] == 0)
                continue;
            left = x < left ? x : left;
            right = x > right ? x : right;
            top = y < top ? y : top;
            bottom = y;
        }
    }
    *box = (SDL_Rect){left, top, right - left + 1, bottom - top + 1};
    return right >= left;
}

static bool copy_alpha(struct font *font, const SDL_Surface *surface, const SDL_Rect *box,
                       struct bitmap *bitmap, struct error *error)
{
    bitmap->width = box->w;
    bitmap->height = box->h;
    uint8_t *cover = make_room(font, bitmap, error);
    for (int y = 0; cover && y < box->h; y++) {
        const uint8_t *row = (const uint8_t *)surface->pixels + (box->y + y) * surface->pitch;
        for (int x = 0; x < box->w; x++)
            cover[y * box->w + x] = row[4 * (box->x + x) + 3];
    }
    bitmap->cover = cover;
    return cover != NULL;
}

static bool draw_character(struct font *font, TTF_Font *face, uint32_t character,
                           struct bitmap *bitmap, struct error *error)
{
    int min_x = 0;
    TTF_GlyphMetrics32(face, character, &min_x, NULL, NULL, NULL, NULL);
    const SDL_Color white = {255, 255, 255, 255};
    SDL_Surface *raw = TTF_RenderGlyph32_Blended(face, character, white);
    if (!raw)
        return true; // of no width: a blank
    SDL_Surface *surface = SDL_ConvertSurfaceFormat(raw, SDL_PIXELFORMAT_RGBA32, 0);
    SDL_Rect box;
    bool done = surface || error_memory(error);
    if (surface && trim(surface, &box)) {
        // The surface begins at the pen, or left of it where the glyph does.
        bitmap->left = box.x + (min_x < 0 ? min_x : 0);
        bitmap->top = box.y - TTF_FontAscent(face);
        done = copy_alpha(font, surface, &box, bitmap, error);
    }
    SDL_FreeSurface(surface);
    SDL_FreeSurface(raw);
    return done;
}

// The sign for a character that no typeface has.
static bool draw_box(struct font *font, int pixels, struct bitmap *bitmap, struct error *error)
{
    const int width = pixels / 2 > 3 ? pixels / 2 : 3;
    const int height = pixels * 7 / 10 > 3 ? pixels * 7 / 10 : 3;
    *bitmap = (struct bitmap){pixels / 20, -height, width, height, NULL};
    uint8_t *cover = make_room(font, bitmap, error);
    for (int y = 0; cover && y < height; y++)
        for (int x = 0; x < width; x++)
            cover[y * width + x] = x == 0 || y == 0 || x == width - 1 || y == height - 1 ? 255 : 0;
    bitmap->cover = cover;
    return cover != NULL;
}

bool font_draw(struct font *font, uint32_t character, bool bold, int pixels, struct bitmap *bitmap,
               struct error *error)
{
    *bitmap = (struct bitmap){0};
    const enum typeface typeface = font_typeface(font, character, bold);
    TTF_Font *face =
        typeface == TYPEFACE_NONE ? NULL : find_face(font, typeface, bold, pixels, NULL);
    const bool done = face ? draw_character(font, face, character, bitmap, error)
                           : draw_box(font, pixels, bitmap, error);
    if (!done)
        *bitmap = (struct bitmap){0};
    bitmap->left += (int)lroundf(font_inset(font, character, bold) * (float)pixels);
    return done;
}

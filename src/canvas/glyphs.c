#include "canvas/glyphs.h"

#include "base/array.h"
#include "base/asset.h"

#include <SDL.h>
#include <SDL_ttf.h>
#include <epoxy/gl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    ATLAS = 1024, // side of the texture
    SLOTS = 8192, // of the hash table of glyphs, a power of two
    FACES_MAX = 96,
    RULER = 1000, // pixels per em of the faces that advances are measured with
    ADVANCES = 4096,
};

// Inter first; what it lacks comes from DejaVu Sans.
static const char *const files[2][2] = {
    {"fonts/Inter-Regular.otf", "fonts/DejaVuSans.ttf"},
    {"fonts/Inter-SemiBold.otf", "fonts/DejaVuSans-Bold.ttf"},
};

struct face {
    bool bold;
    int fallback; // 0 = Inter, 1 = DejaVu
    int pixels;
    TTF_Font *font;
};

struct slot {
    uint64_t key; // 0 = free
    struct glyph glyph;
};

struct glyphs {
    struct face face[FACES_MAX];
    size_t face_count;
    struct slot *slot; // [SLOTS]
    size_t slot_count;
    struct {
        uint64_t key;
        float em;
    } * advance;     // [ADVANCES] hash table
    uint8_t *pixels; // [ATLAS × ATLAS]
    int shelf_x, shelf_y, shelf_height;
    bool is_dirty;
    GLuint texture;
    bool has_ttf;
};

// ---- faces --------------------------------------------------------------------------------------

static TTF_Font *find_face(struct glyphs *glyphs, bool bold, int fallback, int pixels,
                           struct error *error)
{
    for (size_t i = 0; i < glyphs->face_count; i++) {
        const struct face *face = &glyphs->face[i];
        if (face->bold == bold && face->fallback == fallback && face->pixels == pixels)
            return face->font;
    }
    if (glyphs->face_count == FACES_MAX) {
        // Sizes come and go while a window is dragged; the rulers, first of all, stay.
        for (size_t i = 4; i < FACES_MAX; i++)
            TTF_CloseFont(glyphs->face[i].font);
        glyphs->face_count = 4;
    }
    char path[4096];
    if (!asset_path(files[bold][fallback], path, sizeof path, error))
        return NULL;
    TTF_Font *font = TTF_OpenFont(path, pixels);
    if (!font) {
        error_set(error, ERROR_FAILED, "cannot open the font %s: %s", path, TTF_GetError());
        return NULL;
    }
    TTF_SetFontHinting(font, TTF_HINTING_LIGHT);
    glyphs->face[glyphs->face_count++] = (struct face){bold, fallback, pixels, font};
    return font;
}

struct glyphs *glyphs_create(struct error *error)
{
    struct glyphs *glyphs = array_create(1, sizeof *glyphs, error);
    if (!glyphs)
        return NULL;
    if (TTF_Init() != 0) {
        error_set(error, ERROR_FAILED, "the text library does not start: %s", TTF_GetError());
        glyphs_destroy(glyphs);
        return NULL;
    }
    glyphs->has_ttf = true;
    glyphs->slot = array_create(SLOTS, sizeof *glyphs->slot, error);
    glyphs->advance = array_create(ADVANCES, sizeof *glyphs->advance, error);
    glyphs->pixels = array_create(ATLAS * ATLAS, 1, error);
    bool made = glyphs->slot && glyphs->advance && glyphs->pixels;
    for (int bold = 0; bold < 2; bold++)
        for (int fallback = 0; fallback < 2; fallback++)
            made = made && find_face(glyphs, bold, fallback, RULER, error);
    if (!made) {
        glyphs_destroy(glyphs);
        return NULL;
    }
    glGenTextures(1, &glyphs->texture);
    glBindTexture(GL_TEXTURE_2D, glyphs->texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glyphs_forget(glyphs);
    return glyphs;
}

void glyphs_destroy(struct glyphs *glyphs)
{
    if (!glyphs)
        return;
    for (size_t i = 0; i < glyphs->face_count; i++)
        TTF_CloseFont(glyphs->face[i].font);
    if (glyphs->has_ttf)
        TTF_Quit();
    if (glyphs->texture)
        glDeleteTextures(1, &glyphs->texture);
    free(glyphs->slot);
    free(glyphs->advance);
    free(glyphs->pixels);
    free(glyphs);
}

// ---- text ---------------------------------------------------------------------------------------

uint32_t glyphs_next(const char **text)
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

// Which typeface has the character: 0 = Inter, 1 = DejaVu, −1 = none.
static int typeface_of(struct glyphs *glyphs, uint32_t character, bool bold)
{
    for (int fallback = 0; fallback < 2; fallback++) {
        TTF_Font *ruler = find_face(glyphs, bold, fallback, RULER, NULL);
        if (ruler && TTF_GlyphIsProvided32(ruler, character))
            return fallback;
    }
    return -1;
}

static float measure(struct glyphs *glyphs, uint32_t character, bool bold)
{
    const int fallback = typeface_of(glyphs, character, bold);
    TTF_Font *ruler = fallback < 0 ? NULL : find_face(glyphs, bold, fallback, RULER, NULL);
    int advance;
    if (!ruler || TTF_GlyphMetrics32(ruler, character, NULL, NULL, NULL, NULL, &advance) != 0)
        return 0.6f; // the box
    return (float)advance / RULER;
}

static size_t hash(uint64_t key)
{
    return (size_t)(key * 0x9E3779B97F4A7C15u >> 40);
}

float glyphs_advance(struct glyphs *glyphs, uint32_t character, bool bold)
{
    const uint64_t key = (uint64_t)character << 2 | (uint64_t)bold << 1 | 1;
    size_t at = hash(key) % ADVANCES;
    for (size_t probe = 0; probe < 32; probe++, at = (at + 1) % ADVANCES) {
        if (glyphs->advance[at].key == key)
            return glyphs->advance[at].em;
        if (glyphs->advance[at].key == 0)
            break;
    }
    float em = 0;
    if (character >= '0' && character <= '9') {
        for (uint32_t digit = '0'; digit <= '9'; digit++)
            em = fmaxf(em, measure(glyphs, digit, bold));
    } else {
        em = measure(glyphs, character, bold);
    }
    glyphs->advance[at].key = key;
    glyphs->advance[at].em = em;
    return em;
}

// ---- the atlas ----------------------------------------------------------------------------------

void glyphs_forget(struct glyphs *glyphs)
{
    memset(glyphs->slot, 0, SLOTS * sizeof *glyphs->slot);
    memset(glyphs->pixels, 0, ATLAS * ATLAS);
    glyphs->slot_count = 0;
    glyphs->shelf_x = glyphs->shelf_y = 1;
    glyphs->shelf_height = 0;
    glyphs->is_dirty = true;
}

// Room for a bitmap, on shelves from top to bottom, with an empty pixel around it.
static bool make_room(struct glyphs *glyphs, int width, int height, int *x, int *y)
{
    if (glyphs->shelf_x + width + 1 > ATLAS) {
        glyphs->shelf_y += glyphs->shelf_height + 1;
        glyphs->shelf_x = 1;
        glyphs->shelf_height = 0;
    }
    if (glyphs->shelf_y + height + 1 > ATLAS || width + 2 > ATLAS)
        return false;
    *x = glyphs->shelf_x;
    *y = glyphs->shelf_y;
    glyphs->shelf_x += width + 1;
    if (height > glyphs->shelf_height)
        glyphs->shelf_height = height;
    return true;
}

// A bitmap of coverage, [height × pitch], that is copied into the atlas.
struct bitmap {
    const uint8_t *cover;
    int width, height, pitch, stride; // stride: bytes from one pixel to the next
};

static bool place_bitmap(struct glyphs *glyphs, const struct bitmap *bitmap, struct glyph *glyph)
{
    int x, y;
    if (!make_room(glyphs, bitmap->width, bitmap->height, &x, &y))
        return false;
    for (int row = 0; row < bitmap->height; row++)
        for (int column = 0; column < bitmap->width; column++)
            glyphs->pixels[(size_t)(y + row) * ATLAS + (size_t)(x + column)] =
                bitmap->cover[row * bitmap->pitch + column * bitmap->stride];
    glyph->width = (float)bitmap->width;
    glyph->height = (float)bitmap->height;
    glyph->u0 = (float)x / ATLAS;
    glyph->v0 = (float)y / ATLAS;
    glyph->u1 = (float)(x + bitmap->width) / ATLAS;
    glyph->v1 = (float)(y + bitmap->height) / ATLAS;
    glyphs->is_dirty = true;
    return true;
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

static bool draw_character(struct glyphs *glyphs, TTF_Font *font, uint32_t character,
                           struct glyph *glyph)
{
    int min_x = 0;
    TTF_GlyphMetrics32(font, character, &min_x, NULL, NULL, NULL, NULL);
    const SDL_Color white = {255, 255, 255, 255};
    SDL_Surface *raw = TTF_RenderGlyph32_Blended(font, character, white);
    SDL_Surface *surface = raw ? SDL_ConvertSurfaceFormat(raw, SDL_PIXELFORMAT_RGBA32, 0) : NULL;
    SDL_Rect box;
    bool done = true;
    if (surface && trim(surface, &box)) {
        const struct bitmap bitmap = {
            .cover = (const uint8_t *)surface->pixels + box.y * surface->pitch + 4 * box.x + 3,
            .width = box.w,
            .height = box.h,
            .pitch = surface->pitch,
            .stride = 4,
        };
        // The surface begins at the pen, or left of it where the glyph does.
        glyph->left = (float)(box.x + (min_x < 0 ? min_x : 0));
        glyph->top = (float)(box.y - TTF_FontAscent(font));
        done = place_bitmap(glyphs, &bitmap, glyph);
    }
    SDL_FreeSurface(surface);
    SDL_FreeSurface(raw);
    return done;
}

// The sign for a character that no typeface has.
static bool draw_box(struct glyphs *glyphs, int pixels, struct glyph *glyph)
{
    const int width = pixels / 2 > 3 ? pixels / 2 : 3;
    const int height = pixels * 7 / 10 > 3 ? pixels * 7 / 10 : 3;
    uint8_t *cover = array_create((size_t)(width * height), 1, NULL);
    if (!cover)
        return true;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            cover[y * width + x] = x == 0 || y == 0 || x == width - 1 || y == height - 1 ? 255 : 0;
    const struct bitmap bitmap = {cover, width, height, width, 1};
    glyph->left = (float)(pixels / 20);
    glyph->top = (float)-height;
    const bool done = place_bitmap(glyphs, &bitmap, glyph);
    free(cover);
    return done;
}

// Centres a figure in the width that all figures share.
static void center_figure(struct glyphs *glyphs, uint32_t character, bool bold, int pixels,
                          struct glyph *glyph)
{
    const float own = measure(glyphs, character, bold);
    const float shared = glyphs_advance(glyphs, character, bold);
    glyph->left += roundf((shared - own) / 2 * (float)pixels);
}

bool glyphs_find(struct glyphs *glyphs, uint32_t character, bool bold, int pixels,
                 struct glyph *glyph)
{
    const uint64_t key =
        (uint64_t)character << 24 | (uint64_t)(pixels & 0x3FFFFF) << 2 | (uint64_t)bold << 1 | 1;
    size_t at = hash(key) % SLOTS;
    while (glyphs->slot[at].key != 0) {
        if (glyphs->slot[at].key == key) {
            *glyph = glyphs->slot[at].glyph;
            return true;
        }
        at = (at + 1) % SLOTS;
    }
    if (glyphs->slot_count > SLOTS * 3 / 4)
        return false;
    memset(glyph, 0, sizeof *glyph);
    const int fallback = typeface_of(glyphs, character, bold);
    TTF_Font *font = fallback < 0 ? NULL : find_face(glyphs, bold, fallback, pixels, NULL);
    if (!(font ? draw_character(glyphs, font, character, glyph) : draw_box(glyphs, pixels, glyph)))
        return false;
    if (character >= '0' && character <= '9')
        center_figure(glyphs, character, bold, pixels, glyph);
    glyphs->slot[at].key = key;
    glyphs->slot[at].glyph = *glyph;
    glyphs->slot_count++;
    return true;
}

unsigned glyphs_texture(struct glyphs *glyphs)
{
    if (glyphs->is_dirty) {
        glBindTexture(GL_TEXTURE_2D, glyphs->texture);
        glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, ATLAS, ATLAS, 0, GL_RED, GL_UNSIGNED_BYTE,
                     glyphs->pixels);
        glyphs->is_dirty = false;
    }
    return glyphs->texture;
}

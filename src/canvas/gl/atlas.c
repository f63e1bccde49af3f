#include "canvas/gl/atlas.h"

#include "base/array.h"
#include "canvas/gl/api.h"

#include <stdlib.h>
#include <string.h>

enum {
    SIDE = 1024,  // the texture's width, and the most of its height
    HEIGHT = 256, // to begin with: a window of 4K needs half of it
    SLOTS = 8192, // of the hash table of glyphs, a power of two
};

struct slot {
    uint64_t key; // 0 = free
    struct glyph glyph;
};

struct atlas {
    struct font *font;
    struct slot *slot; // [SLOTS]
    size_t slot_count;
    int height;
    uint8_t *pixels; // [height × SIDE]
    int shelf_x, shelf_y, shelf_height;
    int changed, changed_end; // rows that the texture does not have yet
    bool is_new;              // the texture has nothing of it
    bool is_short;            // memory was too small for something
    GLuint texture;
};

// Everything is empty.
static void begin(struct atlas *atlas)
{
    atlas->slot_count = 0;
    atlas->shelf_x = atlas->shelf_y = 1;
    atlas->shelf_height = 0;
    atlas->is_new = true;
}

struct atlas *atlas_create(struct font *font, struct error *error)
{
    struct atlas *atlas = array_create(1, sizeof *atlas, error);
    if (!atlas)
        return NULL;
    atlas->font = font;
    atlas->height = HEIGHT;
    atlas->slot = array_create(SLOTS, sizeof *atlas->slot, error);
    atlas->pixels = array_create(HEIGHT * SIDE, 1, error);
    if (!atlas->slot || !atlas->pixels) {
        atlas_destroy(atlas);
        return NULL;
    }
    glGenTextures(1, &atlas->texture);
    glBindTexture(GL_TEXTURE_2D, atlas->texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    begin(atlas);
    return atlas;
}

void atlas_destroy(struct atlas *atlas)
{
    if (!atlas)
        return;
    if (atlas->texture)
        glDeleteTextures(1, &atlas->texture);
    free(atlas->slot);
    free(atlas->pixels);
    free(atlas);
}

void atlas_forget(struct atlas *atlas)
{
    const bool is_low = atlas->height < SIDE;
    uint8_t *pixels = is_low ? array_create(SIDE * SIDE, 1, NULL) : NULL;
    if (pixels) {
        free(atlas->pixels);
        atlas->pixels = pixels;
        atlas->height = SIDE;
    } else {
        atlas->is_short = atlas->is_short || is_low;
        memset(atlas->pixels, 0, (size_t)atlas->height * SIDE);
    }
    memset(atlas->slot, 0, SLOTS * sizeof *atlas->slot);
    begin(atlas);
}

// Room for a bitmap, on shelves from top to bottom, with an empty pixel around it.
static bool make_room(struct atlas *atlas, int width, int height, int *x, int *y)
{
    if (atlas->shelf_x + width + 1 > SIDE) {
        atlas->shelf_y += atlas->shelf_height + 1;
        atlas->shelf_x = 1;
        atlas->shelf_height = 0;
    }
    if (atlas->shelf_y + height + 1 > atlas->height || width + 2 > SIDE)
        return false;
    *x = atlas->shelf_x;
    *y = atlas->shelf_y;
    atlas->shelf_x += width + 1;
    if (height > atlas->shelf_height)
        atlas->shelf_height = height;
    return true;
}

// Of these rows, the one of the end not among them.
static void note_change(struct atlas *atlas, int first, int end)
{
    const bool is_first = atlas->changed == atlas->changed_end;
    if (is_first || first < atlas->changed)
        atlas->changed = first;
    if (is_first || end > atlas->changed_end)
        atlas->changed_end = end;
}

static bool place(struct atlas *atlas, const struct bitmap *bitmap, struct glyph *glyph)
{
    *glyph = (struct glyph){.left = (float)bitmap->left, .top = (float)bitmap->top};
    if (bitmap->width == 0)
        return true;
    int x, y;
    if (!make_room(atlas, bitmap->width, bitmap->height, &x, &y))
        return false;
    const size_t width = (size_t)bitmap->width;
    for (int row = 0; row < bitmap->height; row++)
        memcpy(atlas->pixels + (size_t)(y + row) * SIDE + (size_t)x,
               bitmap->cover + (size_t)row * width, width);
    glyph->width = (float)bitmap->width;
    glyph->height = (float)bitmap->height;
    glyph->u0 = (float)x / SIDE;
    glyph->v0 = (float)y / SIDE;
    glyph->u1 = (float)(x + bitmap->width) / SIDE;
    glyph->v1 = (float)(y + bitmap->height) / SIDE;
    glyph->high = SIDE / (float)atlas->height;
    note_change(atlas, y - 1, y + bitmap->height + 1);
    return true;
}

static size_t hash(uint64_t key)
{
    return (size_t)(key * 0x9E3779B97F4A7C15u >> 40);
}

bool atlas_find(struct atlas *atlas, uint32_t character, bool bold, int pixels, struct glyph *glyph)
{
    const uint64_t key =
        (uint64_t)character << 24 | (uint64_t)(pixels & 0x3FFFFF) << 2 | (uint64_t)bold << 1 | 1;
    size_t at = hash(key) % SLOTS;
    while (atlas->slot[at].key != 0) {
        if (atlas->slot[at].key == key) {
            *glyph = atlas->slot[at].glyph;
            return true;
        }
        at = (at + 1) % SLOTS;
    }
    if (atlas->slot_count > SLOTS * 3 / 4)
        return false;
    struct bitmap bitmap;
    const bool drawn = font_draw(atlas->font, character, bold, pixels, &bitmap, NULL);
    atlas->is_short = atlas->is_short || !drawn;
    if (!place(atlas, &bitmap, glyph))
        return false;
    if (drawn) {
        atlas->slot[at].key = key;
        atlas->slot[at].glyph = *glyph;
        atlas->slot_count++;
    }
    return true;
}

bool atlas_was_short(struct atlas *atlas)
{
    const bool was = atlas->is_short;
    atlas->is_short = false;
    return was;
}

unsigned atlas_texture(struct atlas *atlas)
{
    const int first = atlas->changed, rows = atlas->changed_end - first;
    glBindTexture(GL_TEXTURE_2D, atlas->texture);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    if (atlas->is_new)
        glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, SIDE, atlas->height, 0, GL_RED, GL_UNSIGNED_BYTE,
                     atlas->pixels);
    else if (rows > 0)
        glTexSubImage2D(GL_TEXTURE_2D, 0, 0, first, SIDE, rows, GL_RED, GL_UNSIGNED_BYTE,
                        atlas->pixels + (size_t)first * SIDE);
    atlas->is_new = false;
    atlas->changed = atlas->changed_end = 0;
    return atlas->texture;
}

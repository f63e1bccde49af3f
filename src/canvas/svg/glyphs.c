#include "canvas/svg/glyphs.h"

#include "base/array.h"
#include "canvas/svg/subset.h"

#include <ft2build.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include FT_FREETYPE_H

const char *glyphs_name(enum typeface typeface, bool bold)
{
    static const char *const names[TYPEFACE_COUNT][2] = {{"a", "b"}, {"d", "e"}};
    return names[typeface][bold];
}

bool glyphs_add(struct glyphs *glyphs, const struct letter *letter, bool bold)
{
    if (letter->typeface == TYPEFACE_NONE)
        return true;
    struct glyph_set *set = &glyphs->set[letter->typeface][bold];
    size_t low = 0, high = set->count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (set->character[middle] < letter->character)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < set->count && set->character[low] == letter->character)
        return true;
    if (!array_reserve(&set->character, &set->capacity, set->count + 1, sizeof *set->character,
                       NULL) ||
        !array_reserve(&set->glyph, &set->glyph_capacity, set->count + 1, sizeof *set->glyph, NULL))
        return false;
    const size_t rest = set->count - low;
    memmove(set->character + low + 1, set->character + low, rest * sizeof *set->character);
    memmove(set->glyph + low + 1, set->glyph + low, rest * sizeof *set->glyph);
    set->character[low] = letter->character;
    set->glyph[low] = letter->glyph;
    set->count++;
    return true;
}

void glyphs_clear(struct glyphs *glyphs)
{
    for (int i = 0; i < TYPEFACE_COUNT; i++) {
        for (int bold = 0; bold < 2; bold++) {
            free(glyphs->set[i][bold].character);
            free(glyphs->set[i][bold].glyph);
        }
    }
    *glyphs = (struct glyphs){0};
}

const char *glyphs_family(const struct vector *vector, enum typeface typeface)
{
    const char *name = faces_face(vector->faces, typeface, false)->family_name;
    return name && *name ? name : "figure";
}

// ---- fonts --------------------------------------------------------------------------------------

static bool put_font(const struct glyph_set *set, const struct vector *vector,
                     enum typeface typeface, bool bold, struct markup *markup, struct error *error)
{
    size_t size;
    unsigned char *font = subset_font(font_path(vector->font, typeface, bold), set->character,
                                      set->count, &size, error);
    if (!font)
        return false;
    const bool is_cff = size > 4 && memcmp(font, "OTTO", 4) == 0;
    const char *name = glyphs_family(vector, typeface);
    markup_put(markup, "@font-face{font-family:\"");
    markup_text(markup, name, strlen(name));
    markup_print(markup, "\";font-weight:%d;src:url(data:font/%s;base64,", bold ? 600 : 400,
                 is_cff ? "otf" : "ttf");
    markup_base64(markup, font, size);
    markup_put(markup, ")}\n");
    free(font);
    return true;
}

bool glyphs_put_fonts(const struct glyphs *glyphs, const struct vector *vector,
                      struct markup *markup, struct error *error)
{
    markup_put(markup, "<style>\n");
    for (int i = 0; i < TYPEFACE_COUNT; i++)
        for (int bold = 0; bold < 2; bold++)
            if (glyphs->set[i][bold].count > 0 &&
                !put_font(&glyphs->set[i][bold], vector, (enum typeface)i, bold, markup, error))
                return false;
    // Letters stand where they are told to: no program moves them closer.
    markup_put(markup, "text{font-kerning:none;font-variant-ligatures:none;white-space:pre}\n"
                       "</style>\n");
    return true;
}

// ---- outlines -----------------------------------------------------------------------------------

static void put_piece(void *user, char what, const struct point points[])
{
    struct markup *markup = user;
    const int count = what == 'Z' ? 0 : what == 'C' ? 3 : what == 'Q' ? 2 : 1;
    markup_print(markup, "%c", what);
    for (int i = 0; i < count; i++)
        markup_print(markup, "%s%ld %ld", i > 0 ? " " : "", lroundf(points[i].x * GLYPHS_EM),
                     lroundf(points[i].y * GLYPHS_EM));
}

bool glyphs_put_outlines(const struct glyphs *glyphs, const struct vector *vector,
                         struct markup *markup, struct error *error)
{
    for (int i = 0; i < TYPEFACE_COUNT; i++) {
        for (int bold = 0; bold < 2; bold++) {
            const struct glyph_set *set = &glyphs->set[i][bold];
            for (size_t k = 0; k < set->count; k++) {
                markup_print(markup, "<path id=\"%s%u\" d=\"", glyphs_name((enum typeface)i, bold),
                             set->glyph[k]);
                if (!faces_outline(vector->faces, (enum typeface)i, bold, set->glyph[k], put_piece,
                                   markup, error))
                    return false;
                markup_put(markup, "\"/>\n");
            }
        }
    }
    return true;
}

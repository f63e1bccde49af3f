#include "canvas/figure.h"

#include <ft2build.h>
#include <hb-ft.h>
#include <hb-ot.h>
#include FT_FREETYPE_H

// It is looked up where a font keeps it: laying out text is not needed for that.
static uint32_t find_figure(FT_Face face, uint32_t character)
{
    static const hb_tag_t tabular[] = {HB_TAG('t', 'n', 'u', 'm'), HB_TAG_NONE};
    uint32_t glyph = FT_Get_Char_Index(face, character);
    hb_face_t *tables = hb_ft_face_create(face, NULL);
    hb_set_t *lookups = hb_set_create();
    hb_ot_layout_collect_lookups(tables, HB_OT_TAG_GSUB, NULL, NULL, tabular, lookups);
    hb_codepoint_t lookup = HB_SET_VALUE_INVALID;
    hb_set_t *glyphs = hb_set_create();
    while (hb_set_next(lookups, &lookup)) {
        hb_set_clear(glyphs);
        hb_set_add(glyphs, glyph);
        hb_ot_layout_lookup_substitute_closure(tables, lookup, glyphs);
        hb_set_del(glyphs, glyph);
        if (hb_set_get_population(glyphs) == 1)
            glyph = hb_set_get_min(glyphs);
    }
    hb_set_destroy(glyphs);
    hb_set_destroy(lookups);
    hb_face_destroy(tables);
    return glyph;
}

void figures_find(FT_Face face, const char *path, uint32_t glyph[10])
{
    (void)path;
    for (uint32_t k = 0; k < 10; k++)
        glyph[k] = find_figure(face, '0' + k);
}

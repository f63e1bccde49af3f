// A page's fonts are known when it is made: which glyphs their figures are lies beside each that
// has such, ten numbers.
#include "canvas/figure.h"

#include "base/file.h"
#include "base/text.h"
#include "canvas/font.h"

#include <ft2build.h>
#include <stdlib.h>
#include FT_FREETYPE_H

enum { NUMBERS_MAX = 256 };

void figures_find(FT_Face face, const char *path, uint32_t glyph[10])
{
    for (uint32_t k = 0; k < 10; k++)
        glyph[k] = FT_Get_Char_Index(face, '0' + k);
    char beside[FONT_PATH_MAX], *text = NULL;
    size_t length;
    if (!text_print(beside, sizeof beside, "%s.figures", path) ||
        !file_read(beside, NUMBERS_MAX, &text, &length, NULL))
        return;
    char *next = text;
    for (int k = 0; k < 10; k++) {
        const unsigned long number = strtoul(next, &next, 10);
        glyph[k] = number > 0 ? (uint32_t)number : glyph[k];
    }
    free(text);
}

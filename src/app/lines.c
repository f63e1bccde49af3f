#include "app/lines.h"

#include "base/text.h"

#include <string.h>

// The bytes of the longest beginning of a text that ends before a blank and is at most `width`
// wide; 0 when not even the first word is.
static size_t break_at_blank(struct canvas *canvas, const char *text, float size, float width)
{
    char line[LINE_MAX_BYTES];
    size_t best = 0;
    for (size_t i = 0; text[i] && i + 1 < sizeof line; i++) {
        line[i] = text[i];
        line[i + 1] = '\0';
        if ((text[i + 1] != ' ' && text[i + 1]) || !text_may_break(text, i + 1))
            continue;
        if (canvas_text_width(canvas, line, size, false) > width)
            break;
        best = i + 1;
    }
    return best;
}

// The same, ending inside a word: at least one character.
static size_t break_in_word(struct canvas *canvas, const char *text, float size, float width)
{
    char line[LINE_MAX_BYTES];
    size_t best = 0;
    for (size_t i = 0; text[i] && i + 1 < sizeof line; i++) {
        line[i] = text[i];
        line[i + 1] = '\0';
        if (((unsigned char)text[i + 1] & 0xC0) == 0x80)
            continue; // inside a character
        if (best > 0 && canvas_text_width(canvas, line, size, false) > width)
            break;
        best = i + 1;
    }
    return best;
}

size_t lines_wrap(struct canvas *canvas, const char *text, float size, float width, size_t max,
                  char lines[][LINE_MAX_BYTES])
{
    size_t count = 0;
    while (*text && count < max) {
        size_t length = break_at_blank(canvas, text, size, width);
        if (length == 0)
            length = break_in_word(canvas, text, size, width);
        memcpy(lines[count], text, length);
        lines[count++][length] = '\0';
        text += length;
        while (*text == ' ')
            text++;
    }
    return count;
}

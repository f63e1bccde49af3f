#include "base/utf8.h"

#include <string.h>

size_t utf8_bytes(const char *text)
{
    const unsigned char lead = (unsigned char)*text;
    const size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (!lead || (lead & 0xC0) == 0x80)
        return 0;
    for (size_t i = 1; i < wanted; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80)
            return 0;
    return wanted;
}

void utf8_mend(char *text)
{
    char *to = text;
    while (*text) {
        const size_t bytes = utf8_bytes(text);
        memmove(to, text, bytes);
        to += bytes;
        text += bytes ? bytes : 1;
    }
    *to = '\0';
}

#include "base/error.h"

#include "base/words.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// Cuts `text` in front of a UTF-8 character that does not end within it.
static void cut_whole_character(char *text, size_t length)
{
    size_t at = length;
    while (at > 0 && ((unsigned char)text[at - 1] & 0xC0) == 0x80)
        at--;
    if (at == 0)
        return;
    unsigned char lead = (unsigned char)text[at - 1];
    size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (length - (at - 1) < wanted)
        text[at - 1] = '\0';
}

bool error_set(struct error *error, enum error_kind kind, const char *format, ...)
{
    if (!error)
        return false;
    // Built aside, for the arguments may be parts of error->text.
    char text[sizeof error->text];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, words(format), arguments);
    va_end(arguments);
    if (length >= (int)sizeof text)
        cut_whole_character(text, sizeof text - 1);
    error->kind = kind;
    memcpy(error->text, text, sizeof text);
    return false;
}

bool error_memory(struct error *error)
{
    return error_set(error, ERROR_FAILED, "out of memory");
}

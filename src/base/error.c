#include "base/error.h"

#include "base/text.h"
#include "base/utf8.h"
#include "base/words.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void fill(struct error *error, enum error_kind kind, bool is_memory, const char *format,
                 va_list arguments) PRINTF_LIKE(4, 0);

static void fill(struct error *error, enum error_kind kind, bool is_memory, const char *format,
                 va_list arguments)
{
    // Built aside, for the arguments may be parts of error->text.
    char text[sizeof error->text], shown[sizeof error->text];
    vsnprintf(text, sizeof text, words(format), arguments);
    utf8_mend(text);
    // Names and paths may hold anything; a terminal is to obey none of it.
    text_escape(text, shown, sizeof shown);
    error->kind = kind;
    memcpy(error->text, shown, sizeof shown);
    error->character = error->caret = 0;
    error->is_memory = is_memory;
    *error->line = '\0';
}

bool error_set(struct error *error, enum error_kind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (error)
        fill(error, kind, false, format, arguments);
    va_end(arguments);
    return false;
}

bool error_wrap(struct error *error, const struct error *why, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (error)
        fill(error, why->kind, why->is_memory, format, arguments);
    va_end(arguments);
    return false;
}

bool error_at(struct error *error, size_t character)
{
    if (error)
        error->character = character;
    return false;
}

bool error_pass(struct error *error, const struct error *why)
{
    if (error)
        *error = *why;
    return false;
}

bool error_memory(struct error *error)
{
    error_set(error, ERROR_FAILED, "out of memory");
    if (error)
        error->is_memory = true;
    return false;
}

bool error_is_memory(const struct error *error)
{
    return error->is_memory;
}

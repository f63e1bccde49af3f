#include "cli/rows.h"

#include "base/text.h"
#include "base/words.h"

#include <stdarg.h>
#include <string.h>

// Writes a text from column `at` on, breaks it at blanks, and goes on at `indent`.
static void wrap(FILE *out, size_t indent, size_t at, const char *text)
{
    char word[256];
    while (*text) {
        const size_t blanks = strspn(text, " ");
        const char *start = text + blanks;
        size_t length = strcspn(start, " \n");
        if (length >= sizeof word)
            length = sizeof word - 1; // no word of ours; cut anywhere
        memcpy(word, start, length);
        word[length] = '\0';
        text = start + length;
        const size_t columns = text_columns(word);
        if (length > 0 && at > indent && at + blanks + columns > ROWS_WIDTH) {
            fprintf(out, "\n%*s%s", (int)indent, "", word);
            at = indent + columns;
        } else if (length > 0) {
            fprintf(out, "%*s%s", (int)blanks, "", word);
            at += blanks + columns;
        }
        if (*text == '\n') {
            text++;
            fputs("\n", out);
            if (*text && *text != '\n')
                fprintf(out, "%*s", (int)indent, "");
            at = indent;
        }
    }
}

void rows_say(FILE *out, size_t indent, const char *format, ...)
{
    char text[2001];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, words(format), arguments);
    va_end(arguments);
    if (*text)
        fprintf(out, "%*s", (int)indent, "");
    wrap(out, indent, indent, text);
    fputc('\n', out);
}

void rows_print(FILE *out, size_t column, const char *left, const char *text)
{
    left = words(left);
    text = words(text);
    fprintf(out, "  %s", left);
    size_t at = 2 + text_columns(left);
    if (*text && at >= column) {
        fputc('\n', out);
        at = 0;
    }
    if (*text) {
        fprintf(out, "%*s", (int)(column - at), "");
        wrap(out, column, column, text);
    }
    fputc('\n', out);
}

void rows_pad(char *text, size_t size, size_t columns)
{
    const size_t at = text_columns(text);
    if (at < columns)
        text_append(text, size, "%*s", (int)(columns - at), "");
}

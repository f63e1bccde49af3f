#include "data/report.h"

#include "base/text.h"
#include "base/utf8.h"
#include "base/words.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void report_add(struct report *report, enum report_kind kind, const char *format, ...)
{
    char text[REPORT_BYTES], shown[REPORT_BYTES];
    if (!report)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, words(format), arguments);
    va_end(arguments);
    utf8_mend(text);
    text_escape(text, shown, sizeof shown);
    for (size_t i = 0; i < report->count; i++)
        if (strcmp(report->line[i].text, shown) == 0)
            return;
    if (report->count == REPORT_MAX) {
        report->more++;
        return;
    }
    struct report_line *line = &report->line[report->count++];
    line->kind = kind;
    strcpy(line->text, shown);
}

size_t report_count(const struct report *report, enum report_kind least)
{
    size_t count = 0;
    for (size_t i = 0; i < report->count; i++)
        count += report->line[i].kind >= least;
    return count;
}

void report_join(const struct report *report, enum report_kind least, char *text, size_t size)
{
    const size_t all = report_count(report, least);
    size_t told = 0, used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < report->count; i++) {
        const char *line = report->line[i].text;
        if (report->line[i].kind < least)
            continue;
        const size_t length = strlen(line) + (used ? 2 : 0);
        // Room is kept for the word about those that have none.
        if (used + length + (told + 1 < all ? 40 : 0) >= size)
            break;
        used += (size_t)snprintf(text + used, size - used, "%s%s", used ? "; " : "", line);
        told++;
    }
    if (told < all)
        text_append(text, size, words(" … and %zu more: ravine data tells them"), all - told);
}

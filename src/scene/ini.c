#include "scene/ini.h"

#include "base/text.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static struct ini_part part(const char *from, const char *to)
{
    while (from < to && is_blank(*from))
        from++;
    while (from < to && is_blank(to[-1]))
        to--;
    return (struct ini_part){from, (size_t)(to - from)};
}

void ini_begin(struct ini *ini, const char *text, size_t length)
{
    *ini = (struct ini){.at = text, .end = text + length};
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        ini->at += 3;
}

// The end of the line that begins at `at`.
static const char *line_end(const char *at, const char *end)
{
    while (at < end && *at != '\n' && *at != '\r')
        at++;
    return at;
}

// The remark in [from, end), which begins with a ; behind a blank or at `from`; else `end`.
static const char *remark(const char *from, const char *end)
{
    for (const char *at = from; at < end; at++)
        if (*at == ';' && (at == from || is_blank(at[-1])))
            return at;
    return end;
}

static void divide(struct ini_line *line, bool in_value)
{
    const char *begin = line->whole.text, *end = begin + line->whole.length, *at = begin;
    while (at < end && is_blank(*at))
        at++;
    if (at == end || *at == ';' || *at == '#') {
        line->kind = INI_REST;
        if (at < end)
            line->remark = (struct ini_part){at, (size_t)(end - at)};
        return;
    }
    const bool is_more = in_value && at > begin;
    const char *close = *at == '[' && !is_more ? memchr(at, ']', (size_t)(end - at)) : NULL;
    if (*at == '[' && !is_more) {
        line->kind = close ? INI_HEADER : INI_OPEN;
        if (close)
            line->name = part(at + 1, close);
        at = close ? close + 1 : end;
    }
    const char *said = remark(at, end);
    if (said < end)
        line->remark = (struct ini_part){said, (size_t)(end - said)};
    if (*begin == '[' || close || line->kind == INI_OPEN)
        return;
    const char *sign = at;
    while (sign < said && *sign != '=' && *sign != ':')
        sign++;
    line->kind = is_more ? INI_MORE : sign < said ? INI_KEY : INI_OTHER;
    if (is_more) {
        line->value = part(at, said);
    } else if (sign < said) {
        // A value that begins with a ; is none.
        said = sign + 1 < end && sign[1] == ';' ? sign + 1 : said;
        if (said < end)
            line->remark = (struct ini_part){said, (size_t)(end - said)};
        line->name = part(at, sign);
        line->value = part(sign + 1, said);
    }
}

bool ini_next(struct ini *ini, struct ini_line *line)
{
    if (ini->at >= ini->end)
        return false;
    const char *end = line_end(ini->at, ini->end);
    *line = (struct ini_line){.kind = INI_REST, .number = ++ini->line};
    line->whole = (struct ini_part){ini->at, (size_t)(end - ini->at)};
    divide(line, ini->in_value);
    ini->in_value = line->kind == INI_KEY || (ini->in_value && line->kind != INI_HEADER);
    ini->at = end;
    if (ini->at < ini->end)
        ini->at += *end == '\r' && end + 1 < ini->end && end[1] == '\n' ? 2 : 1;
    return true;
}

// One line of text without blanks around it.
static bool is_text(const char *text, size_t most)
{
    const size_t length = strlen(text);
    return length <= most && !strpbrk(text, "\r\n") && text_check(text, length, NULL) &&
           (length == 0 || (!is_blank(text[0]) && !is_blank(text[length - 1])));
}

bool ini_is_section(const char *name)
{
    return *name && is_text(name, INI_SECTION_MAX) && !strchr(name, ']');
}

bool ini_is_key(const char *key)
{
    return *key && is_text(key, INI_KEY_MAX) && !strpbrk(key, "=:") && !strchr("[#;", *key) &&
           remark(key, key + strlen(key)) == key + strlen(key);
}

bool ini_is_value(const char *value)
{
    return is_text(value, (size_t)-1) &&
           remark(value, value + strlen(value)) == value + strlen(value);
}

// Whether the blank at `at` may be the end of a line: it is alone, and what follows is no remark.
static bool may_fold(const char *value, size_t at)
{
    return value[at] == ' ' && at > 0 && !is_blank(value[at - 1]) && value[at + 1] &&
           !strchr(" \t#;", value[at + 1]);
}

size_t ini_fold(const char *value, size_t room)
{
    const size_t length = strlen(value);
    size_t cut = length > room ? room : length;
    while (cut < length && cut > 0 && !may_fold(value, cut))
        cut--;
    if (cut > 0 || length == 0)
        return cut;
    for (cut = room; cut < length && !may_fold(value, cut);)
        cut++;
    return cut;
}

#include "cli/size.h"

#include "base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

// Lengths of paper, in points.
static const struct {
    const char *name;
    double points;
} units[] = {{"mm", 72 / 25.4}, {"cm", 720 / 25.4}, {"in", 72}, {"pt", 1}, {"px", 0}};

// A length at *at, which moves behind it: its number, and its unit or SIZE_MAX where none stands
// there.
static bool parse_length(const char **at, double *number, size_t *unit)
{
    char digits[32];
    const size_t length = strspn(*at, "0123456789.");
    snprintf(digits, sizeof digits, "%.*s", (int)length, *at);
    if (length == 0 || length >= sizeof digits || !text_number(digits, number))
        return false;
    *at += length;
    *unit = SIZE_MAX;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strncmp(*at, units[i].name, strlen(units[i].name)) == 0)
            *unit = i;
    if (*unit != SIZE_MAX)
        *at += strlen(units[*unit].name);
    return true;
}

bool size_parse(const char *text, double side[2], bool *is_paper)
{
    size_t unit[2] = {SIZE_MAX, SIZE_MAX};
    side[1] = -1; // follows from the width
    if (!parse_length(&text, &side[0], &unit[0]))
        return false;
    const bool has_second = *text;
    if (*text && strncmp(text, "×", strlen("×")) == 0)
        text += strlen("×");
    else if (*text == 'x' || *text == 'X')
        text++;
    else if (*text || unit[0] == SIZE_MAX)
        return false; // a number alone may be anything
    if (has_second && (!parse_length(&text, &side[1], &unit[1]) || *text))
        return false;
    for (int i = 0; i < 2; i++)
        unit[i] = unit[i] == SIZE_MAX ? unit[1 - i] : unit[i];
    *is_paper = unit[0] != SIZE_MAX && units[unit[0]].points > 0;
    const bool is_same =
        side[1] < 0 || *is_paper == (unit[1] != SIZE_MAX && units[unit[1]].points > 0);
    for (int i = 0; *is_paper && i < 2 && side[i] >= 0; i++)
        side[i] *= is_same ? units[unit[i]].points : 1;
    return is_same;
}

bool size_parse_text(const char *text, double *points)
{
    size_t unit;
    if (!parse_length(&text, points, &unit) || *text)
        return false;
    if (unit != SIZE_MAX)
        *points *= units[unit].points > 0 ? units[unit].points : 0.75;
    return true;
}

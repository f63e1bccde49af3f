#include "data/when.h"

#include "data/date.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { DAY = 86400, TEXT_MAX = 48, PIECES_MAX = 3 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// ---- names of months ----------------------------------------------------------------------------

struct month_name {
    const char *start;
    int month;
};

// Beginnings by which a name is known, in lower case; those of several letters more stand first.
static const struct month_name month_names[] = {
    {"jan", 1},  {"jän", 1},  {"feb", 2},  {"fév", 2},  {"fev", 2},  {"mar", 3},  {"mär", 3},
    {"mrz", 3},  {"mae", 3},  {"apr", 4},  {"avr", 4},  {"may", 5},  {"mai", 5},  {"juin", 6},
    {"jun", 6},  {"juil", 7}, {"jul", 7},  {"aug", 8},  {"aoû", 8},  {"aou", 8},  {"sep", 9},
    {"oct", 10}, {"okt", 10}, {"nov", 11}, {"dec", 12}, {"dez", 12}, {"déc", 12}, {"oca", 1},
    {"ock", 1},  {"şub", 2},  {"sub", 2},  {"nis", 4},  {"haz", 6},  {"tem", 7},  {"ağu", 8},
    {"agu", 8},  {"eyl", 9},  {"eki", 10}, {"kas", 11}, {"ara", 12},
};

static bool is_letter(char c)
{
    return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

// The month of a word, or 0.
static int month_of(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof month_names / sizeof *month_names; i++) {
        const size_t size = strlen(month_names[i].start);
        if (length >= size && strncasecmp(text, month_names[i].start, size) == 0)
            return month_names[i].month;
    }
    return 0;
}

static bool is_weekday(const char *text, size_t length)
{
    static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun",
                                       "mo",  "di",  "mi",  "do",  "fr",  "sa",  "so",
                                       "lun", "mar", "mer", "jeu", "ven", "sam", "dim",
                                       "pzt", "sal", "çar", "per", "cum", "cmt", "paz"};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        const size_t size = strlen(days[i]);
        if (length >= size && strncasecmp(text, days[i], size) == 0 &&
            (size > 2 || length <= 3 || length > 5))
            return true;
    }
    return false;
}

// ---- pieces -------------------------------------------------------------------------------------

struct walker {
    const char *at, *end;
};

static bool take_number(struct walker *walker, int *value, int *digits)
{
    *value = *digits = 0;
    while (walker->at < walker->end && is_digit(*walker->at) && *digits < 9) {
        *value = 10 * *value + (*walker->at++ - '0');
        ++*digits;
    }
    return *digits > 0;
}

static size_t letters_at(const struct walker *walker)
{
    size_t count = 0;
    while (walker->at + count < walker->end && is_letter(walker->at[count]))
        count++;
    return count;
}

static void skip(struct walker *walker, const char *marks)
{
    while (walker->at < walker->end && strchr(marks, *walker->at))
        walker->at++;
}

static bool take(struct walker *walker, char c)
{
    if (walker->at >= walker->end || *walker->at != c)
        return false;
    walker->at++;
    return true;
}

// Two digits, or one.
static bool take_small(struct walker *walker, int most, int *value)
{
    int digits;
    return take_number(walker, value, &digits) && digits <= 2 && *value <= most;
}

// ---- time of day --------------------------------------------------------------------------------

static bool take_zone(struct walker *walker, struct when_parts *parts)
{
    skip(walker, " ");
    const size_t letters = letters_at(walker);
    if (letters == 1 && toupper((unsigned char)*walker->at) == 'Z') {
        parts->has_zone = true;
        walker->at++;
    } else if (letters == 3 &&
               (strncasecmp(walker->at, "utc", 3) == 0 || strncasecmp(walker->at, "gmt", 3) == 0)) {
        parts->has_zone = true;
        walker->at += 3;
    } else if (letters >= 2 && letters <= 5) {
        walker->at += letters; // a clock of some place, by its name: "CET"
    }
    if (walker->at < walker->end && (*walker->at == '+' || *walker->at == '-')) {
        const int sign = *walker->at++ == '-' ? -1 : 1;
        int value, digits, minutes = 0;
        if (!take_number(walker, &value, &digits) || digits > 4)
            return false;
        if (digits > 2) {
            minutes = value % 100;
            value /= 100;
        } else if (take(walker, ':') && !take_small(walker, 59, &minutes)) {
            return false;
        }
        parts->has_zone = true;
        parts->zone = sign * (value * 3600L + minutes * 60L);
    }
    return true;
}

static bool take_time(struct walker *walker, struct when_parts *parts)
{
    int hour, minute = 0, second = 0;
    if (!take_small(walker, 24, &hour))
        return false;
    if (take(walker, ':') && (!take_small(walker, 59, &minute) ||
                              (take(walker, ':') && !take_small(walker, 60, &second))))
        return false;
    if (take(walker, '.') || take(walker, ',')) // parts of a second
        while (walker->at < walker->end && is_digit(*walker->at))
            walker->at++;
    if (hour == 24 && (minute > 0 || second > 0))
        return false; // it is the end of the day only
    skip(walker, " ");
    const size_t letters = letters_at(walker);
    if (letters == 2 && toupper((unsigned char)walker->at[1]) == 'M' &&
        strchr("aApP", *walker->at)) {
        hour = hour % 12 + (toupper((unsigned char)*walker->at) == 'P' ? 12 : 0);
        walker->at += 2;
    } else if (letters == 3 && strncasecmp(walker->at, "uhr", 3) == 0) {
        walker->at += 3;
    }
    parts->time = hour * 3600L + minute * 60L + second;
    parts->grain = WHEN_TIME;
    return take_zone(walker, parts);
}

// ---- the date -----------------------------------------------------------------------------------

// A number or the name of a month.
struct piece {
    int value, digits; // digits 0: a name
    char mark;         // behind it
};

static int full_year(int value, int digits)
{
    return digits > 2 ? value : value < 69 ? 2000 + value : 1900 + value; // as POSIX has it
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && is_leap ? 29 : days[month - 1];
}

static bool put(struct when_parts *parts, int year, int month, int day, enum when_grain grain)
{
    parts->year = year;
    parts->month = month;
    parts->day = day;
    parts->grain = grain;
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_of(year, month);
}

// "2020-W05": the Monday of a week (ISO 8601); "2020-Q1".
static bool take_week(struct walker *walker, int year, struct when_parts *parts)
{
    const char kind = (char)toupper((unsigned char)*walker->at++);
    int number;
    if (!take_small(walker, 53, &number) || number < 1)
        return false;
    if (kind == 'Q')
        return number <= 4 && put(parts, year, 3 * number - 2, 1, WHEN_MONTH);
    // The week that has the fourth of January is the first; 1970-01-01 was a Thursday.
    const long fourth = date_day((struct date){year, 1, 4});
    const long monday = fourth - ((fourth + 3) % 7 + 7) % 7 + 7L * (number - 1);
    int day = 1;
    if (take(walker, '-') && (!take_small(walker, 7, &day) || day < 1))
        return false;
    const struct date date = date_of(monday + day - 1);
    return put(parts, date.year, date.month, date.day, WHEN_DAY);
}

static bool take_piece(struct walker *walker, struct piece *piece)
{
    const size_t letters = letters_at(walker);
    if (letters > 0) {
        piece->value = month_of(walker->at, letters);
        piece->digits = 0;
        walker->at += letters;
        if (!piece->value)
            return false;
        take(walker, '.'); // "Jan."
    } else if (!take_number(walker, &piece->value, &piece->digits)) {
        return false;
    }
    // "31st"
    if (piece->digits > 0 && letters_at(walker) == 2 && strchr("snrt", *walker->at) &&
        strchr("tdh", walker->at[1]))
        walker->at += 2;
    piece->mark = walker->at < walker->end ? *walker->at : '\0';
    return true;
}

// The pieces of the date; *has_time where a time of day follows them.
static size_t take_pieces(struct walker *walker, struct piece piece[PIECES_MAX])
{
    size_t count = 0;
    while (count < PIECES_MAX && walker->at < walker->end) {
        const struct walker before = *walker;
        if (!take_piece(walker, &piece[count]))
            return 0;
        if (count > 0 && piece[count].mark == ':') { // that was an hour
            *walker = before;
            break;
        }
        count++;
        if (count == PIECES_MAX || walker->at >= walker->end)
            break;
        if (*walker->at == 'T' || *walker->at == 't')
            break;
        const char *mark = walker->at;
        skip(walker, "-/., ");
        if (walker->at == mark)
            return 0;
    }
    return count;
}

static bool solve_named(const struct piece piece[], size_t count, struct when_parts *parts)
{
    const struct piece *a = &piece[0], *b = &piece[1], *c = &piece[2];
    if (count == 2) { // Jan 2020, 2020 Jan, Jan-20
        const struct piece *name = a->digits == 0 ? a : b, *year = a->digits == 0 ? b : a;
        return year->digits > 1 &&
               put(parts, full_year(year->value, year->digits), name->value, 1, WHEN_MONTH);
    }
    if (a->digits == 0) // Jan 31, 2020
        return b->digits > 0 && c->digits > 1 &&
               put(parts, full_year(c->value, c->digits), a->value, b->value, WHEN_DAY);
    if (b->digits == 0 && a->digits >= 3) // 2020 Jan 31
        return c->digits > 0 && put(parts, a->value, b->value, c->value, WHEN_DAY);
    return b->digits == 0 && c->digits > 1 && // 31 Jan 2020
           put(parts, full_year(c->value, c->digits), b->value, a->value, WHEN_DAY);
}

// Three numbers, of which the last is the year.
static bool solve_open(const struct piece piece[], enum when_order order, struct when_parts *parts)
{
    const int first = piece[0].value, second = piece[1].value;
    const int year = full_year(piece[2].value, piece[2].digits);
    parts->mark = piece[0].mark;
    parts->first = first;
    parts->second = second;
    parts->is_open = true;
    if (order == WHEN_DMY)
        return put(parts, year, second, first, WHEN_DAY);
    if (order == WHEN_MDY)
        return put(parts, year, first, second, WHEN_DAY);
    // A day that both could be is left to whoever sees the whole column.
    return put(parts, year, second, first, WHEN_DAY) || put(parts, year, first, second, WHEN_DAY);
}

static bool solve(const struct piece piece[], size_t count, enum when_order order,
                  struct when_parts *parts)
{
    bool has_name = false;
    for (size_t i = 0; i < count; i++)
        has_name = has_name || piece[i].digits == 0;
    if (has_name)
        return count >= 2 && solve_named(piece, count, parts);
    if (count == 2) { // 2020-01, 01/2020
        if (piece[0].digits == 4)
            return put(parts, piece[0].value, piece[1].value, 1, WHEN_MONTH);
        return piece[1].digits == 4 && put(parts, piece[1].value, piece[0].value, 1, WHEN_MONTH);
    }
    if (count != 3)
        return false;
    if (piece[0].digits == 4 || (order == WHEN_YMD && piece[0].digits <= 2))
        return piece[1].digits <= 2 && piece[2].digits <= 2 &&
               put(parts, full_year(piece[0].value, piece[0].digits), piece[1].value,
                   piece[2].value, WHEN_DAY);
    return piece[0].digits <= 2 && piece[1].digits <= 2 &&
           (piece[2].digits == 4 || piece[2].digits == 2) && piece[0].mark == piece[1].mark &&
           solve_open(piece, order, parts);
}

// The most usual of all, at once.
static bool split_plain(const char *text, size_t length, struct when_parts *parts)
{
    if (length != 10 || (text[4] != '-' && text[4] != '/') || text[7] != text[4])
        return false;
    int number[3] = {0};
    for (int i = 0, which = 0; i < 10; i++) {
        if (i == 4 || i == 7)
            which++;
        else if (is_digit(text[i]))
            number[which] = 10 * number[which] + (text[i] - '0');
        else
            return false;
    }
    return put(parts, number[0], number[1], number[2], WHEN_DAY);
}

bool when_split(const char *text, size_t length, enum when_order order, struct when_parts *parts)
{
    memset(parts, 0, sizeof *parts);
    if (length < 4 || length > TEXT_MAX)
        return false;
    if (split_plain(text, length, parts))
        return true;
    memset(parts, 0, sizeof *parts);
    struct walker walker = {text, text + length};
    const size_t letters = letters_at(&walker);
    if (letters > 1 && is_weekday(text, letters) &&
        (!month_of(text, letters) || (letters < length && text[letters] == ','))) {
        walker.at += letters;
        skip(&walker, "., ");
    }
    if (walker.end - walker.at >= 6 && is_digit(walker.at[3])) { // 2020-W05, 2020Q1
        struct walker inner = walker;
        int year, digits;
        if (take_number(&inner, &year, &digits) && digits == 4) {
            skip(&inner, "- ");
            if (inner.at < inner.end && strchr("wWqQ", *inner.at))
                return take_week(&inner, year, parts) && inner.at == inner.end;
        }
    }
    if (walker.end - walker.at >= 6 && strchr("qQ", *walker.at) && is_digit(walker.at[1])) {
        struct walker inner = {walker.at + 2, walker.end}; // Q1 2020
        int year, digits;
        skip(&inner, "-/ ");
        return take_number(&inner, &year, &digits) && digits == 4 && inner.at == inner.end &&
               put(parts, year, 3 * (walker.at[1] - '0') - 2, 1, WHEN_MONTH);
    }
    struct piece piece[PIECES_MAX] = {{0}};
    const size_t count = take_pieces(&walker, piece);
    if (count == 0 || !solve(piece, count, order, parts))
        return false;
    if (walker.at == walker.end)
        return true;
    take(&walker, ',');
    skip(&walker, " ");
    if (walker.at < walker.end && (*walker.at == 'T' || *walker.at == 't' || *walker.at == '-'))
        walker.at++;
    skip(&walker, " ");
    if (walker.at == walker.end || parts->grain != WHEN_DAY)
        return walker.at == walker.end;
    return take_time(&walker, parts) && walker.at == walker.end;
}

bool when_time(const char *text, size_t length, long *seconds)
{
    struct when_parts parts = {0};
    struct walker walker = {text, text + length};
    if (length > TEXT_MAX || !memchr(text, ':', length) || !take_time(&walker, &parts) ||
        walker.at != walker.end)
        return false;
    *seconds = parts.time;
    return true;
}

int64_t when_seconds(const struct when_parts *parts)
{
    return (int64_t)date_day((struct date){parts->year, parts->month, parts->day}) * DAY +
           parts->time;
}

// ---- numbers ------------------------------------------------------------------------------------

enum { YEAR_LEAST = 1500, YEAR_MOST = 2200 };

bool when_number_seconds(double value, enum when_number as, int64_t *seconds)
{
    if (!(value >= 0 && value < 1e15) || value != floor(value))
        return false;
    int64_t rest = (int64_t)value;
    struct when_parts parts = {.month = 1, .day = 1};
    switch (as) {
    case WHEN_EPOCH:
        *seconds = rest;
        return value < 253402300800.0; // the year 10000
    case WHEN_EPOCH_MS:
        *seconds = rest / 1000;
        return value < 253402300800000.0;
    case WHEN_YYYYMMDDHHMMSS:
        parts.time = (long)(rest % 100);
        rest /= 100;
        // fall through
    case WHEN_YYYYMMDDHHMM:
        parts.time += 60 * (long)(rest % 100);
        rest /= 100;
        // fall through
    case WHEN_YYYYMMDDHH:
        parts.time += 3600 * (long)(rest % 100);
        rest /= 100;
        // fall through
    case WHEN_YYYYMMDD:
        parts.day = (int)(rest % 100);
        rest /= 100;
        // fall through
    case WHEN_YYYYMM:
        parts.month = (int)(rest % 100);
        rest /= 100;
        // fall through
    case WHEN_YYYY:
        parts.year = (int)(rest > 10000 ? 10000 : rest);
        if (parts.year < YEAR_LEAST || parts.year > YEAR_MOST || parts.time > DAY ||
            !put(&parts, parts.year, parts.month, parts.day, WHEN_DAY))
            return false;
        *seconds = when_seconds(&parts);
        return true;
    case WHEN_NO_NUMBER:
        break;
    }
    return false;
}

enum when_number when_number_look(double value)
{
    static const struct {
        double low, high;
        enum when_number as;
    } ranges[] = {
        {YEAR_LEAST, YEAR_MOST, WHEN_YYYY},
        {YEAR_LEAST * 1e2, YEAR_MOST * 1e2 + 99, WHEN_YYYYMM},
        {YEAR_LEAST * 1e4, YEAR_MOST * 1e4 + 9999, WHEN_YYYYMMDD},
        {YEAR_LEAST * 1e6, YEAR_MOST * 1e6 + 999999, WHEN_YYYYMMDDHH},
        {1e8, 5e9, WHEN_EPOCH}, // 1973 … 2128; where hours fit, they are meant
        {YEAR_LEAST * 1e8, YEAR_MOST * 1e8 + 99999999, WHEN_YYYYMMDDHHMM},
        {1e11, 5e12, WHEN_EPOCH_MS},
        {YEAR_LEAST * 1e10, YEAR_MOST * 1e10 + 9999999999, WHEN_YYYYMMDDHHMMSS},
    };
    int64_t seconds;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (value >= ranges[i].low && value <= ranges[i].high &&
            when_number_seconds(value, ranges[i].as, &seconds))
            return ranges[i].as;
    return WHEN_NO_NUMBER;
}

enum when_grain when_number_grain(enum when_number as)
{
    return as == WHEN_YYYY       ? WHEN_YEAR
           : as == WHEN_YYYYMM   ? WHEN_MONTH
           : as == WHEN_YYYYMMDD ? WHEN_DAY
                                 : WHEN_TIME;
}

// ---- formats ------------------------------------------------------------------------------------

bool when_format_parse(const char *text, enum when_order *order, enum when_number *number,
                       struct error *error)
{
    static const struct {
        const char *name;
        enum when_number number;
    } numbers[] = {{"epoch", WHEN_EPOCH},
                   {"epoch-ms", WHEN_EPOCH_MS},
                   {"yyyy", WHEN_YYYY},
                   {"yyyymm", WHEN_YYYYMM},
                   {"yyyymmdd", WHEN_YYYYMMDD},
                   {"yyyymmddhh", WHEN_YYYYMMDDHH},
                   {"yyyymmddhhmm", WHEN_YYYYMMDDHHMM},
                   {"%Y%m%d", WHEN_YYYYMMDD},
                   {"%Y", WHEN_YYYY}};
    char seen[4] = "";
    size_t count = 0;
    *order = WHEN_OPEN;
    *number = WHEN_NO_NUMBER;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strcasecmp(text, numbers[i].name) == 0) {
            *number = numbers[i].number;
            return true;
        }
    // The first of each letter up to a time of day, where m is a minute.
    for (const char *at = text; *at && count < 3; at++) {
        const char c = *at == 'B' || *at == 'b' ? 'm' : (char)tolower((unsigned char)*at);
        if (c == 'h' || *at == 'M')
            if (c == 'h' || strchr(text, '%'))
                break; // %M is a minute, MM is not
        if ((c == 'd' || c == 'm' || c == 'y') && !memchr(seen, c, count))
            seen[count++] = c;
    }
    if (memcmp(seen, "ymd", 3) == 0)
        *order = WHEN_YMD;
    else if (memcmp(seen, "dmy", 3) == 0)
        *order = WHEN_DMY;
    else if (memcmp(seen, "mdy", 3) == 0)
        *order = WHEN_MDY;
    return *order != WHEN_OPEN ||
           error_set(error, ERROR_INPUT,
                     "date_format must say in which order day, month and year come, as d/m/y, "
                     "m/d/y or y-m-d do, or be yyyymmdd or epoch, not '%.40s'",
                     text);
}

// ---- for people ---------------------------------------------------------------------------------

long when_day(int64_t seconds, long *rest)
{
    int64_t day = seconds / DAY;
    if (seconds % DAY < 0)
        day--;
    if (rest)
        *rest = (long)(seconds - day * DAY);
    return (long)day;
}

void when_show(int64_t seconds, char text[32])
{
    long rest;
    char day[16];
    date_format(when_day(seconds, &rest), day);
    if (rest)
        snprintf(text, 32, "%s %02ld:%02ld", day, rest / 3600 % 24, rest / 60 % 60);
    else
        snprintf(text, 32, "%s", day);
}

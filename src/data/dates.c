#include "data/dates.h"

#include <strings.h>

// ---- names --------------------------------------------------------------------------------------

static bool is_word(const char *text, const char *const list[])
{
    for (size_t i = 0; list[i]; i++)
        if (strcasecmp(text, list[i]) == 0)
            return true;
    return false;
}

int dates_name(const char *name)
{
    static const char *const usual[] = {
        "date",        "datum",     "time",   "datetime",   "date/time",
        "date time",   "timestamp", "day",    "mess_datum", "valid",
        "zeit",        "tarih",     "year",   "date_time",  "jahr",
        "month",       "monat",     "yıl",    "zaman",      "week",
        "time_period", "when",      "ds",     "zeitpunkt",  "uhrzeit",
        "fecha",       "année",     "annee",  "utc",        "epoch",
        "unixtime",    "dt",        "period", "valid_time", "observation_date",
        "yyyymmdd",    "yearmonth", "yyyymm", "time (utc)", "date (utc)",
        NULL};
    static const char *const parts[] = {"date", "datum", "time",  "zeit", "tarih",
                                        "year", "jahr",  "epoch", NULL};
    if (is_word(name, usual))
        return 2;
    for (size_t i = 0; parts[i]; i++)
        for (const char *at = name; *at; at++)
            if (strncasecmp(at, parts[i], strlen(parts[i])) == 0)
                return 1;
    return 0;
}

bool dates_time_name(const char *name)
{
    static const char *const names[] = {"time",   "uhrzeit",  "zeit",       "saat", "heure",
                                        "hora",   "clock",    "time (utc)", "hour", "hr",
                                        "stunde", "time_utc", "local_time", "hh",   NULL};
    return is_word(name, names);
}

bool dates_time(const struct raw *raw, double cell, int64_t *seconds)
{
    long time;
    if (cell_is_word(cell)) {
        const struct table_field field = cell_word(raw, cell);
        if (!when_time(field.text, field.length, &time))
            return false;
        *seconds = time;
        return true;
    }
    *seconds = (int64_t)(3600 * cell);
    return cell >= 0 && cell <= 24 && cell == floor(cell);
}

void dates_parts(const struct raw *raw, size_t *year, size_t *month, size_t *day, size_t *hour)
{
    static const char *const years[] = {"year", "yr",    "y",     "yyyy", "jahr",
                                        "yıl",  "annee", "année", "yy",   NULL};
    static const char *const months[] = {"month", "mon",  "mo", "mm",   "m", "monat",
                                         "ay",    "mois", "mn", "mnth", NULL};
    static const char *const days[] = {"day", "dy", "d", "dd", "tag", "gün", "jour", "mday", NULL};
    static const char *const hours[] = {"hour", "hr", "hh", "h", "stunde", "saat", "heure", NULL};
    *year = *month = *day = *hour = raw->format.columns;
    for (size_t i = raw->format.columns; i-- > 0 && raw->format.has_header;) {
        const char *name = raw->name[i];
        if (is_word(name, years))
            *year = i;
        else if (is_word(name, months))
            *month = i;
        else if (is_word(name, days))
            *day = i;
        else if (is_word(name, hours))
            *hour = i;
    }
}

// ---- texts --------------------------------------------------------------------------------------

static bool split(const struct raw *raw, double cell, enum when_order order,
                  struct when_parts *parts)
{
    const struct table_field field = cell_word(raw, cell);
    return when_split(field.text, field.length, order, parts);
}

// What numbers without an order tell of it.
struct orders {
    size_t open, day_first, month_first; // possible both ways, one way only
    bool has_points;                     // 31.12.2020
    long first_time;                     // of the day, −1 = none yet
};

static void look_at_text(struct date_way *way, struct orders *orders,
                         const struct when_parts *parts, long *zone, bool *has_zone)
{
    if (parts->grain > way->grain)
        way->grain = parts->grain;
    if (orders->first_time < 0)
        orders->first_time = parts->time;
    way->is_hourly = way->is_hourly || parts->time != orders->first_time;
    if (parts->has_zone) {
        way->has_zones = way->has_zones || (*has_zone && *zone != parts->zone);
        *zone = parts->zone;
        *has_zone = true;
    }
    if (!parts->is_open)
        return;
    orders->has_points = orders->has_points || parts->mark == '.';
    if (parts->first > 12)
        orders->day_first++;
    else if (parts->second > 12)
        orders->month_first++;
    else if (parts->first != parts->second)
        orders->open++;
}

static bool look_at_texts(struct date_way *way, const struct raw *raw, const double cell[],
                          size_t rows, enum when_order told)
{
    struct orders orders = {.first_time = -1};
    struct when_parts parts;
    size_t dates = 0;
    long zone = 0;
    bool has_zone = false;
    way->bad_row = SIZE_MAX;
    for (size_t row = 0; row < rows; row++) {
        if (cell_is_gap(cell[row]))
            continue;
        if (cell_is_word(cell[row]) && split(raw, cell[row], told, &parts)) {
            dates++;
            look_at_text(way, &orders, &parts, &zone, &has_zone);
        } else {
            if (way->bad == 0)
                way->bad_row = row;
            // Most columns are found out at once.
            if (++way->bad > 10 && way->bad > dates)
                return false;
        }
    }
    way->order = told;
    if (told == WHEN_OPEN) {
        way->order = orders.day_first >= orders.month_first ? WHEN_DMY : WHEN_MDY;
        // Where a day is beyond 12 the column has told; 31.12.2020 is written in one way only.
        way->is_open =
            orders.open > 0 && orders.day_first + orders.month_first == 0 && !orders.has_points;
        if (orders.day_first > 0 && orders.month_first > 0) { // the few are the bad ones
            const enum when_order order = way->order;
            way->bad += order == WHEN_DMY ? orders.month_first : orders.day_first;
            for (size_t row = 0; row < rows && way->bad_row == SIZE_MAX; row++)
                if (cell_is_word(cell[row]) && !split(raw, cell[row], order, &parts))
                    way->bad_row = row;
        }
    }
    return dates > 0 && 10 * way->bad <= dates;
}

// ---- numbers ------------------------------------------------------------------------------------

static bool fits(const double cell[], size_t rows, enum when_number as, size_t *bad,
                 size_t *bad_row)
{
    size_t count = 0;
    int64_t seconds;
    *bad = 0;
    *bad_row = SIZE_MAX;
    for (size_t row = 0; row < rows; row++) {
        if (cell_is_gap(cell[row]))
            continue;
        count++;
        if (cell_is_word(cell[row]) || !when_number_seconds(cell[row], as, &seconds)) {
            *bad_row = *bad == 0 ? row : *bad_row;
            if (++*bad > 10 && 10 * *bad > count)
                return false;
        }
    }
    return count > 0 && 20 * *bad <= count;
}

static bool never_falls(const double cell[], size_t rows)
{
    int up = 0, down = 0;
    double last = NAN;
    for (size_t row = 0; row < rows; row++) {
        if (isnan(cell[row]))
            continue;
        up += cell[row] > last;
        down += cell[row] < last;
        if (up && down)
            return false;
        last = cell[row];
    }
    return up || down;
}

static bool look_at_numbers(struct date_way *way, const double cell[], size_t rows,
                            const char *name, enum when_number told)
{
    static const enum when_number ways[] = {
        WHEN_YYYYMMDD,       WHEN_YYYYMMDDHH, WHEN_YYYYMMDDHHMM, WHEN_EPOCH_MS,
        WHEN_YYYYMMDDHHMMSS, WHEN_EPOCH,      WHEN_YYYYMM,       WHEN_YYYY};
    const int named = dates_name(name);
    size_t first = 0;
    while (first < rows && isnan(cell[first]))
        first++;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        const enum when_number as = told != WHEN_NO_NUMBER ? told : ways[i];
        if (told == WHEN_NO_NUMBER && first < rows && ways[i] == WHEN_EPOCH &&
            !(cell[first] >= 1e8 && cell[first] < 1e10))
            continue;
        if (told == WHEN_NO_NUMBER && first < rows && ways[i] == WHEN_EPOCH_MS &&
            !(cell[first] >= 1e11 && cell[first] < 1e13))
            continue;
        if (!fits(cell, rows, as, &way->bad, &way->bad_row))
            continue;
        way->number = as;
        way->grain = when_number_grain(as);
        if (told != WHEN_NO_NUMBER || named > 0)
            return true;
        return as != WHEN_YYYY && as != WHEN_YYYYMM && never_falls(cell, rows) && rows > 2;
    }
    return false;
}

// ---- all ----------------------------------------------------------------------------------------

bool dates_look(struct date_way *way, const struct raw *raw, const double cell[], size_t rows,
                const char *name, const struct date_way *told)
{
    size_t words = 0, numbers = 0;
    memset(way, 0, sizeof *way);
    for (size_t row = 0; row < rows; row++) {
        words += cell_is_word(cell[row]);
        numbers += isnan(cell[row]) ? 0 : 1;
    }
    way->bad_row = SIZE_MAX;
    if (words >= numbers)
        return words > 0 && look_at_texts(way, raw, cell, rows, told ? told->order : WHEN_OPEN);
    return look_at_numbers(way, cell, rows, name, told ? told->number : WHEN_NO_NUMBER);
}

bool dates_read(const struct date_way *way, const struct raw *raw, const double cell[], size_t rows,
                int64_t seconds[], size_t *bad_row)
{
    bool has_zone = false;
    long zone = 0;
    for (size_t row = 0; row < rows; row++) {
        struct when_parts parts;
        seconds[row] = DATES_GAP;
        if (cell_is_gap(cell[row]))
            continue;
        *bad_row = row;
        if (way->number != WHEN_NO_NUMBER) {
            if (cell_is_word(cell[row]) ||
                !when_number_seconds(cell[row], way->number, &seconds[row]))
                return false;
            continue;
        }
        if (!cell_is_word(cell[row]) || !split(raw, cell[row], way->order, &parts))
            return false;
        if (!has_zone) {
            has_zone = true;
            zone = parts.zone;
        }
        // Clocks that are put forward and back: by the one of the first row. Days stay days.
        seconds[row] =
            when_seconds(&parts) - (way->has_zones && way->is_hourly ? parts.zone - zone : 0);
    }
    return true;
}

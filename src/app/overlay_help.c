// The help: all keys and what they do.
#include "app/lines.h"
#include "app/overlay.h"
#include "base/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { HELP_LINES_MAX = 6, HELP_COLUMNS_MAX = 4, HELP_ROWS_MAX = 128 };

// Lengths in units, all columns alike. Columns are counted over all pages.
struct setting {
    float left, top, bottom;         // of the columns
    float column, keys;              // widths: of a column with its gap, of the keys in it
    float what;                      // room of the texts
    size_t columns, used;            // on a page; in all
    float height[HELP_ROWS_MAX];     // of each row with its lines
    size_t column_of[HELP_ROWS_MAX]; // that each row stands in
};

static const float line = 1.36f * TYPE_BODY, row_gap = 0.24f * TYPE_BODY;
static const float least_what = 9 * TYPE_BODY; // narrower texts are not read

static bool begins_group(const struct help_row rows[], size_t i)
{
    return i == 0 || strcmp(rows[i].group, rows[i - 1].group) != 0;
}

// A group begins with its heading; so does what goes on of it in another column.
static bool has_heading(const struct setting *setting, const struct help_row rows[], size_t i)
{
    return begins_group(rows, i) || setting->column_of[i] != setting->column_of[i - 1];
}

// The height of the group that begins there, its heading with it.
static float group_height(const struct setting *setting, const struct help_row rows[], size_t count,
                          size_t i)
{
    float height = line + row_gap;
    do
        height += setting->height[i++];
    while (i < count && !begins_group(rows, i));
    return height;
}

// Fills columns down to `limit`: with whole groups, as far as they are no longer than a column.
static void place(struct setting *setting, const struct help_row rows[], size_t count, float limit)
{
    size_t column = 0;
    float y = setting->top;
    for (size_t i = 0; i < count; i++) {
        const bool is_first = begins_group(rows, i);
        const float group = is_first ? group_height(setting, rows, count, i) : 0;
        const float needs = setting->height[i] + (is_first ? line + row_gap : 0);
        const bool fits_whole = y + group <= limit || setting->top + group > limit;
        if (is_first && i > 0 && y > setting->top)
            y += TYPE_BODY;
        if (y > setting->top && (!fits_whole || y + needs > limit)) {
            column++;
            y = setting->top + (is_first ? 0 : line + row_gap);
        }
        setting->column_of[i] = column;
        y += needs;
    }
    setting->used = count > 0 ? column + 1 : 0;
}

static size_t pages_of(const struct setting *setting)
{
    return setting->used > 0 ? (setting->used + setting->columns - 1) / setting->columns : 1;
}

// Sets the rows in so many columns a page; false where these are too narrow. What is on one page
// has columns of about the same height.
static bool set(struct setting *setting, struct canvas *canvas, const struct help_row rows[],
                size_t count, size_t columns)
{
    const float margin = canvas->width < 1000 ? 20 : 48, gap = 2 * TYPE_BODY;
    *setting = (struct setting){.left = margin, .columns = columns};
    setting->top = fmaxf(0.09f * canvas->height, 2.6f * TYPE_BODY);
    setting->bottom = canvas->height - 0.6f * TYPE_BODY;
    setting->column = (canvas->width - 2 * margin + gap) / (float)columns;
    for (size_t i = 0; i < count; i++)
        setting->keys = fmaxf(setting->keys,
                              canvas_text_width(canvas, rows[i].keys, TYPE_BODY, true) + TYPE_BODY);
    setting->what = setting->column - gap - setting->keys;
    if (columns > 1 && setting->what < least_what)
        return false;
    for (size_t i = 0; i < count; i++) {
        char lines[HELP_LINES_MAX][LINE_MAX_BYTES];
        const size_t n =
            lines_wrap(canvas, rows[i].what, TYPE_BODY, setting->what, HELP_LINES_MAX, lines);
        setting->height[i] = line * (float)n + row_gap;
    }
    place(setting, rows, count, setting->bottom);
    if (setting->used > columns)
        return true;
    float limit = setting->top + line;
    do
        place(setting, rows, count, limit += TYPE_BODY);
    while (setting->used > columns && limit < setting->bottom);
    if (setting->used > columns || limit > setting->bottom)
        place(setting, rows, count, setting->bottom);
    return true;
}

// The fewest pages, in the fewest columns.
static void find_setting(struct setting *best, struct canvas *canvas, const struct help_row rows[],
                         size_t count)
{
    struct setting tried;
    set(best, canvas, rows, count, 1);
    for (size_t columns = 2; columns <= HELP_COLUMNS_MAX; columns++)
        if (set(&tried, canvas, rows, count, columns) && pages_of(&tried) < pages_of(best))
            *best = tried;
}

static void draw_rows(struct canvas *canvas, const struct theme *theme,
                      const struct setting *setting, const struct help_row rows[], size_t count,
                      size_t page)
{
    struct text_style style = {.size = TYPE_BODY, .vertical = ALIGN_MIDDLE};
    float y = setting->top;
    for (size_t i = 0; i < count; i++) {
        char lines[HELP_LINES_MAX][LINE_MAX_BYTES];
        const size_t column = setting->column_of[i];
        const float x = setting->left + setting->column * (float)(column % setting->columns);
        if (column / setting->columns != page)
            continue;
        if (i == 0 || column != setting->column_of[i - 1])
            y = setting->top;
        else if (begins_group(rows, i))
            y += TYPE_BODY;
        style.bold = true;
        style.color = theme->accent;
        if (has_heading(setting, rows, i)) {
            canvas_text(canvas, x, y + line / 2, words(rows[i].group), &style);
            y += line + row_gap;
        }
        style.color = theme->ink;
        canvas_text(canvas, x, y + line / 2, rows[i].keys, &style);
        style.bold = false;
        style.color = theme->soft;
        const size_t n =
            lines_wrap(canvas, rows[i].what, TYPE_BODY, setting->what, HELP_LINES_MAX, lines);
        for (size_t k = 0; k < n; k++, y += line)
            canvas_text(canvas, x + setting->keys, y + line / 2, lines[k], &style);
        y += row_gap;
    }
}

size_t overlay_help_pages(struct canvas *canvas, const struct help_row rows[], size_t count)
{
    struct setting setting;
    find_setting(&setting, canvas, rows, count < HELP_ROWS_MAX ? count : HELP_ROWS_MAX);
    return pages_of(&setting);
}

void overlay_draw_help(struct canvas *canvas, const struct theme *theme,
                       const struct help_row rows[], size_t count, size_t page)
{
    struct setting setting;
    const struct rect all = {0, 0, canvas->width, canvas->height};
    canvas_rectangle(canvas, &all, 0, theme->background);
    count = count < HELP_ROWS_MAX ? count : HELP_ROWS_MAX;
    find_setting(&setting, canvas, rows, count);
    const size_t pages = pages_of(&setting);
    page = page < pages ? page : pages - 1;
    const float middle = fmaxf(0.045f * canvas->height, TYPE_BODY);
    struct text_style style = {.size = fminf(TYPE_TITLE, 0.05f * canvas->height),
                               .bold = true,
                               .color = theme->ink,
                               .vertical = ALIGN_MIDDLE};
    style.size = fmaxf(style.size, TYPE_BODY);
    canvas_text(canvas, setting.left, middle, words("Keys"), &style);
    if (pages > 1) {
        char text[160], fitted[160];
        const float taken = canvas_text_width(canvas, words("Keys"), style.size, true) + 20;
        snprintf(text, sizeof text, words("page %zu of %zu · Page ↑ ↓ or arrows turn"), page + 1,
                 pages);
        canvas_fit_text(canvas, text, TYPE_BODY, false, canvas->width - 2 * setting.left - taken,
                        fitted, sizeof fitted);
        style =
            (struct text_style){.size = TYPE_BODY, .color = theme->soft, .vertical = ALIGN_MIDDLE};
        const float width = canvas_text_width(canvas, fitted, TYPE_BODY, false);
        canvas_text(canvas, canvas->width - setting.left - width, middle, fitted, &style);
    }
    draw_rows(canvas, theme, &setting, rows, count, page);
}

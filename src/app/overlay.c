#include "app/overlay.h"

#include "app/lines.h"
#include "base/words.h"

#include <math.h>
#include <string.h>

enum {
    TOAST_LINES_MAX = 12,
    NOTES_LINES_MAX = 16,
    HELP_LINES_MAX = 4,
    HELP_COLUMNS_MAX = 4,
    HELP_ROWS_MAX = 128
};

void overlay_draw_toast(struct canvas *canvas, const struct theme *theme, const struct toast *toast,
                        float foot)
{
    if (!toast_shows(toast))
        return;
    char lines[TOAST_LINES_MAX][LINE_MAX_BYTES];
    const float pad = 14, pitch = 22, room = fminf(canvas->width - 80, 640);
    const size_t count = lines_wrap(canvas, toast->text, TYPE_BODY, room, TOAST_LINES_MAX, lines);
    float width = 0;
    for (size_t i = 0; i < count; i++)
        width = fmaxf(width, canvas_text_width(canvas, lines[i], TYPE_BODY, false));
    const float height = pitch * (float)count + 2 * pad - 4;
    const struct rect box = {(canvas->width - width) / 2 - pad,
                             fmaxf(canvas->height - foot - height - 14, 6), width + 2 * pad,
                             height};
    const float strength = toast_strength(toast);
    const struct color ground = toast->is_error ? theme->error : theme->ink;
    canvas_rectangle(canvas, &box, 7, color_alpha(ground, 0.96f * strength));
    const struct text_style style = {.size = TYPE_BODY,
                                     .color = color_alpha(theme->background, strength),
                                     .vertical = ALIGN_MIDDLE};
    for (size_t i = 0; i < count; i++)
        canvas_text(canvas, box.x + pad, box.y + pad + pitch * ((float)i + 0.42f), lines[i],
                    &style);
}

float overlay_draw_notes(struct canvas *canvas, const struct theme *theme, const char *text,
                         float foot)
{
    char lines[NOTES_LINES_MAX][LINE_MAX_BYTES];
    const float pad = 16, pitch = 22;
    const float width = fminf(canvas->width - 48, 720), room = canvas->height - foot - 28;
    size_t max = (size_t)fmaxf((room - 2 * pad) / pitch - 1, 1);
    max = max < NOTES_LINES_MAX ? max : NOTES_LINES_MAX;
    const size_t count = lines_wrap(canvas, text, TYPE_BODY, width - 2 * pad, max, lines);
    const float height = pitch * (float)(count + 1) + 2 * pad - 4;
    const struct rect box = {(canvas->width - width) / 2, canvas->height - foot - height - 14,
                             width, height};
    const struct rect edge = {box.x - 1, box.y - 1, box.width + 2, box.height + 2};
    canvas_rectangle(canvas, &edge, 8, theme->axis);
    canvas_rectangle(canvas, &box, 7, theme->background);
    struct text_style style = {
        .size = TYPE_BODY, .bold = true, .color = theme->accent, .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, box.x + pad, box.y + pad + 0.42f * pitch, words("Notes"), &style);
    style.bold = false;
    style.color = theme->ink;
    for (size_t i = 0; i < count; i++)
        canvas_text(canvas, box.x + pad, box.y + pad + pitch * ((float)i + 1.42f), lines[i],
                    &style);
    return canvas->height - box.y;
}

// ---- help ---------------------------------------------------------------------------------------

// One way to set the help: lengths in units, all columns alike.
struct setting {
    float size;                      // of type
    float left, top;                 // of the first column's first line
    float column, keys;              // widths: of a column with its gap, of the keys in it
    float what;                      // room of the texts
    float height[HELP_ROWS_MAX];     // of each row with its lines
    size_t column_of[HELP_ROWS_MAX]; // that each row stands in
};

static float line_pitch(const struct setting *setting)
{
    return setting->size * 1.36f;
}

static float row_gap(const struct setting *setting)
{
    return setting->size * 0.24f;
}

static bool begins_group(const struct help_row rows[], size_t i)
{
    return i == 0 || strcmp(rows[i].group, rows[i - 1].group) != 0;
}

// Fills columns with whole groups down to `limit`; false when they do not fit into `columns`.
static bool place(struct setting *setting, const struct help_row rows[], size_t count,
                  size_t columns, float limit)
{
    size_t column = 0;
    float y = setting->top;
    for (size_t first = 0, last; first < count; first = last) {
        float height = line_pitch(setting) + row_gap(setting);
        last = first;
        do
            height += setting->height[last++];
        while (last < count && !begins_group(rows, last));
        if (y > setting->top && y + height > limit) {
            column++;
            y = setting->top;
        }
        if (column >= columns || y + height > limit)
            return false;
        for (size_t i = first; i < last; i++)
            setting->column_of[i] = column;
        y += height + setting->size;
    }
    return true;
}

// Sets the rows in `columns` of about the same height; false when they do not fit.
static bool set(struct setting *setting, struct canvas *canvas, const struct help_row rows[],
                size_t count, size_t columns, float size)
{
    const float margin = canvas->width < 1000 ? 24 : 80, gap = 2 * size;
    *setting = (struct setting){.size = size, .left = margin};
    setting->top = 0.06f * canvas->height + 2 * size;
    setting->column = (canvas->width - 2 * margin + gap) / (float)columns;
    for (size_t i = 0; i < count; i++)
        setting->keys =
            fmaxf(setting->keys, canvas_text_width(canvas, rows[i].keys, size, true) + size);
    setting->what = setting->column - gap - setting->keys;
    if (setting->what < 9 * size)
        return false;
    for (size_t i = 0; i < count; i++) {
        char lines[HELP_LINES_MAX][LINE_MAX_BYTES];
        const size_t n =
            lines_wrap(canvas, rows[i].what, size, setting->what, HELP_LINES_MAX, lines);
        setting->height[i] = line_pitch(setting) * (float)n + row_gap(setting);
    }
    const float end = canvas->height - size;
    if (!place(setting, rows, count, columns, end))
        return false;
    float limit = setting->top;
    while (limit < end && !place(setting, rows, count, columns, limit))
        limit += size;
    return place(setting, rows, count, columns, fminf(limit, end));
}

static void draw_rows(struct canvas *canvas, const struct theme *theme,
                      const struct setting *setting, const struct help_row rows[], size_t count)
{
    const struct text_style heading = {
        .size = setting->size, .bold = true, .color = theme->accent, .vertical = ALIGN_MIDDLE};
    const struct text_style keys = {
        .size = setting->size, .bold = true, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    const struct text_style what = {
        .size = setting->size, .color = theme->soft, .vertical = ALIGN_MIDDLE};
    const float pitch = line_pitch(setting), gap = row_gap(setting);
    float y = setting->top;
    for (size_t i = 0; i < count; i++) {
        char lines[HELP_LINES_MAX][LINE_MAX_BYTES];
        const size_t column = setting->column_of[i];
        const float x = setting->left + setting->column * (float)column;
        const bool is_group = begins_group(rows, i);
        if (is_group && i > 0)
            y = column == setting->column_of[i - 1] ? y + setting->size : setting->top;
        if (is_group) {
            canvas_text(canvas, x, y + pitch / 2, words(rows[i].group), &heading);
            y += pitch + gap;
        }
        canvas_text(canvas, x, y + pitch / 2, rows[i].keys, &keys);
        const size_t n =
            lines_wrap(canvas, rows[i].what, setting->size, setting->what, HELP_LINES_MAX, lines);
        for (size_t line = 0; line < n; line++) {
            canvas_text(canvas, x + setting->keys, y + pitch / 2, lines[line], &what);
            y += pitch;
        }
        y += gap;
    }
}

void overlay_draw_help(struct canvas *canvas, const struct theme *theme,
                       const struct help_row rows[], size_t count)
{
    const struct rect all = {0, 0, canvas->width, canvas->height};
    canvas_rectangle(canvas, &all, 0, theme->background);
    count = count < HELP_ROWS_MAX ? count : HELP_ROWS_MAX;
    // The largest type at which everything fits, in the fewest columns.
    for (float size = TYPE_BODY; size >= 3; size -= 0.5f) {
        for (size_t columns = 1; columns <= HELP_COLUMNS_MAX; columns++) {
            struct setting setting;
            if (!set(&setting, canvas, rows, count, columns, size))
                continue;
            const struct text_style title = {.size = fminf(TYPE_TITLE, 1.5f * size),
                                             .bold = true,
                                             .color = theme->ink,
                                             .vertical = ALIGN_MIDDLE};
            canvas_text(canvas, setting.left, 0.03f * canvas->height + size, words("Keys"), &title);
            draw_rows(canvas, theme, &setting, rows, count);
            return;
        }
    }
}

#include "labs/kit/hood_draw.h"

#include "base/text.h"
#include "base/words.h"
#include "plot/label.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const float small_size = TYPE_SMALL, column_gap = 14;
static const float formula_size = 16, value_size = 17; // of the table, where it is not larger
static const float scales[] = {1.4f, 1.3f, 1.2f, 1.1f, 1};
static const float one_line = 24, least_line = 20; // heights of a line of the table
static const float second_line = 18;               // of its numbers below it
static const float names_height = 22;              // of the axes' names above
static const float formula_share = 0.46f;          // of the width, at most

enum { DIGITS_MOST = 4, DIGITS_LEAST = 2 };

// A table on its way to the canvas.
struct drawing {
    struct canvas *canvas;
    const struct theme *theme;
    const struct hood_table *table;
    struct rect rect; // below the header
    // With DIGITS_LEAST … DIGITS_MOST digits, worked out once; `line` is the one whose values are
    // shown.
    struct hood_line lines[DIGITS_MOST - DIGITS_LEAST + 1][HOOD_LINES_MAX];
    const struct hood_line *line;
    // Lines of numbers, with fewer digits where they have no room otherwise: in the columns, or an
    // axis a line.
    struct {
        char text[HOOD_AXES_MAX][200];
        bool is_wide;
    } work[HOOD_LINES_MAX];
    bool is_long[HOOD_LINES_MAX]; // the formula has a line of its own, above its values
    size_t count, axes;
    bool has_formulas, has_workings;
    float left, column; // widths
    float scale;        // of the texts' sizes
    float stretch;      // of the lines' heights
};

static float width_of(const struct drawing *d, const char *text, float size, bool bold)
{
    return canvas_text_width(d->canvas, text, size, bold);
}

// ---- what has room ------------------------------------------------------------------------------

// "v ← β₁v + (1 − β₁)g", "r = √s + ε"; a symbol alone where formulas have no room, or the line has
// none.
static void write_formula(const struct drawing *d, size_t k, char *text, size_t size)
{
    const struct hood_line *line = &d->line[k];
    if (d->has_formulas && *line->formula)
        text_print(text, size, strstr(line->formula, line->symbol) ? "%s ← %s" : "%s = %s",
                   line->symbol, line->formula);
    else
        text_print(text, size, "%s", line->symbol);
}

static float widest_value(const struct drawing *d)
{
    float widest = 0;
    for (size_t k = 0; k < d->count; k++)
        for (size_t axis = 0; axis < d->axes; axis++)
            widest =
                fmaxf(widest, width_of(d, d->line[k].shown[axis], d->scale * value_size, true));
    return widest;
}

// Fits the columns; false where the values have no room in them.
static bool fit_columns(struct drawing *d, int digits, bool has_formulas)
{
    const float width = d->rect.width;
    d->has_formulas = has_formulas;
    d->line = d->lines[digits - DIGITS_LEAST];
    d->left = 0;
    for (size_t k = 0; k < d->count; k++) {
        char text[200];
        write_formula(d, k, text, sizeof text);
        const float wide = width_of(d, text, d->scale * formula_size, false);
        d->is_long[k] = wide > formula_share * width;
        if (!d->is_long[k])
            d->left = fmaxf(d->left, wide);
        else if (wide > width)
            return false;
    }
    d->column = (width - d->left) / (float)d->axes - column_gap;
    return d->column >= widest_value(d);
}

// A line's numbers of all axes, if the widest one has room.
static bool fit_working(struct drawing *d, size_t k, const struct hood_line *line, bool is_wide)
{
    const float room = is_wide ? d->rect.width : d->column;
    d->work[k].is_wide = is_wide;
    for (size_t axis = 0; axis < d->axes; axis++) {
        char *text = d->work[k].text[axis];
        if (is_wide)
            text_print(text, sizeof d->work[k].text[axis], d->axes > 1 ? "%s: %s" : "%s%s",
                       d->axes > 1 ? d->table->axis[axis] : "", line->working[axis]);
        else
            text_print(text, sizeof d->work[k].text[axis], "%s", line->working[axis]);
        if (width_of(d, text, small_size, false) > room)
            return false;
    }
    return true;
}

// Each line's numbers in the columns, with as many digits as there is room for; false where one's
// have none. Then, where that is wanted, an axis a line.
static bool fit_workings(struct drawing *d, bool is_last_try)
{
    static const struct {
        int digits;
        bool is_wide;
    } ways[] = {{4, false}, {3, false}, {4, true}, {3, true}, {2, false}, {2, true}};
    const size_t in_columns = 2, count = is_last_try ? sizeof ways / sizeof *ways : in_columns;
    bool is_fitted[HOOD_LINES_MAX] = {false}, all_fit = true;
    for (size_t i = 0; i < count; i++) {
        const struct hood_line *line = d->lines[ways[i].digits - DIGITS_LEAST];
        for (size_t k = 0; k < d->count; k++)
            is_fitted[k] = is_fitted[k] || fit_working(d, k, &line[k], ways[i].is_wide);
    }
    for (size_t k = 0; k < d->count; k++) {
        all_fit = all_fit && is_fitted[k];
        if (!is_fitted[k] || !*d->line[k].working[0])
            *d->work[k].text[0] = '\0';
    }
    return all_fit;
}

// How many lines of numbers a line has below it.
static size_t more_lines(const struct drawing *d, size_t k)
{
    return !d->has_workings || !*d->work[k].text[0] ? 0 : d->work[k].is_wide ? d->axes : 1;
}

static float line_height(const struct drawing *d, size_t k)
{
    const float lines = d->is_long[k] ? 2 * one_line : one_line;
    return d->stretch * d->scale * (lines + (float)more_lines(d, k) * second_line);
}

static float height_of(const struct drawing *d)
{
    float height = 0;
    for (size_t k = 0; k < d->count; k++)
        height += line_height(d, k);
    return height;
}

// Everything, with as many digits as there is room for; false where something has none.
static bool fit_whole(struct drawing *d, float scale)
{
    d->scale = scale;
    for (int digits = DIGITS_MOST; digits > DIGITS_LEAST; digits--)
        if (fit_columns(d, digits, true))
            return fit_workings(d, scale == 1) &&
                   least_line / one_line * height_of(d) <= d->rect.height;
    return false;
}

// Values at least, where not everything has room.
static void fit_values(struct drawing *d)
{
    static const float sizes[] = {1, 0.82f};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        d->scale = sizes[i];
        for (int has_formulas = 1; has_formulas >= 0; has_formulas--)
            for (int digits = DIGITS_MOST; digits >= DIGITS_LEAST; digits--)
                if (fit_columns(d, digits, has_formulas))
                    return;
    }
}

// Chooses sizes, digits, formulas, lines of numbers and heights for the room there is.
static void fit(struct drawing *d)
{
    const float least = least_line / one_line;
    bool fits = false;
    for (int digits = DIGITS_LEAST; digits <= DIGITS_MOST; digits++)
        d->count = hood_lines(d->table->moment, digits, d->lines[digits - DIGITS_LEAST]);
    d->stretch = 1;
    d->has_workings = true;
    for (size_t i = 0; i < sizeof scales / sizeof *scales && !fits; i++)
        fits = fit_whole(d, scales[i]);
    if (!fits) {
        fit_values(d);
        d->has_workings = d->has_formulas;
        fit_workings(d, true);
    }
    if (least * height_of(d) > d->rect.height)
        d->has_workings = false;
    d->stretch = fminf(fmaxf(d->rect.height / height_of(d), least), 1.15f);
}

// ---- pages --------------------------------------------------------------------------------------

// The line after the last one that is on the page with line `first`.
static size_t page_end(const struct drawing *d, size_t first)
{
    float left = d->rect.height + 0.5f - line_height(d, first);
    size_t end = first + 1;
    while (end < d->count && line_height(d, end) <= left)
        left -= line_height(d, end++);
    return end;
}

static size_t count_pages(const struct drawing *d)
{
    size_t pages = 0;
    for (size_t first = 0; first < d->count; first = page_end(d, first))
        pages++;
    return pages;
}

// ---- drawing ------------------------------------------------------------------------------------

static float column_end(const struct drawing *d, size_t axis)
{
    return d->rect.x + d->left + (float)(axis + 1) * (d->column + column_gap);
}

static void draw_values(const struct drawing *d, size_t k, float y)
{
    const struct text_style style = {.size = d->scale * value_size,
                                     .bold = true,
                                     .color = d->theme->ink,
                                     .horizontal = ALIGN_END,
                                     .vertical = ALIGN_MIDDLE};
    for (size_t axis = 0; axis < d->axes; axis++)
        canvas_text(d->canvas, column_end(d, axis), y, d->line[k].shown[axis], &style);
}

// The lines of numbers: in the columns, with what the line is where that has room; or one below the
// other.
static void draw_working(const struct drawing *d, size_t k, float y)
{
    const struct text_style what = {
        .size = small_size, .color = d->theme->soft, .vertical = ALIGN_MIDDLE};
    struct text_style numbers = what;
    numbers.horizontal = d->work[k].is_wide ? ALIGN_START : ALIGN_END;
    float reach = INFINITY;
    for (size_t axis = 0; axis < d->axes; axis++) {
        const char *text = d->work[k].text[axis];
        const float end = column_end(d, axis);
        canvas_text(d->canvas, d->work[k].is_wide ? d->rect.x : end, y, text, &numbers);
        reach = fminf(reach, end - width_of(d, text, numbers.size, false));
        if (d->work[k].is_wide)
            y += d->stretch * d->scale * second_line;
    }
    const char *title = words(d->line[k].title);
    if (!d->work[k].is_wide &&
        d->rect.x + width_of(d, title, what.size, false) + column_gap < reach)
        canvas_text(d->canvas, d->rect.x, y, title, &what);
}

static void draw_line(const struct drawing *d, size_t k, float top)
{
    const float height = line_height(d, k), unit = d->stretch * d->scale;
    const struct text_style style = {
        .size = d->scale * formula_size, .color = d->theme->ink, .vertical = ALIGN_MIDDLE};
    const struct stroke rule = {.color = d->theme->grid, .width = 1};
    if (d->line[k].kind == TERM_STEP && !d->line[k].is_place) {
        const struct rect row = {d->rect.x - 6, top, d->rect.width + 12, height};
        canvas_rectangle(d->canvas, &row, 3, d->theme->selection);
    } else {
        canvas_line(d->canvas, d->rect.x, top, d->rect.x + d->rect.width, top, &rule);
    }
    char text[200];
    float y = top + unit * one_line / 2 + 1;
    write_formula(d, k, text, sizeof text);
    canvas_text(d->canvas, d->rect.x, y, text, &style);
    if (d->is_long[k])
        y += unit * one_line;
    draw_values(d, k, y);
    if (more_lines(d, k) > 0)
        draw_working(d, k, y + unit * (one_line + second_line) / 2 - 2);
}

// Notes on as few lines as hold them, none cut in half; or only finds their height, which it
// returns.
static float draw_notes(const struct drawing *d, float top, bool is_drawn)
{
    const struct text_style style = {
        .size = small_size, .color = d->theme->soft, .vertical = ALIGN_START};
    const float pitch = 19;
    float y = top;
    char line[400] = "";
    for (size_t i = 0; i < HOOD_NOTES_MAX && d->table->note[i]; i++) {
        char longer[400];
        text_print(longer, sizeof longer, "%s%s%s", line, *line ? " · " : "", d->table->note[i]);
        if (*line && width_of(d, longer, small_size, false) > d->rect.width) {
            if (is_drawn)
                canvas_text(d->canvas, d->rect.x, y, line, &style);
            y += pitch;
            text_print(longer, sizeof longer, "%s", d->table->note[i]);
        }
        canvas_fit_text(d->canvas, longer, small_size, false, d->rect.width, line, sizeof line);
    }
    if (*line && is_drawn)
        canvas_text(d->canvas, d->rect.x, y, line, &style);
    return *line ? y + pitch - top : 0;
}

// The runner and the step. Moves the rectangle below them.
static void draw_title(struct drawing *d)
{
    const struct hood_table *table = d->table;
    const struct text_style title = {
        .size = 17, .bold = true, .color = d->theme->ink, .vertical = ALIGN_MIDDLE};
    char fitted[200];
    label_draw_sample(d->canvas, d->theme, d->rect.x, d->rect.y + 12, 30, table->look);
    canvas_fit_text(d->canvas, table->title, title.size, true, d->rect.width - 38, fitted,
                    sizeof fitted);
    canvas_text(d->canvas, d->rect.x + 38, d->rect.y + 12, fitted, &title);
    const float height = 28;
    d->rect.y += height;
    d->rect.height -= height;
}

// The names of the axes over their columns; to the left which part of the table this is.
static void draw_names(const struct drawing *d, size_t page, size_t pages)
{
    struct text_style style = {
        .size = TYPE_BODY, .bold = true, .color = d->theme->soft, .vertical = ALIGN_MIDDLE};
    const float y = d->rect.y - 11;
    char part[80];
    if (pages > 1) {
        text_print(part, sizeof part, words("part %zu of %zu"), page + 1, pages);
        canvas_text(d->canvas, d->rect.x, y, part, &style);
    }
    style.horizontal = ALIGN_END;
    for (size_t axis = 0; axis < d->axes; axis++)
        canvas_text(d->canvas, column_end(d, axis), y, d->table->axis[axis], &style);
}

// The lines of a page.
static void draw_lines(const struct drawing *d, size_t page)
{
    size_t first = 0;
    for (size_t i = 0; i < page; i++)
        first = page_end(d, first);
    float y = d->rect.y;
    for (size_t k = first; k < page_end(d, first); k++) {
        draw_line(d, k, y);
        y += line_height(d, k);
    }
}

size_t hood_draw_table(struct canvas *canvas, const struct theme *theme, const struct rect *rect,
                       const struct hood_table *table)
{
    struct drawing d = {.canvas = canvas, .theme = theme, .table = table, .rect = *rect};
    d.axes = table->moment->n < HOOD_AXES_MAX ? table->moment->n : HOOD_AXES_MAX;
    draw_title(&d);
    const struct rect below_title = d.rect;
    const float notes = draw_notes(&d, d.rect.y, false);
    struct rect whole = d.rect;
    whole.y += notes;
    whole.height -= notes;
    d.rect = whole;
    d.rect.y += names_height;
    d.rect.height -= names_height;
    fit(&d);
    const bool has_stems =
        table->history && hood_has_stems(table->moment->rule, table->moment->number);
    const size_t own = count_pages(&d), lines_and_stems = own + has_stems;
    const size_t pages = lines_and_stems + (table->rest != NULL);
    const size_t page = table->page % pages;
    if (table->rest)
        *table->rest = page < lines_and_stems ? (struct rect){0} : below_title;
    if (page < lines_and_stems)
        draw_notes(&d, below_title.y, true);
    if (page < own) {
        draw_names(&d, page, pages);
        draw_lines(&d, page);
    } else if (page < lines_and_stems) {
        hood_draw_stems(canvas, theme, &whole, table, table->history);
    }
    return pages;
}

// ---- stems --------------------------------------------------------------------------------------

// "Σ = 0.52, older 0.21: v = 0.73", of one axis, with as many digits as there is room for; else on
// two lines.
static void write_sum(const struct drawing *d, const struct hood_stems *stems, float width,
                      char first[120], char second[120])
{
    static const struct {
        int digits;
        bool is_split;
    } ways[] = {{4, false}, {3, false}, {4, true}, {3, true}, {2, true}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        char sum[32], older[32], value[32], total[80], longer[120];
        text_show(stems->sum, ways[i].digits, sum, sizeof sum);
        text_show(stems->older, ways[i].digits, older, sizeof older);
        text_show(stems->value, ways[i].digits, value, sizeof value);
        text_print(total, sizeof total, "%s = %s", stems->symbol, value);
        if (stems->is_all)
            text_print(longer, sizeof longer, "Σ = %s", total);
        else if (ways[i].is_split)
            text_print(longer, sizeof longer, words("Σ = %s, older %s"), sum, older);
        else
            text_print(longer, sizeof longer, words("Σ = %s, older %s: %s"), sum, older, total);
        canvas_fit_text(d->canvas, longer, small_size, true, width, first, 120);
        text_print(second, 120, "%s", ways[i].is_split && !stems->is_all ? total : "");
        if (strcmp(longer, first) == 0)
            return;
    }
}

// "θ₂: up 1.2, down −1.1", or shorter; a single axis need not be named.
static void write_sides(const struct drawing *d, const char *axis, const struct hood_stems *stems,
                        float width, char text[120])
{
    for (int digits = DIGITS_MOST; digits >= DIGITS_LEAST; digits--) {
        char up[32], down[32];
        text_show(stems->up, digits, up, sizeof up);
        text_show(stems->down, digits, down, sizeof down);
        if (*axis)
            text_print(text, 120, words("%s: up %s, down %s"), axis, up, down);
        else
            text_print(text, 120, words("up %s, down %s"), up, down);
        if (width_of(d, text, small_size, false) <= width)
            return;
        if (d->axes == 1)
            text_print(text, 120, words("up %s, down %s"), up, down);
        else
            text_print(text, 120, "%s: ↑ %s ↓ %s", axis, up, down);
        if (width_of(d, text, small_size, false) <= width)
            return;
    }
    char cut[120];
    canvas_fit_text(d->canvas, text, small_size, false, width, cut, sizeof cut);
    memcpy(text, cut, sizeof cut);
}

// The stems themselves, the oldest on the left; those below zero are hollow.
static void draw_parts(const struct drawing *d, const struct rect *area,
                       const struct hood_stems *stems)
{
    double most = 0;
    for (size_t k = 0; k < stems->count; k++)
        most = fmax(most, fabs(stems->part[k]));
    const float middle = area->y + area->height / 2;
    const float pitch = area->width / (float)stems->count;
    const float reach = area->height / 2 - 5;
    const struct color color = d->table->look->color;
    const struct stroke zero = {.color = d->theme->axis, .width = 1};
    const struct stroke stem = {.color = color, .width = fminf(3, fmaxf(0.5f * pitch, 1))};
    canvas_line(d->canvas, area->x, middle, area->x + area->width, middle, &zero);
    for (size_t k = 0; k < stems->count; k++) {
        if (!isfinite(stems->part[k]) || !(most > 0))
            continue;
        const float x = area->x + area->width - ((float)k + 0.5f) * pitch;
        const struct point tip = {x, middle - (float)(stems->part[k] / most) * reach};
        canvas_line(d->canvas, x, middle, tip.x, tip.y, &stem);
        const bool is_down = stems->part[k] < 0;
        const struct marker_style head = {.shape = MARKER_CIRCLE,
                                          .size = fminf(8, fmaxf(0.7f * pitch, 2)),
                                          .fill = is_down ? d->theme->background : color,
                                          .outline = color,
                                          .outline_width = is_down ? 1.5f : 0};
        canvas_markers(d->canvas, &tip, 1, &head);
    }
}

static void draw_axis_stems(const struct drawing *d, const struct rect *box, size_t axis,
                            const struct hood_history *history)
{
    struct hood_stems stems;
    if (!hood_stems(d->table->moment, history, axis, &stems))
        return;
    const float line = 18;
    const struct text_style soft = {
        .size = small_size, .color = d->theme->soft, .vertical = ALIGN_MIDDLE};
    struct text_style strong = soft;
    strong.bold = true;
    strong.color = d->theme->ink;
    char sides[120], first[120], second[120];
    write_sides(d, d->table->axis[axis], &stems, box->width, sides);
    canvas_text(d->canvas, box->x, box->y + line / 2, sides, &soft);
    write_sum(d, &stems, box->width, first, second);
    const float end = box->y + box->height - line / 2;
    canvas_text(d->canvas, box->x, *second ? end - line : end, first, &strong);
    canvas_text(d->canvas, box->x, end, second, &strong);
    const float lines = *second ? 3 : 2;
    const struct rect area = {box->x, box->y + line, box->width, box->height - lines * line};
    draw_parts(d, &area, &stems);
}

// "v: the last 10 gradients, k steps back 0.1·0.9ᵏ times".
static void draw_stems_heading(const struct drawing *d, const struct hood_stems *stems)
{
    char keep[32], take[32], weight[80], text[240], shorter[120];
    text_show(stems->keep, 4, keep, sizeof keep);
    text_show(stems->take, 4, take, sizeof take);
    if (stems->take == 1)
        text_print(weight, sizeof weight, "%sᵏ", keep);
    else
        text_print(weight, sizeof weight, "%s·%sᵏ", take, keep);
    if (stems->count == 1)
        text_print(text, sizeof text, words("%s: the first gradient, weight %s"), stems->symbol,
                   take);
    else
        text_print(text, sizeof text, words("%s: the last %zu gradients, weight k steps back %s"),
                   stems->symbol, stems->count, weight);
    text_print(shorter, sizeof shorter, words("%s: %zu gradients × %s"), stems->symbol,
               stems->count, weight);
    label_draw_fitting_heading(d->canvas, d->theme, &d->rect,
                               (const char *const[]){text, shorter, NULL});
}

void hood_draw_stems(struct canvas *canvas, const struct theme *theme, const struct rect *rect,
                     const struct hood_table *table, const struct hood_history *history)
{
    struct drawing d = {.canvas = canvas, .theme = theme, .table = table, .rect = *rect};
    struct hood_stems stems;
    d.axes = table->moment->n < HOOD_AXES_MAX ? table->moment->n : HOOD_AXES_MAX;
    if (!hood_stems(table->moment, history, 0, &stems))
        return;
    draw_stems_heading(&d, &stems);
    const float gap = 24, heading = 26;
    const float width = (rect->width - gap * (float)(d.axes - 1)) / (float)d.axes;
    for (size_t axis = 0; axis < d.axes; axis++) {
        const struct rect box = {rect->x + (float)axis * (width + gap), rect->y + heading, width,
                                 rect->height - heading};
        draw_axis_stems(&d, &box, axis, history);
    }
}

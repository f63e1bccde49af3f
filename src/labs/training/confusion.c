#include "labs/training/confusion.h"

#include "base/words.h"

#include <math.h>
#include <stdio.h>

static const float axis_line = 20;  // for "true" and "answered"
static const float least_line = 15; // between names above each other
static const float widest_cell = 140, highest_cell = 92;

// Where the cells are, and what names them.
struct grid {
    struct rect cells;
    float width, height;  // of a cell
    float names, columns; // room for the names of the rows and for those of the columns
    bool is_turned;       // these are read upwards
};

struct color confusion_shade(const struct theme *theme, double share, bool is_right)
{
    const struct color full = look_style(theme, is_right ? LOOK_BLUE : LOOK_VERMILION).color;
    // The root, for a few mistakes of many have to show as well.
    return color_mix(theme->background, full, 0.6f * (float)sqrt(share));
}

static struct grid lay_out(const struct training_lab *lab, struct canvas *canvas,
                           const struct rect *box)
{
    const size_t classes = lab->learned.lesson.classes;
    float longest = 0;
    for (size_t k = 0; k < classes; k++)
        longest =
            fmaxf(longest, canvas_text_width(canvas, lab->examples.name[k], TYPE_SMALL, false));
    struct grid grid = {.names = fminf(longest, 0.3f * box->width)};
    const float left = axis_line + grid.names + 8;
    grid.width = fminf((box->width - left) / (float)classes, widest_cell);
    grid.is_turned = longest + 6 > grid.width;
    grid.columns = grid.is_turned ? fminf(longest, 0.28f * box->height) : least_line;
    const float top = axis_line + grid.columns + 8;
    grid.height = fminf((box->height - top) / (float)classes, highest_cell);
    grid.cells = (struct rect){box->x + left, box->y + top, grid.width * (float)classes,
                               grid.height * (float)classes};
    return grid;
}

// Names that would stand in each other are left out evenly.
static size_t stride(float pitch)
{
    return pitch >= least_line ? 1 : (size_t)ceilf(least_line / fmaxf(pitch, 0.5f));
}

static void draw_names(const struct training_lab *lab, struct canvas *canvas,
                       const struct theme *theme, const struct grid *grid)
{
    const size_t classes = lab->learned.lesson.classes;
    char fitted[80];
    struct text_style style = {
        .size = TYPE_SMALL, .color = theme->ink, .horizontal = ALIGN_END, .vertical = ALIGN_MIDDLE};
    for (size_t k = 0; k < classes; k += stride(grid->height)) {
        canvas_fit_text(canvas, lab->examples.name[k], style.size, false, grid->names, fitted,
                        sizeof fitted);
        canvas_text(canvas, grid->cells.x - 6, grid->cells.y + grid->height * ((float)k + 0.5f),
                    fitted, &style);
    }
    style.horizontal = grid->is_turned ? ALIGN_START : ALIGN_MIDDLE;
    style.vertical = grid->is_turned ? ALIGN_MIDDLE : ALIGN_END;
    style.angle = grid->is_turned ? -1.5707963f : 0;
    for (size_t k = 0; k < classes; k += grid->is_turned ? stride(grid->width) : 1) {
        const float room = grid->is_turned ? grid->columns : grid->width - 4;
        canvas_fit_text(canvas, lab->examples.name[k], style.size, false, room, fitted,
                        sizeof fitted);
        canvas_text(canvas, grid->cells.x + grid->width * ((float)k + 0.5f), grid->cells.y - 6,
                    fitted, &style);
    }
}

static void draw_axes(struct canvas *canvas, const struct theme *theme, const struct rect *box,
                      const struct grid *grid)
{
    struct text_style style = {.size = TYPE_SMALL,
                               .color = theme->soft,
                               .horizontal = ALIGN_MIDDLE,
                               .vertical = ALIGN_START};
    const float middle = grid->cells.x + grid->cells.width / 2;
    canvas_text(canvas, middle, box->y, words("answered"), &style);
    style.angle = -1.5707963f;
    canvas_text(canvas, box->x, grid->cells.y + grid->cells.height / 2, words("true"), &style);
}

static void draw_cell(const struct lesson *lesson, struct canvas *canvas, const struct theme *theme,
                      const struct grid *grid, size_t is, size_t said)
{
    const size_t count = lesson->confusion[is * lesson->classes + said];
    const size_t all = lesson_row(lesson, is);
    const float gap = grid->width > 12 && grid->height > 12 ? 1 : 0;
    const struct rect cell = {grid->cells.x + grid->width * (float)said,
                              grid->cells.y + grid->height * (float)is, grid->width - gap,
                              grid->height - gap};
    const double share = all > 0 ? (double)count / (double)all : 0;
    const struct color shade = count > 0 ? confusion_shade(theme, share, is == said)
                                         : color_mix(theme->background, theme->grid, 0.35f);
    canvas_rectangle(canvas, &cell, 0, shade);
    char text[32];
    snprintf(text, sizeof text, "%zu", count);
    const bool is_large = cell.height > 2.2f * TYPE_TITLE;
    const struct text_style style = {.size = is_large ? TYPE_TITLE : TYPE_SMALL,
                                     .color = theme->ink,
                                     .horizontal = ALIGN_MIDDLE,
                                     .vertical = ALIGN_MIDDLE};
    if (count > 0 && cell.height >= least_line - 1 &&
        canvas_text_width(canvas, text, style.size, false) < cell.width)
        canvas_text(canvas, cell.x + cell.width / 2, cell.y + cell.height / 2, text, &style);
}

void confusion_draw(const struct training_lab *lab, struct canvas *canvas,
                    const struct theme *theme, const struct rect *box)
{
    const struct lesson *lesson = &lab->learned.lesson;
    const struct grid grid = lay_out(lab, canvas, box);
    if (grid.height < 2 || grid.width < 2)
        return;
    draw_axes(canvas, theme, box, &grid);
    draw_names(lab, canvas, theme, &grid);
    for (size_t is = 0; is < lesson->classes; is++)
        for (size_t said = 0; said < lesson->classes; said++)
            draw_cell(lesson, canvas, theme, &grid, is, said);
}

void confusion_tell(const struct training_lab *lab, struct canvas *canvas, const struct rect *box,
                    struct point at, struct kit_tip *tip)
{
    const struct lesson *lesson = &lab->learned.lesson;
    const struct grid grid = lay_out(lab, canvas, box);
    const struct color none = {0};
    if (!(at.x > grid.cells.x && at.y > grid.cells.y))
        return;
    const size_t said = (size_t)((at.x - grid.cells.x) / grid.width);
    const size_t is = (size_t)((at.y - grid.cells.y) / grid.height);
    if (said >= lesson->classes || is >= lesson->classes)
        return;
    const size_t count = lesson->confusion[is * lesson->classes + said];
    const size_t all = lesson_row(lesson, is);
    if (is == said)
        kit_tip_add(tip, none, "%.40s: answered right", lab->examples.name[is]);
    else
        kit_tip_add(tip, none, "%.40s taken for %.40s", lab->examples.name[is],
                    lab->examples.name[said]);
    if (all > 0)
        kit_tip_add(tip, none, "%zu of %zu, %.1f %%", count, all,
                    100 * (double)count / (double)all);
    else
        kit_tip_add(tip, none, "none in the test part");
}

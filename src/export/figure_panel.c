// The legend of the whole screen, in the place of the sliders.
#include "export/figure.h"

#include "base/words.h"
#include "plot/label.h"

#include <math.h>
#include <stdio.h>

static void draw_legend_row(struct canvas *canvas, const struct theme *theme,
                            const struct lab_group *group, const struct rect *row)
{
    const float indent = 46, middle = row->y + 11;
    if (group->is_runner) {
        const struct look_style look = look_style(theme, group->look);
        label_draw_sample(canvas, theme, row->x + 4, middle, 32, &look);
    }
    const float result_width = canvas_text_width(canvas, group->result, TYPE_SMALL, false);
    char fitted[160];
    const struct text_style name = {
        .size = TYPE_BODY, .bold = true, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    canvas_fit_text(canvas, group->name, name.size, true, row->width - indent - result_width - 10,
                    fitted, sizeof fitted);
    canvas_text(canvas, row->x + indent, middle, fitted, &name);
    const struct text_style result = {.size = TYPE_SMALL,
                                      .color = group->diverged ? theme->error : theme->ink,
                                      .horizontal = ALIGN_END,
                                      .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, row->x + row->width, middle, group->result, &result);
    const struct text_style summary = {
        .size = TYPE_SMALL, .color = theme->soft, .vertical = ALIGN_MIDDLE};
    canvas_fit_text(canvas, group->summary, summary.size, false, row->width - indent, fitted,
                    sizeof fitted);
    canvas_text(canvas, row->x + indent, middle + 19, fitted, &summary);
}

// At the legend's lower right, where rows have nothing.
static void draw_left_out(struct canvas *canvas, const struct theme *theme,
                          const struct rect *panel, size_t count)
{
    char text[80];
    const struct text_style style = {
        .size = TYPE_SMALL, .color = theme->soft, .horizontal = ALIGN_END, .vertical = ALIGN_END};
    snprintf(text, sizeof text, words("and %zu more"), count);
    canvas_text(canvas, panel->x + panel->width - 8, panel->y + panel->height + 4, text, &style);
}

static size_t shown_groups(const struct lab *lab, double step)
{
    size_t shown = 0;
    struct lab_group group;
    for (size_t i = 0; i < lab->type->groups(lab); i++) {
        lab->type->group(lab, i, step, &group);
        shown += !group.hidden;
    }
    return shown;
}

float figure_legend_height(const struct lab *lab, double step)
{
    return 8 + 46 * (float)shown_groups(lab, step);
}

float figure_legend_least(const struct lab *lab, double step)
{
    return 8 + 38 * (float)shown_groups(lab, step);
}

void figure_draw_legend(struct lab *lab, struct canvas *canvas, const struct rect *panel,
                        const struct theme *theme, double step)
{
    const size_t shown = shown_groups(lab, step);
    size_t drawn = 0;
    struct lab_group group;
    // Rows close up until two lines no longer fit one above the other.
    const float pitch = fminf(46, fmaxf((panel->height - 8) / (float)(shown ? shown : 1), 38));
    struct rect row = {panel->x, panel->y + 6, panel->width - 8, pitch};
    for (size_t i = 0; i < lab->type->groups(lab); i++) {
        lab->type->group(lab, i, step, &group);
        if (group.hidden)
            continue;
        // What has no room is left out whole, never cut in half, and said to be there.
        if (row.y + 32 > panel->y + panel->height) {
            draw_left_out(canvas, theme, panel, shown - drawn);
            break;
        }
        drawn++;
        draw_legend_row(canvas, theme, &group, &row);
        row.y += pitch;
    }
}

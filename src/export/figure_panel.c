// The legend of the whole screen, in the place of the sliders.
#include "export/figure.h"

#include "base/words.h"
#include "plot/label.h"

#include <math.h>
#include <stdio.h>

static const float indent = 46;

// A line more, in pixels.
static const float name_pitch = LABEL_LINE * TYPE_BODY, summary_pitch = LABEL_LINE * TYPE_SMALL;

// How many lines the name of what runs and what is said of it take, two at most, where there is
// `room` for more than one each; a runner's have one. Returns how much of the room that is.
static float count_lines(struct canvas *canvas, const struct lab_group *group, float width,
                         float room, size_t *name, size_t *summary)
{
    const float all = room;
    *name = *summary = 1;
    if (group->is_runner)
        return 0;
    if (room >= name_pitch && label_lines(canvas, group->name, TYPE_BODY, true, width) > 1) {
        *name = 2;
        room -= name_pitch;
    }
    if (room >= summary_pitch &&
        label_lines(canvas, group->summary, TYPE_SMALL, false, width) > 1) {
        *summary = 2;
        room -= summary_pitch;
    }
    return all - room;
}

// What rows take that have two lines where there is room for all.
static float wished_more(struct lab *lab, struct canvas *canvas, float width, double step)
{
    float more = 0;
    struct lab_group group;
    size_t name, summary;
    for (size_t i = 0; i < lab->type->groups(lab); i++) {
        lab->type->group(lab, i, step, &group);
        if (!group.hidden)
            more += count_lines(canvas, &group, width - indent, 1000, &name, &summary);
    }
    return more;
}

// Returns how much higher it is than a row of two lines, at most `room`. What is said of it leaves
// `beside` free on its right.
static float draw_legend_row(struct canvas *canvas, const struct theme *theme,
                             const struct lab_group *group, const struct rect *row, float room,
                             float beside)
{
    const float middle = row->y + 11;
    if (group->is_runner) {
        const struct look_style look = look_style(theme, group->look);
        label_draw_sample(canvas, theme, row->x + 4, middle, 32, &look);
    }
    const float result_width = canvas_text_width(canvas, group->result, TYPE_SMALL, false);
    size_t name_lines, summary_lines;
    const float more =
        count_lines(canvas, group, row->width - indent, room, &name_lines, &summary_lines);
    const float lower = middle + name_pitch * (float)(name_lines - 1);
    const struct text_style name = {
        .size = TYPE_BODY, .bold = true, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    label_draw_wrapped(canvas, group->name, row->x + indent, middle,
                       row->width - indent - (*group->result ? result_width + 10 : 0), name_lines,
                       &name);
    const struct text_style result = {.size = TYPE_SMALL,
                                      .color = group->diverged ? theme->error : theme->ink,
                                      .horizontal = ALIGN_END,
                                      .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, row->x + row->width, middle, group->result, &result);
    const struct text_style summary = {
        .size = TYPE_SMALL, .color = theme->soft, .vertical = ALIGN_MIDDLE};
    label_draw_wrapped(canvas, group->summary, row->x + indent, lower + 19,
                       row->width - indent - beside, summary_lines, &summary);
    return more;
}

// At the legend's lower right. Returns how wide it is.
static float draw_left_out(struct canvas *canvas, const struct theme *theme,
                           const struct rect *panel, size_t count)
{
    char text[80];
    const struct text_style style = {
        .size = TYPE_SMALL, .color = theme->soft, .horizontal = ALIGN_END, .vertical = ALIGN_END};
    snprintf(text, sizeof text, words("and %zu more"), count);
    canvas_text(canvas, panel->x + panel->width - 8, panel->y + panel->height + 4, text, &style);
    return canvas_text_width(canvas, text, style.size, style.bold);
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
    const float height = panel->height - 8, bottom = panel->y + panel->height,
                wished = wished_more(lab, canvas, panel->width - 8, step);
    // Rows close up until two lines no longer fit one above the other.
    const float pitch = fminf(46, fmaxf((height - wished) / (float)(shown ? shown : 1), 38));
    struct rect row = {panel->x, panel->y + 6, panel->width - 8, pitch};
    // What is left over is for names and summaries that take two lines.
    float room = fmaxf(height - pitch * (float)shown, 0);
    for (size_t i = 0; i < lab->type->groups(lab); i++) {
        lab->type->group(lab, i, step, &group);
        if (group.hidden)
            continue;
        // What has no room is left out whole, never cut in half, and said to be there.
        if (row.y + 32 > bottom) {
            if (drawn == 0)
                draw_left_out(canvas, theme, panel, shown);
            break;
        }
        drawn++;
        const bool is_last = drawn < shown && row.y + pitch + 32 > bottom;
        const float said = is_last ? draw_left_out(canvas, theme, panel, shown - drawn) + 12 : 0;
        const float more =
            draw_legend_row(canvas, theme, &group, &row, room, row.y + 44 > bottom ? said : 0);
        room -= more;
        row.y += pitch + more;
    }
}

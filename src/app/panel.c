// The sliders: groups by runner, the selected group open, the selected slider unmistakable.
#include "app/state.h"

#include "base/text.h"
#include "plot/label.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROWS_MAX = 512 };

static const float row_height = 27;

// A line of the panel: a group's header or a slider.
struct row {
    bool is_slider;
    size_t index; // of the group or the slider
    float y;      // of its top, before scrolling
};

struct rows {
    struct row row[ROWS_MAX];
    size_t count;
    float height;
};

static struct lab_slider slider_at(const struct app *app, size_t index)
{
    struct lab_slider slider;
    lab_slider(app->lab, index, &slider);
    return slider;
}

static struct lab_group group_at(const struct app *app, size_t index)
{
    struct lab_group group;
    app->lab->type->group(app->lab, index, app->step, &group);
    return group;
}

static void add_row(struct rows *rows, bool is_slider, size_t index)
{
    if (rows->count == ROWS_MAX)
        return;
    rows->row[rows->count++] = (struct row){is_slider, index, rows->height};
    rows->height += row_height;
}

// All headers, and the sliders of the group that has the selected one.
static void list_rows(const struct app *app, struct rows *rows)
{
    const size_t open = slider_at(app, app->slider).group;
    const size_t sliders = lab_sliders(app->lab);
    rows->count = 0;
    rows->height = 0;
    for (size_t group = 0; group < app->lab->type->groups(app->lab); group++) {
        add_row(rows, false, group);
        for (size_t i = 0; group == open && i < sliders; i++)
            if (slider_at(app, i).group == group)
                add_row(rows, true, i);
    }
    rows->height += 6;
}

// Keeps the scroll within the content, and the selected slider within the panel.
static void settle_scroll(struct app *app, const struct rows *rows, const struct rect *panel)
{
    for (size_t i = 0; app->follow && i < rows->count; i++) {
        const struct row *row = &rows->row[i];
        if (!row->is_slider || row->index != app->slider)
            continue;
        app->scroll = fminf(app->scroll, row->y - row_height);
        app->scroll = fmaxf(app->scroll, row->y + 2 * row_height - panel->height);
    }
    app->follow = false;
    app->scroll = fmaxf(fminf(app->scroll, rows->height - panel->height), 0);
}

// ---- drawing ------------------------------------------------------------------------------------

static struct rect track_of(const struct rect *panel, float middle)
{
    const float left = panel->x + fmaxf(0.44f * panel->width, 156),
                right = panel->x + panel->width - 96;
    return (struct rect){left, middle, fmaxf(right - left, 20), 0};
}

static void draw_header(struct app *app, const struct rect *box, const struct lab_group *group)
{
    struct canvas *canvas = app->canvas;
    const struct theme *theme = app->theme;
    const float middle = box->y + box->height / 2;
    const float strength = group->hidden ? 0.4f : 1;
    if (group->is_runner) {
        struct look_style look = look_style(theme, group->look);
        look.color = color_mix(theme->background, look.color, strength);
        label_draw_sample(canvas, theme, box->x + 4, middle, 32, &look);
    }
    char fitted[160];
    const struct text_style name = {.size = TYPE_BODY,
                                    .bold = true,
                                    .color = color_mix(theme->background, theme->ink, strength),
                                    .vertical = ALIGN_MIDDLE};
    const char *right = group->hidden ? "hidden" : group->result;
    const struct text_style result = {.size = TYPE_SMALL,
                                      .color = group->diverged && !group->hidden ? theme->error
                                                                                 : theme->soft,
                                      .horizontal = ALIGN_END,
                                      .vertical = ALIGN_MIDDLE};
    const float edge = box->x + box->width - 14;
    const float room = edge - canvas_text_width(canvas, right, TYPE_SMALL, false) - 12;
    canvas_fit_text(canvas, group->name, name.size, true, room - box->x - 46, fitted,
                    sizeof fitted);
    canvas_text(canvas, box->x + 46, middle, fitted, &name);
    canvas_text(canvas, edge, middle, right, &result);
    // The numbers in short, where they have room.
    const float from = box->x + 46 + canvas_text_width(canvas, fitted, name.size, true) + 14;
    const struct text_style summary = {
        .size = TYPE_SMALL, .color = theme->soft, .vertical = ALIGN_MIDDLE};
    if (group->hidden || !*group->summary || room - from < 110)
        return;
    char summary_fitted[160];
    canvas_fit_text(canvas, group->summary, TYPE_SMALL, false, room - from, summary_fitted,
                    sizeof summary_fitted);
    canvas_text(canvas, from, middle, summary_fitted, &summary);
}

static void draw_value(struct app *app, const struct rect *box, const struct param *param,
                       double value, bool is_selected)
{
    struct canvas *canvas = app->canvas;
    const struct theme *theme = app->theme;
    const float edge = box->x + box->width - 14, middle = box->y + box->height / 2;
    struct text_style style = {.size = TYPE_BODY,
                               .bold = is_selected,
                               .color = theme->ink,
                               .horizontal = ALIGN_END,
                               .vertical = ALIGN_MIDDLE};
    char text[64], fitted[64];
    if (is_selected && app->is_typing) {
        snprintf(text, sizeof text, "%s", app->typed);
        const float width = fmaxf(canvas_text_width(canvas, text, style.size, true), 30);
        const struct rect field = {edge - width - 8, box->y + 2, width + 16, box->height - 4};
        canvas_rectangle(canvas, &field, 4, theme->background);
        const struct stroke caret = {.color = theme->accent, .width = 2};
        canvas_line(canvas, edge + 3, middle - 8, edge + 3, middle + 8, &caret);
        canvas_text(canvas, edge, middle, text, &style);
        return;
    }
    param_show(param, value, text, sizeof text);
    canvas_fit_text(canvas, text, style.size, style.bold, 76, fitted, sizeof fitted);
    canvas_text(canvas, edge, middle, fitted, &style);
}

static void draw_slider(struct app *app, const struct rect *panel, const struct rect *box,
                        size_t index)
{
    struct canvas *canvas = app->canvas;
    const struct theme *theme = app->theme;
    const struct lab_slider slider = slider_at(app, index);
    const struct lab_group group = group_at(app, slider.group);
    const struct param *param = slider.param;
    const bool is_selected = index == app->slider;
    const float middle = box->y + box->height / 2;
    if (is_selected) {
        canvas_rectangle(canvas, box, 0, theme->selection);
        const struct rect bar = {box->x, box->y, 4, box->height};
        canvas_rectangle(canvas, &bar, 0, theme->accent);
    }
    struct text_style style = {
        .size = TYPE_BODY, .bold = is_selected, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    if (param->symbol)
        canvas_text(canvas, box->x + 18, middle, param->symbol, &style);
    const struct rect track = track_of(panel, middle);
    char fitted[80];
    style.bold = false;
    style.color = is_selected ? theme->ink : theme->soft;
    canvas_fit_text(canvas, param->label, style.size, false, track.x - box->x - 46 - 10, fitted,
                    sizeof fitted);
    canvas_text(canvas, box->x + 46, middle, fitted, &style);

    const double value = scene_number(&app->scene, group.section, param);
    const float head = track.x + track.width * (float)param_position(param, value);
    const struct stroke empty = {.color = theme->track, .width = 3};
    const struct stroke full = {.color = is_selected ? theme->accent : theme->soft, .width = 3};
    canvas_line(canvas, track.x, middle, track.x + track.width, middle, &empty);
    canvas_line(canvas, track.x, middle, fmaxf(head, track.x + 0.1f), middle, &full);
    const struct marker_style knob = {
        .shape = MARKER_CIRCLE, .size = is_selected ? 11 : 8, .fill = full.color};
    canvas_markers(canvas, &(struct point){head, middle}, 1, &knob);
    draw_value(app, box, param, value, is_selected);
}

// Small arrows where the panel goes on above or below.
static void draw_more(struct app *app, const struct rect *panel, const struct rows *rows)
{
    const float x = panel->x + panel->width - 6;
    const struct color color = app->theme->soft;
    if (app->scroll > 1) {
        const struct point up[] = {{x - 5, panel->y + 7}, {x, panel->y}, {x + 5, panel->y + 7}};
        canvas_polygon(app->canvas, up, 3, color);
    }
    if (app->scroll + panel->height < rows->height - 1) {
        const float y = panel->y + panel->height;
        const struct point down[] = {{x - 5, y - 8}, {x, y - 1}, {x + 5, y - 8}};
        canvas_polygon(app->canvas, down, 3, color);
    }
}

void panel_draw(struct app *app, const struct rect *panel)
{
    struct rows rows;
    list_rows(app, &rows);
    settle_scroll(app, &rows, panel);
    canvas_clip(app->canvas, panel);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.row[i];
        const struct rect box = {panel->x, panel->y + row->y - app->scroll, panel->width,
                                 row_height};
        if (box.y + box.height < panel->y || box.y > panel->y + panel->height)
            continue;
        if (row->is_slider) {
            draw_slider(app, panel, &box, row->index);
        } else {
            const struct lab_group group = group_at(app, row->index);
            draw_header(app, &box, &group);
        }
    }
    canvas_clip(app->canvas, NULL);
    draw_more(app, panel, &rows);
}

// ---- changing -----------------------------------------------------------------------------------

static bool set_value(struct app *app, double value)
{
    const struct lab_slider slider = slider_at(app, app->slider);
    const struct lab_group group = group_at(app, slider.group);
    char text[64];
    if (value == scene_number(&app->scene, group.section, slider.param))
        return true;
    param_format(slider.param, value, text, sizeof text);
    return app_change(app, group.section, slider.param->key, text);
}

void panel_select(struct app *app, int direction)
{
    const size_t count = lab_sliders(app->lab);
    app->slider = (app->slider + count + (size_t)direction) % count;
    app->follow = true;
}

void panel_nudge(struct app *app, int direction, enum param_pace pace)
{
    const struct lab_slider slider = slider_at(app, app->slider);
    const struct lab_group group = group_at(app, slider.group);
    const double value = scene_number(&app->scene, group.section, slider.param);
    set_value(app, param_nudge(slider.param, value, direction, pace));
}

void panel_reset(struct app *app)
{
    const struct lab_slider slider = slider_at(app, app->slider);
    const struct lab_group group = group_at(app, slider.group);
    app_change(app, group.section, slider.param->key,
               scene_text(&app->opened, group.section, slider.param->key));
}

bool panel_toggle(struct app *app, size_t runner)
{
    for (size_t i = 0; i < app->lab->type->groups(app->lab); i++) {
        const struct lab_group group = group_at(app, i);
        if (group.is_runner && runner-- == 0)
            return app_change(app, group.section, "hidden", group.hidden ? NULL : "yes");
    }
    return false;
}

void panel_type(struct app *app)
{
    app->is_typing = true;
    app->typed[0] = '\0';
    app->follow = true;
    SDL_StartTextInput();
}

void panel_type_leave(struct app *app)
{
    app->is_typing = false;
    SDL_StopTextInput();
}

void panel_type_take(struct app *app)
{
    const struct lab_slider slider = slider_at(app, app->slider);
    double value;
    struct error error = {0};
    if (!*app->typed) {
        panel_type_leave(app);
        return;
    }
    // A value that cannot be keeps the field open, so that it can be mended.
    if (!param_parse(slider.param, app->typed, &value, &error)) {
        app_say(app, true, error.text);
        return;
    }
    if (set_value(app, value))
        panel_type_leave(app);
}

// ---- the mouse ----------------------------------------------------------------------------------

static const struct row *row_under(const struct app *app, const struct rows *rows,
                                   const struct rect *panel, struct point at)
{
    if (!rect_contains(panel, at))
        return NULL;
    for (size_t i = 0; i < rows->count; i++) {
        const float y = panel->y + rows->row[i].y - app->scroll;
        if (at.y >= y && at.y < y + row_height)
            return &rows->row[i];
    }
    return NULL;
}

static void select_group(struct app *app, size_t group)
{
    for (size_t i = 0; i < lab_sliders(app->lab); i++) {
        if (slider_at(app, i).group == group) {
            app->slider = i;
            app->follow = true;
            return;
        }
    }
}

bool panel_press(struct app *app, const struct rect *panel, struct point at, int clicks)
{
    struct rows rows;
    list_rows(app, &rows);
    const struct row *row = row_under(app, &rows, panel, at);
    if (!row)
        return false;
    if (app->is_typing)
        panel_type_leave(app);
    if (!row->is_slider) {
        // The sample shows and hides its runner; the rest of the header opens it.
        const struct lab_group group = group_at(app, row->index);
        if (group.is_runner && at.x < panel->x + 44)
            app_change(app, group.section, "hidden", group.hidden ? NULL : "yes");
        else
            select_group(app, row->index);
        return true;
    }
    app->slider = row->index;
    const struct rect track = track_of(panel, 0);
    if (clicks == 2) {
        panel_reset(app);
    } else if (at.x > track.x + track.width + 10) {
        panel_type(app);
    } else if (at.x >= track.x - 10) {
        app->drag = APP_DRAG_TRACK;
        panel_drag(app, panel, at);
    }
    return true;
}

void panel_drag(struct app *app, const struct rect *panel, struct point at)
{
    const struct rect track = track_of(panel, 0);
    const struct lab_slider slider = slider_at(app, app->slider);
    set_value(app, param_at(slider.param, (double)((at.x - track.x) / track.width)));
}

void panel_scroll(struct app *app, const struct rect *panel, float notches)
{
    (void)panel; // the next drawing keeps the scroll within it
    app->scroll -= notches * 2 * row_height;
}

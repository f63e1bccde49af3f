#include "app/panel.h"

#include "app/entry.h"
#include "app/members.h"
#include "app/value.h"
#include "base/text.h"
#include "base/words.h"
#include "plot/label.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROWS_MAX = 512 };

static const float row_height = 27, second_line = 18;
static const float edge_margin = 14;    // right of the values
static const float name_indent = 46;    // of a group's name, past its sample
static const float least_summary = 110; // a group's numbers are not cut to less

// A line of the panel: a group's header or a slider.
struct row {
    bool is_slider, has_two_lines;
    size_t index;    // of the group or the slider
    float y, height; // of its top, before scrolling
};

struct rows {
    struct row row[ROWS_MAX];
    size_t count;
    float height;
};

static void add_row(struct rows *rows, bool is_slider, bool has_two_lines, size_t index)
{
    if (rows->count == ROWS_MAX)
        return;
    const float height = has_two_lines ? row_height + second_line : row_height;
    rows->row[rows->count++] = (struct row){is_slider, has_two_lines, index, rows->height, height};
    rows->height += height;
}

// Whether a group's numbers have no room beside its name and its result. Results change while the
// run goes on, and rows are not to jump with them: they count as long as they usually are.
static bool needs_two_lines(struct canvas *canvas, const struct lab_group *group, float width)
{
    if (group->hidden || !*group->summary)
        return false;
    const float name = canvas_text_width(canvas, group->name, TYPE_BODY, true);
    const float summary = canvas_text_width(canvas, group->summary, TYPE_SMALL, false);
    const float usual = *group->result ? strstr(group->result, "→") ? 150 : 80 : 0;
    const float result = canvas_text_width(canvas, group->result, TYPE_SMALL, false);
    const float room = width - name_indent - edge_margin - name - fmaxf(usual, result) - 26;
    return room < fminf(least_summary, summary);
}

// All headers, and the sliders of the group that has the selected one. A box that has no room for
// more has the selected slider under its header.
static void list_rows(struct canvas *canvas, const struct document *document,
                      const struct rect *box, struct rows *rows)
{
    const size_t open = document_slider(document, document->slider).group;
    const size_t sliders = lab_sliders(document->lab);
    const bool is_strip = box->height < 2.5f * row_height;
    rows->count = 0;
    rows->height = 0;
    for (size_t g = 0; g < document->lab->type->groups(document->lab); g++) {
        if (is_strip && g != open)
            continue;
        const struct lab_group group = document_group(document, g);
        add_row(rows, false, !is_strip && needs_two_lines(canvas, &group, box->width), g);
        for (size_t i = 0; g == open && i < sliders; i++)
            if (document_slider(document, i).group == g && (!is_strip || i == document->slider))
                add_row(rows, true, false, i);
    }
    rows->height += is_strip ? 0 : 6;
}

// The row of the selected slider; NULL where it has none.
static const struct row *selected_row(const struct rows *rows, const struct document *document)
{
    for (const struct row *row = rows->row; row < rows->row + rows->count; row++)
        if (row->is_slider && row->index == document->slider)
            return row;
    return NULL;
}

// Keeps the scroll within the content, and the selected slider within the panel, under its header
// where both have room.
static void settle_scroll(struct panel *panel, const struct document *document,
                          const struct rows *rows, const struct rect *box)
{
    const struct row *row = panel->follow ? selected_row(rows, document) : NULL;
    if (row) {
        const struct row *header = row;
        while (header->is_slider && header > rows->row)
            header--;
        panel->scroll = fminf(panel->scroll, row->y - row_height);
        panel->scroll = fmaxf(panel->scroll, row->y + 2 * row_height - box->height);
        if (row->y + row_height - header->y <= box->height)
            panel->scroll = fminf(panel->scroll, header->y);
    }
    panel->follow = false;
    panel->scroll = fmaxf(fminf(panel->scroll, rows->height - box->height), 0);
}

// ---- columns ------------------------------------------------------------------------------------

// Where the parts of the sliders' rows are; the same in all rows of the open group.
struct columns {
    float symbol, label, label_width;
    struct rect track; // of no height; y is nobody's
    float value_width; // values end at the edge
};

static float shown_width(struct canvas *canvas, const struct param *param, double value)
{
    char text[64];
    param_show(param, value, text, sizeof text);
    return canvas_text_width(canvas, text, TYPE_BODY, true);
}

// The widest of its choices; 0 for a number.
static float choices_width(struct canvas *canvas, const struct param *param)
{
    float width = 0;
    for (size_t i = 0; param->scale == PARAM_CHOICE && param->choices[i]; i++)
        width = fmaxf(width, canvas_text_width(canvas, param->choices[i], TYPE_BODY, true));
    return width;
}

// By the widest symbol, label and value. Values have the room of all their choices, so that moving
// one does not push the tracks about; of those shown, where labels would be cut for that. Where
// even these do not fit beside a track that can be moved, the wider of label and value is cut.
static struct columns lay_out(struct canvas *canvas, const struct document *document,
                              const struct rect *box)
{
    const size_t open = document_slider(document, document->slider).group;
    const size_t sliders = lab_sliders(document->lab);
    const struct lab_group group = document_group(document, open);
    float symbol = 20, label = 0, shown = 66, most = shown;
    for (size_t i = 0; i < sliders; i++) {
        const struct lab_slider slider = document_slider(document, i);
        const struct param *param = slider.param;
        if (slider.group != open)
            continue;
        if (param->symbol)
            symbol = fmaxf(symbol, canvas_text_width(canvas, param->symbol, TYPE_BODY, true));
        label = fmaxf(label, canvas_text_width(canvas, words(param->label), TYPE_BODY, false));
        if (!param_has_slider(param))
            continue; // a text has the room of the track, too
        const double value = scene_number(&document->now.scene, group.section, param);
        shown = fmaxf(shown, shown_width(canvas, param, value));
        most = fmaxf(most, choices_width(canvas, param));
    }
    const float before_track = 14, after_track = 16, least_track = 40;
    struct columns columns = {.symbol = box->x + 18, .label = box->x + 26 + symbol};
    const float edge = box->x + box->width - edge_margin;
    const float room = fmaxf(edge - columns.label - before_track - after_track - least_track, 40);
    float value = fmaxf(fminf(fmaxf(most, shown), room - label), shown);
    if (label + value > room) {
        value = fminf(value, fmaxf(room / 2, room - label));
        label = room - value;
    }
    columns.value_width = value;
    const float right = edge - value - after_track;
    float left = fmaxf(columns.label + label + before_track, box->x + 0.44f * box->width);
    left = fminf(left, right - least_track);
    columns.label_width = left - before_track - columns.label;
    columns.track = (struct rect){left, 0, right - left, 0};
    return columns;
}

// ---- drawing ------------------------------------------------------------------------------------

// What the parts of the drawing share.
struct drawing {
    struct panel *panel;
    struct canvas *canvas;
    const struct theme *theme;
    const struct document *document;
    const struct rect *box; // of the panel
    struct columns columns;
};

// Where the name of the selected group is typed.
static void draw_name_field(const struct drawing *d, const struct rect *box)
{
    const float left = box->x + 40;
    const struct rect field = {left, box->y + 1, box->x + box->width - edge_margin + 8 - left,
                               row_height - 2};
    field_draw(&d->panel->typed, d->canvas, d->theme, &field, NULL);
    canvas_clip(d->canvas, d->box);
}

// The numbers in short: in a line of their own, or where they have room beside the name, which ends
// at `from`, and the result, which begins at `end`.
static void draw_summary(const struct drawing *d, const struct rect *box,
                         const struct lab_group *group, float from, float end)
{
    char fitted[160];
    const bool has_line = box->height > row_height;
    const struct text_style style = {
        .size = TYPE_SMALL, .color = d->theme->soft, .vertical = ALIGN_MIDDLE};
    const float x = has_line ? box->x + name_indent : from;
    const float room = has_line ? box->x + box->width - edge_margin - x : end - from;
    const float middle = box->y + row_height / 2 + (has_line ? second_line : 0);
    if (group->hidden)
        return;
    canvas_fit_text(d->canvas, group->summary, style.size, false, room, fitted, sizeof fitted);
    canvas_text(d->canvas, x, middle, fitted, &style);
}

static void draw_header(const struct drawing *d, const struct rect *box,
                        const struct lab_group *group, bool is_named)
{
    struct canvas *canvas = d->canvas;
    const struct theme *theme = d->theme;
    const float middle = box->y + row_height / 2;
    const float strength = group->hidden ? 0.4f : 1;
    if (group->is_runner) {
        struct look_style look = look_style(theme, group->look);
        look.color = color_mix(theme->background, look.color, strength);
        label_draw_sample(canvas, theme, box->x + 4, middle, 32, &look);
    }
    char fitted[160];
    if (is_named) {
        draw_name_field(d, box);
        return;
    }
    const struct text_style name = {.size = TYPE_BODY,
                                    .bold = true,
                                    .color = group->hidden ? theme->soft : theme->ink,
                                    .vertical = ALIGN_MIDDLE};
    const char *right = group->hidden ? words("hidden") : group->result;
    const struct text_style result = {.size = TYPE_SMALL,
                                      .color = group->diverged && !group->hidden ? theme->error
                                                                                 : theme->soft,
                                      .horizontal = ALIGN_END,
                                      .vertical = ALIGN_MIDDLE};
    const float edge = box->x + box->width - edge_margin;
    const float room = edge - canvas_text_width(canvas, right, TYPE_SMALL, false) - 12;
    canvas_fit_text(canvas, group->name, name.size, true, room - box->x - name_indent, fitted,
                    sizeof fitted);
    canvas_text(canvas, box->x + name_indent, middle, fitted, &name);
    canvas_text(canvas, edge, middle, right, &result);
    draw_summary(d, box, group,
                 box->x + name_indent + canvas_text_width(canvas, fitted, name.size, true) + 14,
                 room);
}

// Under the character where a formula goes wrong.
static void draw_mark(const struct drawing *d, const struct rect *field)
{
    const struct document *document = d->document;
    const struct param *param = document_slider(document, document->slider).param;
    size_t character = 0;
    if (param && !param_has_slider(param) && document->lab->type->check_text &&
        !document->lab->type->check_text(param->key, d->panel->typed.text, &character) &&
        character > 0)
        field_draw_mark(&d->panel->typed, d->canvas, d->theme, field, character);
}

// The field, as wide as what is typed, over the label where that is long.
static void draw_typing(const struct drawing *d, const struct rect *box)
{
    const char *typed = d->panel->typed.text;
    const float edge = box->x + box->width - edge_margin + 8, most = box->width - edge_margin;
    const float width = canvas_text_width(d->canvas, typed, TYPE_BODY, false) + 20;
    const float shown = fminf(fmaxf(width, 60), most);
    const struct rect field = {edge - shown, box->y + 1, shown, box->height - 2};
    field_draw(&d->panel->typed, d->canvas, d->theme, &field, NULL);
    draw_mark(d, &field);
    canvas_clip(d->canvas, d->box);
}

// A row without a track: the text has all the room that the label leaves.
static void draw_text(const struct drawing *d, const struct rect *box, const struct param *param,
                      const char *section, bool is_selected)
{
    if (is_selected && d->panel->is_typing && !d->panel->is_naming) {
        draw_typing(d, box);
        return;
    }
    char fitted[256];
    const char *text = value_given(&d->document->now.scene, section, param);
    const float label = canvas_text_width(d->canvas, words(param->label), TYPE_BODY, false);
    const float edge = box->x + box->width - edge_margin;
    const float left = d->columns.label + fminf(label, d->columns.label_width) + 14;
    const struct text_style style = {.size = TYPE_BODY,
                                     .bold = is_selected,
                                     .color = *text ? d->theme->ink : d->theme->soft,
                                     .horizontal = ALIGN_END,
                                     .vertical = ALIGN_MIDDLE};
    canvas_fit_text(d->canvas, *text ? text : "–", style.size, style.bold, edge - left, fitted,
                    sizeof fitted);
    canvas_text(d->canvas, edge, box->y + box->height / 2, fitted, &style);
}

static void draw_value(const struct drawing *d, const struct rect *box, const struct param *param,
                       double value, bool is_selected)
{
    struct canvas *canvas = d->canvas;
    const struct theme *theme = d->theme;
    const float edge = box->x + box->width - edge_margin, middle = box->y + box->height / 2;
    struct text_style style = {.size = TYPE_BODY,
                               .bold = is_selected,
                               .color = theme->ink,
                               .horizontal = ALIGN_END,
                               .vertical = ALIGN_MIDDLE};
    char text[64], fitted[64];
    if (is_selected && d->panel->is_typing && !d->panel->is_naming) {
        draw_typing(d, box);
        return;
    }
    param_show(param, value, text, sizeof text);
    canvas_fit_text(canvas, text, style.size, style.bold, d->columns.value_width + 0.5f, fitted,
                    sizeof fitted);
    canvas_text(canvas, edge, middle, fitted, &style);
}

static void draw_track(const struct drawing *d, float middle, double position, bool is_selected)
{
    const struct rect *track = &d->columns.track;
    const float head = track->x + track->width * (float)position;
    const struct stroke empty = {.color = d->theme->track, .width = 3};
    const struct stroke full = {.color = is_selected ? d->theme->accent : d->theme->soft,
                                .width = 3};
    canvas_line(d->canvas, track->x, middle, track->x + track->width, middle, &empty);
    canvas_line(d->canvas, track->x, middle, fmaxf(head, track->x + 0.1f), middle, &full);
    const struct marker_style knob = {
        .shape = MARKER_CIRCLE, .size = is_selected ? 11 : 8, .fill = full.color};
    canvas_markers(d->canvas, &(struct point){head, middle}, 1, &knob);
}

// Two links of a chain, before a slider that moves others with it.
static void draw_link(const struct drawing *d, const struct rect *box, bool is_selected)
{
    const float x = box->x + 10, middle = box->y + box->height / 2;
    const struct marker_style link = {
        .shape = MARKER_CIRCLE,
        .size = 3,
        .fill = is_selected ? d->theme->selection : d->theme->background,
        .outline = d->theme->accent,
        .outline_width = 1.5f,
    };
    const struct point at[] = {{x - 2, middle - 2}, {x + 1.5f, middle + 2}};
    canvas_markers(d->canvas, at, 2, &link);
}

static void draw_slider(const struct drawing *d, const struct rect *box, size_t index)
{
    struct canvas *canvas = d->canvas;
    const struct theme *theme = d->theme;
    const struct lab_slider slider = document_slider(d->document, index);
    const struct lab_group group = document_group(d->document, slider.group);
    const struct param *param = slider.param;
    const bool is_selected = index == d->document->slider;
    const float middle = box->y + box->height / 2;
    if (is_selected) {
        canvas_rectangle(canvas, box, 0, theme->selection);
        const struct rect bar = {box->x, box->y, 4, box->height};
        canvas_rectangle(canvas, &bar, 0, theme->accent);
    }
    struct text_style style = {
        .size = TYPE_BODY, .bold = is_selected, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    if (param->symbol)
        canvas_text(canvas, d->columns.symbol, middle, param->symbol, &style);
    char fitted[80];
    style.bold = false;
    style.color = is_selected ? theme->ink : theme->soft;
    canvas_fit_text(canvas, words(param->label), style.size, false, d->columns.label_width + 0.5f,
                    fitted, sizeof fitted);
    canvas_text(canvas, d->columns.label, middle, fitted, &style);
    if (!param_has_slider(param)) {
        draw_text(d, box, param, group.section, is_selected);
        return;
    }
    const double value = scene_number(&d->document->now.scene, group.section, param);
    draw_track(d, middle, param_position(param, value), is_selected);
    draw_value(d, box, param, value, is_selected);
    if (members_links(d->document, index))
        draw_link(d, box, is_selected);
}

// Small arrows where the panel goes on above or below.
static void draw_more(const struct drawing *d, const struct rect *box, const struct rows *rows)
{
    const float x = box->x + box->width - 6, scroll = d->panel->scroll;
    const struct color color = d->theme->soft;
    if (scroll > 1) {
        const struct point up[] = {{x - 5, box->y + 7}, {x, box->y}, {x + 5, box->y + 7}};
        canvas_polygon(d->canvas, up, 3, color);
    }
    if (scroll + box->height < rows->height - 1) {
        const float y = box->y + box->height;
        const struct point down[] = {{x - 5, y - 8}, {x, y - 1}, {x + 5, y - 8}};
        canvas_polygon(d->canvas, down, 3, color);
    }
}

void panel_draw(struct panel *panel, struct canvas *canvas, const struct theme *theme,
                const struct document *document, const struct rect *box)
{
    struct rows rows;
    list_rows(canvas, document, box, &rows);
    // A picture that needs other room does not take the selected slider away.
    panel->follow = panel->follow || panel->height != box->height;
    panel->height = box->height;
    settle_scroll(panel, document, &rows, box);
    const struct drawing d = {panel, canvas, theme, document, box, lay_out(canvas, document, box)};
    canvas_clip(canvas, box);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.row[i];
        const struct rect line = {box->x, box->y + row->y - panel->scroll, box->width, row->height};
        // What has no room is left out whole, not cut in half; the arrows say that it is there.
        if (line.y < box->y - 1 || line.y + line.height > box->y + box->height + 1)
            continue;
        if (row->is_slider) {
            draw_slider(&d, &line, row->index);
        } else {
            const struct lab_group group = document_group(document, row->index);
            const size_t selected = document_slider(document, document->slider).group;
            draw_header(&d, &line, &group, panel->is_naming && row->index == selected);
        }
    }
    canvas_clip(canvas, NULL);
    draw_more(&d, box, &rows);
}

void panel_select(struct panel *panel, struct document *document, int direction)
{
    const size_t count = lab_sliders(document->lab);
    if (count > 0)
        document->slider = (document->slider + count + (size_t)direction) % count;
    panel->follow = true;
}

// ---- the mouse ----------------------------------------------------------------------------------

static const struct row *row_under(const struct panel *panel, const struct rows *rows,
                                   const struct rect *box, struct point at)
{
    if (!rect_contains(box, at))
        return NULL;
    for (size_t i = 0; i < rows->count; i++) {
        const float y = box->y + rows->row[i].y - panel->scroll;
        if (at.y >= y && at.y < y + rows->row[i].height)
            return &rows->row[i];
    }
    return NULL;
}

static void select_group(struct panel *panel, struct document *document, size_t group)
{
    document_select_group(document, group);
    panel->follow = true;
}

enum panel_press panel_press(struct panel *panel, struct canvas *canvas, struct document *document,
                             const struct rect *box, struct point at, int clicks,
                             struct error *error)
{
    struct rows rows;
    list_rows(canvas, document, box, &rows);
    const struct row *row = row_under(panel, &rows, box, at);
    if (!row)
        return PANEL_MISSED;
    panel_type_leave(panel);
    if (!row->is_slider) {
        // The sample shows and hides its runner; the rest of the header opens it.
        const struct lab_group group = document_group(document, row->index);
        if (group.is_runner && at.x < box->x + 44)
            document_change(document, group.section, "hidden", group.hidden ? NULL : "yes", error);
        else
            select_group(panel, document, row->index);
        return PANEL_TOOK;
    }
    document->slider = row->index;
    const struct rect track = lay_out(canvas, document, box).track;
    if (clicks == 2) {
        panel_reset(document, error);
        return PANEL_TOOK;
    }
    const bool has_track = param_has_slider(document_slider(document, row->index).param);
    if (at.x > track.x + (has_track ? track.width + 10 : 0))
        return PANEL_ASKED;
    return has_track && at.x >= track.x - 10 ? PANEL_GRABBED : PANEL_TOOK;
}

bool panel_find(const struct panel *panel, struct canvas *canvas, const struct document *document,
                const struct rect *box, struct point at, size_t *slider)
{
    struct rows rows;
    list_rows(canvas, document, box, &rows);
    const struct row *row = row_under(panel, &rows, box, at);
    if (!row || !row->is_slider)
        return false;
    *slider = row->index;
    return true;
}

bool panel_row(const struct panel *panel, struct canvas *canvas, const struct document *document,
               const struct rect *box, struct rect *row)
{
    struct rows rows;
    list_rows(canvas, document, box, &rows);
    const struct row *selected = selected_row(&rows, document);
    if (!selected)
        return false;
    const float y = box->y + selected->y - panel->scroll;
    *row = (struct rect){box->x, y, box->width - edge_margin + 8, row_height};
    return y + row_height > box->y && y < box->y + box->height;
}

bool panel_drag(struct canvas *canvas, struct document *document, const struct rect *box,
                struct point at, struct error *error)
{
    const struct lab_slider slider = document_slider(document, document->slider);
    if (!slider.param || !param_has_slider(slider.param))
        return true;
    const struct rect track = lay_out(canvas, document, box).track;
    return panel_set(document, param_at(slider.param, (double)((at.x - track.x) / track.width)),
                     error);
}

void panel_scroll(struct panel *panel, float notches)
{
    panel->scroll -= notches * 2 * row_height; // the next drawing keeps it within the panel
}

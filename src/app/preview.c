#include "app/preview.h"

#include "app/entry.h"
#include "app/field.h"
#include "app/shot.h"
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "canvas/inset.h"
#include "export/export.h"
#include "export/format.h"
#include "labs/paper.h"
#include "plot/label.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORMATS_MAX = 16, ROW_FORMAT = PAPER_KEYS, ROWS = PAPER_KEYS + 1 };

static const float row_height = 27, margin = 18, title_height = 40, foot_height = 34;

struct preview {
    size_t row; // the one that is selected: a key of [figure], or the format
    const struct format *format[FORMATS_MAX];
    const char *name[FORMATS_MAX + 1]; // of the formats, for the slider
    struct param format_param;
    double chosen; // of them
    bool is_dragging;
    bool is_typing; // a value of the selected row
    struct text_field typed;
};

// Where things are.
struct places {
    struct rect page_room, rows;
    struct rect track; // of no height
    size_t shown;      // rows that have room
};

static struct places lay_out(const struct canvas *canvas)
{
    const float bottom = canvas->height - foot_height;
    const bool is_wide = canvas->width >= 700;
    struct places places;
    if (is_wide) {
        const float column = fmaxf(320, 0.3f * canvas->width);
        const float left = canvas->width - column - margin;
        places.page_room =
            (struct rect){margin, title_height + 8, left - 2 * margin, bottom - title_height - 36};
        places.rows = (struct rect){left, title_height + 8, column, bottom - title_height - 16};
    } else {
        const float half = title_height + 0.5f * (bottom - title_height);
        places.page_room = (struct rect){margin, title_height, canvas->width - 2 * margin,
                                         half - title_height - 26};
        places.rows = (struct rect){margin, half, canvas->width - 2 * margin, bottom - half};
    }
    places.shown = (size_t)fmaxf(places.rows.height / row_height, 1);
    const float label = 118, value = 78;
    places.track = (struct rect){places.rows.x + label, 0,
                                 fmaxf(places.rows.width - label - value - 12, 20), 0};
    return places;
}

// ---- the figure ---------------------------------------------------------------------------------

// As the scene says it, at the place of the timeline, in the colours that are seen.
static bool settle(const struct frame *frame, const struct preview *preview,
                   struct figure_options *options, struct error *error)
{
    const struct scene *scene = &frame->document.now.scene;
    const bool is_own = paper_number(scene, PAPER_THEME) != PAPER_SCENES_THEME;
    *options = (struct figure_options){
        .is_figure = true,
        .theme = is_own ? NULL : frame->theme,
        .has_step = true,
        .step = frame->document.step,
    };
    return figure_settle(options, scene, preview->format[(size_t)preview->chosen]->is_vector,
                         error);
}

static const struct param *param_of(const struct preview *preview, size_t row)
{
    return row == ROW_FORMAT ? &preview->format_param : paper_param(row);
}

// What holds, said or not.
static double value_of(const struct frame *frame, const struct preview *preview, size_t row)
{
    const struct scene *scene = &frame->document.now.scene;
    struct figure_options options;
    if (row == ROW_FORMAT)
        return preview->chosen;
    if (row == PAPER_WIDTH && !paper_has(scene, PAPER_WIDTH)) {
        settle(frame, preview, &options, NULL);
        const double width = options.width * (options.is_paper ? 25.4 / 72 : 25.4 / 96);
        return round(10 * width) / 10;
    }
    return paper_number(scene, (enum paper_key)row);
}

static bool set_value(struct frame *frame, struct preview *preview, double value,
                      struct error *error)
{
    const struct param *param = param_of(preview, preview->row);
    char text[64];
    if (value == value_of(frame, preview, preview->row))
        return true;
    if (preview->row == ROW_FORMAT) {
        preview->chosen = value;
        return true;
    }
    param_format(param, value, text, sizeof text);
    return document_change(&frame->document, PAPER_SECTION, param->key, text, error);
}

// ---- drawing ------------------------------------------------------------------------------------

// Squares that show through a figure without a background.
static void draw_ground(struct canvas *canvas, const struct theme *theme, const struct rect *page,
                        struct color background)
{
    const float side = 10;
    const struct rect edge = {page->x - 1, page->y - 1, page->width + 2, page->height + 2};
    canvas_rectangle(canvas, &edge, 0, theme->axis);
    canvas_rectangle(canvas, page, 0, theme->background);
    for (float y = 0; background.a < 1 && y < page->height; y += side)
        for (float x = fmodf(y, 2 * side); x < page->width; x += 2 * side) {
            const struct rect square = {page->x + x, page->y + y, fminf(side, page->width - x),
                                        fminf(side, page->height - y)};
            canvas_rectangle(canvas, &square, 0, color_alpha(theme->axis, 0.25f));
        }
    canvas_rectangle(canvas, page, 0, background);
}

// "86 × 60.8 mm · text 8 pt · 1016 × 718 pixels"
static void draw_size(struct canvas *canvas, const struct theme *theme, float x, float y,
                      const struct figure_options *options, const struct figure_page *page,
                      const struct format *format)
{
    char text[160], wide[32], high[32], size[32];
    int width, height;
    const double mm = page->points * 25.4 / 72;
    text_show((double)page->width * mm, 4, wide, sizeof wide);
    text_show((double)page->height * mm, 4, high, sizeof high);
    text_show(page->points * (double)FIGURE_TEXT, 3, size, sizeof size);
    text_print(text, sizeof text, words("%s × %s mm, text of %s pt"), wide, high, size);
    figure_size(options, &width, &height);
    if (!format->is_vector)
        text_append(text, sizeof text, words(", %d × %d pixels"), width, height);
    const struct text_style style = {
        .size = TYPE_SMALL, .color = theme->soft, .horizontal = ALIGN_MIDDLE};
    canvas_text(canvas, x, y, text, &style);
}

static void draw_page(struct frame *frame, const struct preview *preview, const struct rect *room)
{
    struct canvas *canvas = frame->window.canvas;
    struct figure_options options;
    struct figure_page page;
    struct error error = {0};
    if (!settle(frame, preview, &options, &error)) {
        canvas_clip(canvas, room);
        label_draw_title(canvas, frame->theme, room, words("No room"), NULL, error.text, 6);
        canvas_clip(canvas, NULL);
        return;
    }
    figure_page(&options, &page);
    const float factor = fminf(room->width / page.width, room->height / page.height);
    const struct rect at = {roundf(room->x + (room->width - page.width * factor) / 2),
                            roundf(room->y + (room->height - page.height * factor) / 2),
                            page.width * factor, page.height * factor};
    draw_ground(canvas, options.theme, &at, figure_background(&options));
    struct inset inset;
    inset_init(&inset, canvas, &at, page.width);
    figure_draw(frame->document.lab, &inset.head, &options);
    inset_clear(&inset);
    draw_size(canvas, frame->theme, at.x + at.width / 2, at.y + at.height + 10, &options, &page,
              preview->format[(size_t)preview->chosen]);
}

static void draw_track(struct canvas *canvas, const struct theme *theme, const struct rect *track,
                       float middle, double position, bool is_selected)
{
    const float head = track->x + track->width * (float)position;
    const struct stroke empty = {.color = theme->track, .width = 3};
    const struct stroke full = {.color = is_selected ? theme->accent : theme->soft, .width = 3};
    canvas_line(canvas, track->x, middle, track->x + track->width, middle, &empty);
    canvas_line(canvas, track->x, middle, fmaxf(head, track->x + 0.1f), middle, &full);
    const struct marker_style knob = {
        .shape = MARKER_CIRCLE, .size = is_selected ? 11 : 8, .fill = full.color};
    canvas_markers(canvas, &(struct point){head, middle}, 1, &knob);
}

static void show_value(const struct param *param, size_t row, double value, char *text, size_t size)
{
    if (row == PAPER_HEIGHT && value == 0)
        text_print(text, size, "%s", words("by width"));
    else
        param_show(param, value, text, size);
}

static void draw_row(struct frame *frame, const struct preview *preview, size_t row,
                     const struct rect *box, const struct rect *track)
{
    struct canvas *canvas = frame->window.canvas;
    const struct theme *theme = frame->theme;
    const struct param *param = param_of(preview, row);
    const double value = value_of(frame, preview, row);
    const bool is_selected = row == preview->row;
    const float middle = box->y + box->height / 2;
    if (is_selected) {
        const struct rect bar = {box->x, box->y, 4, box->height};
        canvas_rectangle(canvas, box, 0, theme->selection);
        canvas_rectangle(canvas, &bar, 0, theme->accent);
    }
    char shown[64], fitted[80];
    struct text_style style = {.size = TYPE_BODY,
                               .color = is_selected ? theme->ink : theme->soft,
                               .vertical = ALIGN_MIDDLE};
    canvas_fit_text(canvas, words(param->label), style.size, false, track->x - box->x - 26, fitted,
                    sizeof fitted);
    canvas_text(canvas, box->x + 14, middle, fitted, &style);
    draw_track(canvas, theme, track, middle, param_position(param, value), is_selected);
    if (is_selected && preview->is_typing) {
        const struct rect field = {box->x + box->width - 86, box->y + 1, 84, box->height - 2};
        field_draw(&preview->typed, canvas, theme, &field, NULL);
        return;
    }
    show_value(param, row, value, shown, sizeof shown);
    style.bold = is_selected;
    style.color = theme->ink;
    style.horizontal = ALIGN_END;
    canvas_text(canvas, box->x + box->width - 10, middle, shown, &style);
}

static size_t first_shown(const struct preview *preview, const struct places *places)
{
    return preview->row < places->shown ? 0 : preview->row - places->shown + 1;
}

static size_t row_count(const struct preview *preview)
{
    return preview->name[1] ? ROWS : PAPER_KEYS; // nothing to choose from
}

static void draw_rows(struct frame *frame, const struct preview *preview,
                      const struct places *places)
{
    const size_t first = first_shown(preview, places), count = row_count(preview);
    struct rect box = {places->rows.x, places->rows.y, places->rows.width, row_height};
    for (size_t row = first; row < count && row < first + places->shown; row++) {
        draw_row(frame, preview, row, &box, &places->track);
        box.y += row_height;
    }
    const float room = places->rows.y + places->rows.height - box.y;
    if (room > 2 * row_height) { // what the selected one is
        const struct rect help = {box.x + 14, box.y - 18, box.width - 24, room};
        label_draw_title(frame->window.canvas, frame->theme, &help, "", NULL,
                         words(param_of(preview, preview->row)->help), (size_t)(room / 22));
    }
}

static void draw(struct frame *frame, void *modal)
{
    const struct preview *preview = modal;
    struct canvas *canvas = frame->window.canvas;
    const struct places places = lay_out(canvas);
    char fitted[200];
    struct text_style style = {
        .size = TYPE_TITLE, .bold = true, .color = frame->theme->ink, .vertical = ALIGN_MIDDLE};
    canvas_fit_text(canvas, words("Figure"), style.size, true, canvas->width - 2 * margin, fitted,
                    sizeof fitted);
    canvas_text(canvas, margin, 6 + title_height / 2, fitted, &style);
    draw_page(frame, preview, &places.page_room);
    draw_rows(frame, preview, &places);
    style.size = TYPE_SMALL;
    style.bold = false;
    style.color = frame->theme->soft;
    canvas_fit_text(canvas,
                    words("Enter writes it · Esc leaves · ← → or digits change · Backspace back"),
                    style.size, false, canvas->width - 2 * margin, fitted, sizeof fitted);
    canvas_text(canvas, margin, canvas->height - foot_height / 2, fitted, &style);
}

// ---- writing ------------------------------------------------------------------------------------

static bool write_figure(struct frame *frame, const struct preview *preview, struct error *error)
{
    const struct format *format = preview->format[(size_t)preview->chosen];
    char path[SHOT_PATH_MAX];
    struct figure_options options;
    struct scene scene = {0};
    if (lab_busy(frame->document.lab))
        return error_set(
            error, ERROR_INPUT, "%s",
            words("the run is still on its way; the figure can be written at its end"));
    if (!settle(frame, preview, &options, error))
        return false;
    const bool done =
        document_snapshot(&frame->document, frame->theme->name, &scene, error) &&
        (shot_name(scene.name, format->endings[0], path) ||
         error_set(error, ERROR_FAILED, "%s", words("no name is free for another figure"))) &&
        export_figure(frame->document.lab, &scene, path, &options, error);
    scene_clear(&scene);
    if (done)
        frame_say_saved(frame, path, "");
    return done;
}

// ---- keys ---------------------------------------------------------------------------------------

static void select_row(struct preview *preview, int direction)
{
    const size_t count = row_count(preview);
    preview->row = (preview->row + count + (size_t)direction) % count;
}

static bool nudge(struct frame *frame, struct preview *preview, int direction, uint16_t modifiers,
                  struct error *error)
{
    const struct param *param = param_of(preview, preview->row);
    const enum param_pace pace = modifiers & KMOD_SHIFT  ? PARAM_FINE
                                 : modifiers & KMOD_CTRL ? PARAM_COARSE
                                                         : PARAM_NORMAL;
    const double value = value_of(frame, preview, preview->row);
    if (param->scale == PARAM_CHOICE) {
        const int last = (int)param_at(param, 1);
        return set_value(frame, preview, ((int)value + direction + last + 1) % (last + 1), error);
    }
    const int times = entry_stride(param, pace, frame->repeats);
    return set_value(frame, preview, entry_move(param, value, direction * times, pace), error);
}

static bool reset(struct frame *frame, struct preview *preview, struct error *error)
{
    if (preview->row != ROW_FORMAT)
        return document_change(&frame->document, PAPER_SECTION,
                               param_of(preview, preview->row)->key,
                               scene_text(&frame->document.opened, PAPER_SECTION,
                                          param_of(preview, preview->row)->key),
                               error);
    preview->chosen = 0;
    return true;
}

static void let_go(struct frame *frame, struct preview *preview)
{
    if (preview->is_dragging)
        document_release(&frame->document);
    preview->is_dragging = false;
}

// Keys that do here what they do elsewhere.
static bool key_of_document(struct frame *frame, int32_t code, uint16_t modifiers,
                            struct error *error)
{
    struct document *document = &frame->document;
    const bool is_ctrl = modifiers & KMOD_CTRL, is_shift = modifiers & KMOD_SHIFT;
    if (is_ctrl && (code == SDLK_y || (code == SDLK_z && is_shift))) {
        if (document_can_redo(document))
            document_redo(document, error);
    } else if (is_ctrl && code == SDLK_z) {
        if (document_can_undo(document))
            document_undo(document, error);
    } else if (code == SDLK_SPACE) {
        document_play(document);
    } else if (code == SDLK_v && lab_pictures(document->lab->type) > 1) {
        document_next_picture(document, is_shift ? -1 : 1, error);
    } else {
        return false;
    }
    return true;
}

// A value that cannot be keeps the field open, so that it can be mended.
static bool key_of_field(struct frame *frame, struct preview *preview, int32_t code,
                         uint16_t modifiers, struct error *error)
{
    double value;
    if (code == SDLK_ESCAPE || code == SDLK_UP || code == SDLK_DOWN)
        preview->is_typing = false;
    else if (code != SDLK_RETURN && code != SDLK_KP_ENTER)
        field_key(&preview->typed, code, modifiers, NULL);
    else if (entry_read(param_of(preview, preview->row), preview->typed.text, &value, error))
        preview->is_typing = !set_value(frame, preview, value, error);
    return true;
}

// The first digit opens the field.
static void text(struct frame *frame, void *modal, const char *utf8, struct error *error)
{
    struct preview *preview = modal;
    (void)frame, (void)error;
    if (!preview->is_typing && (*utf8 < '0' || *utf8 > '9') && *utf8 != '.')
        return;
    if (!preview->is_typing)
        field_set(&preview->typed, "");
    preview->is_typing = true;
    field_type(&preview->typed, utf8);
}

static bool key(struct frame *frame, void *modal, int32_t code, uint16_t modifiers,
                struct error *error)
{
    struct preview *preview = modal;
    let_go(frame, preview);
    if (preview->is_typing)
        return key_of_field(frame, preview, code, modifiers, error);
    switch (code) {
    case SDLK_UP:
    case SDLK_DOWN:
        select_row(preview, code == SDLK_UP ? -1 : 1);
        return true;
    case SDLK_LEFT:
    case SDLK_RIGHT:
        nudge(frame, preview, code == SDLK_LEFT ? -1 : 1, modifiers, error);
        return true;
    case SDLK_BACKSPACE:
        reset(frame, preview, error);
        return true;
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
    case SDLK_p:
        write_figure(frame, preview, error);
        return true;
    case SDLK_F4:
        frame_close_modal(frame);
        return true;
    default:
        return key_of_document(frame, code, modifiers, error);
    }
}

// ---- the mouse ----------------------------------------------------------------------------------

static void drag(struct frame *frame, struct preview *preview, float x, struct error *error)
{
    const struct rect track = lay_out(frame->window.canvas).track;
    const double position = (double)((x - track.x) / track.width);
    const struct param *param = param_of(preview, preview->row);
    set_value(frame, preview, param_at(param, fmin(fmax(position, 0), 1)), error);
}

static void press(struct frame *frame, void *modal, struct point at, int clicks,
                  struct error *error)
{
    struct preview *preview = modal;
    const struct places places = lay_out(frame->window.canvas);
    let_go(frame, preview);
    preview->is_typing = false;
    if (!rect_contains(&places.rows, at))
        return;
    const size_t row =
        first_shown(preview, &places) + (size_t)((at.y - places.rows.y) / row_height);
    if (row >= row_count(preview))
        return;
    preview->row = row;
    if (clicks == 2) {
        reset(frame, preview, error);
    } else if (at.x > places.track.x + places.track.width + 10) {
        nudge(frame, preview, 1, 0, error);
    } else if (at.x >= places.track.x - 10) {
        document_hold(&frame->document);
        preview->is_dragging = true;
        drag(frame, preview, at.x, error);
    }
}

static void release(struct frame *frame, void *modal, struct point at)
{
    (void)at;
    let_go(frame, modal);
}

static void motion(struct frame *frame, void *modal, struct point at)
{
    struct preview *preview = modal;
    struct error error = {0};
    if (preview->is_dragging)
        drag(frame, preview, at.x, &error);
    if (error.kind != ERROR_NONE)
        frame_settle(frame, &error);
}

static void wheel(struct frame *frame, void *modal, float notches)
{
    (void)frame;
    ((struct preview *)modal)->is_typing = false;
    select_row(modal, notches > 0 ? -1 : 1);
}

static void tell(const struct frame *frame, const void *modal, char *text, size_t size)
{
    const struct preview *preview = modal;
    const struct param *param = param_of(preview, preview->row);
    char value[64];
    show_value(param, preview->row, value_of(frame, preview, preview->row), value, sizeof value);
    text_print(text, size, words("A figure. %s: %s, %zu of %zu"), words(param->label),
               preview->is_typing ? preview->typed.text : value, preview->row + 1,
               row_count(preview));
}

static const struct modal_type preview_modal = {.name = "preview",
                                                .draw = draw,
                                                .key = key,
                                                .text = text,
                                                .press = press,
                                                .release = release,
                                                .motion = motion,
                                                .wheel = wheel,
                                                .tell = tell,
                                                .free = free,
                                                .covers = true};

bool preview_open(struct frame *frame, struct error *error)
{
    struct preview *preview = array_create(1, sizeof *preview, error);
    if (!preview)
        return false;
    size_t count = 0;
    for (size_t i = 0; formats[i] && count < FORMATS_MAX; i++) {
        // What moves is recorded, while the window stays alive.
        if (formats[i]->kind != FORMAT_PICTURE || formats[i]->film || formats[i]->is_page)
            continue;
        preview->name[count] = formats[i]->name;
        preview->format[count++] = formats[i];
    }
    preview->format_param = (struct param){
        "format",     NULL,
        "format",     "what is written: pixels, or shapes that stay sharp at any size",
        PARAM_CHOICE, .choices = preview->name};
    frame_open_modal(frame, &preview_modal, preview);
    return true;
}

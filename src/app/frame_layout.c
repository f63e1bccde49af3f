// Where the parts of the screen are, and what stands around the picture.
#include "app/foot.h"
#include "app/frame.h"
#include "app/hint.h"
#include "app/predict_draw.h"
#include "app/tabs.h"
#include "app/timeline.h"
#include "base/text.h"
#include "base/words.h"
#include "export/figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// Units: a header and a slider of the panel.
static const float strip_height = 54;

bool frame_is_small(const struct frame *frame)
{
    const struct canvas *canvas = frame->window.canvas;
    return lab_layout_is_small(canvas->width, canvas->height);
}

// ---- the line of what to try --------------------------------------------------------------------

// Whether what the line speaks of, the first slider of the scene's first member, is out of reach.
static bool hides_try(const struct document *document, const char *text)
{
    if (!strstr(text, "→") && !strstr(text, "←"))
        return false;
    const struct lab *lab = document->lab;
    const struct param *param = NULL, *own;
    for (size_t i = 0; (own = lab->type->slider(lab, 0, i)); i++)
        if (param_has_slider(own) && own->scale != PARAM_CHOICE) {
            param = own;
            break;
        }
    return document_hides_panel(document) ||
           (param && document_hides(document, document_group(document, 0).section, param->key));
}

// The scene's line of what to try; NULL where there is none.
static const char *try_text(const struct frame *frame)
{
    const struct document *document = &frame->document;
    const char *text = scene_text(&document->now.scene, "scene", "try");
    return frame->is_plain || frame_asks(frame) || !text || hides_try(document, text) ? NULL : text;
}

bool frame_try_holds(const struct frame *frame)
{
    const struct document *document = &frame->document;
    const struct scene *now = &document->now.scene, *opened = &document->opened;
    const char *text = scene_text(now, "scene", "try");
    const struct lab_slider slider = document_slider(document, document->slider);
    const bool moves = text && (strstr(text, "→") || strstr(text, "←"));
    const bool selects = text && (strstr(text, "↑") || strstr(text, "↓"));
    if (moves && !selects && document->slider != document_first_slider(document, 0))
        return false;
    if (!frame->title_says_changed || !scene_differs_beyond(now, opened, "view", "run", "seed"))
        return true;
    if (!slider.param || !moves)
        return false;
    const struct lab_group group = document_group(document, slider.group);
    return !scene_differs_beyond(now, opened, "view", group.section, slider.param->key);
}

// The speaker's notes; NULL where they are not shown.
static const char *notes_text(const struct frame *frame)
{
    return frame->shows_notes && !frame->is_plain
               ? scene_text(&frame->document.now.scene, "scene", "notes")
               : NULL;
}

// A message of more than two lines.
static bool has_long_toast(const struct frame *frame)
{
    const struct rect nowhere = {0};
    return overlay_toast_band(frame->window.canvas, &frame->toast, &nowhere) > 64;
}

// A small window has notes in its place, and for a while a long message.
static bool has_try(const struct frame *frame)
{
    return try_text(frame) &&
           !(frame_is_small(frame) && (notes_text(frame) || has_long_toast(frame)));
}

static bool shows_try(const struct frame *frame)
{
    return has_try(frame) && frame_try_holds(frame);
}

bool frame_has_strip(const struct frame *frame)
{
    return frame_is_small(frame) && frame->part != LAB_PANEL && frame_has_panel(frame) &&
           !frame->is_plain && !notes_text(frame) &&
           (frame->shows_strip || frame->panel.is_typing || !try_text(frame) ||
            !frame_try_holds(frame));
}

// ---- heights ------------------------------------------------------------------------------------

// Where the picture ends: the timeline begins there, and the line of what to try above it.
static float foot_of(const struct frame *frame)
{
    return frame_is_bare(frame) ? 8 : timeline_height(frame->window.canvas);
}

// Its room stays when it no longer holds, so that the picture does not jump at the first change;
// where the panel's strip stands in its place it needs none.
static float try_height(const struct frame *frame)
{
    return frame_has_strip(frame) || !has_try(frame)
               ? 0
               : foot_try_height(frame->window.canvas, try_text(frame));
}

// Where a message hides nothing that is read: on the timeline's track, or in the empty room of the
// line of what to try.
static struct rect slot_of(const struct frame *frame)
{
    const struct canvas *canvas = frame->window.canvas;
    if (!frame_is_bare(frame))
        return timeline_slot(canvas);
    if (shows_try(frame))
        return (struct rect){0};
    const float height = foot_of(frame) + try_height(frame);
    return (struct rect){8, canvas->height - height, canvas->width - 16, height};
}

// Units that a message takes for itself, because no place is free that is large enough.
static float toast_height(const struct frame *frame)
{
    const struct rect slot = slot_of(frame);
    return frame->is_plain ? 0 : overlay_toast_band(frame->window.canvas, &frame->toast, &slot);
}

// What was predicted has a line of its own for as long as it is about what is shown.
static bool has_result(const struct frame *frame)
{
    return !frame->is_plain && predict_holds(&frame->predict, &frame->document);
}

// Until it is asked the same line says that a question comes before the answer does. A low window
// has no line to spare: there it stands at the edge, in the place of the keys.
static bool announces(const struct frame *frame)
{
    return !frame->is_plain && predict_wants(&frame->predict, &frame->document);
}

static bool is_low(const struct frame *frame)
{
    return frame->window.canvas->height < 600;
}

static float result_height(const struct frame *frame)
{
    return has_result(frame) ? predict_result_height(frame->predict.now, frame->window.canvas)
           : announces(frame) && !is_low(frame) ? predict_announcement_height()
                                                : 0;
}

// Units at the foot that are not the lab's: the line of what to try has its room in them, and a
// message that has no other.
static float below_picture(const struct frame *frame)
{
    return foot_of(frame) + try_height(frame) + toast_height(frame) + result_height(frame);
}

// ---- layout -------------------------------------------------------------------------------------

static struct lab_layout small_layout(const struct frame *frame, float foot)
{
    const struct canvas *canvas = frame->window.canvas;
    const float above = frame->is_plain ? 8 : TABS_HEIGHT;
    const float strip = frame_has_strip(frame) ? strip_height : 0;
    return lab_layout_small(canvas->width, canvas->height, above, foot, strip, frame->part);
}

// The part that is largest gives its lowest units to them, so that they hide nothing.
static struct rect *room_of_notes(struct lab_layout *layout)
{
    return layout->stage.width > 0    ? &layout->stage
           : layout->second.width > 0 ? &layout->second
           : layout->below.width > 0  ? &layout->below
                                      : &layout->panel;
}

// What the panel needs for a few rows and the line below them.
static float least_panel(float height)
{
    return height >= 600 ? 150 : 116;
}

// All but the notes, which come out of it.
static struct lab_layout layout_without_notes(const struct frame *frame)
{
    struct canvas *canvas = frame->window.canvas;
    const struct lab *lab = frame->document.lab;
    const float foot = below_picture(frame);
    if (frame_asks(frame)) {
        const float card = predict_card_height(&frame->predict, &frame->document, canvas);
        struct lab_layout held =
            lab_layout_small(canvas->width, canvas->height, card, foot, 0, LAB_STAGE);
        // No title stands above it.
        const float free = held.stage.y - card - 8;
        held.stage = (struct rect){held.stage.x, held.stage.y - free, held.stage.width - 12,
                                   held.stage.height + free};
        return held;
    }
    if (frame_is_small(frame))
        return small_layout(frame, foot);
    if (!frame_has_panel(frame)) {
        const float legend = figure_legend_height(lab, frame->document.step);
        struct lab_layout bare = lab_layout_bare(canvas->width, canvas->height, foot, legend);
        lab_arrange(lab, &bare, figure_legend_least(lab, frame->document.step));
        return bare;
    }
    struct lab_layout layout = lab_layout(canvas->width, canvas->height, foot);
    lab_arrange(lab, &layout, least_panel(canvas->height));
    return layout;
}

static bool has_hint(const struct frame *frame)
{
    return frame_has_panel(frame) && (!frame_is_small(frame) || frame->part == LAB_PANEL);
}

// How much of the panel what a slider is takes, which stands below them.
static float height_of_hint(const struct frame *frame, const struct lab_layout *layout)
{
    return has_hint(frame) ? hint_height(&layout->panel) : 0;
}

// All but what a slider is, which comes out of the panel.
static struct lab_layout layout_without_hint(const struct frame *frame)
{
    struct lab_layout layout = layout_without_notes(frame);
    const char *notes = notes_text(frame);
    struct rect *room = room_of_notes(&layout);
    if (notes)
        room->height -= overlay_notes_height(frame->window.canvas, notes, room);
    return layout;
}

struct lab_layout frame_layout(const struct frame *frame)
{
    struct lab_layout layout = layout_without_hint(frame);
    layout.panel.height -= height_of_hint(frame, &layout);
    return layout;
}

size_t frame_notes_pages(const struct frame *frame)
{
    struct lab_layout layout = layout_without_notes(frame);
    const char *notes = notes_text(frame);
    return notes ? overlay_notes_pages(frame->window.canvas, notes, room_of_notes(&layout)) : 0;
}

// ---- drawing ------------------------------------------------------------------------------------

// Around the pointer, what it points at is free.
static const float pointed_at = 22;

// What the slider under the pointer is, or else the selected one.
static void draw_hint(const struct frame *frame, const struct rect *panel)
{
    size_t slider = frame->document.slider;
    struct canvas *canvas = frame->window.canvas;
    const struct point at = frame->pointer;
    const struct lab_layout layout = layout_without_hint(frame);
    struct hint_place place = {
        .panel = *panel,
        .box = {panel->x, panel->y + panel->height, panel->width, height_of_hint(frame, &layout)},
    };
    if (frame->has_pointer && frame->drag == FRAME_DRAG_NONE &&
        panel_find(&frame->panel, canvas, &frame->document, panel, at, &slider))
        place.row = (struct rect){panel->x, at.y - pointed_at, panel->width, 2 * pointed_at};
    else if (!panel_row(&frame->panel, canvas, &frame->document, panel, &place.row))
        place.row.height = 0;
    hint_draw(canvas, frame->theme, &frame->document, slider, &place);
}

void frame_draw_panel(struct frame *frame, const struct lab_layout *layout)
{
    struct canvas *canvas = frame->window.canvas;
    if (!(layout->panel.width > 0))
        return;
    if (!frame_has_panel(frame)) {
        figure_draw_legend(frame->document.lab, canvas, &layout->panel, frame->theme,
                           frame->document.step);
        return;
    }
    panel_draw(&frame->panel, canvas, frame->theme, &frame->document, &layout->panel);
    if (has_hint(frame))
        draw_hint(frame, &layout->panel);
}

// "optimization · 9 of 13" while a lecture's scene is shown.
static void name_place(const struct frame *frame, char text[200])
{
    const struct session *session = &frame->session;
    text[0] = '\0';
    if (session_has_lecture(session) && session->shown != SESSION_NONE)
        text_print(text, 200, words("%.100s · %zu of %zu"), session->lecture.name,
                   session->shown + 1, session->lecture.count);
}

void frame_draw_edges(struct frame *frame)
{
    struct canvas *canvas = frame->window.canvas;
    const char *hint = announces(frame) && is_low(frame) ? words("? A question comes first: Space")
                       : frame->has_pressed              ? ""
                                                         : frame->hint;
    const bool is_small = frame_is_small(frame);
    char place[200];
    const char *part[LAB_PARTS];
    name_place(frame, place);
    lab_part_names(frame->document.lab, part);
    if (shows_try(frame) && !frame_has_strip(frame))
        foot_draw_try(canvas, frame->theme, try_text(frame), canvas->height - foot_of(frame));
    // The keys that help most have the room of the place until somebody has pressed one.
    const float bottom = canvas->height - foot_of(frame) - try_height(frame) - toast_height(frame);
    if (has_result(frame))
        predict_result_draw(frame->predict.now, canvas, frame->theme, bottom);
    else if (announces(frame) && !is_low(frame))
        predict_announcement_draw(canvas, frame->theme, bottom);
    if (is_small && !frame->is_plain && !frame_asks(frame))
        tabs_draw(canvas, frame->theme, part, frame->part, *hint ? hint : place);
    if (frame_is_bare(frame))
        return;
    timeline_draw(canvas, frame->theme, &frame->document);
    if (!frame->is_plain && !is_small)
        foot_draw_edge(canvas, frame->theme, hint, place);
}

void frame_draw_question(struct frame *frame)
{
    const struct predict *predict = &frame->predict;
    const struct document *document = &frame->document;
    const bool is_seen = frame_asks(frame) || has_result(frame);
    struct plot plot;
    if (frame_asks(frame))
        predict_card_draw(predict, document, frame->window.canvas, frame->theme);
    if (is_seen && predict->now->picture == document->lab->picture && frame_plot(frame, &plot)) {
        const struct lab_view view = frame_view(frame);
        lab_move_axes(&view, &plot);
        predict_path_draw(predict->now, frame->window.canvas, frame->theme, &plot);
    }
}

void frame_draw_messages(struct frame *frame)
{
    struct canvas *canvas = frame->window.canvas;
    const struct rect slot = slot_of(frame);
    overlay_draw_toast(canvas, frame->theme, &frame->toast, &slot,
                       foot_of(frame) + try_height(frame));
}

void frame_draw_notes(struct frame *frame)
{
    struct lab_layout layout = layout_without_notes(frame);
    const char *notes = notes_text(frame);
    if (notes)
        overlay_draw_notes(frame->window.canvas, frame->theme, notes, room_of_notes(&layout),
                           frame->notes_page);
}

#include "app/overlay.h"

#include "app/lines.h"
#include "base/words.h"

#include <math.h>
#include <stdio.h>

enum { TOAST_LINES_MAX = 12, NOTES_LINES_MAX = 48 };

static const float pitch = 22;

// ---- messages -----------------------------------------------------------------------------------

// A message in lines, and the box that holds them.
struct placed {
    char line[TOAST_LINES_MAX][LINE_MAX_BYTES];
    size_t count;
    struct rect box; // its place above the foot is not in it yet
    bool is_in_slot;
};

static void place_toast(struct canvas *canvas, const struct toast *toast, const struct rect *slot,
                        struct placed *placed)
{
    const float pad = 14, least = pitch + 6;
    const float band = fminf(canvas->width - 24, 668) - 2 * pad;
    placed->is_in_slot = slot->height >= least && canvas_text_width(canvas, toast->text, TYPE_BODY,
                                                                    false) <= slot->width - 2 * pad;
    const float room = placed->is_in_slot ? slot->width - 2 * pad : band;
    placed->count =
        lines_wrap(canvas, toast->text, TYPE_BODY, room + 0.5f, TOAST_LINES_MAX, placed->line);
    float width = 0;
    for (size_t i = 0; i < placed->count; i++)
        width = fmaxf(width, canvas_text_width(canvas, placed->line[i], TYPE_BODY, false));
    width += 2 * pad;
    const float height = pitch * (float)placed->count + 8;
    const struct rect in_slot = {slot->x + (slot->width - width) / 2,
                                 slot->y + (slot->height - least) / 2, width, least};
    placed->box =
        placed->is_in_slot ? in_slot : (struct rect){(canvas->width - width) / 2, 0, width, height};
}

float overlay_toast_band(struct canvas *canvas, const struct toast *toast, const struct rect *slot)
{
    struct placed placed;
    if (!toast_shows(toast))
        return 0;
    place_toast(canvas, toast, slot, &placed);
    return placed.is_in_slot ? 0 : placed.box.height + 8;
}

void overlay_draw_toast(struct canvas *canvas, const struct theme *theme, const struct toast *toast,
                        const struct rect *slot, float foot)
{
    struct placed placed;
    if (!toast_shows(toast))
        return;
    place_toast(canvas, toast, slot, &placed);
    struct rect *box = &placed.box;
    if (!placed.is_in_slot)
        box->y = fmaxf(canvas->height - foot - box->height - 4, 2);
    const float strength = toast_strength(toast);
    const struct color ground = toast->is_error ? theme->error : theme->ink;
    canvas_rectangle(canvas, box, 7, color_alpha(ground, 0.96f * strength));
    const struct text_style style = {.size = TYPE_BODY,
                                     .color = color_alpha(theme->background, strength),
                                     .vertical = ALIGN_MIDDLE};
    const float top = box->y + (box->height - pitch * (float)placed.count) / 2;
    for (size_t i = 0; i < placed.count; i++)
        canvas_text(canvas, box->x + 14, top + pitch * ((float)i + 0.5f), placed.line[i], &style);
}

// ---- notes --------------------------------------------------------------------------------------

// The notes in lines, and how many of them a page has.
struct noted {
    char line[NOTES_LINES_MAX][LINE_MAX_BYTES];
    size_t count, page, pages;
    struct rect box;
};

static const float notes_pad = 12;

static void place_notes(struct canvas *canvas, const char *text, const struct rect *room,
                        struct noted *noted)
{
    const float gap = 8, width = fminf(room->width - 2 * gap, 760);
    const float most = 0.5f * room->height - 2 * notes_pad - gap; // the picture keeps the rest
    noted->count =
        lines_wrap(canvas, text, TYPE_BODY, width - 2 * notes_pad, NOTES_LINES_MAX, noted->line);
    const size_t fits = (size_t)fmaxf(most / pitch - 1, 1);
    noted->pages = noted->count > 0 ? (noted->count + fits - 1) / fits : 1;
    noted->page = (noted->count + noted->pages - 1) / noted->pages;
    const float height = pitch * (float)(noted->page + 1) + 2 * notes_pad - 8;
    noted->box = (struct rect){room->x + (room->width - width) / 2,
                               room->y + room->height - height - 4, width, height};
}

float overlay_notes_height(struct canvas *canvas, const char *text, const struct rect *room)
{
    struct noted noted;
    place_notes(canvas, text, room, &noted);
    return noted.box.height + 8;
}

size_t overlay_notes_pages(struct canvas *canvas, const char *text, const struct rect *room)
{
    struct noted noted;
    place_notes(canvas, text, room, &noted);
    return noted.pages;
}

void overlay_draw_notes(struct canvas *canvas, const struct theme *theme, const char *text,
                        const struct rect *room, size_t page)
{
    struct noted noted;
    char heading[120];
    place_notes(canvas, text, room, &noted);
    page = page < noted.pages ? page : noted.pages - 1;
    const struct rect *box = &noted.box;
    const struct rect edge = {box->x - 1, box->y - 1, box->width + 2, box->height + 2};
    canvas_rectangle(canvas, &edge, 8, theme->axis);
    canvas_rectangle(canvas, box, 7, theme->background);
    struct text_style style = {
        .size = TYPE_BODY, .bold = true, .color = theme->accent, .vertical = ALIGN_MIDDLE};
    if (noted.pages > 1)
        snprintf(heading, sizeof heading, words("Notes · page %zu of %zu"), page + 1, noted.pages);
    else
        snprintf(heading, sizeof heading, "%s", words("Notes"));
    const float x = box->x + notes_pad, top = box->y + notes_pad - 4;
    canvas_text(canvas, x, top + 0.5f * pitch, heading, &style);
    style.bold = false;
    style.color = theme->ink;
    for (size_t i = 0; i < noted.page && page * noted.page + i < noted.count; i++)
        canvas_text(canvas, x, top + pitch * ((float)i + 1.5f), noted.line[page * noted.page + i],
                    &style);
}

#include "app/chooser.h"

#include "app/filter.h"
#include "app/sheet.h"
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"

#include <SDL.h>
#include <math.h>
#include <stdlib.h>

static const float usual_width = 620, usual_height = 420;

struct chooser {
    struct chooser_options options; // texts point below, the list is empty
    char title[128], hint[128];
    struct list list;
    struct text_field field;
    struct rect box; // where it was drawn last
};

// ---- drawing ------------------------------------------------------------------------------------

static float head_height(const struct chooser *chooser)
{
    return SHEET_MARGIN + (*chooser->title ? SHEET_TITLE : 0) + SHEET_FIELD + 8;
}

// Below or above what is chosen, wherever there is more room, at its right end.
static struct rect place_beside(const struct canvas *canvas, const struct rect *beside,
                                float height)
{
    const float edge = 8;
    const float width = fminf(fmaxf(beside->width, 220), canvas->width - 2 * edge);
    const float below = canvas->height - edge - (beside->y + beside->height);
    const float above = beside->y - edge;
    const float room = fmaxf(fmaxf(below, above), 40);
    height = fminf(height, room);
    const bool is_below = height <= below || below >= above;
    const float x = fminf(beside->x + beside->width - width, canvas->width - edge - width);
    return (struct rect){fmaxf(x, edge), is_below ? beside->y + beside->height : beside->y - height,
                         width, height};
}

// Where its parts are on this canvas.
static void place(struct chooser *chooser, const struct canvas *canvas)
{
    const struct rect *beside = &chooser->options.beside;
    const float head = head_height(chooser), wished = list_height(&chooser->list);
    struct rect *box = &chooser->box;
    if (beside->width > 0)
        *box = place_beside(canvas, beside, fminf(head + fmaxf(wished, 27) + 10, usual_height));
    else
        *box = sheet_place(canvas, usual_width, usual_height);
    const struct rect list = {box->x + 1, box->y + head, box->width - 2,
                              fmaxf(box->height - head - 8, 27)};
    list_place(&chooser->list, &list);
}

static void draw(struct frame *frame, void *modal)
{
    struct chooser *chooser = modal;
    struct canvas *canvas = frame->window.canvas;
    const struct theme *theme = frame->theme;
    place(chooser, canvas);
    const struct rect box = chooser->box, list = chooser->list.box;
    sheet_draw(canvas, theme, &box, *chooser->title ? chooser->title : NULL);
    const struct rect field = {box.x + SHEET_MARGIN, list.y - SHEET_FIELD - 8,
                               box.width - 2 * SHEET_MARGIN, SHEET_FIELD};
    field_draw(&chooser->field, canvas, theme, &field, chooser->hint);
    list_draw(&chooser->list, canvas, theme, &list);
    if (chooser->list.shown_count > 0)
        return;
    const struct text_style style = {
        .size = TYPE_BODY, .color = theme->soft, .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, list.x + SHEET_MARGIN, list.y + 14,
                chooser->options.take_typed ? words("Enter takes what is typed")
                                            : words("nothing has all of these words"),
                &style);
}

static void tell(const struct frame *frame, const void *modal, char *text, size_t size)
{
    const struct chooser *chooser = modal;
    char chosen[400];
    (void)frame;
    list_tell(&chooser->list, chosen, sizeof chosen);
    text_print(text, size, "%s. %s", *chooser->title ? chooser->title : chooser->hint, chosen);
}

// ---- taking -------------------------------------------------------------------------------------

static void free_chooser(void *modal)
{
    struct chooser *chooser = modal;
    if (chooser->options.free)
        chooser->options.free(chooser->options.user);
    list_clear(&chooser->list);
    free(chooser);
}

static const struct modal_type chooser_modal;

// The row, or a text where it is none. Out of the frame while it is taken, so that something else
// may be opened.
static void answer(struct frame *frame, struct chooser *chooser, size_t index, const char *text,
                   struct error *error)
{
    const struct chooser_options *options = &chooser->options;
    frame->modal = NULL;
    frame->modal_data = NULL;
    const bool done = index != SIZE_MAX ? options->take(frame, options->user, index, error)
                                        : options->take_typed(frame, options->user, text, error);
    if (done || frame->modal) {
        free_chooser(chooser);
        return;
    }
    chooser->field.is_selected = *chooser->field.text != '\0'; // what is typed next replaces it
    frame->modal = &chooser_modal;
    frame->modal_data = chooser;
}

static void take(struct frame *frame, struct chooser *chooser, struct error *error)
{
    const size_t index = list_selected(&chooser->list);
    if (index == SIZE_MAX && !chooser->options.take_typed)
        return;
    const char *why = index != SIZE_MAX ? chooser->list.item[index].row.why : NULL;
    if (why) {
        toast_say(&frame->toast, false, why);
        return;
    }
    answer(frame, chooser, index, chooser->field.text, error);
}

// What is pasted may be an answer as it is, and longer than a field.
static bool take_pasted(struct frame *frame, struct chooser *chooser, struct error *error)
{
    char *text = SDL_GetClipboardText();
    const bool is_whole = text && chooser->options.is_whole && chooser->options.is_whole(text);
    if (is_whole)
        answer(frame, chooser, SIZE_MAX, text, error);
    SDL_free(text);
    return is_whole;
}

// ---- keys and mouse -----------------------------------------------------------------------------

static bool key(struct frame *frame, void *modal, int32_t code, uint16_t modifiers,
                struct error *error)
{
    struct chooser *chooser = modal;
    if (field_pastes(code, modifiers) && take_pasted(frame, chooser, error))
        return true;
    if (code != SDLK_RETURN && code != SDLK_KP_ENTER)
        return list_key(&chooser->list, code) ||
               filter_key(&chooser->list, &chooser->field, code, modifiers);
    take(frame, chooser, error);
    return true;
}

static void text(struct frame *frame, void *modal, const char *utf8, struct error *error)
{
    struct chooser *chooser = modal;
    (void)frame, (void)error;
    filter_type(&chooser->list, &chooser->field, utf8);
}

static void press(struct frame *frame, void *modal, struct point at, int clicks,
                  struct error *error)
{
    struct chooser *chooser = modal;
    (void)clicks;
    if (!rect_contains(&chooser->box, at))
        frame_close_modal(frame);
    else if (list_press(&chooser->list, at))
        take(frame, chooser, error);
}

static void motion(struct frame *frame, void *modal, struct point at)
{
    (void)frame;
    list_hover(&((struct chooser *)modal)->list, at);
}

static void wheel(struct frame *frame, void *modal, float notches)
{
    (void)frame;
    list_wheel(&((struct chooser *)modal)->list, notches);
}

static const struct modal_type chooser_modal = {.name = "chooser",
                                                .draw = draw,
                                                .key = key,
                                                .text = text,
                                                .press = press,
                                                .motion = motion,
                                                .wheel = wheel,
                                                .tell = tell,
                                                .free = free_chooser};

bool chooser_open(struct frame *frame, const struct chooser_options *options, struct error *error)
{
    struct chooser *chooser = array_create(1, sizeof *chooser, error);
    if (!chooser) {
        list_clear(options->list);
        if (options->free)
            options->free(options->user);
        return false;
    }
    chooser->options = *options;
    chooser->options.list = NULL;
    text_print(chooser->title, sizeof chooser->title, "%s", options->title ? options->title : "");
    text_print(chooser->hint, sizeof chooser->hint, "%s", options->hint ? options->hint : "");
    chooser->list = *options->list;
    *options->list = (struct list){0};
    chooser->list.is_exact = options->take_typed != NULL;
    list_select(&chooser->list, options->selected);
    // A click may come before the first frame.
    place(chooser, frame->window.canvas);
    frame_open_modal(frame, &chooser_modal, chooser);
    return true;
}

#include "app/menu.h"

#include "app/filter.h"
#include "app/gallery.h"
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "canvas/gl/picture.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double work_seconds = 0.008;                            // of painting a frame
static const double computing_frame = 1 / 30.0;                      // while a picture is computed
static const float least_width = 140;                                // of a card
static const float gap = 14, title_height = 42, heading_height = 34; // a title has two lines
static const float edge = 4; // around a card, for the selected one's frame

struct menu {
    struct list list; // which scenes are shown, and which one is selected
    struct text_field field;
    struct rect *place; // place[list.shown_count], before scrolling, as drawn last
    struct rect grid;   // where they are seen
    float height;       // of all of them
    float scroll;
    bool follow;        // scroll so that the selected card shows
    bool has_been_seen; // the first frame comes before any painting
    float scale;        // of the canvas
};

// ---- places -------------------------------------------------------------------------------------

static const char *heading_of(const struct menu *menu, size_t shown)
{
    return menu->list.item[menu->list.shown[shown]].row.heading;
}

static bool has_heading(const struct menu *menu, size_t i)
{
    return !menu->list.is_filtered &&
           (i == 0 || strcmp(heading_of(menu, i), heading_of(menu, i - 1)) != 0);
}

static float picture_height(float width)
{
    return roundf(width * 9 / 16);
}

// In lines from the left, a new one after a heading.
static void place_cards(struct menu *menu, const struct canvas *canvas)
{
    const float margin = canvas->width < 1000 ? 16 : 28, top = 52;
    menu->grid =
        (struct rect){margin - edge, top, fmaxf(canvas->width - 2 * (margin - edge), 0),
                      fmaxf(canvas->height - top, 0)}; // a window may be lower than the head
    const float all = fmaxf(menu->grid.width - 2 * edge - 8, 0); // the bar is at the right
    const float columns = fmaxf(floorf((all + gap) / (least_width + gap)), 1);
    const size_t most = (size_t)fminf(columns, 5);
    const float width = floorf((all + gap) / (float)most - gap);
    const float pitch = picture_height(width) + title_height + gap;
    size_t column = 0;
    float y = 0;
    for (size_t i = 0; i < menu->list.shown_count; i++) {
        if (i > 0 && (column == most || has_heading(menu, i))) {
            column = 0;
            y += pitch;
        }
        y += has_heading(menu, i) ? heading_height : 0;
        menu->place[i] = (struct rect){menu->grid.x + edge + (float)column * (width + gap), y,
                                       width, picture_height(width) + title_height};
        column++;
    }
    menu->height = menu->list.shown_count > 0 ? y + pitch : 0;
    menu->scale = canvas->scale;
}

static void settle_scroll(struct menu *menu)
{
    const size_t at = menu->list.selected;
    if (menu->follow && at < menu->list.shown_count) {
        const struct rect *card = &menu->place[at];
        menu->scroll = fmaxf(menu->scroll, card->y + card->height + gap - menu->grid.height);
        menu->scroll = fminf(menu->scroll, card->y - heading_height);
    }
    menu->follow = false;
    menu->scroll = fmaxf(fminf(menu->scroll, menu->height - menu->grid.height), 0);
}

// The card of the next line in a direction (−1, 1) that is nearest above or below the selected one.
static size_t card_beyond(const struct menu *menu, size_t from, int direction)
{
    const size_t count = menu->list.shown_count;
    size_t best = from;
    for (size_t i = from; i < count; i += (size_t)direction) { // past 0 is past the last, too
        const struct rect *card = &menu->place[i], *at = &menu->place[from];
        if (card->y == at->y)
            continue;
        if (best != from && card->y != menu->place[best].y)
            break;
        if (best == from || fabsf(card->x - at->x) < fabsf(menu->place[best].x - at->x))
            best = i;
    }
    return best;
}

// ---- drawing ------------------------------------------------------------------------------------

// In two lines where it has to be; what has no room then is cut.
static void draw_title(struct canvas *canvas, const struct theme *theme, const char *title,
                       const struct rect *box, bool is_selected)
{
    const struct text_style style = {
        .size = TYPE_SMALL, .bold = is_selected, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    const float pitch = 17;
    char first[160], rest[160];
    text_print(first, sizeof first, "%s", title);
    // The longest beginning that ends before a blank and fits.
    bool is_broken = true;
    while (is_broken && canvas_text_width(canvas, first, style.size, style.bold) > box->width) {
        char *blank = strrchr(first, ' ');
        is_broken = blank != NULL;
        if (blank)
            *blank = '\0';
    }
    const size_t used = is_broken ? strlen(first) : 0;
    canvas_fit_text(canvas, title + used + (title[used] == ' '), style.size, style.bold, box->width,
                    rest, sizeof rest);
    if (used > 0)
        canvas_text(canvas, box->x, box->y + 13, first, &style);
    if (*rest)
        canvas_text(canvas, box->x, box->y + 13 + (used > 0 ? pitch : 0), rest, &style);
}

static void draw_card(struct frame *frame, const struct menu *menu, size_t shown,
                      const struct rect *place)
{
    struct canvas *canvas = frame->window.canvas;
    const struct theme *theme = frame->theme;
    const struct card *card = &frame->gallery->card[menu->list.shown[shown]];
    const bool is_selected = shown == menu->list.selected;
    const struct rect picture = {place->x, place->y, place->width, place->height - title_height};
    const float frame_width = is_selected ? 3 : 1;
    const struct rect outer = {picture.x - frame_width, picture.y - frame_width,
                               picture.width + 2 * frame_width, picture.height + 2 * frame_width};
    char fitted[160];
    canvas_clip(canvas, &menu->grid);
    canvas_rectangle(canvas, &outer, 2, is_selected ? theme->accent : theme->grid);
    canvas_rectangle(canvas, &picture, 0, theme->background);
    const struct text_style style = {.size = TYPE_SMALL,
                                     .color = card->why ? theme->error : theme->soft,
                                     .horizontal = ALIGN_MIDDLE,
                                     .vertical = ALIGN_MIDDLE};
    if (card->picture) {
        picture_show(card->picture, canvas, &picture, &menu->grid);
        canvas_clip(canvas, &menu->grid);
    } else {
        canvas_fit_text(canvas, card->why ? card->why : words(card->lab), style.size, false,
                        picture.width - 12, fitted, sizeof fitted);
        canvas_text(canvas, picture.x + picture.width / 2, picture.y + picture.height / 2, fitted,
                    &style);
    }
    const struct rect below = {picture.x, picture.y + picture.height, picture.width, title_height};
    draw_title(canvas, theme, card->title, &below, is_selected);
}

static void draw_heading(struct frame *frame, const struct menu *menu, size_t shown, float top)
{
    const struct text_style style = {
        .size = TYPE_BODY, .bold = true, .color = frame->theme->accent, .vertical = ALIGN_MIDDLE};
    canvas_clip(frame->window.canvas, &menu->grid);
    canvas_text(frame->window.canvas, menu->grid.x + edge, top - heading_height / 2,
                heading_of(menu, shown), &style);
}

static void draw_bar(const struct menu *menu, struct canvas *canvas, const struct theme *theme)
{
    const struct rect *grid = &menu->grid;
    if (menu->height <= grid->height)
        return;
    const float height = fmaxf(grid->height * grid->height / menu->height, 20);
    const float share = menu->scroll / (menu->height - grid->height);
    const struct rect bar = {grid->x + grid->width - 4, grid->y + share * (grid->height - height),
                             4, height};
    canvas_rectangle(canvas, &bar, 2, theme->track);
}

static void draw_head(struct frame *frame, const struct menu *menu)
{
    struct canvas *canvas = frame->window.canvas;
    const struct theme *theme = frame->theme;
    const struct text_style title = {
        .size = TYPE_TITLE, .bold = true, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    const float width = fminf(340, 0.55f * menu->grid.width);
    const struct rect field = {menu->grid.x + menu->grid.width - width, 11, width, 30};
    canvas_text(canvas, menu->grid.x + edge, 26, words("Scenes"), &title);
    field_draw(&menu->field, canvas, theme, &field, words("parts of words"));
    if (menu->list.shown_count > 0)
        return;
    const struct text_style none = {
        .size = TYPE_BODY, .color = theme->soft, .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, menu->grid.x + edge, menu->grid.y + 24,
                words("no scene has all of these words"), &none);
}

static void draw(struct frame *frame, void *modal)
{
    struct menu *menu = modal;
    struct canvas *canvas = frame->window.canvas;
    const struct rect all = {0, 0, canvas->width, canvas->height};
    canvas_rectangle(canvas, &all, 0, frame->theme->background);
    place_cards(menu, canvas);
    settle_scroll(menu);
    for (size_t i = 0; i < menu->list.shown_count; i++) {
        struct rect place = menu->place[i];
        place.y += menu->grid.y - menu->scroll;
        if (has_heading(menu, i))
            draw_heading(frame, menu, i, place.y);
        if (place.y + place.height > menu->grid.y && place.y < menu->grid.y + menu->grid.height)
            draw_card(frame, menu, i, &place);
    }
    canvas_clip(canvas, NULL);
    draw_bar(menu, canvas, frame->theme);
    draw_head(frame, menu);
}

static double work(struct frame *frame, void *modal)
{
    struct menu *menu = modal;
    if (!menu->has_been_seen) {
        menu->has_been_seen = true;
        return 0;
    }
    if (menu->list.count == 0)
        return INFINITY;
    // As many pixels as a card shows; before anything is placed, none is painted.
    const float width = menu->list.shown_count > 0 ? menu->place[0].width : least_width;
    const int wide = (int)lroundf(width * menu->scale);
    const int high = (int)lroundf(picture_height(width) * menu->scale);
    if (!gallery_paint(frame->gallery, frame->window.canvas, frame->theme, wide > 0 ? wide : 1,
                       high > 0 ? high : 1, work_seconds))
        return INFINITY;
    // While one computes, there is nothing new to show.
    return frame->gallery->lab ? computing_frame : 0;
}

static void tell(const struct frame *frame, const void *modal, char *text, size_t size)
{
    char chosen[400];
    (void)frame;
    list_tell(&((const struct menu *)modal)->list, chosen, sizeof chosen);
    text_print(text, size, words("All scenes. %s"), chosen);
}

// ---- keys and mouse -----------------------------------------------------------------------------

static bool open_selected(struct frame *frame, struct menu *menu, struct error *error)
{
    const size_t index = list_selected(&menu->list);
    if (index == SIZE_MAX)
        return true;
    const struct card *card = &frame->gallery->card[index];
    if (card->why)
        return error_set(error, ERROR_INPUT, "%s", card->why);
    if (!frame_open_name(frame, card->name, error))
        return false;
    frame_close_modal(frame);
    return true;
}

// True when the key moves the selection.
static bool move(struct menu *menu, int32_t code)
{
    struct list *list = &menu->list;
    const size_t at = list->selected, last = list->shown_count > 0 ? list->shown_count - 1 : 0;
    const float line = list->shown_count > 0 ? menu->place[0].height + gap : 1;
    const int page = (int)fmaxf(floorf(menu->grid.height / line), 1);
    menu->follow = true;
    switch (code) {
    case SDLK_LEFT:
        list->selected = at > 0 ? at - 1 : last;
        return true;
    case SDLK_RIGHT:
        list->selected = at < last ? at + 1 : 0;
        return true;
    case SDLK_UP:
    case SDLK_DOWN:
        list->selected = card_beyond(menu, at, code == SDLK_UP ? -1 : 1);
        return true;
    case SDLK_PAGEUP:
    case SDLK_PAGEDOWN:
        for (int i = 0; i < page; i++)
            list->selected = card_beyond(menu, list->selected, code == SDLK_PAGEUP ? -1 : 1);
        return true;
    default:
        return list_key(list, code); // Home, End
    }
}

static bool key(struct frame *frame, void *modal, int32_t code, uint16_t modifiers,
                struct error *error)
{
    struct menu *menu = modal;
    if (code != SDLK_RETURN && code != SDLK_KP_ENTER)
        return move(menu, code) || filter_key(&menu->list, &menu->field, code, modifiers);
    open_selected(frame, menu, error);
    return true;
}

static void text(struct frame *frame, void *modal, const char *utf8, struct error *error)
{
    struct menu *menu = modal;
    (void)frame, (void)error;
    filter_type(&menu->list, &menu->field, utf8);
    menu->follow = true;
}

// Selects the card that was drawn there.
static bool find(struct menu *menu, struct point at)
{
    if (!rect_contains(&menu->grid, at))
        return false;
    for (size_t i = 0; i < menu->list.shown_count; i++) {
        struct rect place = menu->place[i];
        place.y += menu->grid.y - menu->scroll;
        if (!rect_contains(&place, at))
            continue;
        menu->list.selected = i;
        return true;
    }
    return false;
}

static void press(struct frame *frame, void *modal, struct point at, int clicks,
                  struct error *error)
{
    (void)clicks;
    if (find(modal, at))
        open_selected(frame, modal, error);
}

static void motion(struct frame *frame, void *modal, struct point at)
{
    (void)frame;
    find(modal, at);
}

static void wheel(struct frame *frame, void *modal, float notches)
{
    (void)frame;
    ((struct menu *)modal)->scroll -= notches * 60;
}

static void free_menu(void *modal)
{
    struct menu *menu = modal;
    list_clear(&menu->list);
    free(menu->place);
    free(menu);
}

static const struct modal_type menu_modal = {.name = "menu",
                                             .draw = draw,
                                             .key = key,
                                             .text = text,
                                             .press = press,
                                             .motion = motion,
                                             .wheel = wheel,
                                             .tell = tell,
                                             .free = free_menu,
                                             .work = work,
                                             .covers = true};

// ---- opening ------------------------------------------------------------------------------------

static bool fill(struct menu *menu, const struct frame *frame, struct error *error)
{
    const struct gallery *gallery = frame->gallery;
    const char *open = frame->document.now.scene.name;
    size_t selected = 0;
    menu->place = array_create(gallery->count + 1, sizeof *menu->place, error);
    if (!menu->place)
        return false;
    for (size_t i = 0; i < gallery->count; i++) {
        const struct card *card = &gallery->card[i];
        char also[256];
        snprintf(also, sizeof also, "%s %s", card->name, words(card->lab));
        const struct list_row row = {.heading = card->heading, .name = card->title, .also = also};
        if (!list_add(&menu->list, &row, error))
            return false;
        selected = open && strcmp(open, card->name) == 0 ? i : selected;
    }
    menu->list.selected = selected;
    menu->follow = true;
    return true;
}

bool menu_open(struct frame *frame, struct error *error)
{
    struct menu *menu = frame_gallery(frame, error) ? array_create(1, sizeof *menu, error) : NULL;
    if (!menu)
        return false;
    if (!fill(menu, frame, error)) {
        free_menu(menu);
        return false;
    }
    // A click may come before the first frame.
    place_cards(menu, frame->window.canvas);
    settle_scroll(menu);
    frame_open_modal(frame, &menu_modal, menu);
    return true;
}

#include "app/list.h"

#include "app/match.h"
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"

#include <SDL.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDED_MAX = 512, TYPED_FOLDED_MAX = 512 };

static const float row_height = 27;
static const float heading_height = 30;
static const float indent = 14; // of texts

void list_clear(struct list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->item[i].texts);
    free(list->item);
    free(list->shown);
    *list = (struct list){0};
}

// ---- adding -------------------------------------------------------------------------------------

static bool grow(struct list *list, struct error *error)
{
    const size_t count = list->count + 1;
    return array_reserve(&list->item, &list->capacity, count, sizeof *list->item, error) &&
           array_reserve(&list->shown, &list->shown_capacity, count, sizeof *list->shown, error);
}

// Copies a text to *end, which moves on; NULL stays NULL.
static const char *put(char **end, const char *text)
{
    if (!text)
        return NULL;
    char *at = *end;
    const size_t size = strlen(text) + 1;
    memcpy(at, text, size);
    *end += size;
    return at;
}

bool list_add(struct list *list, const struct list_row *row, struct error *error)
{
    char name[FOLDED_MAX], also[FOLDED_MAX];
    match_fold(row->name, name, sizeof name);
    match_fold(row->also ? row->also : "", also, sizeof also);
    const char *texts[] = {row->heading, row->name, row->also, row->value,
                           row->key,     row->why,  name,      also};
    size_t size = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        size += texts[i] ? strlen(texts[i]) + 1 : 0;
    if (!grow(list, error))
        return false;
    char *end = array_create(size, 1, error);
    if (!end)
        return false;
    struct list_item *item = &list->item[list->count];
    item->texts = end;
    item->row =
        (struct list_row){put(&end, row->heading), put(&end, row->name), put(&end, row->also),
                          put(&end, row->value),   put(&end, row->key),  put(&end, row->why)};
    item->folded = put(&end, name);
    item->folded_also = put(&end, also);
    item->cost = 0;
    // Until something is typed, all are shown.
    if (!list->is_filtered)
        list->shown[list->shown_count++] = list->count;
    list->count++;
    return true;
}

// ---- filtering ----------------------------------------------------------------------------------

// The better fit first; of equal ones what applies, then as they were added.
static bool comes_before(const struct list *list, size_t a, size_t b)
{
    const struct list_item *one = &list->item[a], *other = &list->item[b];
    if (one->cost != other->cost)
        return one->cost < other->cost;
    if (!one->row.why != !other->row.why)
        return !one->row.why;
    return a < b;
}

void list_filter(struct list *list, const char *typed)
{
    char folded[TYPED_FOLDED_MAX];
    match_fold(typed, folded, sizeof folded);
    list->is_filtered = folded[strspn(folded, " ")] != '\0';
    list->shown_count = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct list_item *item = &list->item[i];
        item->cost = match_cost(folded, item->folded, item->folded_also, !list->is_exact);
        if (item->cost < 0)
            continue;
        size_t at = list->shown_count++;
        for (; list->is_filtered && at > 0 && comes_before(list, i, list->shown[at - 1]); at--)
            list->shown[at] = list->shown[at - 1];
        list->shown[at] = i;
    }
    list->selected = 0;
    list->scroll = 0;
    list->follow = true;
}

size_t list_selected(const struct list *list)
{
    return list->selected < list->shown_count ? list->shown[list->selected] : SIZE_MAX;
}

void list_tell(const struct list *list, char *text, size_t size)
{
    char name[300];
    if (list->selected >= list->shown_count) {
        text_print(text, size, "%s", words("nothing has all of these words"));
        return;
    }
    const struct list_row *row = &list->item[list->shown[list->selected]].row;
    const char *more = row->why ? row->why : row->value ? row->value : "";
    text_print(name, sizeof name, *more ? "%s, %s" : "%s", row->name, more);
    text_print(text, size, words("%s: %zu of %zu"), name, list->selected + 1, list->shown_count);
}

void list_select(struct list *list, size_t index)
{
    for (size_t i = 0; i < list->shown_count; i++) {
        if (list->shown[i] == index) {
            list->selected = i;
            list->follow = true;
        }
    }
}

// ---- places -------------------------------------------------------------------------------------

static bool has_heading(const struct list *list, size_t i)
{
    const char *heading = list->item[list->shown[i]].row.heading;
    if (list->is_filtered || !heading)
        return false;
    const char *before = i > 0 ? list->item[list->shown[i - 1]].row.heading : NULL;
    return !before || strcmp(before, heading) != 0;
}

float list_height(const struct list *list)
{
    float height = 0;
    for (size_t i = 0; i < list->shown_count; i++)
        height += row_height + (has_heading(list, i) ? heading_height : 0);
    return height;
}

// The top of a shown row, before scrolling, and that of its heading or itself.
static float top_of(const struct list *list, size_t row, float *heading)
{
    float y = 0;
    for (size_t i = 0; i < list->shown_count; i++) {
        const float top = y + (has_heading(list, i) ? heading_height : 0);
        if (i == row) {
            *heading = y;
            return top;
        }
        y = top + row_height;
    }
    *heading = y;
    return y;
}

static void settle_scroll(struct list *list)
{
    float heading;
    const float top = top_of(list, list->selected, &heading);
    if (list->follow) {
        list->scroll = fmaxf(list->scroll, top + row_height - list->box.height);
        list->scroll = fminf(list->scroll, heading);
        // A box that is lower than a heading and a row shows the row.
        list->scroll = fmaxf(list->scroll, top + row_height - list->box.height);
    }
    list->follow = false;
    list->scroll = fmaxf(fminf(list->scroll, list_height(list) - list->box.height), 0);
}

void list_place(struct list *list, const struct rect *box)
{
    list->box = *box;
    settle_scroll(list);
}

// ---- keys and mouse -----------------------------------------------------------------------------

// Rows that a page goes on by.
static size_t page_of(const struct list *list)
{
    const float rows = floorf(list->box.height / row_height) - 1;
    return rows > 1 ? (size_t)rows : 1;
}

bool list_key(struct list *list, int32_t code)
{
    const size_t count = list->shown_count, page = page_of(list), at = list->selected;
    const size_t last = count > 0 ? count - 1 : 0;
    switch (code) {
    case SDLK_UP:
        list->selected = at > 0 ? at - 1 : last; // round the ends
        break;
    case SDLK_DOWN:
        list->selected = at < last ? at + 1 : 0;
        break;
    case SDLK_PAGEUP:
        list->selected = at > page ? at - page : 0;
        break;
    case SDLK_PAGEDOWN:
        list->selected = at + page < last ? at + page : last;
        break;
    case SDLK_HOME:
        list->selected = 0;
        break;
    case SDLK_END:
        list->selected = last;
        break;
    default:
        return false;
    }
    list->follow = true;
    return true;
}

bool list_press(struct list *list, struct point at)
{
    if (!rect_contains(&list->box, at))
        return false;
    float y = list->box.y - list->scroll;
    for (size_t i = 0; i < list->shown_count; i++) {
        y += has_heading(list, i) ? heading_height : 0;
        if (at.y >= y && at.y < y + row_height) {
            list->selected = i;
            return true;
        }
        y += row_height;
    }
    return false;
}

void list_hover(struct list *list, struct point at)
{
    list_press(list, at);
}

void list_wheel(struct list *list, float notches)
{
    list->scroll -= notches * 2 * row_height;
    list->follow = false;
}

// ---- drawing ------------------------------------------------------------------------------------

// A text that ends at x; returns where what stands before it has to end.
static float draw_right(struct canvas *canvas, const char *text, float x, float y, float room,
                        bool bold, struct color color)
{
    char fitted[256];
    if (!text || !*text || room < 30)
        return x;
    const struct text_style style = {.size = TYPE_SMALL,
                                     .bold = bold,
                                     .color = color,
                                     .horizontal = ALIGN_END,
                                     .vertical = ALIGN_MIDDLE};
    canvas_fit_text(canvas, text, style.size, bold, room, fitted, sizeof fitted);
    canvas_text(canvas, x, y, fitted, &style);
    return x - canvas_text_width(canvas, fitted, style.size, bold) - 14;
}

static void draw_row(struct canvas *canvas, const struct theme *theme, const struct list *list,
                     const struct list_item *item, const struct rect *line, bool is_selected)
{
    const struct list_row *row = &item->row;
    const float middle = line->y + line->height / 2, left = line->x + indent;
    float right = line->x + line->width - indent;
    if (is_selected) {
        canvas_rectangle(canvas, line, 0, theme->selection);
        const struct rect bar = {line->x, line->y, 4, line->height};
        canvas_rectangle(canvas, &bar, 0, theme->accent);
    }
    const float name = canvas_text_width(canvas, row->name, TYPE_BODY, is_selected);
    // Ranked rows stand under no heading: it is at the right where nothing else is.
    const char *value = row->why            ? row->why
                        : row->value        ? row->value
                        : list->is_filtered ? row->heading
                                            : NULL;
    right = draw_right(canvas, row->key, right, middle, right - left - 40, true,
                       row->why ? theme->soft : theme->ink);
    const float room = fmaxf(right - left - name - 14, 0.4f * (right - left));
    right = draw_right(canvas, value, right, middle, room, false, theme->soft);
    char fitted[256];
    const struct text_style style = {.size = TYPE_BODY,
                                     .bold = is_selected,
                                     .color = row->why ? theme->soft : theme->ink,
                                     .vertical = ALIGN_MIDDLE};
    canvas_fit_text(canvas, row->name, style.size, style.bold, right - left + 0.5f, fitted,
                    sizeof fitted);
    canvas_text(canvas, left, middle, fitted, &style);
}

// How much there is above and below, as a bar at the edge.
static void draw_bar(const struct list *list, struct canvas *canvas, const struct theme *theme)
{
    const struct rect *box = &list->box;
    const float all = list_height(list);
    if (all <= box->height + 0.5f)
        return;
    const float height = fmaxf(box->height * box->height / all, 16);
    const float share = list->scroll / (all - box->height);
    const struct rect bar = {box->x + box->width - 5, box->y + share * (box->height - height), 4,
                             height};
    canvas_rectangle(canvas, &bar, 2, theme->track);
}

void list_draw(struct list *list, struct canvas *canvas, const struct theme *theme,
               const struct rect *box)
{
    const struct text_style heading = {
        .size = TYPE_SMALL, .bold = true, .color = theme->accent, .vertical = ALIGN_MIDDLE};
    list_place(list, box);
    canvas_clip(canvas, box);
    float y = box->y - list->scroll;
    for (size_t i = 0; i < list->shown_count && y < box->y + box->height; i++) {
        const struct list_item *item = &list->item[list->shown[i]];
        if (has_heading(list, i)) {
            if (y + heading_height > box->y)
                canvas_text(canvas, box->x + indent, y + heading_height / 2 + 2, item->row.heading,
                            &heading);
            y += heading_height;
        }
        const struct rect line = {box->x, y, box->width, row_height};
        if (y + row_height > box->y && y < box->y + box->height)
            draw_row(canvas, theme, list, item, &line, i == list->selected);
        y += row_height;
    }
    canvas_clip(canvas, NULL);
    draw_bar(list, canvas, theme);
}

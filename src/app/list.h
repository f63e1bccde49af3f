// A list to choose from, filtered by what is typed. Knows no window and no document; keys arrive as
// SDL's codes.
//
// Who may call whom: modals → list → match.
#ifndef RAVINE_APP_LIST_H
#define RAVINE_APP_LIST_H

#include "base/error.h"
#include "canvas/canvas.h"
#include "plot/theme.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A line to choose. Texts are in the language that is set; any but `name` may be NULL.
struct list_row {
    const char *heading; // of the group that it stands in; rows of one group follow each other
    const char *name;    // what people read, and type parts of
    const char *also;    // further words that find it
    const char *value;   // at the right, pale: what it is now
    const char *key;     // at the right: what does the same
    const char *why;     // it does not apply, and why: it is pale and can be selected all the same
};

struct list_item {
    struct list_row row; // points into texts
    char *texts;         // all of them
    const char *folded, *folded_also;
    int cost;
};

// Zeroed is an empty one.
struct list {
    struct list_item *item; // item[count], in the order they were added
    size_t count, capacity;
    size_t *shown; // shown[shown_count] of them fit what is typed, best first
    size_t shown_count, shown_capacity;
    bool is_exact;    // what is typed has no errors: it may be meant although no row has it
    bool is_filtered; // something is typed: rows are ranked, and no headings are between them
    size_t selected;  // of shown
    float scroll;     // units
    bool follow;      // scroll so that the selected row shows
    struct rect box;  // where it was drawn last
};

void list_clear(struct list *list);

// Copies the row behind the others. On failure the list stays as it was.
bool list_add(struct list *list, const struct list_row *row, struct error *error);

// Shows what has all parts of words that are typed, and selects the best.
void list_filter(struct list *list, const char *typed);

// The index of the selected row, in the order they were added; SIZE_MAX when none is shown.
size_t list_selected(const struct list *list);
// The same in words: "six-runners: 3 of 20".
void list_tell(const struct list *list, char *text, size_t size);
void list_select(struct list *list, size_t index); // nothing where it is not shown

// ↑ ↓ PageUp PageDown Home End, with or without modifiers; true when it was one of them.
bool list_key(struct list *list, int32_t code);

// Where it is from here on: what the mouse and the keys of a page go by. Drawing there does the
// same.
void list_place(struct list *list, const struct rect *box);
void list_draw(struct list *list, struct canvas *canvas, const struct theme *theme,
               const struct rect *box);
float list_height(const struct list *list);          // that all of it would take, units
void list_hover(struct list *list, struct point at); // selects what lies there
bool list_press(struct list *list, struct point at); // the same; false when nothing does
void list_wheel(struct list *list, float notches);

#endif

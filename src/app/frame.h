// What is on the screen: a document in a window, with its panel, its timeline and what lies over
// them for a while. Lays them out and draws them.
//
// Who may call whom: commands, events, app → frame → panel, timeline, finder, overlay, document, window.
#ifndef RAVINE_APP_FRAME_H
#define RAVINE_APP_FRAME_H

#include "app/document.h"
#include "app/finder.h"
#include "app/modal.h"
#include "app/overlay.h"
#include "app/panel.h"
#include "app/window.h"

enum frame_drag { FRAME_DRAG_NONE, FRAME_DRAG_LAB, FRAME_DRAG_SLIDER, FRAME_DRAG_TIMELINE };

struct frame {
    struct document document;
    struct window window;
    struct panel panel;
    struct toast toast;
    struct finder finder;
    const struct theme *theme;
    char **scenes; // names of the shipped ones; NULL-terminated
    const struct help_row *help;
    size_t help_count;
    bool is_help;                   // the help covers the picture
    const struct modal_type *modal; // what takes keyboard and mouse; NULL = nothing
    void *modal_data;               // its own

    struct point pointer; // canvas units
    bool has_pointer;
    enum frame_drag drag;

    unsigned changes_seen; // of the document
    bool is_over;          // asked to quit
};

// Opens another scene in the window. On failure the old one stays; `error` says why.
bool frame_open(struct frame *frame, const struct scene *scene, struct error *error);

// The same by its name or its file.
bool frame_open_name(struct frame *frame, const char *word, struct error *error);

// Puts something over the picture that takes keyboard and mouse, in place of what was there, and
// takes `data` over; and takes it away again (nothing there is fine).
void frame_open_modal(struct frame *frame, const struct modal_type *type, void *data);
void frame_close_modal(struct frame *frame);

// Writes the scene's title into the window's.
void frame_show_title(struct frame *frame);

// After whatever may have changed the document: a failure is said, and a change that was taken
// takes the last message away.
void frame_settle(struct frame *frame, const struct error *error);

struct lab_layout frame_layout(const struct frame *frame);
struct lab_view frame_view(const struct frame *frame);

void frame_advance(struct frame *frame, double seconds); // time passes
void frame_draw(struct frame *frame);                    // into the back buffer

// Draws and shows. Returns how many seconds may pass before the next frame is due if no event comes
// first: 0 while something moves, infinity when nothing ever will.
double frame_show(struct frame *frame);

#endif

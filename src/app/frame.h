// What is on the screen: a document in a window, with its panel, its timeline and what lies over
// them for a while. Lays them out and draws them.
//
// Who may call whom: commands, events, app → walk → frame → panel, timeline, overlay, foot, hint,
// gallery, finder, predict, predict_draw, reader, box, ease, session → document; frame → window.
#ifndef RAVINE_APP_FRAME_H
#define RAVINE_APP_FRAME_H

#include "app/box.h"
#include "app/document.h"
#include "app/ease.h"
#include "app/finder.h"
#include "app/modal.h"
#include "app/overlay.h"
#include "app/panel.h"
#include "app/predict.h"
#include "app/reader.h"
#include "app/session.h"
#include "app/window.h"

struct gallery;

enum frame_drag {
    FRAME_DRAG_NONE,
    FRAME_DRAG_LAB,
    FRAME_DRAG_SLIDER,
    FRAME_DRAG_TIMELINE,
    FRAME_DRAG_BOX // the right button's
};

// The show: full screen, bare. Zeroed: none.
struct show {
    bool is_on;
    bool was_full_screen, was_bare; // before it
};

struct frame {
    struct document document; // the one that is shown
    struct session session;   // the others, the lecture
    struct window window;
    struct panel panel;
    struct toast toast;
    struct finder finder;
    struct predict predict;
    const struct theme *theme;
    char **scenes;           // names of the shipped ones; NULL-terminated
    struct gallery *gallery; // their titles and pictures; NULL until somebody asked for them
    const struct help_row *help;
    size_t help_count;
    char hint[160]; // the most useful keys, for as long as nobody has pressed one
    bool has_pressed;

    bool is_help;     // the help covers the picture
    size_t help_page; // of it
    bool is_blank;    // the screen is black; nothing moves
    bool shows_notes; // the speaker's, below the picture
    size_t notes_page;
    enum lab_part part; // that a small window shows
    bool shows_strip;   // there, the selected slider in place of the line of what to try
    bool is_bare;       // without panel and timeline: the picture takes the room
    bool is_plain;      // without what only concerns the screen: for a screenshot
    struct show show;
    const struct modal_type *modal; // what takes keyboard and mouse; NULL = nothing
    void *modal_data;               // its own

    struct point pointer; // canvas units
    bool has_pointer;
    enum frame_drag drag;
    struct zoom_box box; // while FRAME_DRAG_BOX
    struct ease ease;    // of the part that the stage shows
    struct reader reader;
    uint16_t held;       // modifiers, SDL's bits: as of the events taken so far, not of now
    bool is_drawing;     // the path that a question asks for
    int repeats;         // of the key that is held
    bool is_opening;     // the key that is down has opened a field: what it types is not for that
    bool repeat_changes; // it has changed the scene: what it does further is the same step of undo

    unsigned changes_seen; // of the document
    const void *blamed;    // the field that something wrong was said of; NULL: none
    unsigned blame;        // toast.said of that
    bool title_says_changed;
    char title[200];   // that the window has
    char found[600];   // what was said last of a scene's data
    unsigned found_at; // document.changes then
    char slider[200];  // the selected one and its value as last seen
    bool is_over;      // asked to quit
    bool remembers;    // files and the like, in the user's folders

    // A scene that was not opened since a file is on its way, as of what document.changes.
    struct scene awaited; // its `count` is 0: none
    bool awaited_is_linked;
    unsigned awaited_at;
};

// Opens another scene in the window (session_open). On failure the old one stays; `error` says why.
bool frame_open(struct frame *frame, const struct scene *scene, struct error *error);

// The same with a link's scene: one that ships, changed, becomes one step of undo on that one.
bool frame_open_linked(struct frame *frame, const struct scene *scene, struct error *error);

// The same by its path: as it was left, where it was open before.
bool frame_open_path(struct frame *frame, const char *path, struct error *error);

// Opens the scene, or makes the change, that was last refused since a file was on its way, once
// none is any more, unless something else was opened or changed meanwhile.
void frame_open_awaited(struct frame *frame);

// What was left of a lab (session_find_lab).
bool frame_return(struct frame *frame, size_t index, struct error *error);

// By what people name: a scene's name, its file, a lecture, a folder of scenes. A scene of a
// lecture that ships opens within that lecture, unless another one is given.
bool frame_open_name(struct frame *frame, const char *word, struct error *error);

// Gives a lecture (lecture_read) from its first scene that opens; says which do not.
bool frame_open_lecture(struct frame *frame, const char *word, struct error *error);

// Opens the scene at that place of the lecture or the next one in a direction that opens; says
// which do not. False, with an error, where there is none.
bool frame_open_place(struct frame *frame, size_t place, int direction, struct error *error);

// Puts something over the picture that takes keyboard and mouse, in place of what was there, and
// takes `data` over; and takes it away again (nothing there is fine).
void frame_open_modal(struct frame *frame, const struct modal_type *type, void *data);
void frame_close_modal(struct frame *frame);

// "Saved ~/talk/ravine-1.png", and a note behind it where that is not "".
void frame_say_saved(struct frame *frame, const char *path, const char *note);

// What typed text goes to, as something to tell it by; NULL where nothing takes any.
const void *frame_field(const struct frame *frame);

// Whether panel and timeline are away. While a value is typed they are not; while a question stands
// they are.
bool frame_is_bare(const struct frame *frame);
// Whether it is shown in its place, and not a legend.
bool frame_has_panel(const struct frame *frame);

// Whether what the line of what to try says is still so, and is shown: the scene is as it was
// opened, but for another seed, and where it speaks of ← or →, for the slider that they move. Where
// it does not say which one that is, it means the one that is selected at first.
bool frame_try_holds(const struct frame *frame);

// Whether a question stands and is seen.
bool frame_asks(const struct frame *frame);

// Begins and ends the show.
void frame_show_on(struct frame *frame, bool on);

// The cards of the shipped scenes, read when they are first asked for. NULL on failure.
struct gallery *frame_gallery(struct frame *frame, struct error *error);

// Writes the scene's title into the window's.
void frame_show_title(struct frame *frame);

// After whatever may have changed the document: a failure is said, and a change that was taken
// takes the last message away. What was said of a field goes with that.
void frame_settle(struct frame *frame, const struct error *error);

// Whether the window is too small for its parts to stand beside each other: it shows one of them,
// under tabs; and whether the selected slider is shown below it, since it is what was used last.
bool frame_is_small(const struct frame *frame);
bool frame_has_strip(const struct frame *frame);

// On how many pages the speaker's notes are; 0 while they are not shown.
size_t frame_notes_pages(const struct frame *frame);

struct lab_layout frame_layout(const struct frame *frame);
struct lab_view frame_view(const struct frame *frame);

// Where the stage is that can be zoomed, and what it shows; false where the picture always shows
// everything.
bool frame_plot(const struct frame *frame, struct plot *plot);
// Why nothing can be zoomed, English; NULL where it can.
const char *frame_cannot_zoom(const struct frame *frame);

// What glides is there at once: a picture that is kept shows what the scene says.
void frame_rest(struct frame *frame);

void frame_advance(struct frame *frame, double seconds); // time passes
void frame_draw(struct frame *frame);                    // into the back buffer

// Draws and shows. Returns how many seconds may pass before the next frame is due if no event comes
// first: 0 while something moves, infinity when nothing ever will.
double frame_show(struct frame *frame);

// Parts of the drawing: sliders or legend; what to try, timeline, tabs; notes; messages.
void frame_draw_panel(struct frame *frame, const struct lab_layout *layout);
void frame_draw_edges(struct frame *frame);
void frame_draw_question(struct frame *frame);
void frame_draw_notes(struct frame *frame);
void frame_draw_messages(struct frame *frame);

#endif

// What is open: a scene and the lab that shows it, the place on the timeline, what can be undone.
// Knows no window, no key and no mouse.
//
// Who may call whom: frame → panel, timeline, overlay → document → former; document →
// history → drawer.
#ifndef RAVINE_APP_DOCUMENT_H
#define RAVINE_APP_DOCUMENT_H

#include "app/former.h"
#include "app/history.h"
#include "labs/lab.h"

#include <stdbool.h>

// A change that was refused since a file is on its way. Zeroed: none.
struct wish {
    bool is_there;
    char section[72], key[64];
    char *value; // NULL removes the key
    unsigned at; // document.changes then
};

struct document {
    struct moment now;   // the scene that is shown, and what belongs to it
    struct scene opened; // as it was opened
    struct history history;
    struct wish wish;
    struct former former;  // whose run the ghost is
    struct lab *lab;       // NULL until a scene is open
    int threads;           // 0 = one a core, unless OMP_NUM_THREADS says
    struct tables *tables; // for its labs (lab.h); outlive it

    size_t slider; // the one that is selected
    double step;   // place on the timeline; fractions are between steps
    double speed;  // 1 = normal
    bool is_playing;
    struct scene looks; // the scene with everybody's looks, while the document is away; else empty
    int late;           // changes in a row that were not computed when they were shown, up to 3
    double busy;        // seconds that the lab has been computing without a rest
    // Of these, those before what it is at now, and how far that had come last.
    double busy_from, busy_share;

    unsigned changes; // how many scenes were opened and changes taken so far
    bool is_linked;   // values of members move together (members.h)
    bool is_held;     // changes belong together: one step of undo
    bool has_changed; // while held: the first of them has been taken
    bool hides_ghost; // the run before the last change is not shown, in no scene
};

// An empty document. Open a scene before anything else.
void document_init(struct document *document, int threads);
void document_clear(struct document *document);

// Replaces everything by another scene, which begins to play unless it names its place. On failure
// the old one stays; `error` says why.
bool document_open(struct document *document, const struct scene *scene, struct error *error);

// ---- changes ------------------------------------------------------------------------------------
// Each becomes one step of undo and keeps the place on the timeline and the selected slider, as far
// as they still are. What follows from a change (lab.h) is made with it. On failure everything
// stays as it was; `error` says why, without the place of a value that is not from a file. `error`
// stays empty on success.

// Sets one key; value NULL removes it. Where a file is on its way that it needs, it is refused with
// ERROR_COMING and can be granted later; whoever has changed something else meanwhile, or has
// forgotten it, does not want it any more. Granting is true as well where nothing is wished.
bool document_change(struct document *document, const char *section, const char *key,
                     const char *value, struct error *error);
bool document_grant(struct document *document, struct error *error);
void document_forget_wish(struct document *document);
bool document_command(struct document *document, const struct lab_command *command,
                      const struct lab_view *view, struct error *error);
bool document_next_picture(struct document *document, int direction, struct error *error);
enum lab_effect document_point(struct document *document, const struct lab_layout *layout,
                               const struct lab_pointer *pointer, struct error *error);

// The whole scene, by another one of the same lab.
bool document_replace(struct document *document, const struct scene *scene, struct error *error);

// For a document that is away: its file has been given another content, by a scene of the same lab.
// That becomes one step of undo, and what it counts as opened as.
bool document_renew(struct document *document, const struct scene *scene, struct error *error);

// For changes of several keys or of whole sections: begin keeps what is there in *before; set and
// direct changes of document->now then change the scene; take opens it as one step of undo. After a
// failure in between, drop goes back. *before is emptied by both, take going back where it fails.
bool document_begin(struct document *document, struct moment *before, struct error *error);
bool document_set(struct document *document, const char *section, const char *key,
                  const char *value, struct error *error);
bool document_take(struct document *document, struct moment *before, struct error *error);
void document_drop(struct document *document, struct moment *before);
// What follows from a section that has been added; for use before take.
bool document_follow_section(struct document *document, const char *section, struct error *error);

// The scene with the looks that everybody has now.
bool document_copy_looks(const struct document *document, struct scene *scene, struct error *error);

// The scene as it is, and the place on the timeline.
bool document_copy_placed(const struct document *document, struct scene *scene,
                          struct error *error);

// True when the scene differs from the one that was opened in anything but what is only about how
// it is looked at ([view]).
bool document_is_changed(const struct document *document);

// All changes from hold to release are one step of undo: a drag.
// All changes from hold to release are one step of undo: a drag. One that is resumed goes on with
// the step of the last change.
void document_hold(struct document *document);
void document_resume(struct document *document);
void document_release(struct document *document);

bool document_can_undo(const struct document *document);
bool document_can_redo(const struct document *document);
bool document_undo(struct document *document, struct error *error);
bool document_redo(struct document *document, struct error *error);

// The run before the last step of undo, beside the one that is shown: whether there is one, even if
// it is still computed anew, and showing or hiding it, now and in scenes to come.
bool document_has_ghost(const struct document *document);
void document_show_ghost(struct document *document, bool on);

// ---- sliders ------------------------------------------------------------------------------------

// Selects the first number of a group, which is what people mean to change first; where it has
// none, its first slider. A group without sliders changes nothing.
void document_select_group(struct document *document, size_t group);
// The slider of a group that is selected with it: its first number, else its first one; how many
// sliders there are where it has none.
size_t document_first_slider(const struct document *document, size_t group);

struct lab_slider document_slider(const struct document *document, size_t index);
// What the scene hides (labs/hide.h) has no slider, and is not changed by hand.
bool document_hides(const struct document *document, const char *section, const char *key);
bool document_hides_panel(const struct document *document);
struct lab_group document_group(const struct document *document, size_t index);

// ---- the timeline -------------------------------------------------------------------------------

double document_last_step(const struct document *document);
void document_go(struct document *document, double step);         // clamped to the timeline
void document_play(struct document *document);                    // or pause; at the end: from 0
void document_advance(struct document *document, double seconds); // time passes
// Until what the lab is at will be there; NaN as long as nobody can tell.
double document_seconds_left(const struct document *document);

// ---- saving -------------------------------------------------------------------------------------

// The scene as it is seen: with the place on the timeline, the theme, and the looks that runners
// have now, which reopening would choose anew. The caller clears *scene.
bool document_snapshot(const struct document *document, const char *theme, struct scene *scene,
                       struct error *error);

#endif

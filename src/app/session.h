// The scenes that were opened while the program runs, each as it was left, and the lecture that is
// given. Knows no window, no key and no mouse.
//
// Who may call whom: frame → session → document.
#ifndef RAVINE_APP_SESSION_H
#define RAVINE_APP_SESSION_H

#include "app/document.h"
#include "scene/lecture.h"

#define SESSION_NONE ((size_t)-1)

// Zeroed is empty: nothing away, no lecture.
struct session {
    struct document **away; // away[count], without their labs; the one left last is the last one
    size_t count, capacity;
    struct lecture lecture; // count 0 = none
    size_t shown;           // the place in it of the scene that is shown, or SESSION_NONE
    size_t place;           // of the one that was shown last
};

void session_clear(struct session *session);

// ---- scenes -------------------------------------------------------------------------------------
// `document` is the one that is shown. What is opened takes its place, and it goes away: it keeps
// its scene, what can be undone, its place, slider and speed, what its ghost was, and no lab.
// document->changes goes on counting. On failure everything stays; `error` says why.

// The one that was left last of a file, however its path is written, or of a lab; SESSION_NONE
// where none is away.
size_t session_find(const struct session *session, const char *source);
size_t session_find_lab(const struct session *session, const struct lab_type *type);

// Whether the document that is shown is of that file.
bool session_shows(const struct document *document, const char *source);

// Shows away[index] again, as it was left. Its lab computes anew, and after it its
// ghost.
bool session_return(struct session *session, struct document *document, size_t index,
                    struct error *error);

// Shows a scene. Where its file was open before, that document comes back, and what the scene has
// other than it becomes one step of undo.
bool session_open(struct session *session, struct document *document, const struct scene *scene,
                  struct error *error);

// The document that is shown has been saved: others of the same file, which say what was in it
// before, take its content over as one step of undo. Where that is of another lab, they are
// forgotten, unless they have changes.
bool session_renew(struct session *session, const struct document *document, struct error *error);

// How many documents have changes, the one that is shown among them.
size_t session_changed(const struct session *session, const struct document *document);

// ---- the lecture --------------------------------------------------------------------------------

// Gives this lecture; the one before comes back in its place.
void session_enter(struct session *session, const struct document *document,
                   struct lecture *lecture);

// The same with the shipped lecture that the document's scene is of, if it is of one.
void session_enter_its(struct session *session, const struct document *document);

bool session_has_lecture(const struct session *session);

// The place of the scene that comes next in a direction (−1 or +1). Where the scene that is shown
// is none of the lecture's: after the one that was shown last (+1), or that one itself (−1).
// SESSION_NONE past the ends.
size_t session_next(const struct session *session, int direction);

#endif

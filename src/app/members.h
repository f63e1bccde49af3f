// Members: the groups of a lab that can be added, copied, renamed and taken away (lab.h), and what
// moves all of them at once. Everything is one step of undo, and about the selected group.
//
// Who may call whom: panel, commands → members → document.
#ifndef RAVINE_APP_MEMBERS_H
#define RAVINE_APP_MEMBERS_H

#include "app/document.h"

enum { MEMBERS_MAX = 8 }; // of a scene that is changed in the window; labs may have less room

// Why it cannot be done now, as a sentence to be looked up; NULL when it can.
const char *members_cannot_add(const struct document *document);
const char *members_cannot_duplicate(const struct document *document);
const char *members_cannot_rename(const struct document *document);
const char *members_cannot_remove(const struct document *document);
const char *members_cannot_link(const struct document *document);

// Behind the selected member, or at the end: the lab fills it. It is selected then.
bool members_add(struct document *document, struct error *error);

// The same numbers under a look of its own. It is selected then.
bool members_duplicate(struct document *document, struct error *error);

// An empty name: it is called by its numbers again.
bool members_rename(struct document *document, const char *name, struct error *error);
const char *members_name(const struct document *document); // that the scene gives it; may be NULL

// The next one is selected then. The last one stays.
bool members_remove(struct document *document, struct error *error);

// True where a slider moves others with it now.
bool members_links(const struct document *document, size_t slider);

// Sets the value of the selected slider, as text. While members are linked, the same key of all of
// them moves: by the same factor where the slider moves in powers, by the same step where it does
// not; choices become the same.
bool members_change(struct document *document, const char *value, struct error *error);

// The selected slider back to the scene's value, and what is linked with it.
bool members_reset(struct document *document, struct error *error);

#endif

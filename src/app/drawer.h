// Keys that have no effect in the scene as it is now (the decay rate under a constant schedule),
// kept aside until they have again, so that there and back is the same scene. The caption is one of
// them while it would be told of something else than was there when the scene was opened.
//
// Who may call whom: document → history → drawer.
#ifndef RAVINE_APP_DRAWER_H
#define RAVINE_APP_DRAWER_H

#include "labs/lab.h"

struct drawer_entry {
    char *section;
    struct scene_entry entry;
    size_t at; // its place in the section when it was taken
};

// A stack: what was taken last comes back first, and so to its old place. Zeroed is empty.
struct drawer {
    struct drawer_entry *entry;
    size_t count, capacity;
};

// After a change of the scene: forgets what the scene has a value for again, takes out what no
// longer applies and brings back what does.
// Error: no memory; scene and drawer are then to be thrown away.
bool drawer_settle(struct drawer *drawer, const struct lab_type *type, struct scene *scene,
                   const struct scene *opened, struct error *error);

// Forgets what is kept of a section.
void drawer_forget(struct drawer *drawer, const char *section);

bool drawer_copy(struct drawer *to, const struct drawer *from, struct error *error);
void drawer_clear(struct drawer *drawer);

#endif

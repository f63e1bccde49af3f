// The run before the last change of a document, beyond the life of its lab: which scene it is of,
// and computing it anew for a lab that has none.
//
// Who may call whom: session → document → former.
#ifndef RAVINE_APP_FORMER_H
#define RAVINE_APP_FORMER_H

#include "labs/lab.h"

// Zeroed: there is none.
struct former {
    struct scene scene; // that the run is of; empty: there is none
    struct lab *lab;    // computes it anew; NULL: not now
    bool is_due;        // the document's lab has still to get it
};

void former_clear(struct former *former);

// A change has made the run of a scene, which is taken over (it is emptied), the ghost of the
// document's lab.
void former_take(struct former *former, struct scene *scene);

// The document goes away, and its lab with it: without a ghost nothing is left to come back.
void former_leave(struct former *former, bool has_ghost);

// The document is back with a new lab, which is to get its ghost.
void former_return(struct former *former);

// Whether the ghost is still on its way.
bool former_is_due(const struct former *former);

// Goes on with it, waiting for at most so many milliseconds: it begins when `lab` has computed its
// own run. What cannot be computed any more is forgotten.
void former_follow(struct former *former, struct lab *lab, int milliseconds);

#endif

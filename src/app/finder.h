// The finder: searches for the α at which the selected runner ends best, shows the search as a
// small curve, and sets what it has found.
//
// Who may call whom: frame, commands, events → finder → document.
#ifndef RAVINE_APP_FINDER_H
#define RAVINE_APP_FINDER_H

#include "app/document.h"
#include "canvas/canvas.h"
#include "plot/theme.h"

struct search;

struct finder {
    struct search *search; // NULL: nothing is shown
    size_t group;          // of the runner
    char name[72];
    double before;    // α when it began
    bool is_over;     // has found what there is, and set it
    unsigned changes; // of the document when it began, or when it had set α
};

// Whether the selected slider belongs to a runner that has something to search for; else why not,
// English.
const char *finder_unavailable(const struct finder *finder, const struct document *document);

// Starts searching for the selected runner, in place of what was shown before.
bool finder_begin(struct finder *finder, const struct document *document, struct error *error);

// Stops; what has not been set stays as it is. Nothing is shown any more. Fine when there is
// nothing.
void finder_end(struct finder *finder);

bool finder_is_open(const struct finder *finder); // it searches, or shows what it has found
bool finder_is_busy(const struct finder *finder); // it searches

// Looks whether the search is over, and then sets what it has found, as one step of undo. Ends when
// somebody else has changed the scene. Errors: a run that failed, a change that is refused.
bool finder_follow(struct finder *finder, struct document *document, struct error *error);

// Over the second plot's box.
void finder_draw(const struct finder *finder, struct canvas *canvas, const struct theme *theme,
                 const struct document *document, const struct rect *box);

#endif

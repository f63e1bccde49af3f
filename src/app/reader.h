// The reading cursor: walks along the path of a runner and shows the numbers of its steps.
//
// Who may call whom: frame, commands, events → reader → document.
#ifndef RAVINE_APP_READER_H
#define RAVINE_APP_READER_H

#include "app/document.h"

struct reader {
    bool is_on;
    size_t group;
    double step; // place on the timeline, at a step of the group's path
};

// Whether there is a path that is drawn and can be walked along.
bool reader_can(const struct document *document);

// Puts the cursor on the step of the selected runner where the timeline stands, or of the first one
// that has a path; the playing stops. Does nothing where there is none.
void reader_begin(struct reader *reader, struct document *document);
void reader_leave(struct reader *reader);

// So many steps on, or back; beyond what is drawn the timeline goes along.
void reader_walk(struct reader *reader, struct document *document, int by);

// The step at the same time on the next (1) or the last (−1) path.
void reader_change(struct reader *reader, struct document *document, int direction);

// After whatever may have changed the document: stays on what is still drawn, or leaves.
void reader_settle(struct reader *reader, const struct document *document);

#endif

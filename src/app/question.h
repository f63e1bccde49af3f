// A question that is answered by yes or no before anything else goes on: Y and Enter say yes; N,
// Esc and a press beside say no.
//
// Who may call whom: commands → question → frame.
#ifndef RAVINE_APP_QUESTION_H
#define RAVINE_APP_QUESTION_H

#include "app/frame.h"

typedef void question_answer(struct frame *frame);

// Two sentences: what is, and what is asked. `yes` is called when that is the answer.
bool question_ask(struct frame *frame, const char *what, const char *asked, question_answer *yes,
                  struct error *error);

struct question_options {
    const char *what, *asked;
    void *user; // for the functions below
    void (*answer)(struct frame *frame, void *user, bool is_yes, struct error *error);
    void (*free)(void *user); // when the question goes, answered or not; NULL: nothing to free
};

// The same for what needs to know more, or to know of a no. A press beside the question is no
// answer. `user` is taken over, also on failure.
bool question_ask_for(struct frame *frame, const struct question_options *options,
                      struct error *error);

// Whether the question that `yes` answers is open.
bool question_asks(const struct frame *frame, question_answer *yes);

#endif

// What scenes ask before they are played (labs/quiz.h), and what was answered while the program
// runs. Knows no window, no key and no mouse.
//
// Who may call whom: frame → predict → predict_judge, document.
#ifndef RAVINE_APP_PREDICT_H
#define RAVINE_APP_PREDICT_H

#include "app/document.h"
#include "app/prediction.h"

// Zeroed: nothing was asked.
struct predict {
    struct prediction **of; // of[count]
    size_t count, capacity;
    struct prediction *now; // of the scene that is shown; NULL: it asks nothing
    const char *answers;    // a file that they are added to; NULL: none
};

// What was answered and never came to its end goes into the file as well. False with `error` where
// that fails.
bool predict_clear(struct predict *predict, struct error *error);

// Another scene is shown. A question that still stood waits until the scene comes back.
void predict_arrive(struct predict *predict, const struct document *document);

// The question of the scene that is shown; false where it has none, or runs something else than it
// was opened with.
bool predict_quiz(const struct predict *predict, const struct document *document,
                  struct quiz *quiz);

// It has one, which was not asked yet and can be: all that it is about is there.
bool predict_wants(const struct predict *predict, const struct document *document);
bool predict_is_asked(const struct predict *predict);

// Puts the question. The document goes to its start and stays there until it is answered or
// skipped: then it plays. Error: it cannot be asked; then it counts as skipped.
bool predict_ask(struct predict *predict, struct document *document, struct error *error);
void predict_skip(struct predict *predict, struct document *document);

// Whether something has been drawn, chosen or typed.
bool predict_has_answer(const struct predict *predict, const struct document *document);
// Takes that as the answer. Error: what is typed is no number.
bool predict_take(struct predict *predict, struct document *document, struct error *error);

// Judges an answer when the run has been seen to its end; for the file, as soon as it can be.
// Error: the file of answers cannot be written.
bool predict_follow(struct predict *predict, struct document *document, struct error *error);

// Whether what was answered is still about what is shown.
bool predict_holds(const struct predict *predict, const struct document *document);

// Adds a point to the path; where there are very many, every second one goes.
void predict_add_point(struct prediction *now, double x, double y);

#endif

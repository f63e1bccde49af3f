// How near an answer was, and the file that keeps answers.
//
// Who may call whom: app, predict → predict_judge → labs.
#ifndef RAVINE_APP_PREDICT_JUDGE_H
#define RAVINE_APP_PREDICT_JUDGE_H

#include "app/prediction.h"

struct judgement {
    char text[300];                // for people
    char truth[200], nearness[64]; // for the file
    bool is_right;                 // of a choice
};

// In a lab that has run to its end.
bool judge(struct lab *lab, const struct quiz *quiz, const struct prediction *prediction,
           struct judgement *judgement, struct error *error);

// An answer of a choice as people read it: a runner by its name on the screen.
void judge_answer_name(const struct lab *lab, const struct quiz *quiz, size_t index, char *text,
                       size_t size);

// Whether the file of answers can be written to; makes it where it is not there.
bool judge_answers_open(const char *path, struct error *error);

// Adds a line to the file; does nothing where `path` is NULL or the line is there. What is in the
// file stays.
bool judge_write(const char *path, struct prediction *prediction, const char *truth,
                 const char *nearness, struct error *error);

#endif

// What a scene asks before it is played: its section [predict].
//
//   kind = choice | number | path
//   question = …
//   of = ANSWER, ANSWER …            choice: runners by their sections' names, or any words
//   answer = least EXPRESSION        choice among runners, whom `r` stands for: least final(r)
//   answer = most EXPRESSION
//   answer = TERM { and TERM } { | TERM … }    choice among words: the first that holds is right;
//                                              where none does, the word after them
//   answer = EXPRESSION              number
//   runner = NAME                    path: whose
//   hides = picture                  nothing of the picture is shown before it is answered
//
// TERM and EXPRESSION are those of claims (labs/claims.h), so that what is right is measured.
#ifndef RAVINE_LABS_QUIZ_H
#define RAVINE_LABS_QUIZ_H

#include "labs/lab.h"

enum { QUIZ_ANSWERS_MAX = 9, QUIZ_ANSWER_MAX = 100 };

enum quiz_kind { QUIZ_PATH, QUIZ_CHOICE, QUIZ_NUMBER };

struct quiz {
    enum quiz_kind kind;
    const char *question, *answer, *runner; // the scene's
    char of[QUIZ_ANSWERS_MAX][QUIZ_ANSWER_MAX];
    size_t count;
    bool is_of_members; // a choice among runners
    bool hides_picture;
};

// The keys of the section. NULL past the end.
const struct param *quiz_param(size_t index);

// False where the scene asks nothing. For scenes that passed quiz_check; the texts are the scene's.
bool quiz_read(const struct scene *scene, struct quiz *quiz);

// The word of a kind: "choice".
const char *quiz_kind_name(enum quiz_kind kind);

// Whether [predict], where there is one, has what its kind needs and its expressions read. Runners
// that it names may be missing: one that has been taken away leaves the scene one that opens.
// Errors carry file and line.
bool quiz_check(const struct lab_type *type, const struct scene *scene, struct error *error);

// Whether all that [predict], where there is one, is about is there: its runners, and those and the
// axes of what is right. Errors carry file and line and name the nearest.
bool quiz_applies(const struct lab_type *type, const struct scene *scene, struct error *error);

// The group of a member of the lab, or that of an answer that is one; false where there is none.
bool quiz_group(const struct lab *lab, const char *member, size_t *group);

// What is right, in a lab that has run to its end: the index of an answer, or a number; NaN where
// that has no value. Not for paths.
bool quiz_truth(struct lab *lab, const struct quiz *quiz, double *truth, struct error *error);

#endif

// The question of one scene, with whatever was given to it so far.
#ifndef RAVINE_APP_PREDICTION_H
#define RAVINE_APP_PREDICTION_H

#include "app/field.h"
#include "labs/quiz.h"

enum { PREDICT_POINTS_MAX = 1024 };

enum prediction_state {
    PREDICTION_NONE,   // not asked yet
    PREDICTION_ASKED,  // the question stands; the picture is held at its start
    PREDICTION_GIVEN,  // answered; what is right is not known before the run has been seen
    PREDICTION_JUDGED, // and compared with what is right
    PREDICTION_SKIPPED
};

struct prediction {
    char *key; // of its scene
    enum prediction_state state;
    struct scene scene; // as it was when it was answered
    size_t picture;     // that the path was drawn on
    struct point_on_plane {
        double x, y; // as the axes count
    } point[PREDICT_POINTS_MAX];
    size_t count;
    size_t chosen; // of the answers; SIZE_MAX: none
    struct text_field field;
    double number;   // that it says
    char given[200]; // "momentum"
    char result[300];
    bool is_right, is_written;
    bool is_judged; // for the file, whatever of it has been shown yet
};

#endif

// A message that stands over the picture for a while. Time is what the caller says it is.
//
// Calls nothing; overlay draws it, frame and what is above say something.
#ifndef RAVINE_APP_TOAST_H
#define RAVINE_APP_TOAST_H

#include <stdbool.h>

enum { TOAST_SECONDS = 5 };
#define TOAST_FADE 0.4 // of them, at the end

struct toast {
    char text[600];
    double left; // seconds; 0 = gone
    bool is_error;
    unsigned said; // counts messages
};

void toast_say(struct toast *toast, bool is_error, const char *text);
void toast_dismiss(struct toast *toast);
void toast_advance(struct toast *toast, double seconds); // time passes

bool toast_shows(const struct toast *toast);
float toast_strength(const struct toast *toast); // 1 at rest, to 0 while it fades

// Seconds until it looks different: 0 while it fades, infinity when it is gone.
double toast_due(const struct toast *toast);

#endif

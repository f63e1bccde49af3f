#include "app/ease.h"

#include <math.h>
#include <string.h>

// What is drawn at this moment.
static void now(const struct ease *ease, double low[2], double high[2])
{
    const double time = 1 - fmin(fmax(ease->left / EASE_SECONDS, 0), 1);
    const double share = time * time * (3 - 2 * time); // begins and ends slowly
    for (int axis = 0; axis < 2; axis++) {
        low[axis] = ease->from_low[axis] + share * (ease->low[axis] - ease->from_low[axis]);
        high[axis] = ease->from_high[axis] + share * (ease->high[axis] - ease->from_high[axis]);
    }
}

void ease_follow(struct ease *ease, const void *shown, const double low[2], const double high[2],
                 bool at_once)
{
    const bool is_same = ease->shown == shown;
    if (is_same && memcmp(ease->low, low, sizeof ease->low) == 0 &&
        memcmp(ease->high, high, sizeof ease->high) == 0)
        return;
    now(ease, ease->from_low, ease->from_high);
    memcpy(ease->low, low, sizeof ease->low);
    memcpy(ease->high, high, sizeof ease->high);
    ease->left = is_same && !at_once ? EASE_SECONDS : 0;
    ease->shown = shown;
}

void ease_advance(struct ease *ease, double seconds)
{
    ease->left = fmax(ease->left - seconds, 0);
}

void ease_rest(struct ease *ease)
{
    ease->left = 0;
}

bool ease_at(const struct ease *ease, double low[2], double high[2])
{
    if (ease->left <= 0)
        return false;
    now(ease, low, high);
    return true;
}

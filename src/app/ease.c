#include "app/ease.h"

#include <math.h>
#include <string.h>

double ease_share(const struct ease *ease)
{
    const double time = 1 - fmin(fmax(ease->left / EASE_SECONDS, 0), 1);
    return time * time * (3 - 2 * time); // begins and ends slowly
}

static double between(double from, double to, bool is_log, double share)
{
    return is_log ? from * pow(to / from, share) : from + share * (to - from);
}

// What is drawn at this moment.
static struct ease_part now(const struct ease *ease)
{
    const double share = ease_share(ease);
    const struct ease_part *from = &ease->from, *to = &ease->to;
    struct ease_part part = *to;
    if (share >= 1)
        return part;
    for (int axis = 0; axis < 2; axis++) {
        const bool is_log = to->is_log[axis];
        part.low[axis] = between(from->low[axis], to->low[axis], is_log, share);
        part.high[axis] = between(from->high[axis], to->high[axis], is_log, share);
    }
    return part;
}

static bool is_same(const struct ease_part *a, const struct ease_part *b)
{
    return memcmp(a->low, b->low, sizeof a->low) == 0 &&
           memcmp(a->high, b->high, sizeof a->high) == 0;
}

// Whether one can be seen to go over into the other.
static bool is_alike(const struct ease_part *a, const struct ease_part *b)
{
    return a->of == b->of && a->picture == b->picture && a->is_log[0] == b->is_log[0] &&
           a->is_log[1] == b->is_log[1] && strcmp(a->label, b->label) == 0;
}

void ease_follow(struct ease *ease, const struct ease_part *part, bool at_once)
{
    const bool alike = is_alike(&ease->to, part);
    if (alike && is_same(&ease->to, part))
        return;
    ease->from = now(ease);
    ease->to = *part;
    ease->left = alike && !at_once ? EASE_SECONDS : 0;
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
    const struct ease_part part = now(ease);
    memcpy(low, part.low, sizeof part.low);
    memcpy(high, part.high, sizeof part.high);
    return true;
}

// The parameter descriptor: one table row is a slider, a scene key, a `--set` key, a line of help
// and an error message.
#ifndef RAVINE_BASE_PARAM_H
#define RAVINE_BASE_PARAM_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum param_scale {
    PARAM_LINEAR,
    PARAM_LOG,      // the slider moves in powers of ten; min > 0
    PARAM_NEAR_ONE, // the slider moves in powers of ten of 1 − value (β: 0, 0.9, 0.99, 0.999 …)
    PARAM_INTEGER,
    PARAM_COUNT,  // an integer the slider moves in powers of two below max; 0 is written as `all`,
                  // which max would be as well, and is the top of the track
    PARAM_CHOICE, // an index into `choices`
    PARAM_TEXT,   // a free text; no slider, no number
    PARAM_PAIR,   // two numbers "x, y", each within min…max; no slider
};

// How far one press of a key moves a slider.
enum param_pace { PARAM_FINE, PARAM_NORMAL, PARAM_COARSE };

// Tables of these end with a row whose key is NULL.
struct param {
    const char *key;    // "beta1": in scenes and on the command line
    const char *symbol; // "β₁": on the screen; NULL where there is none
    const char *label;  // "average of g"
    const char *help;   // one line for the help page
    enum param_scale scale;
    double min, max, standard;  // `standard` is the value where nobody says otherwise
    const char *const *choices; // NULL-terminated words, for PARAM_CHOICE
    const char *fallback;       // the standard value of PARAM_TEXT and PARAM_PAIR; may be NULL
    bool is_ranged; // its text may end in " in LOW..HIGH", which is where min and max come from
};

// Reads `text` as a value of `param`. On failure `error` says what would be right ("alpha must be
// a number from 1e-06 to 10000, not 'fast'"; a choice names the nearest word), without a place:
// the caller puts it in front. Never yields NaN or infinity. Not for PARAM_TEXT and PARAM_PAIR.
bool param_parse(const struct param *param, const char *text, double *value, struct error *error);

// Reads "x, y" of a PARAM_PAIR into value[2].
bool param_parse_pair(const struct param *param, const char *text, double value[2],
                      struct error *error);

// Writes the value so that param_parse reads the same double back, and as short as that allows:
// "0.07", "all", "adam". `size` ≥ 32 always fits.
void param_format(const struct param *param, double value, char *text, size_t size);

// The same for people: at most four significant digits, real minus sign.
void param_show(const struct param *param, double value, char *text, size_t size);

// Where on the slider's track (0…1) the value lies, and the round value at a place on the track.
double param_position(const struct param *param, double value);
double param_at(const struct param *param, double position);

// The next round value in a direction (−1 or +1), clamped to the range. From the same start, n
// presses up and n down return to the start when that was round at this pace.
double param_nudge(const struct param *param, double value, int direction, enum param_pace pace);

// The row with this key, or NULL.
const struct param *param_find(const struct param table[], const char *key);

// True when the parameter is a number with a slider.
bool param_has_slider(const struct param *param);

#endif

// Text blocks that several pictures share.
#ifndef RAVINE_PLOT_LABEL_H
#define RAVINE_PLOT_LABEL_H

#include "plot/theme.h"

// Title (600) and caption under it, cut with an ellipsis or wrapped to `lines` so that they stay
// within the rectangle. A remark beside the title ("changed") is never cut; NULL = none.
void label_draw_title(struct canvas *canvas, const struct theme *theme, const struct rect *rect,
                      const char *title, const char *remark, const char *caption, size_t lines);

// A text broken at its blanks into `lines` lines, the last one cut where it is longer; how many it
// takes. Lines are LABEL_LINE em apart.
#define LABEL_LINE 1.3f
void label_draw_wrapped(struct canvas *canvas, const char *text, float x, float y, float width,
                        size_t lines, const struct text_style *style);
// How many bytes of the text are its first line; 0: not even its first word fits.
size_t label_line(struct canvas *canvas, const char *text, float size, bool bold, float width);
size_t label_lines(struct canvas *canvas, const char *text, float size, bool bold, float width);

// The heading of a second plot, one line, left-aligned at the rectangle's top. A text without
// numbers is given in English and looked up here.
// The first of the headings, NULL-terminated, that fits as a whole; the last one is cut.
void label_draw_fitting_heading(struct canvas *canvas, const struct theme *theme,
                                const struct rect *rect, const char *const texts[]);
void label_draw_heading(struct canvas *canvas, const struct theme *theme, const struct rect *rect,
                        const char *text);

// Room for labels among what is drawn already.
enum { LABEL_TAKEN_MAX = 1024, LABEL_WORDS_MAX = 64 };

struct label_space {
    struct rect bounds;
    struct rect taken[LABEL_TAKEN_MAX], soft[LABEL_TAKEN_MAX];
    struct rect words[LABEL_WORDS_MAX]; // those of what is taken that are texts
    size_t count, soft_count, word_count;
};

// Nothing may stand there any more. What comes when the space is full is not remembered, and no
// label is placed from then on.
void label_take(struct label_space *space, const struct rect *box);
void label_take_words(struct label_space *space, const struct rect *box); // the box of a text
void label_take_line(struct label_space *space, struct point from, struct point to, float width);
// Nothing should stand there while there is room elsewhere; what comes when it is full is
// forgotten.
void label_avoid_line(struct label_space *space, struct point from, struct point to, float width);

// Whether a box is within the bounds and on nothing that is taken; is_strict: nor on what should be
// avoided.
bool label_is_free(const struct label_space *space, const struct rect *box, bool is_strict);

// The place nearest to `at` where a width × height box is free and within the bounds, ahead of the
// direction (dx, dy) before elsewhere; takes it. False where there is none near enough to be seen
// to belong to `at`.
bool label_place(struct label_space *space, struct point at, struct point direction, float width,
                 float height, struct rect *box);

// The same, and where there is none near, further away: for words whose colour says what they
// belong to.
bool label_place_far(struct label_space *space, struct point at, struct point direction,
                     float width, float height, struct rect *box);

// For a text that must be: the first place, from the upper left on, where no other text stands,
// whatever else does; takes it. False where the bounds are too small for it.
bool label_place_over(struct label_space *space, float width, float height, struct rect *box);

// A small box of lines beside a point (hover), kept within `bounds`. Each line has a colour
// swatch when swatch[i].a > 0. It stands where it covers least of what is taken, then least of what
// is avoided, then nearest; the bounds of the space do not count. NULL: there is nothing to cover.
void label_draw_tip(struct canvas *canvas, const struct theme *theme, struct point at,
                    const struct rect *bounds, const char *const lines[],
                    const struct color swatch[], size_t count, const struct label_space *space);

// A short sample of a runner's line with its marker in the middle, for legends.
void label_draw_sample(struct canvas *canvas, const struct theme *theme, float x, float y,
                       float width, const struct look_style *style);

#endif

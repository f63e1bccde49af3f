// A lab's picture as a figure for paper: which part of the screen, how large, with what legend; and
// the whole screen, with a legend where the sliders are.
//
// Who may call whom: figure_draw → legend, direct, figure_panel → probe → figure.
#ifndef RAVINE_EXPORT_FIGURE_H
#define RAVINE_EXPORT_FIGURE_H

#include "canvas/font.h"
#include "export/motion.h"
#include "labs/lab.h"
#include "labs/paper.h"

enum { FIGURE_NOTE_MAX = 400 };

// The text that a figure's size of text speaks of: that of ticks, names of axes and the legend,
// which is what stands beside the text around a figure.
#define FIGURE_TEXT TYPE_SMALL

// The choices of [figure] in the order of their words (labs/paper.h), behind: nothing is said.
enum figure_part { FIGURE_UNSAID, FIGURE_STAGE, FIGURE_PLOT, FIGURE_BOTH, FIGURE_ALL };
enum figure_legend { LEGEND_UNSAID, LEGEND_AUTO, LEGEND_INSIDE, LEGEND_BESIDE, LEGEND_NONE };
enum figure_labels { LABELS_UNSAID, LABELS_NONE, LABELS_DIRECT };
enum figure_switch { SWITCH_UNSAID, SWITCH_OFF, SWITCH_ON };

// Below this the plots of a whole screen and the list beside them lie over each other.
enum { FIGURE_LEAST_WIDTH = 480, FIGURE_LEAST_HEIGHT = 300 };

// Zeroed: the scene's [figure] says everything. Where that says nothing either, a picture is the
// whole screen of 1280 × 720 pixels, and a figure (is_figure, a vector format, any length of paper
// or text, a legend) is the stage in a column of 86 mm with text of 8 pt.
struct figure_options {
    bool is_figure;        // a figure is meant, although nothing else says so
    enum figure_part part; // of the screen
    double width, height;  // pixels at scale 1, or points; 0 = not given; height follows then
    bool is_paper;         // they are points
    double text; // points that its text is high (FIGURE_TEXT); 0 = by the size of the picture
    enum figure_legend legend;
    enum figure_labels labels;
    enum figure_switch title, results;
    double dpi;                // pixels an inch, where lengths are of paper; 0 = not given
    double scale;              // device pixels a pixel of that; 0 = 1
    bool has_background;       // else the theme's
    struct color background;   // a = 0: none, what lies behind the figure shows through
    const struct theme *theme; // NULL = the scene's, else light
    bool has_step;             // else the scene's place on the timeline, else the end
    double step;
    bool has_epoch; // in place of a step
    double epoch;
    int threads;
    struct motion_options motion; // of a film
    bool is_planned;              // legend and names stand where they do at this step: all frames
    double plan_step;             // of a film are laid out alike
    // Called as a film goes on; false ends it. NULL: nobody follows.
    bool (*follow)(void *user, size_t done, size_t all);
    void *user;
    // Is told, of what has to be computed first, which share is there, while that is waited for.
    void (*await)(void *user, double share);
    // Signals that would end the program end what is written first (base/interrupt.h); whoever asks
    // for it releases them afterwards.
    bool ends_on_signals;
    char *note; // [FIGURE_NOTE_MAX] what is to be said of a file that was written; NULL: to nobody
    const struct font_files *font; // the typeface of its text; NULL = ours
    bool has_contours;             // the colours of fields as steps with edges, not as an image
    bool has_outlines;             // SVG: text as shapes
    struct report *report;         // gets what was found in the scene's data; may be NULL
};

// The canvas of a figure.
struct figure_page {
    float width, height; // units
    double points;       // a unit, of 1/72 inch
};

// Fills in what the options leave open, from the scene and by what is usual; the place on the
// timeline aside. Error: there is no room for the text.
bool figure_settle(struct figure_options *options, const struct scene *scene, bool is_vector,
                   struct error *error);

// The rest is for settled options.

// Puts into the scene's [figure] what the options say of a part, so that it is drawn as the same
// figure again. Nothing for the whole screen.
bool figure_mark(struct scene *scene, const struct figure_options *options, struct error *error);

// Text is as high as the options say; else a unit is a pixel at 720p: a larger picture has
// larger text, a smaller one less room. A pixel is 1/96 inch. False where the page is too small for
// what it shows.
bool figure_page(const struct figure_options *options, struct figure_page *page);

// The picture's size in device pixels, and device pixels a unit.
void figure_size(const struct figure_options *options, int *width, int *height);
float figure_unit(const struct figure_options *options);

// What a figure is drawn on.
struct color figure_background(const struct figure_options *options);

// Draws the lab. Where the options ask for a part that this lab's picture does not have (nothing
// but curves has ends to be labelled), that is left out.
void figure_draw(struct lab *lab, struct canvas *canvas, const struct figure_options *options);

// How the lab is laid out on the page for a part, beside what belongs to a title and a legend.
struct figure_room {
    float top;
    float stage_right, second_right;
    float right, below;
};
struct lab_layout figure_layout(const struct figure_options *options, float width, float height,
                                const struct figure_room *room);

// ---- figure_panel.c -----------------------------------------------------------------------------

// The legend of the whole screen: every group that is not hidden with its numbers and its result at
// a step. What has no room in the rectangle is left out; the height is what all of it needs.
void figure_draw_legend(struct lab *lab, struct canvas *canvas, const struct rect *rect,
                        const struct theme *theme, double step);
float figure_legend_height(const struct lab *lab, double step);
// The same with its rows as close as they may be.
float figure_legend_least(const struct lab *lab, double step);

#endif

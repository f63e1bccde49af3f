// A lab: one screen that computes, draws and can be tweaked. The window and the export know labs
// only through this.
#ifndef RAVINE_LABS_LAB_H
#define RAVINE_LABS_LAB_H

#include "base/error.h"
#include "base/param.h"
#include "plot/theme.h"
#include "scene/scene.h"

#include <stdio.h>

struct lab;

// Where a lab draws, in canvas units. The caller lays out; see lab_layout.
struct lab_layout {
    struct rect title;    // title and caption
    struct rect stage;    // the picture the lab is about, tick labels included
    struct rect second;   // the second plot, heading and tick labels included
    struct rect panel;    // sliders in the window, the legend in a figure: not the lab's to draw
    size_t caption_lines; // that the title's rectangle has room for
    bool narrow;          // little room: short texts
};

// The layout of a width × height picture whose bottom `foot` units belong to somebody else.
struct lab_layout lab_layout(float width, float height, float foot);

// What to show.
struct lab_view {
    const struct theme *theme;
    double step;          // place on the timeline, between 0 and steps; fractions interpolate
    bool has_pointer;     // the pointer is over the picture: show the numbers under it
    struct point pointer; // in canvas units
    bool is_selected;     // a group is selected: draw it on top
    size_t selected;
    bool arrows; // last gradient and step arrows at the heads
};

enum lab_pointer_kind { LAB_PRESS, LAB_DRAG, LAB_RELEASE, LAB_WHEEL };

struct lab_pointer {
    enum lab_pointer_kind kind;
    struct point at;
    float wheel; // notches, positive zooms in
};

// What a pointer event or a command did.
enum lab_effect {
    LAB_NOTHING, // not for the lab
    LAB_REDRAW,  // took it; the picture changes
    LAB_CHANGED, // it changed the scene: call open() with it
    LAB_SEEK,    // it wants the timeline at lab->seek
};

// Keys whose meaning is the lab's.
enum lab_command {
    LAB_COMMAND_LOG,  // log or linear
    LAB_COMMAND_FIT,  // show everything
    LAB_COMMAND_SEED, // a new seed
    LAB_COMMAND_ARROWS,
    LAB_COMMAND_AXIS,  // the next x axis
    LAB_COMMAND_VIEW,  // the next of the stage's pictures
    LAB_COMMAND_CANCEL, // stop computing, keep what there is
    LAB_COMMAND_HALVE, // the selected runner's α, from here on
    LAB_COMMAND_DOUBLE,
};

// A group of sliders and line of the legend: a runner, the surface, the run.
struct lab_group {
    char section[72]; // the scene's section
    char name[72];    // for people
    bool is_runner;   // has a look, can be switched off
    bool hidden;
    bool diverged;
    int look;
    char summary[120]; // "α 0.07 · b 64"
    char result[48];   // at view step: "J 0.0123"; empty where it has none
};

struct lab_slider {
    size_t group;
    const struct param *param;
};

struct lab_type {
    const char *name;                  // "descent"
    const char *title;                 // "Descent"
    const char *what;                  // one line for the help page
    const char *scene;                 // the shipped scene that Tab opens
    const struct scene_rule *sections; // what its scenes may contain
    // Opens a scene that passed scene_check. NULL on failure. threads 0 = as OpenMP likes.
    struct lab *(*create)(const struct scene *scene, int threads, struct error *error);
    void (*destroy)(struct lab *lab);
    // Takes a changed scene and starts computing. On failure the lab stays as it was.
    bool (*open)(struct lab *lab, const struct scene *scene, struct error *error);
    // Blocks until everything up to `step` is there or `milliseconds` (−1 = for ever) have passed.
    bool (*wait)(struct lab *lab, double step, int milliseconds);
    bool (*busy)(const struct lab *lab);    // still computing
    size_t (*steps)(const struct lab *lab); // length of the timeline
    // Places of ticks on the timeline: the first step of epoch k is at k·tick; 0 = none.
    size_t (*tick)(const struct lab *lab);
    // What to write beside the play button: "step 60", "epoch 8".
    void (*place)(const struct lab *lab, double step, char where[48], char detail[48]);
    size_t (*groups)(const struct lab *lab);
    void (*group)(const struct lab *lab, size_t index, double step, struct lab_group *group);
    size_t (*sliders)(const struct lab *lab);
    void (*slider)(const struct lab *lab, size_t index, struct lab_slider *slider);
    void (*draw)(struct lab *lab, struct canvas *canvas, const struct lab_layout *layout,
                 const struct lab_view *view);
    // May change the scene (LAB_CHANGED), by scene_put.
    enum lab_effect (*pointer)(struct lab *lab, struct scene *scene,
                               const struct lab_layout *layout, const struct lab_pointer *pointer);
    enum lab_effect (*command)(struct lab *lab, struct scene *scene, const struct lab_view *view,
                               enum lab_command command);
    // The numbers as CSV: computes to the end first. Failed writes show in ferror(out).
    bool (*table)(struct lab *lab, FILE *out, struct error *error);
};

// The common head of every open lab.
struct lab {
    const struct lab_type *type;
    double seek; // where LAB_SEEK wants the timeline
};

// ---- what labs share ----------------------------------------------------------------------------

extern const char *const lab_no_yes[];

// The keys of [scene]: lab, title, caption.
const struct param *lab_scene_param(size_t index);

// `theme` of [view].
extern const struct param lab_theme_param;

// Title and caption of the scene; the lab's own title where it has none.
void lab_draw_title(const struct lab *lab, const struct scene *scene, struct canvas *canvas,
                    const struct lab_layout *layout, const struct theme *theme);

// Everything in the sections whose names begin with one of names[] (NULL-terminated) that a
// computation depends on, as text after `head`: runners' looks aside. Two scenes with the same text
// compute the same. The caller frees; NULL on failure.
char *lab_describe(const struct scene *scene, const char *const names[], const char *head,
                   struct error *error);

// A number of a table, a comma before it; what is not finite stays empty.
void lab_write_number(FILE *out, double value);

// NULL-terminated, in the order of Tab.
extern const struct lab_type *const lab_types[];

const struct lab_type *lab_find(const char *name);

// The type that [scene] lab names, after checking the whole scene against it.
const struct lab_type *lab_for(const struct scene *scene, struct error *error);

#endif

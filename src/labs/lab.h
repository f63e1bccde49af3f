// A lab: one screen that computes, draws and can be tweaked. The window and the export know labs
// only through this; a lab knows neither them nor the other labs.
//
// Texts of the constant rows below (title, what, a param's label) are English, and whoever shows
// one looks it up (base/words.h). What a lab writes or draws is in the language that is set.
//
// Who may call whom: registry → list → racing/, averages/, training/ → kit/ → lab → layout.
#ifndef RAVINE_LABS_LAB_H
#define RAVINE_LABS_LAB_H

#include "base/error.h"
#include "base/param.h"
#include "data/report.h"
#include "labs/layout.h"
#include "plot/axes.h"
#include "plot/theme.h"
#include "scene/scene.h"

#include <stdio.h>

struct lab;
struct tables;  // data/tables.h
struct program; // labs/program.h

// What to show.
struct lab_view {
    const struct theme *theme;
    double step;          // place on the timeline, between 0 and steps; fractions interpolate
    bool has_pointer;     // the pointer is over the picture: show the numbers under it
    struct point pointer; // in canvas units
    bool is_selected;     // a group is selected: draw it on top
    size_t selected;
    bool is_asking;  // the question stands above: no title, no caption
    bool is_changed; // the scene is not the one that was opened: say so beside the title
    bool arrows;     // last gradient and step arrows at the heads
    // The selected group's path is read at this place on the timeline: show the numbers of the step
    // there as if the pointer were on it, in every plot that has it.
    bool is_reading;
    double reading;
    // The stage is drawn on its way to another part of the plane: with these ends of its axes in
    // place of the scene's (lab_move_axes).
    bool is_moving;
    double low[2], high[2];
    double from_low[2], from_high[2]; // where it comes from
    float arrived;                    // how much of the way is behind it, 0 … 1
};

enum lab_pointer_kind {
    LAB_PRESS, // the left button
    LAB_DRAG,
    LAB_RELEASE,
    LAB_WHEEL, // zooms about `at` by `wheel`
    LAB_BOX,   // zooms to what lies between `at` and `to`
    LAB_PAN,   // shows what lies `by` further on
    LAB_START, // puts the start `by` further on
};

enum lab_axes { LAB_BOTH_AXES, LAB_X_AXIS, LAB_Y_AXIS };

struct lab_pointer {
    enum lab_pointer_kind kind;
    struct point at;
    float wheel;        // notches, positive zooms in
    enum lab_axes axes; // that zooming is about
    struct point to;
    struct point by; // shares of what is shown; y goes up
};

// What a pointer event or a command did.
enum lab_effect {
    LAB_NOTHING, // not for the lab
    LAB_REDRAW,  // took it; the picture changes
    LAB_CHANGED, // it changed the scene: call open() with it
    LAB_SEEK,    // it wants the timeline at lab->seek
};

// Something that can be done in a lab, by name. What asks for it (a key, a click) is not the lab's
// to know. A name that several labs have means the same in all of them.
struct lab_command {
    const char *name; // "halve-alpha": small letters, parts joined by -
    const char *what; // "halve the runner's α from here on"
    // Why it would do nothing now ("no step is left to change"), in the language that is set; NULL
    // when it applies. May itself be NULL: it always applies.
    const char *(*unavailable)(const struct lab *lab, const struct lab_view *view);
    // May change the scene (LAB_CHANGED), by scene_put.
    enum lab_effect (*act)(struct lab *lab, struct scene *scene, const struct lab_view *view);
};

// One of the pictures that the stage can show: `show = NAME` of [view].
struct lab_picture {
    const char *name;  // "landscape": the scene's word
    const char *title; // "Landscape"
    const char *what;  // one line for the help page
    // Where the picture has sliders of its own: the scene's section, the name of their group for
    // people, and the rows, which end with a NULL key. NULL: it has none.
    const char *section, *group;
    const struct param *sliders;
    // Starts what the picture computes in the background, unless that is there or on its way or
    // has to wait for the lab's own work. Called before every drawing. NULL: it computes nothing.
    void (*begin)(struct lab *lab);
    // True while something is computed, or will be begun by the next begin(). NULL: never.
    bool (*busy)(const struct lab *lab);
    double (*progress)(const struct lab *lab); // 0 … 1 while busy; NULL: cannot be told
    void (*cancel)(struct lab *lab);           // stops; what there is stays. NULL: nothing to stop
    void (*clear)(struct lab *lab);            // forgets everything computed. NULL: nothing kept
    // On the stage of the layout.
    void (*draw)(struct lab *lab, struct canvas *canvas, const struct lab_layout *layout,
                 const struct lab_view *view);
    // May change the scene (LAB_CHANGED), by scene_put. NULL: the mouse does nothing here.
    enum lab_effect (*pointer)(struct lab *lab, struct scene *scene,
                               const struct lab_layout *layout, const struct lab_pointer *pointer);
    // Where its stage is and which part it shows, for LAB_WHEEL, LAB_BOX and LAB_PAN; may bring up
    // to date what the lab keeps of its numbers. False where it has no axes now. NULL: it never has
    // any, and always shows everything.
    bool (*plot)(struct lab *lab, const struct lab_layout *layout, struct plot *plot);
    bool has_start; // LAB_START moves it
    // The place on the timeline of the step that comes `by` steps after the one at `step`, among
    // those that are computed, on the path of a group; NaN where the group has none. NULL: it has
    // no paths.
    double (*walk)(const struct lab *lab, size_t group, double step, int by);
    // Where a group's path is on the stage at a place on the timeline; false where it is not there.
    // NULL: nowhere.
    bool (*place)(struct lab *lab, const struct lab_layout *layout, size_t group, double step,
                  struct point *at);
};

// A group of sliders and line of the legend: a runner, the surface, the run.
struct lab_group {
    char section[72]; // the scene's section
    char name[72];    // for people
    bool is_runner;   // has a look, can be switched off
    bool hidden;
    bool diverged;
    int look;
    char summary[160]; // "α 0.07 · b 64"
    // At view step: "J = 0.0123"; beside a ghost what it was before and is now, "J = 0.031 →
    // 0.0042".
    char result[96]; // empty where it has none
};

struct lab_slider {
    size_t group;
    const struct param *param; // the lab's; valid until it is opened again
};

// What a person changed in a scene.
struct lab_change {
    const char *section, *key; // key NULL: the section is new and empty
    // The scene as it was opened, and the same with what has followed from changes since: a value
    // that differs from the one in `base` was set by hand.
    // What follows goes into `base` even where the scene keeps a value of its own.
    const struct scene *opened;
    struct scene *base;
    // What else is set in the same stroke, as --set may do: its entries of line 0 stay. NULL:
    // nothing.
    const struct scene *asked;
};

// How runners are compared, each at its best: what labs/search.h searches by.
struct lab_aim {
    const char *key; // of every runner, a PARAM_LOG: "alpha"
    // What an outcome is in the scene that is open: "final cost", English.
    const char *(*measure)(const struct lab *lab);
    // Takes out of a scene what an outcome does not depend on, so that its runs are short. NULL:
    // nothing.
    bool (*lean)(struct scene *scene, struct error *error);
    // What the run of a group has come to, now that it is over: less is better. INFINITY or NaN: it
    // diverged, out of the numbers or to a cost above that of its start.
    double (*outcome)(const struct lab *lab, size_t group);
    // The largest outcome that is what `measure` says; larger ones only tell how far off a run has
    // ended. NULL: there is none.
    double (*most)(const struct lab *lab);
    // An outcome for people: "J = 0.0042".
    void (*show)(const struct lab *lab, double outcome, char text[64]);
};

enum { LAB_ASKED_MAX = 2 };

// What a measure is asked for.
struct lab_asked {
    size_t group; // of the member that is named
    size_t axis;
    double number[LAB_ASKED_MAX]; // the numbers among the arguments, in order
    size_t count;                 // of them that are given
};

// Words in the arguments of a measure that are no numbers: a member's name, an axis.
#define LAB_MEASURE_MEMBER "r"
#define LAB_MEASURE_AXIS   "axis"

// A number that the run of a scene has come to, by name, for what a scene claims (labs/claims.h).
struct lab_measure {
    const char *name; // "steps_to": small letters, parts joined by _
    // As people write them: "r, J", "r[, step]". r is a member, axis an axis of its plane, anything
    // else a number; what stands in brackets may be left out.
    const char *arguments;
    const char *what; // one line for the help page
    bool is_truth;    // 1 or 0: yes or no
    bool is_clock;    // depends on how fast this machine is
    // In a lab that has run to its end; may compute more, and wait for it. INFINITY: never. NaN: it
    // has no value.
    double (*of)(struct lab *lab, const struct lab_asked *asked);
};

enum { LAB_FORMULA_CHOICES = 2, LAB_FORMULA_NUMBERS = 4, LAB_AXIS_NAME = 40 };

struct lab_choice {
    const char *key, *value;
};

// What runs, as a formula that people type over.
struct lab_formula {
    const char *label, *hint;  // of the field: "f(x, y)", and a line below it; English
    const char *section, *key; // that holds its text
    const char *text;          // what is shown now
    // Keys of the section with what they are while it is that text; the rest is NULL.
    const struct lab_choice *choice; // [LAB_FORMULA_CHOICES]
    // Names in the text and their numbers, where the scene has them by other keys; the rest is
    // empty.
    struct {
        char key[16], value[32];
    } number[LAB_FORMULA_NUMBERS];
    // Whether a text can be parsed; else `error` says why, and *character where, from 1.
    bool (*check)(const char *text, size_t *character, struct error *error);
};

// The rule that a group steps by, as lines that people type over.
struct lab_rule {
    char section[72]; // that holds its lines; a new one where the rule is one that ships
    char group[72];   // the group's section
    char *text;       // "v = beta*v + g\n…"; the caller frees it
    // Whether a text is a rule; else `error` says why, *line which line is wrong, from 0, and
    // *character where in it, from 1; 0 where no place is to blame.
    bool (*check)(const struct lab_rule *rule, const char *text, size_t *line, size_t *character,
                  struct error *error);
    // Puts a text that is one into the scene, and gives it to the group. Lines of numbers that no
    // other line uses are left out.
    bool (*put)(const struct lab_rule *rule, struct scene *scene, const char *text,
                struct error *error);
};

struct lab_type {
    const char *name;                          // "descent"
    const char *title;                         // "Descent"
    const char *what;                          // one line for the help page
    const char *scene;                         // the scene that stands for the lab
    const struct scene_rule *sections;         // what its scenes may contain
    const struct lab_picture *const *pictures; // NULL-terminated; the first where none is named
    const char *below; // name of what is under the stage: "Table"; NULL: nothing is
    const struct lab_command *commands; // ends with a NULL name
    // False where a key that the sections know has no effect in this scene (β₂ under a rule without
    // one); `error` says who has it. NULL: every known key has an effect.
    bool (*applies)(const struct scene *scene, const char *section, const char *key,
                    struct error *error);
    // The named section of the groups that can be added, copied and taken away ("runner"), and how
    // many a scene may have. NULL: there are none.
    const char *member;
    size_t members_max;
    // Makes the further changes that follow from one that is in the scene already: another surface
    // has another start and wants other step sizes. lab->scene is the scene before it. What was set
    // by hand stays. Fills a new section. NULL: nothing ever follows.
    bool (*follow)(const struct lab *lab, struct scene *scene, const struct lab_change *change,
                   struct error *error);
    // What runs on what in this scene, as a sentence without its full stop, made of names:
    // "gradient descent and Adam on Rosenbrock"; details follow behind a semicolon. It is the
    // caption of a scene without one, and its title where it is short; title and caption are true
    // only as long as this stays the same. Shown, it says nothing that the scene hides. NULL: the
    // lab cannot tell.
    void (*subject)(const struct scene *scene, bool is_shown, char *text, size_t size);
    // The same in few words, where those are too many for a title: "Six runners on Rosenbrock". May
    // be empty. NULL where subject is.
    void (*headline)(const struct scene *scene, char *text, size_t size);
    size_t size; // of the lab's own struct, which begins with struct lab
    // Takes a scene that passed lab_check, the first one into a zeroed lab, and starts computing.
    // On failure the lab stays as it was.
    bool (*open)(struct lab *lab, const struct scene *scene, struct error *error);
    void (*close)(struct lab *lab); // frees what the lab owns, scene aside. NULL: it owns nothing
    // Blocks until everything up to `step` is there or `milliseconds` (−1 = for ever) have passed;
    // pictures aside. NULL: open() has computed everything.
    bool (*wait)(struct lab *lab, double step, int milliseconds);
    bool (*busy)(const struct lab *lab);       // still computing, pictures aside; NULL: never
    double (*progress)(const struct lab *lab); // 0 … 1; NULL: cannot be told
    void (*cancel)(struct lab *lab);           // stops; what there is stays. NULL: nothing to stop
    size_t (*steps)(const struct lab *lab);    // length of the timeline
    // Places of ticks on the timeline: the first step of epoch k is at k·tick; 0 = none. NULL:
    // none.
    size_t (*tick)(const struct lab *lab);
    // What to write beside the play button: "step 60", "epoch 8".
    void (*place)(const struct lab *lab, double step, char where[48], char detail[48]);
    size_t (*groups)(const struct lab *lab);
    void (*group)(const struct lab *lab, size_t index, double step, struct lab_group *group);
    // The index-th slider of a group; NULL past the last.
    const struct param *(*slider)(const struct lab *lab, size_t group, size_t index);
    // Divides the room otherwise than lab_layout did, as what is shown needs it; the panel keeps at
    // least `panel` units of height if it had them. NULL: never.
    void (*arrange)(const struct lab *lab, struct lab_layout *layout, float panel);
    // The place on the timeline of the step that comes `by` steps after the view's, where other
    // steps than those of the timeline are shown; NaN where none are. NULL: never.
    double (*stride)(const struct lab *lab, const struct lab_view *view, int by);
    // What the mouse does beside the picture, asked before that is; LAB_NOTHING: not for it. NULL:
    // nothing.
    enum lab_effect (*pointer)(struct lab *lab, struct scene *scene,
                               const struct lab_layout *layout, const struct lab_pointer *pointer);
    // Name of what stands in the place of the second plot; NULL, or returning NULL: its curves.
    const char *(*second)(const struct lab *lab);
    // Everything but the title: the picture (lab_draw_picture), the second plot.
    void (*draw)(struct lab *lab, struct canvas *canvas, const struct lab_layout *layout,
                 const struct lab_view *view);
    // Whether the run before the last change is there to be held against the one that is shown.
    // NULL: the lab keeps none.
    bool (*has_ghost)(const struct lab *lab);
    // Makes the run of another open lab of the type the ghost, as if that had been replaced by the
    // one that is shown. After it, `from` may only be destroyed. NULL where has_ghost is.
    void (*take_ghost)(struct lab *lab, struct lab *from);
    // False where what runs is none and cannot become one. NULL: it never can.
    bool (*formula)(const struct lab *lab, struct lab_formula *formula);
    // False where a group steps by none, or there is no memory for its lines. NULL: none ever does.
    bool (*rule)(const struct lab *lab, size_t group, struct lab_rule *rule, struct error *error);
    // Whether a text can be parsed as what a slider without a track says; else *character is where
    // it goes wrong, from 1, 0 where no place is to blame. NULL: no text has to be.
    bool (*check_text)(const char *key, const char *text, size_t *character);
    const struct lab_aim *aim;          // NULL: there is nothing to search for
    const struct lab_measure *measures; // what scenes may claim; ends with a NULL name. NULL: none
    // Name of an axis; false past the last. NULL: axes have none.
    bool (*axis)(const struct scene *scene, size_t axis, char name[LAB_AXIS_NAME]);
    // What was found in the data of the scene that is open, what was left out and assumed; the
    // lab's, until it is opened again. NULL, or returning NULL: nothing but what one expects.
    const struct report *(*report)(const struct lab *lab);
    bool (*is_random)(const struct scene *scene); // [run] seed makes a difference; NULL: never
    // The numbers as CSV: computes to the end first. Failed writes show in ferror(out).
    bool (*table)(struct lab *lab, FILE *out, struct error *error);
    // What makes those numbers, as a description that a program can be written from. Fills a zeroed
    // one. Error: this scene cannot be described. NULL: what the lab shows is no race.
    bool (*program)(const struct lab *lab, struct program *program, struct error *error);
};

// The common head of every open lab.
struct lab {
    const struct lab_type *type;
    int threads; // 0 = as many as the machine has to offer
    // Keep what is read of data; of whoever made the lab. NULL: it is read each time.
    struct tables *tables;
    struct scene scene; // as it was opened last
    size_t picture;     // index of the one that the stage shows
    bool is_cancelled;  // nothing more is begun until a scene is opened again
    double seek;        // where LAB_SEEK wants the timeline
    unsigned begun;     // how often a drawing has begun what it shows only when that has ended
    // Whoever changes scenes sets it before a change; the lab whose run the change replaces keeps
    // that run as the ghost, in place of the one before, and takes it back. What replaces runs
    // without being asked, as a drag does from its second motion on, leaves the ghost as it is.
    bool wants_ghost;
    bool hides_ghost; // kept, but not shown
    // Of what is in the place of the second plot, as it was drawn last; 0 = never. A page beyond
    // the last begins anew.
    size_t page, pages;
};

// ---- what follows from a lab's rows -------------------------------------------------------------

// True where both scenes show the same things: what one's caption says is true of the other.
bool lab_is_same_subject(const struct lab_type *type, const struct scene *a, const struct scene *b);

// The whole scene against the lab's sections, and every key against `applies`. Errors carry file
// and line.
bool lab_check(const struct lab_type *type, const struct scene *scene, struct error *error);

// A lab with a scene that passed lab_check open in it. NULL on failure. threads 0 = as many as the
// machine has to offer.
struct lab *lab_create(const struct lab_type *type, const struct scene *scene, int threads,
                       struct error *error);
// The same with tables, which outlive it.
struct lab *lab_create_with(const struct lab_type *type, const struct scene *scene, int threads,
                            struct tables *tables, struct error *error);
// The same, and open() of one that is there, for a scene that was open before: tables of it that
// have been lost since are as they were read (data/tables.h), and so are all of them where it
// cannot be opened with what they are now.
struct lab *lab_create_again(const struct lab_type *type, const struct scene *scene, int threads,
                             struct tables *tables, struct error *error);
bool lab_open_again(struct lab *lab, const struct scene *scene, struct error *error);
// Whether all that a scene hides is there: those above refuse what is not, and a lab that is open
// already takes it.
bool lab_check_hidden(const struct lab_type *type, const struct scene *scene, struct tables *tables,
                      struct error *error);
void lab_destroy(struct lab *lab); // NULL is fine

// For the labs' open(), when nothing can fail any more: takes the scene over (it is emptied), with
// the picture that [view] show names, and forgets a cancellation.
void lab_take(struct lab *lab, struct scene *scene);

const struct lab_picture *lab_picture(const struct lab *lab); // the one that the stage shows
size_t lab_pictures(const struct lab_type *type);             // how many there are

// Puts the next (+1) or the last (−1) picture into the scene; LAB_NOTHING where there is one only.
enum lab_effect lab_next_picture(const struct lab *lab, struct scene *scene, int direction);

// What is to be said of the data, as one text: empty where there is nothing but what one expects.
void lab_tell_data(const struct lab *lab, char *text, size_t size);
// Appends as much of it to the summary of the group that has the data as there is room for.
void lab_tell_summary(const struct lab *lab, struct lab_group *group);

// The lab's own work and that of its picture, as one.
bool lab_busy(const struct lab *lab);
double lab_progress(const struct lab *lab); // 0 … 1 while busy; NaN where it cannot be told
void lab_cancel(struct lab *lab);
// As wait(), and then until the picture is complete.
bool lab_wait(struct lab *lab, double step, int milliseconds);

// Length of the ticks, as tick() of the lab; 0 = none.
size_t lab_tick(const struct lab *lab);

// What the mouse does on the picture; may change the scene (LAB_CHANGED).
enum lab_effect lab_point(struct lab *lab, struct scene *scene, const struct lab_layout *layout,
                          const struct lab_pointer *pointer);

// The picture that is shown, on the stage of the layout.
void lab_draw_picture(struct lab *lab, struct canvas *canvas, const struct lab_layout *layout,
                      const struct lab_view *view);

// To be called after lab_layout, by whoever draws the lab or asks it where something is.
void lab_arrange(const struct lab *lab, struct lab_layout *layout, float panel);

// English names of the parts of its screen, for where one is shown at a time; NULL: it has no such
// part.
void lab_part_names(const struct lab *lab, const char *name[LAB_PARTS]);

// For the pictures' draw: the plot with the axes of a view that is on its way, whose ticks fade, or
// as it is.
void lab_move_axes(const struct lab_view *view, struct plot *plot);
void lab_move_x(const struct lab_view *view, struct axis *axis); // of a plot beside the stage

// The scene's title; without one what runs there, in few words where that is long.
void lab_title(const struct lab *lab, char *text, size_t size);
// The scene's caption; without one what the title does not say of what runs there: may be empty.
void lab_caption(const struct lab *lab, char *text, size_t size);

// Begins what the picture still has to compute; draws the title, the caption and the lab. Ask
// lab_busy before: what was busy then may not be in the picture yet.
void lab_draw(struct lab *lab, struct canvas *canvas, const struct lab_layout *layout,
              const struct lab_view *view);

// Whether the scene hides one of these keys, which end with NULL, of any runner.
bool lab_hides(const struct lab *lab, const char *const keys[]);

// All sliders in the order of their groups.
size_t lab_sliders(const struct lab *lab);
void lab_slider(const struct lab *lab, size_t index, struct lab_slider *slider);

// NULL where the lab has no such command.
const struct lab_command *lab_command(const struct lab_type *type, const char *name);

#endif

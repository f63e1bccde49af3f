// What labs with a race on a plane share: opening, timeline, groups, sliders, the stage.
#ifndef RAVINE_LABS_RACING_RACING_H
#define RAVINE_LABS_RACING_RACING_H

#include "labs/kit/axis.h"
#include "labs/kit/bands.h"
#include "labs/kit/kinks.h"
#include "labs/kit/objectives.h"
#include "labs/kit/relief.h"
#include "labs/kit/runners.h"
#include "labs/kit/schedule_params.h"
#include "labs/lab.h"
#include "labs/racing/distance.h"
#include "plot/contour.h"
#include "plot/curve.h"
#include "plot/relief_draw.h"
#include "sim/race.h"
#include "sim/spread.h"

// The race before the last change, retired, and how far it is the same as the one that is shown.
struct racing_ghost {
    struct race *race;
    char *plane;                         // it ran on
    char section[RUNNERS_SHOWN_MAX][72]; // of its runners
    // Of each runner of the race that is shown: rows that have been compared, and whether one of
    // them differs.
    struct {
        size_t rows;
        bool differs;
    } seen[RUNNERS_SHOWN_MAX];
    struct distance distance[RUNNERS_SHOWN_MAX]; // of its own runners, in the Decay lab
    struct spread spread[RUNNERS_SHOWN_MAX];     // of their costs, where they are noisy
};

// Where a path has been found to leave for good, so that it is looked for once a change of the path
// or of the frame, and not by everyone who asks.
struct racing_exit {
    const struct trail *trail; // NULL: of none yet
    size_t rows;
    bool diverged;
    double frame[4]; // low and high of both axes
    size_t cut;
};

enum { RACING_EXITS = 2 * RUNNERS_SHOWN_MAX }; // of a race and of its ghost

struct replay;
struct label_space;

// What is kept for looking under the hood of a runner's steps.
struct racing_hood {
    struct replay *replay; // NULL: not asked for yet
    const struct race *race;
    size_t runner;   // of that race, whose steps the replay makes
    size_t reached;  // steps that it has made, and finds again at once
    bool is_patient; // whoever draws waits for a far step; else it is made over several drawings
    bool is_behind;  // and was not there yet for all of the last drawing
};

enum racing_drag { DRAG_NONE, DRAG_START, DRAG_PAN };

struct racing {
    struct lab head;   // first, so that a struct lab * is one of these
    bool refuse_start; // races do not start: for tests of what happens then
    struct objective_cache cache;
    struct runner_set runners;
    struct race *race;
    char *race_key;             // everything the race depends on, as text
    char *plane;                // objective_plane of the scene
    struct racing_ghost *ghost; // NULL: none is kept
    unsigned generation;        // counts objectives, so that pictures know when to be drawn anew
    double start[2];
    char axis_name[2][LAB_AXIS_NAME], caption[2][2 * LAB_AXIS_NAME]; // of the plane's axes

    double low[2], high[2]; // the part of the plane that the stage shows
    bool log_cost, log_alpha, arrows, shows_hood;
    bool is_raw;           // noisy curves are drawn as they are, and not as bands
    enum kit_axis axis;    // of the costs, in the Descent lab; not of seconds
    bool wants_arithmetic; // the scene asks for that axis; on a surface it is that of steps
    struct racing_hood hood;

    // The stage's background, kept while nothing it depends on changes.
    struct contour *contour;
    float *grid;
    size_t grid_capacity;
    struct {
        double low[2], high[2];
        size_t columns, rows;
        unsigned generation;
    } drawn;
    unsigned contours;      // counts them
    struct kit_kinks kinks; // on the plane that the contour was drawn of

    // The same as a relief, made of the contour that was the `relief_contour`-th.
    struct relief *relief;
    unsigned relief_contour;
    enum relief_height relief_height;
    struct kit_relief_view relief_view; // as the scene has it
    struct relief_scratch relief_scratch;
    struct kit_orbit orbit;

    struct distance distance[RUNNERS_SHOWN_MAX]; // of every runner, in the Decay lab
    struct spread spread[RUNNERS_SHOWN_MAX];     // of the costs of every runner that is noisy
    struct racing_exit *exits;   // [RACING_EXITS], filled by whoever asks; forgotten with a race
    struct curve_points scratch; // of the curve being drawn

    enum racing_drag drag;
    struct point drag_at;
};

// ---- racing.c -----------------------------------------------------------------------------------

// [scene], [objective], [run], [runner.NAME], [view] of the Descent and of the Decay lab.
extern const struct scene_rule racing_descent_sections[], racing_decay_sections[];
// `show` of the two, made beside their pictures.
extern const struct param descent_show_param, decay_show_param;

// What a lab_type asks for, shared.
bool racing_applies(const struct scene *scene, const char *section, const char *key,
                    struct error *error);
void racing_close(struct lab *lab);
bool racing_follow(const struct lab *lab, struct scene *scene, const struct lab_change *change,
                   struct error *error);
void racing_subject(const struct scene *scene, bool is_shown, char *text, size_t size);
void racing_headline(const struct scene *scene, char *text, size_t size);
bool racing_open(struct lab *lab, const struct scene *scene, struct error *error);
bool racing_wait(struct lab *lab, double step, int milliseconds);
bool racing_busy(const struct lab *lab);
double racing_progress(const struct lab *lab);
void racing_cancel(struct lab *lab);
size_t racing_steps(const struct lab *lab);
size_t racing_tick(const struct lab *lab);
void racing_place(const struct lab *lab, double step, char where[48], char detail[48]);
size_t racing_groups(const struct lab *lab);
void racing_group(const struct lab *lab, size_t index, double step, struct lab_group *group);
const struct param *racing_slider(const struct lab *lab, size_t group, size_t index);
void racing_arrange(const struct lab *lab, struct lab_layout *layout, float panel); // in hood.c
const char *racing_second(const struct lab *lab);                                   // in hood.c
bool racing_table(struct lab *lab, FILE *out, struct error *error);
bool racing_program(const struct lab *lab, struct program *program, struct error *error);

// What every lab with a race says of itself in the same words.
bool racing_formula(const struct lab *lab, struct lab_formula *formula);
bool racing_rule(const struct lab *lab, size_t group, struct lab_rule *rule, struct error *error);
#define RACING_LAB                                                                                 \
    .applies = racing_applies, .member = "runner", .members_max = RUNNERS_SHOWN_MAX,               \
    .follow = racing_follow, .subject = racing_subject, .headline = racing_headline,               \
    .size = sizeof(struct racing), .close = racing_close, .open = racing_open,                     \
    .wait = racing_wait, .busy = racing_busy, .progress = racing_progress,                         \
    .cancel = racing_cancel, .steps = racing_steps, .tick = racing_tick, .groups = racing_groups,  \
    .slider = racing_slider, .arrange = racing_arrange, .second = racing_second,                   \
    .has_ghost = racing_has_ghost, .take_ghost = racing_take_ghost, .formula = racing_formula,     \
    .rule = racing_rule, .check_text = schedule_params_check, .aim = &racing_aim,                  \
    .measures = racing_measures, .axis = objective_direction, .is_random = racing_is_random,       \
    .table = racing_table, .program = racing_program, .report = racing_report

// Commands that every lab with a race has.
#define RACING_FIT                                                                                 \
    {                                                                                              \
        "fit", "fit: show everything", racing_is_fit, racing_fit                                   \
    }
#define RACING_SEED                                                                                \
    {                                                                                              \
        "new-seed", "new seed: other noise, other shuffles", NULL, racing_seed                     \
    }
const struct report *racing_report(const struct lab *lab);
const char *racing_is_fit(const struct lab *lab, const struct lab_view *view);
enum lab_effect racing_fit(struct lab *lab, struct scene *scene, const struct lab_view *view);
enum lab_effect racing_seed(struct lab *lab, struct scene *scene, const struct lab_view *view);

// The runner whose epochs the timeline counts.
size_t racing_epoch_runner(const struct racing *lab);

// The heading of a plot over the steps; after a cancellation it says how far the race came.
void racing_draw_heading(const struct racing *lab, struct canvas *canvas, const struct theme *theme,
                         const struct rect *rect, const char *heading);

// The published rows of a runner's trail that lie on the timeline up to `step`, as the fractional
// row where its curve ends; −1 when there is none.
double racing_end(const struct trail *trail, double step);

// ---- bands.c ------------------------------------------------------------------------------------

// Whether a runner looks at batches that differ.
bool racing_is_noisy(const struct racing *lab, size_t runner);
// Whether curves of a runner over `steps` steps on so many units are drawn as bands: it is noisy,
// and its steps cannot be told apart.
bool racing_is_band(const struct racing *lab, size_t runner, float width, double steps);
// From where on in the order of drawing runners have their band, of `bands` that are wanted: more
// than two lie on one another as mud. Then the last one alone has it, who is the selected one, and
// the others are their averages.
size_t racing_first_band(size_t bands, size_t count);

#define RACING_RAW                                                                                 \
    {                                                                                              \
        "raw-curves", "noisy curves as bands, or as they are", NULL, racing_toggle_raw             \
    }
enum lab_effect racing_toggle_raw(struct lab *lab, struct scene *scene,
                                  const struct lab_view *view);

// ---- ghost.c ------------------------------------------------------------------------------

bool racing_has_ghost(const struct lab *lab);
void racing_take_ghost(struct lab *lab, struct lab *from);
// Keeps the race of `from`, which is lab itself where that is about to be replaced; for want of
// memory there is no ghost.
void racing_ghost_keep(struct racing *lab, struct racing *from);
// After the race that is shown has been replaced: it is compared anew.
void racing_ghost_compare(struct racing *lab);
// After the plane has changed: costs and places of one tell nothing about those of another, and the
// ghost goes.
void racing_ghost_settle(struct racing *lab);
void racing_ghost_clear(struct racing *lab);

// What a runner did before the last change, where that was something else, and is to be shown; else
// NULL. *distance, which may be NULL, is how far it was from the minimum.
const struct trail *racing_ghost(const struct racing *lab, size_t runner,
                                 struct distance **distance);
// The averages of its costs; NULL without memory for them.
const struct spread *racing_ghost_spread(const struct racing *lab, const struct trail *trail);
// Its path on the stage; false where there is none.
bool racing_ghost_path(const struct racing *lab, size_t runner, const struct theme *theme,
                       struct curve *curve);
// Those of all visible runners: they go below the paths.
void racing_draw_ghosts(struct racing *lab, struct canvas *canvas, const struct theme *theme,
                        const struct plot *stage);

// ---- hood.c (the rest of it is in hood.h)
// ---------------------------------------------------------

// Lets go of the replay: before its race goes.
void racing_hood_clear(struct racing *lab);

// ---- outcome.c ----------------------------------------------------------------------------

// The result of a runner at `step`, beside what it was where there is a ghost.
void racing_result(const struct racing *lab, size_t runner, double step, struct lab_group *group);

// Appends to a runner's numbers after how many steps its cost has come down to the target, where
// the scene has one.
void racing_tell_target(const struct racing *lab, size_t runner, double step,
                        struct lab_group *group);

extern const struct lab_aim racing_aim;

// ---- measures.c ---------------------------------------------------------------------------

extern const struct lab_measure racing_measures[];
// Whether the seed makes a difference: somebody does not look at all examples.
bool racing_is_random(const struct scene *scene);

// ---- stage.c --------------------------------------------------------------------------------

size_t racing_rows(const struct trail *trail); // published

// Of a long and noisy path of what was before only the last steps and the way from the start are
// drawn.
void racing_fade_ghost(const struct racing *lab, size_t runner, struct curve *path);

// Computes the contour of a stage anew when the view, its size or the objective has changed. False:
// memory was out, and the old one stays.
bool racing_refresh_contour(struct racing *lab, const struct plot *stage);
void racing_draw_background(struct racing *lab, struct canvas *canvas, const struct theme *theme,
                            const struct plot *stage);
struct marker_style racing_minimum_style(const struct minimum *minimum, const struct theme *theme);
void racing_draw_start(const struct racing *lab, struct canvas *canvas, const struct theme *theme,
                       const struct plot *stage);
// Over everything: a head that has arrived is a frame around the mark (racing_draw_stage_head).
void racing_draw_minima(const struct racing *lab, struct canvas *canvas, const struct theme *theme,
                        const struct plot *stage);
// Cuts the path of a trail where it leaves for good.
void racing_cut_path(const struct racing *lab, const struct trail *trail, struct curve *path);
// A runner's path up to `step`, ready to be drawn. One that leaves for good is cut where it does.
struct curve racing_path(const struct racing *lab, size_t runner, double step,
                         const struct theme *theme);
// Long wanderings are seen through: what is drawn over them is what counts.
void racing_thin_path(struct curve *path);
// Whether a path has left for good at a place on the timeline: it diverges. What says so anywhere
// says so by this.
bool racing_has_gone(const struct racing *lab, const struct trail *trail, double step);
// Where a path that has gone leaves the stage: its last row there and the next one. False where it
// does not.
bool racing_find_exit(const struct racing *lab, const struct plot *stage, const struct curve *path,
                      size_t runner, double step, double inside[2], double towards[2]);
// The arrow and the word at the place where a path that has gone leaves the stage; no name is put
// there any more.
void racing_draw_diverged(const struct racing *lab, struct canvas *canvas,
                          const struct theme *theme, const struct plot *stage,
                          const struct curve *path, size_t runner, double step,
                          struct label_space *space);
void racing_draw_head(const struct racing *lab, struct canvas *canvas, const struct theme *theme,
                      const struct plot *plot, const struct curve *curve, size_t runner,
                      float size);
// The same on the stage, hollow where the mark of a minimum lies on it.
void racing_draw_stage_head(const struct racing *lab, struct canvas *canvas,
                            const struct theme *theme, const struct plot *stage,
                            const struct curve *path, size_t runner, float size);
// The visible runners in drawing order: the selected one last, on top.
size_t racing_order(const struct racing *lab, const struct lab_view *view,
                    size_t order[RUNNERS_SHOWN_MAX]);

// ---- pointer.c ---------------------------------------------------------------------------

enum lab_effect racing_pointer(struct racing *lab, struct scene *scene, const struct plot *stage,
                               const struct lab_pointer *pointer);
// Shows another part; an axis that stays as it is gets no key. LAB_NOTHING for a part that is too
// small or too large.
enum lab_effect racing_put_view(struct scene *scene, const struct plot *stage, const double low[2],
                                const double high[2]);

#endif

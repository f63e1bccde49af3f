// What the files of the Training lab share.
#ifndef RAVINE_LABS_TRAINING_STATE_H
#define RAVINE_LABS_TRAINING_STATE_H

#include "labs/kit/axis.h"
#include "labs/kit/relief.h"
#include "labs/kit/runners.h"
#include "labs/lab.h"
#include "labs/training/data.h"
#include "labs/training/lesson.h"
#include "labs/training/sizes.h"
#include "plot/contour.h"
#include "plot/curve.h"
#include "plot/relief_draw.h"
#include "sim/alphas.h"
#include "sim/landscape.h"
#include "sim/spread.h"
#include "sim/sweep.h"
#include "sim/trainer_replay.h"

enum {
    TICKS_AN_EPOCH = 64,
    CURVE_COLUMNS = 900,
    CURVE_POINTS = 4 * CURVE_COLUMNS + 8,
    SHOWN_DIGITS = 60,
    SPLIT_COLUMNS = 2048
};

// Pictures of which a part can be shown.
enum training_zoom { ZOOM_COSTS, ZOOM_LANDSCAPE, ZOOM_LEARNED, ZOOM_SWEEP, ZOOM_COUNT };

// The ends of a picture's axes that the scene gives; 0 is x.
struct training_part {
    bool has[2];
    double low[2], high[2];
};

// A runner's costs, thinned to what a picture can show.
struct thin_curve {
    size_t length;    // of the course it was made of
    double end;       // of the axis whose columns it was made for
    double low, high; // the part of it that has columns of its own
    double *x, *y;    // lowest and highest of each column
    size_t count;
    double *smooth_x, *smooth_y; // exponentially weighted average, bias-corrected
    size_t smooth_count;
    struct spread spread; // of the batch costs, where they have noise
    double *spread_x;     // [spread.count]
    size_t spread_capacity;
    // On the plot that is drawn: up to where batch costs are told apart, INFINITY for all of them,
    // and whether the strong line is the mean of the spread's window.
    double raw_end;
    bool is_mean;
    bool is_ended; // the cost after the last step is among x and y
    bool is_short; // memory was out: some of it is missing
};

// The training before the last change, retired.
struct training_ghost {
    struct trainer *training;
    char section[RUNNERS_SHOWN_MAX][72]; // of its runners
    bool is_classes;
    char *data_key; // what it was trained on; NULL: for want of memory it is not known
    struct network_spec network;
    struct thin_curve thin[RUNNERS_SHOWN_MAX];
    double *path[RUNNERS_SHOWN_MAX]; // [shots × 2] on the plane of the landscape; NULL: not yet
    size_t path_count[RUNNERS_SHOWN_MAX];
    // Of each runner that is shown: entries that have been compared, and whether one differs.
    struct {
        size_t length;
        bool differs;
    } seen[RUNNERS_SHOWN_MAX];
};

enum training_sizes { SIZES_GRADIENT, SIZES_ROOT, SIZES_STEP, SIZES_ALL };

// What is kept for looking under the hood of a runner's steps.
struct training_hood {
    struct trainer_replay *replay; // of `runner` of the training that is shown; NULL: none yet
    size_t runner;
    size_t asked,
        stopped;     // the step that was looked at last; the one that nobody waits for. 0: none
    bool is_patient; // whoever draws waits for the step
    // |g|, the root of what is divided by, and Δθ, of all weights in their order, at step `seen`;
    // 0: of none. And room for as many numbers more.
    float *list;
    size_t seen;
    struct sizes sizes[SIZES_ALL];
    int squares; // the rule's state vector that the roots are of; −1: it has none
    // As they were drawn last.
    struct rect area[SIZES_ALL]; // of the bars; no width where there are none
};

struct training_lab {
    struct lab head;   // first, so that a struct lab * is one of these
    bool refuse_start; // nothing starts in the background: for tests of what happens then

    // The data, read and split anew only when the scene asks for others.
    struct examples examples;
    char *examples_key;
    struct training_data *data;
    char *data_key;

    struct network *network;
    float *start;
    struct runner_set runners;
    struct trainer *training;
    char *training_key;
    size_t epochs;
    unsigned generation;          // counts trainings
    struct training_ghost *ghost; // NULL: none is kept

    enum kit_axis axis;
    bool log_cost, random_plane, is_raw;
    double beta; // of the smoothing
    bool shows_hood;
    size_t weight;              // under the hood, counted from 1; 0: the one with the largest |g|
    struct param weight_slider; // that ends with the last one
    struct training_hood hood;
    struct training_part part[ZOOM_COUNT];
    bool is_panning;
    struct point pan_at;

    struct thin_curve thin[RUNNERS_SHOWN_MAX];
    unsigned thin_generation;
    enum kit_axis thin_axis;
    double thin_beta;
    struct curve_points scratch;

    struct landscape *landscape; // of `landscape_generation`; NULL = none yet
    unsigned landscape_generation;
    bool landscape_random;
    const char *landscape_failure; // why there is none; NULL = there may be one yet
    char landscape_lack[200];      // where it was for want of memory, with numbers
    struct contour *contour;
    size_t contour_side;
    struct relief *relief; // of the contour; NULL = none yet
    enum relief_height relief_height;
    struct kit_relief_view relief_view; // as the scene has it
    struct relief_scratch relief_scratch;
    struct kit_orbit orbit;
    double *path[RUNNERS_SHOWN_MAX]; // [shots × 2] projected
    size_t path_count[RUNNERS_SHOWN_MAX];

    struct sweep *sweep;
    char *sweep_key;
    bool sweep_failed;

    struct alphas *alphas;
    char *alphas_key;
    bool alphas_failed;

    // What a runner has learned by a snapshot.
    struct {
        bool is_known;
        unsigned generation, version;
        size_t runner;
        long shot;
        struct lesson lesson;
        float *weights; // pictures of the first layer's units; NULL where the inputs are no images
        size_t weight_columns, weight_rows;
        double *truth, *predicted; // [lesson.count] numbers as people know them; NULL for classes
        double error;              // mean of |predicted − truth|
    } learned;
    struct network_work work;
};

// ---- open.c -------------------------------------------------------------------------------------

// Takes a changed scene and starts training. On failure the lab stays as it was.
bool training_open(struct lab *lab, const struct scene *scene, struct error *error);

// ---- program.c ----------------------------------------------------------------------------------

bool training_program(const struct lab *lab, struct program *program, struct error *error);

// ---- ghost.c ------------------------------------------------------------------------------------

bool training_has_ghost(const struct lab *lab);
void training_take_ghost(struct lab *lab, struct lab *from);
// Keeps the training of `from`, which is lab itself where that is about to be replaced; for want of
// memory there is no ghost.
void training_ghost_keep(struct training_lab *lab, struct training_lab *from);
// After the training that is shown has been replaced: it is compared anew.
void training_ghost_compare(struct training_lab *lab);
void training_ghost_clear(struct training_lab *lab);
// There is another landscape, or none: paths on the plane of the one before are forgotten.
void training_ghost_leave_plane(struct training_lab *lab);
// The path of what training_ghost finds on a plane, and how long it is; NULL where it cannot be
// laid on the landscape that is shown, for that is of other data or another network, or where it
// has left the numbers.
const double *training_ghost_path(struct training_lab *lab, size_t runner,
                                  const struct plane *plane, size_t *count);
// What a runner did before the last change, where that was something else, and is to be shown; else
// NULL. *thin, which may be NULL, is where its curve is kept.
const struct course *training_ghost(const struct training_lab *lab, size_t runner,
                                    struct thin_curve **thin);

// ---- outcome.c ----------------------------------------------------------------------------------

// Whether a course has left the numbers by a place on the timeline.
bool training_has_diverged(const struct training_lab *lab, const struct course *course,
                           double step);
// The result of a runner at `step`, beside what it was where there is a ghost.
void training_result(const struct training_lab *lab, size_t runner, double step,
                     struct lab_group *group);

// Appends to a runner's numbers after how many steps the training set's cost has come down to the
// target, where the scene has one.
void training_tell_target(const struct training_lab *lab, size_t runner, double step,
                          struct lab_group *group);

extern const struct lab_aim training_aim;

// ---- hood.c (the rest of it is in hood.h) -------------------------------------------------------

// Lets go of the replay: before its training goes.
void training_hood_clear(struct training_lab *lab);
bool training_hood_busy(const struct training_lab *lab);
void training_hood_cancel(struct training_lab *lab);

// What lab_type asks for.
void training_arrange(const struct lab *lab, struct lab_layout *layout, float panel);
const char *training_second(const struct lab *lab);
double training_stride(const struct lab *lab, const struct lab_view *view, int by);
enum lab_effect training_pointer(struct lab *lab, struct scene *scene,
                                 const struct lab_layout *layout,
                                 const struct lab_pointer *pointer);
const char *training_has_no_weights(const struct lab *lab, const struct lab_view *view);
enum lab_effect training_largest(struct lab *lab, struct scene *scene, const struct lab_view *view);
enum lab_effect training_next_weight(struct lab *lab, struct scene *scene,
                                     const struct lab_view *view);

// ---- measures.c ---------------------------------------------------------------------------------

extern const struct lab_measure training_measures[];
bool training_is_random(const struct scene *scene);

// ---- draw.c -------------------------------------------------------------------------------------

void training_draw(struct lab *lab, struct canvas *canvas, const struct lab_layout *layout,
                   const struct lab_view *view);

// The stage above the ledger: where pictures are.
struct lab_layout training_stage(const struct training_lab *lab, const struct lab_layout *layout);

// ---- ledger.c -----------------------------------------------------------------------------------

float training_ledger_height(const struct training_lab *lab);
void training_draw_ledger(const struct training_lab *lab, struct canvas *canvas,
                          const struct rect *box, const struct lab_view *view);

#endif

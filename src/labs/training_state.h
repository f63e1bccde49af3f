// What the files of the Training lab share.
#ifndef RAVINE_LABS_TRAINING_STATE_H
#define RAVINE_LABS_TRAINING_STATE_H

#include "labs/lab.h"
#include "labs/runners.h"
#include "labs/training_data.h"
#include "plot/contour.h"
#include "plot/curve.h"
#include "sim/landscape.h"
#include "sim/sweep.h"
#include "sim/trainer.h"

enum { TICKS_AN_EPOCH = 64, CURVE_COLUMNS = 900, SHOWN_DIGITS = 60, SPLIT_COLUMNS = 2048 };

enum training_show { SHOW_COSTS, SHOW_LANDSCAPE, SHOW_LEARNED, SHOW_SPLITTING, SHOW_BATCH_SIZE };
enum training_axis { AXIS_STEPS, AXIS_EPOCHS, AXIS_EXAMPLES, AXIS_SECONDS };

// A runner's costs, thinned to what a picture can show.
struct thin_curve {
    size_t length; // of the course it was made of
    double *x, *y; // lowest and highest of each column
    size_t count;
    double *smooth_x, *smooth_y; // exponentially weighted average, bias-corrected
    size_t smooth_count;
};

struct training_lab {
    struct lab head; // first, so that a struct lab * is one of these
    int threads;
    struct scene scene; // as it was opened last

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
    unsigned generation; // counts trainings

    enum training_show show;
    enum training_axis axis;
    bool log_cost, random_plane;
    double beta;       // of the smoothing
    bool is_cancelled; // nothing more is begun until something changes

    struct thin_curve thin[RUNNERS_SHOWN_MAX];
    unsigned thin_generation;
    enum training_axis thin_axis;
    double thin_beta;
    struct curve_points scratch;

    struct landscape *landscape; // of `landscape_generation`; NULL = none yet
    unsigned landscape_generation;
    bool landscape_random, landscape_failed;
    struct contour *contour;
    size_t contour_side;
    double *path[RUNNERS_SHOWN_MAX]; // [shots × 2] projected
    size_t path_count[RUNNERS_SHOWN_MAX];

    struct sweep *sweep;
    char *sweep_key;

    // What a runner has learned at a snapshot.
    struct {
        unsigned generation, version;
        size_t runner;
        long shot;
        uint16_t answer[SHOWN_DIGITS];
        float *weights; // pictures of the first layer's units
        size_t weight_columns, weight_rows;
        double *predicted, *truth; // of numbers
        size_t count;
    } learned;
    struct network_work work;
};

// The place on the timeline as epochs.
double training_epochs(const struct training_lab *lab, double step);

// The step of a runner's course there, bounded by what has been made.
double training_step(const struct training_lab *lab, size_t runner, double step);

// The runner that views of one runner are about: the selected one, else the last that is drawn.
size_t training_chosen(const struct training_lab *lab, const struct lab_view *view);

// True when a full-batch runner's cost has risen up to a step; *at is the first such step.
bool training_rises(const struct training_lab *lab, size_t runner, double step, size_t *at);

// ---- training_open.c ----------------------------------------------------------------------------

// Takes a changed scene and starts training. On failure the lab stays as it was.
bool training_open(struct lab *lab, const struct scene *scene, struct error *error);

// ---- training_draw.c ----------------------------------------------------------------------------

void training_draw(struct lab *lab, struct canvas *canvas, const struct lab_layout *layout,
                   const struct lab_view *view);
void training_draw_costs(struct training_lab *lab, struct canvas *canvas, const struct rect *box,
                         const struct lab_view *view, bool is_stage);
void training_clear_curves(struct training_lab *lab);

float training_ledger_height(const struct training_lab *lab);
void training_draw_ledger(const struct training_lab *lab, struct canvas *canvas,
                          const struct rect *box, const struct lab_view *view);

// ---- a file a picture ---------------------------------------------------------------------------

void training_begin_landscape(struct training_lab *lab);
void training_clear_landscape(struct training_lab *lab);
void training_begin_sweep(struct training_lab *lab);

// ---- training_views.c ---------------------------------------------------------------------------

void training_draw_landscape(struct training_lab *lab, struct canvas *canvas,
                             const struct rect *box, const struct lab_view *view);
void training_draw_learned(struct training_lab *lab, struct canvas *canvas, const struct rect *box,
                           const struct lab_view *view);
void training_draw_splitting(struct training_lab *lab, struct canvas *canvas,
                             const struct rect *box, const struct lab_view *view);
void training_draw_sweep(struct training_lab *lab, struct canvas *canvas, const struct rect *box,
                         const struct lab_view *view);

// A line in the middle of a picture that is not there yet.
void training_draw_note(struct canvas *canvas, const struct theme *theme, const struct rect *area,
                        const char *text);

// Starts what the view computes in the background, once the training is over. Waits for it where
// asked to.
void training_begin_view(struct training_lab *lab, bool wait);
bool training_view_busy(const struct training_lab *lab);

// Stops everything that is being computed; what there is stays.
void training_cancel_all(struct training_lab *lab);
void training_clear_views(struct training_lab *lab);

#endif

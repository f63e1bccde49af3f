// What the files of the Averages lab share.
#ifndef RAVINE_LABS_AVERAGES_STATE_H
#define RAVINE_LABS_AVERAGES_STATE_H

#include "data/series.h"
#include "labs/kit/looks.h"
#include "labs/lab.h"
#include "plot/curve.h"
#include "sim/average.h"

enum { AVERAGES_MAX = 8 };

// One average of the scene and what was computed of it.
struct averaged {
    char section[72]; // "average.green"
    char name[72];    // what people read
    int look;
    bool hidden;
    struct average average;
    double *value;         // [days]
    double lag, roughness; // days; unit of the series a day. NaN = cannot be told
};

// The averages before the last change, of the same series.
struct averages_ghost {
    char *series_key;
    size_t days;
    struct averaged entry[AVERAGES_MAX];
    size_t count;
};

struct averages {
    struct lab head; // first, so that a struct lab * is one of these
    struct scene scene;
    struct series series;
    char *series_key; // what the series was read from
    size_t days;      // of the series that are shown
    double roughness; // of the series itself, to which that of its averages is compared
    size_t *measured; // [days] measured days up to and with this one
    struct averaged entry[AVERAGES_MAX];
    size_t count;
    struct looks_kept looks; // of all averages that have ever been in the scene
    struct param days_param; // `days`, as long as this series
    double low, high;        // the days that the stage shows, counted from 1
    bool gaps_age;           // over a missing reading weights fade, as over any other
    bool log_weights;
    bool shows_hood; // in place of the weights
    struct curve_points scratch;
    double *position;             // [days] 1, 2, 3 … for curves
    struct averages_ghost *ghost; // NULL: none is kept
};

// ---- open.c -------------------------------------------------------------------------------------

// Takes a changed scene. On failure the lab stays as it was.
bool averages_open(struct lab *lab, const struct scene *scene, struct error *error);
void averages_clear(struct averages *lab);

// ---- ghost.c ---------------------------------------------------------------------------

bool averages_has_ghost(const struct lab *lab);
void averages_take_ghost(struct lab *lab, struct lab *from);
// Before `lab` gives way to `fresh`: the ghost goes over, or what the change replaces becomes it.
void averages_ghost_keep(struct averages *lab, struct averages *fresh);
void averages_ghost_clear(struct averages *lab);
// What an average was before the last change, where that was something else, and is to be shown;
// else NULL. *days of it are there.
const struct averaged *averages_ghost(const struct averages *lab, size_t entry, size_t *days);

// ---- draw.c ----------------------------------------------------------------------------

// The stage and the weights in a layout.
void averages_plots(const struct averages *lab, const struct lab_layout *layout, struct plot *stage,
                    struct plot *second);
// The stage: days, averages, ledger.
void averages_draw_series(struct lab *lab, struct canvas *canvas, const struct lab_layout *layout,
                          const struct lab_view *view);
// Everything.
void averages_draw(struct lab *lab, struct canvas *canvas, const struct lab_layout *layout,
                   const struct lab_view *view);

// ---- measures.c ------------------------------------------------------------------------

extern const struct lab_measure averages_measures[];

// ---- ledger.c --------------------------------------------------------------------------

#define AVERAGES_LEDGER_WIDE 600.0f // units; a narrower table leaves columns out

float averages_ledger_height(const struct averages *lab);
void averages_draw_ledger(const struct averages *lab, struct canvas *canvas, const struct rect *box,
                          const struct lab_view *view);

#endif

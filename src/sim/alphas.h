// Which learning rates are good: the same runners at every α of a grid, each from several seeds,
// and the worst of those counts. So a rule that needs no tuning is told from one that can be tuned.
#ifndef RAVINE_SIM_ALPHAS_H
#define RAVINE_SIM_ALPHAS_H

#include "sim/network.h"
#include "sim/stepper.h"

// The grid: the powers of 2 from 2⁻¹⁴ to 2⁴.
enum { ALPHAS_POINTS = 19, ALPHAS_SEEDS_MAX = 8, ALPHAS_RUNNERS_MAX = 24 };

// The runners keep their schedules and all numbers but α.
struct alphas_setup {
    const struct network *network;
    const struct network_data *train; // both must outlive the sweep
    const float *start;               // θ [seeds × parameters], copied: where each seed begins
    uint64_t seed;                    // names the shuffles of the first; the next ones follow it
    size_t seeds;                     // 1 … ALPHAS_SEEDS_MAX
    const struct runner *runners;     // copied, their changes too
    size_t runner_count;              // at most ALPHAS_RUNNERS_MAX
    size_t epochs;
    bool refuse_start; // as in struct job_setup
};

// The grid's α, as many as stand side by side around the best one and end at a target or below.
struct alphas_width {
    bool is_any;      // false: the best one does not come so far
    double low, high; // the same where there is one α only
};

struct alphas;

struct alphas *alphas_create(const struct alphas_setup *setup, struct error *error);
void alphas_destroy(struct alphas *alphas); // cancels first; NULL is fine
bool alphas_start(struct alphas *alphas, struct error *error);
void alphas_run(struct alphas *alphas);
void alphas_cancel(struct alphas *alphas); // keeps what there is; one not begun never will
bool alphas_done(const struct alphas *alphas);
double alphas_progress(const struct alphas *alphas); // 0 … 1

// Makes at most `steps` steps on the calling thread: for machines without threads. True while there
// is more to do.
bool alphas_advance(struct alphas *alphas, size_t steps);

double alphas_alpha(size_t point);
size_t alphas_points(const struct alphas *alphas); // of the grid that are whole, for every runner

// Cost of the whole training set at the end, of the seed where it is highest; INFINITY where one
// has left the numbers. Valid once alphas_points counts it.
double alphas_cost(const struct alphas *alphas, size_t runner, size_t point);

// Among the points there are.
struct alphas_width alphas_width(const struct alphas *alphas, size_t runner, double target);

#endif

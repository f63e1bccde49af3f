// The full-batch cost of a network over a grid of a plane, in the background, coarse first.
#ifndef RAVINE_SIM_LANDSCAPE_H
#define RAVINE_SIM_LANDSCAPE_H

#include "sim/plane.h"

enum { LANDSCAPE_LEVELS = 4, LANDSCAPE_SIDE_MAX = 128 };

struct landscape;

// The cost over low[0]…high[0] along u and low[1]…high[1] along v. Takes the plane over (it is
// emptied); the network is copied, the data must outlive the landscape.
struct landscape *landscape_create(const struct network *network, const struct network_data *data,
                                   struct plane *plane, const double low[2], const double high[2],
                                   int threads, struct error *error);
void landscape_destroy(struct landscape *landscape); // cancels first; NULL is fine

bool landscape_start(struct landscape *landscape, struct error *error);
void landscape_run(struct landscape *landscape);    // on this thread
void landscape_cancel(struct landscape *landscape); // one that has not begun never will
bool landscape_done(const struct landscape *landscape);

// Advances by at most `points` points of the grid on the calling thread, each taking as long as the
// full cost: for machines without threads. True while there is more to do.
bool landscape_advance(struct landscape *landscape, size_t points);

// Points of the finest grid that are known, from 0 to 1.
double landscape_progress(const struct landscape *landscape);

// The finest grid that is complete: value[side × side], row 0 at low[1]. NULL while there is none.
const float *landscape_grid(const struct landscape *landscape, size_t *side);

const struct plane *landscape_plane(const struct landscape *landscape);
void landscape_range(const struct landscape *landscape, double low[2], double high[2]);

#endif

// An objective and what it was made from, kept while sliders move.
#ifndef RAVINE_LABS_KIT_OBJECTIVE_CACHE_H
#define RAVINE_LABS_KIT_OBJECTIVE_CACHE_H

#include "data/tables.h"
#include "labs/kit/formula_params.h"
#include "sim/objective.h"

// Keeps what is slow to make again while sliders move: the objective itself and the columns of
// the file it was made of. A zeroed one is empty.
struct objective_cache {
    struct tables *tables; // where files are read from; NULL: they are read each time
    struct objective *objective;
    char *key; // what the objective was made from, as text
    struct table table;
    char *table_key;              // file and columns of the table
    struct report report;         // what was found there and left out
    struct formula_params *names; // of a formula, of which the objective was made; else NULL
    // What was made beside this cache to judge a change by, until that is opened or another
    // objective is taken. NULL: such is not kept.
    struct objective_cache *ahead;
};

// Moves what `fresh` has into `cache`, freeing what it replaces.
void objective_cache_take(struct objective_cache *cache, struct objective_cache *fresh);
// Keeps what `fresh` has for when its scene is opened, in `ahead`; where there is none, clears it.
void objective_cache_keep(const struct objective_cache *cache, struct objective_cache *fresh);
void objective_cache_clear(struct objective_cache *cache);

#endif

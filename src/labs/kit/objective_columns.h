// Two columns of a table, x and y, of which kinds of objective are made: the keys of [objective]
// that say which, and their numbers.
#ifndef RAVINE_LABS_KIT_OBJECTIVE_COLUMNS_H
#define RAVINE_LABS_KIT_OBJECTIVE_COLUMNS_H

#include "labs/kit/objective_cache.h"
#include "scene/scene.h"

enum { OBJECTIVE_COLUMN_NAME = 100 };

// data, x, y, log, standardize and how the table is written; NULL past the last.
const struct param *objective_columns_param(size_t index);
// Those that can be changed; NULL past the last.
const struct param *objective_columns_slider(const struct scene *scene, size_t index);
// False where one of them has no effect in this scene.
bool objective_columns_applies(const struct scene *scene, const char *key, struct error *error);
// After a change of `key`: takes out what belongs to other data, and names data where there are
// none.
bool objective_columns_reset(struct scene *scene, const char *key, struct error *error);
// The path of the table as text. Error: the scene names no data, or no column; `what` is what needs
// them: "regression".
bool objective_columns_describe(struct tables *tables, const struct scene *scene, const char *what,
                                char *text, size_t size, struct error *error);

bool objective_columns_standardize(const struct scene *scene);

// "log price", as far as the scene says, in the language that is set.
void objective_columns_names(const struct scene *scene, char x[OBJECTIVE_COLUMN_NAME],
                             char y[OBJECTIVE_COLUMN_NAME]);
// "log price against carat".
void objective_columns_title(const struct scene *scene, bool is_shown, char *text, size_t size);

struct objective_columns {
    double *x, *y; // [rows], logarithms taken
    size_t rows;
};

// Reads them, from the cache where that has the table. The caller clears. Errors carry file and
// line.
bool objective_columns_read(struct objective_columns *columns, const struct objective_cache *cache,
                            struct objective_cache *fresh, const struct scene *scene,
                            const char *what, struct error *error);
void objective_columns_clear(struct objective_columns *columns);

#endif

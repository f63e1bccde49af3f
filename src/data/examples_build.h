// What examples are built with, whatever they come from.
#ifndef RAVINE_DATA_EXAMPLES_BUILD_H
#define RAVINE_DATA_EXAMPLES_BUILD_H

#include "data/examples.h"

// Room for count × inputs numbers and what is predicted from them.
bool examples_make_room(struct examples *examples, size_t count, size_t inputs, bool is_classes,
                        struct error *error);
bool examples_name_classes(struct examples *examples, char *const words[], size_t count,
                           struct error *error);
// Room for the names of the inputs, and one of them; `word` where it says whether the column has
// that word, else NULL.
bool examples_make_names(struct examples *examples, struct error *error);
bool examples_name_input(struct examples *examples, size_t input, const char *column,
                         const char *word, struct error *error);

// Examples as they are kept (data/tables.h).
extern const struct tables_kind examples_kind;

bool examples_read_digits(struct examples *examples, struct tables *tables, const char *path,
                          struct error *error);
bool examples_read_diamonds(struct examples *examples, struct tables *tables, const char *path,
                            struct error *error);
void examples_prepare_digits(struct tables *tables, const char *path);
void examples_prepare_diamonds(struct tables *tables, const char *path);

#endif

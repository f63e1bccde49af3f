#include "data/ahead.h"

#include "data/dataset.h"
#include "data/examples.h"

static void read_examples(struct tables *into, const char *name)
{
    examples_prepare(name, into);
}

static void read_columns(struct tables *into, const char *name)
{
    const struct dataset *dataset = dataset_find(name);
    char path[4096];
    // As a regression wants them (labs/kit/objective_regression.c).
    const struct table_want wants[] = {{.name = dataset->x, .by_policy = true},
                                       {.name = dataset->y, .by_policy = true}};
    if (dataset_path(name, NULL, path, sizeof path, NULL))
        tables_prepare(into, path, wants, 2, NULL);
}

// What cannot be read says why to whoever wants it.
bool ahead_next(struct tables *into, size_t number)
{
    size_t examples = 0, columns = 0;
    while (dataset_example_names[examples])
        examples++;
    while (dataset_column_names[columns])
        columns++;
    if (number < examples)
        read_examples(into, dataset_example_names[number]);
    else if (number < examples + columns)
        read_columns(into, dataset_column_names[number - examples]);
    return number + 1 < examples + columns;
}

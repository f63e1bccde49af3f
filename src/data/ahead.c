#include "data/ahead.h"

#include "base/far.h"
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
    if (!dataset || !dataset->x || !dataset_path(name, NULL, path, sizeof path, NULL))
        return;
    // As a regression wants them (labs/kit/objective_regression.c).
    const struct table_want wants[] = {{.name = dataset->x, .by_policy = true},
                                       {.name = dataset->y, .by_policy = true}};
    tables_prepare(into, path, wants, 2, NULL);
}

// Nothing is brought from afar for it.
static bool is_here(const char *name)
{
    char asset[256];
    const struct dataset *dataset = dataset_find(name);
    return dataset && snprintf(asset, sizeof asset, "data/%s", dataset->file) < (int)sizeof asset &&
           far_is_here(asset);
}

// What cannot be read says why to whoever wants it.
bool ahead_next(struct tables *into, size_t number)
{
    size_t examples = 0, columns = 0;
    while (dataset_example_names[examples])
        examples++;
    while (dataset_column_names[columns])
        columns++;
    if (number < examples) {
        if (is_here(dataset_example_names[number]))
            read_examples(into, dataset_example_names[number]);
    } else if (number < examples + columns) {
        if (is_here(dataset_column_names[number - examples]))
            read_columns(into, dataset_column_names[number - examples]);
    }
    return number + 1 < examples + columns;
}

#include "data/examples.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "data/dataset.h"
#include "data/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MIN = 10, INPUTS_MAX = 4096, COLUMNS_MAX = 1024, WORDS_MAX = 32, FEW_NUMBERS = 20 };

static bool make_room(struct examples *examples, size_t count, size_t inputs, bool is_classes,
                      struct error *error)
{
    examples->count = count;
    examples->inputs = inputs;
    examples->is_classes = is_classes;
    examples->x = array_create(count * inputs, sizeof *examples->x, error);
    if (is_classes)
        examples->label = array_create(count, sizeof *examples->label, error);
    else
        examples->target = array_create(count, sizeof *examples->target, error);
    return examples->x && (examples->label || examples->target);
}

static bool name_classes(struct examples *examples, char *const words[], size_t count,
                         struct error *error)
{
    examples->name = array_create(count, sizeof *examples->name, error);
    if (!examples->name)
        return false;
    examples->classes = count;
    for (size_t i = 0; i < count; i++) {
        examples->name[i] = strdup(words[i]);
        if (!examples->name[i])
            return error_memory(error);
    }
    return true;
}

static bool make_names(struct examples *examples, struct error *error)
{
    examples->input = array_create(examples->inputs, sizeof *examples->input, error);
    return examples->input != NULL;
}

// The name of an input; `word` where it says whether the column has that word, else NULL.
static bool name_input(struct examples *examples, size_t input, const char *column,
                       const char *word, struct error *error)
{
    char name[100], brief[49];
    text_excerpt(column, brief, sizeof brief);
    text_print(name, sizeof name, "%s", brief);
    if (word) {
        text_excerpt(word, brief, sizeof brief);
        text_append(name, sizeof name, " = %s", brief);
    }
    examples->input[input] = strdup(name);
    return examples->input[input] || error_memory(error);
}

// ---- digits -------------------------------------------------------------------------------------

static bool read_digits(struct examples *examples, struct tables *tables, const char *path,
                        struct error *error)
{
    struct table_want wants[65];
    char name[65][8];
    struct table table;
    for (int i = 0; i < 65; i++) {
        snprintf(name[i], sizeof name[i], "%d", i + 1);
        wants[i] = (struct table_want){.name = name[i]};
    }
    if (!tables_read(tables, &table, path, wants, 65, error))
        return false;
    char *const digits[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    const bool done = make_room(examples, table.rows, 64, true, error) &&
                      name_classes(examples, digits, 10, error);
    for (size_t row = 0; done && row < table.rows; row++) {
        for (size_t i = 0; i < 64; i++)
            examples->x[row * 64 + i] = table.value[i][row];
        examples->label[row] = (uint16_t)table.value[64][row];
    }
    table_clear(&table);
    examples->image = 8;
    examples->scale = 1.0 / 16;
    text_print(examples->what, sizeof examples->what, "%s", words("digit"));
    text_print(examples->found, sizeof examples->found, "%s", words("10 digits from 8 × 8 pixels"));
    return done;
}

// ---- diamonds -----------------------------------------------------------------------------------

// Worst to best.
static const char *const cuts[] = {"Fair", "Good", "Very Good", "Premium", "Ideal", NULL};
static const char *const colors[] = {"J", "I", "H", "G", "F", "E", "D", NULL};
static const char *const clarities[] = {"I1",   "SI2",  "SI1", "VS2", "VS1",
                                        "VVS2", "VVS1", "IF",  NULL};

static bool rank_words(struct table *table, size_t column, const char *const ranks[],
                       struct error *error)
{
    double rank[64];
    const struct table_words *words = &table->words[column];
    for (size_t w = 0; w < words->count && w < 64; w++) {
        size_t r = 0;
        while (ranks[r] && strcmp(ranks[r], words->word[w]) != 0)
            r++;
        if (!ranks[r])
            return error_set(error, ERROR_INPUT, "diamonds: '%.40s' is no rank", words->word[w]);
        rank[w] = (double)r;
    }
    for (size_t row = 0; row < table->rows; row++)
        table->value[column][row] = rank[(size_t)table->value[column][row]];
    return true;
}

static bool read_diamonds(struct examples *examples, struct tables *tables, const char *path,
                          struct error *error)
{
    static const struct table_want wants[] = {
        {.name = "carat"},
        {.name = "cut", .kind = TABLE_WORD},
        {.name = "color", .kind = TABLE_WORD},
        {.name = "clarity", .kind = TABLE_WORD},
        {.name = "depth"},
        {.name = "table"},
        {.name = "x"},
        {.name = "y"},
        {.name = "z"},
        {.name = "price"},
    };
    struct table table;
    if (!tables_read(tables, &table, path, wants, 10, error))
        return false;
    bool done = rank_words(&table, 1, cuts, error) && rank_words(&table, 2, colors, error) &&
                rank_words(&table, 3, clarities, error) &&
                make_room(examples, table.rows, 9, false, error) && make_names(examples, error);
    for (size_t i = 0; done && i < 9; i++)
        done = name_input(examples, i, wants[i].name, NULL, error);
    for (size_t row = 0; done && row < table.rows; row++) {
        for (size_t i = 0; i < 9; i++)
            examples->x[row * 9 + i] = table.value[i][row];
        examples->target[row] = log(table.value[9][row]);
    }
    table_clear(&table);
    examples->standardize = true;
    examples->is_log = true;
    text_print(examples->what, sizeof examples->what, "%s", words("price (US $)"));
    text_print(examples->found, sizeof examples->found, "%s", words("log price from 9 columns"));
    return done;
}

// ---- any CSV ------------------------------------------------------------------------------------

// What a column was found to be.
struct found {
    bool is_number, is_missing; // some field is empty
    bool is_whole;
    double *number; // [words]: the words' values
};

static bool look_at(const struct table_words *words, struct found *found, struct error *error)
{
    found->is_number = found->is_whole = true;
    found->number = array_create(words->count, sizeof *found->number, error);
    if (!found->number)
        return false;
    for (size_t w = 0; w < words->count; w++) {
        const char *word = words->word[w];
        const bool is_empty = *word == '\0' || strcmp(word, "NA") == 0 ||
                              strcmp(word, "NaN") == 0 || strcmp(word, "nan") == 0;
        found->is_missing = found->is_missing || is_empty;
        if (is_empty)
            continue;
        if (!text_number(word, &found->number[w]))
            found->is_number = false;
        else if (found->number[w] != floor(found->number[w]))
            found->is_whole = false;
    }
    return true;
}

static bool read_label(struct examples *examples, const struct table *table, size_t column,
                       const struct found *found, const char *path, const char *label,
                       struct error *error)
{
    const struct table_words *words = &table->words[column];
    if (found->is_missing)
        return error_set(error, ERROR_INPUT, "%s: %s is missing in some row; every row needs one",
                         path, label);
    if (words->count < 2)
        return error_set(error, ERROR_INPUT,
                         "%s: %s is the same in every row; there is nothing to learn", path, label);
    if (!examples->is_classes) {
        for (size_t row = 0; row < table->rows; row++)
            examples->target[row] = found->number[(size_t)table->value[column][row]];
        return true;
    }
    if (words->count > EXAMPLES_CLASSES_MAX)
        return error_set(error, ERROR_INPUT, "%s: %s has %zu classes; at most %d can be told apart",
                         path, label, words->count, EXAMPLES_CLASSES_MAX);
    for (size_t row = 0; row < table->rows; row++)
        examples->label[row] = (uint16_t)table->value[column][row];
    return name_classes(examples, words->word, words->count, error);
}

// Fills the inputs of one column, from `at` on, and names them.
static bool write_inputs(struct examples *examples, const struct table *table, size_t column,
                         const struct found *found, const char *name, size_t at,
                         struct error *error)
{
    const struct table_words *words = &table->words[column];
    bool done = !found->is_number || name_input(examples, at, name, NULL, error);
    for (size_t w = 0; done && !found->is_number && w < words->count; w++)
        done = name_input(examples, at + w, name, words->word[w], error);
    for (size_t row = 0; row < table->rows; row++) {
        double *x = examples->x + row * examples->inputs + at;
        const size_t word = (size_t)table->value[column][row];
        if (found->is_number)
            *x = found->number[word];
        else
            x[word] = 1;
    }
    return done;
}

static bool check_input(const struct table_words *words, const struct found *found,
                        const char *path, const char *name, struct error *error)
{
    if (found->is_missing)
        return error_set(error, ERROR_INPUT,
                         "%s: %s is missing in some row; every row needs a value", path, name);
    if (words->count < 2)
        return error_set(error, ERROR_INPUT,
                         "%s: %s is the same in every row; leave the column out", path, name);
    if (!found->is_number && words->count > WORDS_MAX)
        return error_set(error, ERROR_INPUT,
                         "%s: %s has %zu different words; at most %d make columns of 0 and 1", path,
                         name, words->count, WORDS_MAX);
    return true;
}

static bool take_columns(struct examples *examples, const struct table *table, char *const names[],
                         struct found found[], size_t label, const char *path, struct error *error)
{
    size_t inputs = 0;
    for (size_t i = 0; i < table->columns; i++) {
        if (!look_at(&table->words[i], &found[i], error) ||
            (i != label && !check_input(&table->words[i], &found[i], path, names[i], error)))
            return false;
        if (i != label)
            inputs += found[i].is_number ? 1 : table->words[i].count;
    }
    if (inputs > INPUTS_MAX)
        return error_set(error, ERROR_INPUT, "%s makes %zu inputs; at most %d", path, inputs,
                         INPUTS_MAX);
    const size_t kinds = table->words[label].count;
    const bool is_classes =
        !found[label].is_number || (found[label].is_whole && kinds <= FEW_NUMBERS);
    if (!make_room(examples, table->rows, inputs, is_classes, error) ||
        !make_names(examples, error) ||
        !read_label(examples, table, label, &found[label], path, names[label], error))
        return false;
    size_t at = 0;
    for (size_t i = 0; i < table->columns; i++) {
        if (i == label)
            continue;
        if (!write_inputs(examples, table, i, &found[i], names[i], at, error))
            return false;
        at += found[i].is_number ? 1 : table->words[i].count;
    }
    examples->standardize = true;
    char name[81];
    text_excerpt(names[label], examples->what, sizeof examples->what);
    text_excerpt(names[label], name, sizeof name);
    if (is_classes)
        text_print(examples->found, sizeof examples->found,
                   words("%zu classes of %s from %zu inputs"), kinds, name, inputs);
    else
        text_print(examples->found, sizeof examples->found, words("the number %s from %zu inputs"),
                   name, inputs);
    return true;
}

static bool read_table(struct examples *examples, struct tables *tables, const char *path,
                       char *const names[], size_t count, size_t label, struct error *error)
{
    struct table table;
    struct table_want *wants = array_create(count, sizeof *wants, error);
    struct found *found = array_create(count, sizeof *found, error);
    for (size_t i = 0; wants && i < count; i++)
        wants[i] = (struct table_want){.name = names[i], .kind = TABLE_WORD};
    bool done = wants && found && tables_read(tables, &table, path, wants, count, error);
    if (done) {
        done = table.rows >= ROWS_MIN
                   ? take_columns(examples, &table, names, found, label, path, error)
                   : error_set(error, ERROR_INPUT, "%s: %zu rows; training needs at least %d", path,
                               table.rows, ROWS_MIN);
        table_clear(&table);
    }
    for (size_t i = 0; found && i < count; i++)
        free(found[i].number);
    free(found);
    free(wants);
    return done;
}

static bool read_csv(struct examples *examples, struct tables *tables, const char *path,
                     const char *label, struct error *error)
{
    char **names = table_names(path, error);
    if (!names)
        return false;
    size_t count = 0, at = SIZE_MAX;
    for (; names[count]; count++)
        if (strcmp(names[count], label) == 0)
            at = count;
    bool done = false;
    if (at == SIZE_MAX) {
        const char *nearest = text_nearest(label, (const char *const *)names, count);
        examples->lacks_column = true;
        if (nearest)
            error_set(error, ERROR_INPUT, "%s has no column '%s'; did you mean '%s'?", path, label,
                      nearest);
        else
            error_set(error, ERROR_INPUT, "%s has no column '%s'", path, label);
    } else if (count < 2 || count > COLUMNS_MAX) {
        error_set(error, ERROR_INPUT, "%s has %zu columns; training takes 2 to %d", path, count,
                  COLUMNS_MAX);
    } else {
        done = read_table(examples, tables, path, names, count, at, error);
    }
    table_names_free(names);
    return done;
}

// ---- all ----------------------------------------------------------------------------------------

bool examples_read(struct examples *examples, struct tables *tables, const char *data,
                   const char *beside, const char *label, struct error *error)
{
    memset(examples, 0, sizeof *examples);
    examples->scale = 1;
    char path[4096];
    bool done = false;
    if (!dataset_path(data, beside, path, sizeof path, error))
        return false;
    if (strcmp(data, "digits") == 0)
        done = read_digits(examples, tables, path, error);
    else if (strcmp(data, "diamonds") == 0)
        done = read_diamonds(examples, tables, path, error);
    else if (!label)
        return error_set(error, ERROR_INPUT, "%s needs label = COLUMN, the one to predict", data);
    else
        done = read_csv(examples, tables, path, label, error);
    if (!done) {
        const bool lacks_column = examples->lacks_column;
        examples_clear(examples);
        examples->lacks_column = lacks_column;
    }
    return done;
}

void examples_clear(struct examples *examples)
{
    for (size_t i = 0; examples->name && i < examples->classes; i++)
        free(examples->name[i]);
    for (size_t i = 0; examples->input && i < examples->inputs; i++)
        free(examples->input[i]);
    free(examples->name);
    free(examples->input);
    free(examples->x);
    free(examples->label);
    free(examples->target);
    memset(examples, 0, sizeof *examples);
}

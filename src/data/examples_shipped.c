// The data sets that ship, as examples; and what all examples are built with.
#include "base/maths.h"
#include "data/examples_build.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "data/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool examples_make_room(struct examples *examples, size_t count, size_t inputs, bool is_classes,
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

bool examples_name_classes(struct examples *examples, char *const words[], size_t count,
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

bool examples_make_names(struct examples *examples, struct error *error)
{
    examples->input = array_create(examples->inputs, sizeof *examples->input, error);
    return examples->input != NULL;
}

// The name of an input; `word` where it says whether the column has that word, else NULL.
bool examples_name_input(struct examples *examples, size_t input, const char *column,
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

// ---- kept ---------------------------------------------------------------------------------------

static bool copy_texts(char ***to, char *const from[], size_t count, struct error *error)
{
    *to = from ? array_create(count, sizeof **to, error) : NULL;
    for (size_t i = 0; *to && i < count; i++) {
        (*to)[i] = strdup(from[i]);
        if (!(*to)[i])
            return error_memory(error);
    }
    return *to || !from;
}

static bool copy_array(void *to, const void *from, size_t count, size_t size, struct error *error)
{
    void *copy = from ? array_create(count, size, error) : NULL;
    if (copy)
        memcpy(copy, from, count * size);
    memcpy(to, &copy, sizeof copy);
    return copy || !from;
}

static bool copy_examples(void *to, const void *from, struct error *error)
{
    struct examples *copy = to;
    const struct examples *examples = from;
    *copy = *examples;
    copy->x = copy->target = NULL;
    copy->label = NULL;
    copy->name = copy->input = NULL;
    if (copy_array(&copy->x, examples->x, examples->count * examples->inputs, sizeof *copy->x,
                   error) &&
        copy_array(&copy->label, examples->label, examples->count, sizeof *copy->label, error) &&
        copy_array(&copy->target, examples->target, examples->count, sizeof *copy->target, error) &&
        copy_texts(&copy->name, examples->name, examples->classes, error) &&
        copy_texts(&copy->input, examples->input, examples->inputs, error))
        return true;
    examples_clear(copy);
    return false;
}

static void clear_examples(void *item)
{
    examples_clear(item);
}

static size_t examples_bytes(const void *item)
{
    const struct examples *examples = item;
    return sizeof *examples + (examples->inputs + 1) * examples->count * sizeof(double);
}

const struct tables_kind examples_kind = {
    .size = sizeof(struct examples),
    .copy = copy_examples,
    .clear = clear_examples,
    .bytes = examples_bytes,
};

// ---- digits -------------------------------------------------------------------------------------

static const struct table_hints digit_hints = {
    .separator = ',', .decimal = '.', .header = HEADER_NO};

// Its columns have no names but their numbers: 64 pixels and the digit.
struct digit_columns {
    struct table_want want[65];
    char name[65][8];
};

static void name_digit_columns(struct digit_columns *columns)
{
    for (int i = 0; i < 65; i++) {
        snprintf(columns->name[i], sizeof columns->name[i], "%d", i + 1);
        columns->want[i] = (struct table_want){.name = columns->name[i]};
    }
}

void examples_prepare_digits(struct tables *tables, const char *path)
{
    struct digit_columns columns;
    name_digit_columns(&columns);
    tables_prepare(tables, path, columns.want, 65, &digit_hints);
}

bool examples_read_digits(struct examples *examples, struct tables *tables, const char *path,
                          struct error *error)
{
    struct digit_columns columns;
    struct table table;
    name_digit_columns(&columns);
    if (!tables_read(tables, &table, path, columns.want, 65, &digit_hints, NULL, error))
        return false;
    char *const digits[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    bool done = examples_make_room(examples, table.rows, 64, true, error) &&
                examples_name_classes(examples, digits, 10, error);
    for (size_t row = 0; done && row < table.rows; row++) {
        const double label = table.value[64][row];
        for (size_t i = 0; i < 64; i++)
            examples->x[row * 64 + i] = table.value[i][row];
        done = (label >= 0 && label <= 9 && label == floor(label)) ||
               error_set(error, ERROR_INPUT, "%s:%zu: column 65 is %g, not a digit from 0 to 9",
                         path, row + 1, label);
        examples->label[row] = done ? (uint16_t)label : 0;
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

enum { DIAMOND_COLUMNS = 10 };
static const struct table_want diamond_wants[DIAMOND_COLUMNS] = {
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
static const struct table_hints diamond_hints = {
    .separator = ',', .decimal = '.', .header = HEADER_YES};

void examples_prepare_diamonds(struct tables *tables, const char *path)
{
    tables_prepare(tables, path, diamond_wants, DIAMOND_COLUMNS, &diamond_hints);
}

static bool rank_words(struct table *table, size_t column, const char *const ranks[],
                       struct error *error)
{
    double rank[64];
    const struct wordlist *words = &table->words[column];
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

bool examples_read_diamonds(struct examples *examples, struct tables *tables, const char *path,
                            struct error *error)
{
    struct table table;
    if (!tables_read(tables, &table, path, diamond_wants, DIAMOND_COLUMNS, &diamond_hints, NULL,
                     error))
        return false;
    bool done = rank_words(&table, 1, cuts, error) && rank_words(&table, 2, colors, error) &&
                rank_words(&table, 3, clarities, error) &&
                examples_make_room(examples, table.rows, 9, false, error) &&
                examples_make_names(examples, error);
    for (size_t i = 0; done && i < 9; i++)
        done = examples_name_input(examples, i, diamond_wants[i].name, NULL, error);
    for (size_t row = 0; done && row < table.rows; row++) {
        for (size_t i = 0; i < 9; i++)
            examples->x[row * 9 + i] = table.value[i][row];
        done = done && (table.value[9][row] > 0 ||
                        error_set(error, ERROR_INPUT,
                                  "%s:%zu: price is %g; its logarithm needs more than 0", path,
                                  row + 2, table.value[9][row]));
        examples->target[row] = maths_log(table.value[9][row]);
    }
    table_clear(&table);
    examples->standardize = true;
    examples->is_log = true;
    text_print(examples->what, sizeof examples->what, "%s", words("price (US $)"));
    text_print(examples->found, sizeof examples->found, "%s", words("log price from 9 columns"));
    return done;
}

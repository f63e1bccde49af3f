#include "data/examples.h"

#include "base/array.h"
#include "base/parallel.h"
#include "base/text.h"
#include "base/words.h"
#include "data/columns.h"
#include "data/dataset.h"
#include "data/examples_build.h"
#include "data/names.h"
#include "data/wordlist.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MIN = 10, INPUTS_MAX = 4096, FEW_NUMBERS = 20 };

// Why a column is no input.
enum fate {
    FATE_USED,
    FATE_EMPTY,
    FATE_SAME,
    FATE_COUNTS,
    FATE_NAMES,
    FATE_DATES,
    FATE_WORDS,
    FATE_GAPS,
    FATES
};

// One column of the table that was read.
struct source_column {
    size_t column; // of the raw
    struct column found;
    enum fate fate;
    struct wordlist list; // of words
    int *place;           // [rows] of words
    size_t at;            // its first input
    size_t width;         // how many inputs it makes
    double mean;          // of numbers, for gaps
};

struct building {
    struct examples *examples;
    const struct examples_source *source;
    struct raw raw;
    struct cells cells; // the label last
    struct source_column *input;
    size_t count; // of inputs' columns; input[count] is the label
    size_t *row;  // [rows] those that are kept
    size_t rows;
    struct error *error;
};

// ---- which columns ------------------------------------------------------------------------------

// The columns that the scene wants: all but the label and those it leaves out, or those it names.
static bool choose_columns(struct building *building, size_t label)
{
    const struct examples_source *source = building->source;
    struct raw *raw = &building->raw;
    struct examples *examples = building->examples;
    const size_t columns = raw->format.columns;
    bool *wanted = array_create(columns, sizeof *wanted, building->error);
    bool *unwanted = array_create(columns, sizeof *unwanted, building->error);
    bool done = wanted && unwanted;
    if (done && source->inputs) {
        examples->blame = "inputs";
        done = names_mark(raw, source->inputs, wanted, &examples->report, building->error);
    }
    if (done && source->without) {
        examples->blame = "without";
        done = names_mark(raw, source->without, unwanted, &examples->report, building->error);
    }
    if (done)
        examples->blame = NULL;
    building->input =
        done ? array_create(columns + 1, sizeof *building->input, building->error) : NULL;
    done = building->input != NULL;
    for (size_t i = 0; done && i < columns; i++)
        if (i != label && !unwanted[i] && (wanted[i] || !source->inputs))
            building->input[building->count++].column = i;
    if (done)
        building->input[building->count].column = label;
    free(wanted);
    free(unwanted);
    if (done && building->count == 0)
        return error_set(building->error, ERROR_INPUT,
                         "%s: no column is left beside %s to learn from", raw->path,
                         raw->name[label]);
    return done;
}

static bool read_cells(struct building *building)
{
    const size_t count = building->count + 1;
    size_t *column = array_create(count, sizeof *column, building->error);
    if (!column)
        return false;
    for (size_t i = 0; i < count; i++)
        column[i] = building->input[i].column;
    const struct cells_setup setup = {column, count, 0};
    const bool done = cells_read(&building->cells, &building->raw, &setup, building->error);
    free(column);
    return done;
}

// ---- what they are ------------------------------------------------------------------------------

static enum fate fate_of(const struct column *column, size_t rows, bool is_named)
{
    if (column->kind == COLUMN_EMPTY)
        return FATE_EMPTY;
    if (2 * column->gaps > rows && !is_named)
        return FATE_GAPS;
    if (column->kind == COLUMN_DATE)
        return column->way.number == WHEN_NO_NUMBER ? FATE_DATES : FATE_USED;
    if (column->kind == COLUMN_WORD) {
        if (column->is_identifier)
            return FATE_NAMES;
        return column->kinds > EXAMPLES_WORDS_MAX ? FATE_WORDS
               : column->kinds < 2                ? FATE_SAME
                                                  : FATE_USED;
    }
    if (column->kinds < 2)
        return FATE_SAME;
    return column->is_identifier && !is_named ? FATE_COUNTS : FATE_USED;
}

struct look_job {
    struct building *building;
    struct error *errors; // [count + 1]
};

static void look_at(void *user, size_t index, int thread)
{
    struct look_job *job = user;
    struct building *building = job->building;
    struct source_column *input = &building->input[index];
    (void)thread;
    if (column_look(&input->found, &building->raw, &building->cells, index,
                    building->raw.name[input->column], NULL, &job->errors[index]))
        input->fate =
            fate_of(&input->found, building->cells.rows, building->source->inputs != NULL);
}

static bool look_at_all(struct building *building)
{
    const size_t count = building->count + 1;
    struct look_job job = {building, array_create(count, sizeof *job.errors, building->error)};
    if (!job.errors)
        return false;
    parallel_for(count, 0, 1, look_at, &job);
    bool done = true;
    for (size_t i = 0; done && i < count; i++)
        if (job.errors[i].kind != ERROR_NONE) {
            *building->error = job.errors[i];
            done = false;
        }
    free(job.errors);
    return done;
}

// What counts the rows is learned from where there is nothing else.
static void keep_one(struct building *building)
{
    size_t used = 0;
    for (size_t i = 0; i < building->count; i++)
        used += building->input[i].fate == FATE_USED;
    for (size_t i = 0; used == 0 && i < building->count; i++)
        if (building->input[i].fate == FATE_COUNTS)
            building->input[i].fate = FATE_USED;
}

// "3 columns left out: the same in every row (a, b, c)".
static void tell_fates(struct building *building)
{
    static const char *const why[FATES][2] = {
        [FATE_EMPTY] = {"%s is empty: left out", "%zu columns are empty: left out (%s)"},
        [FATE_SAME] = {"%s is the same in every row: left out",
                       "%zu columns are the same in every row: left out (%s)"},
        [FATE_COUNTS] = {"%s counts the rows: left out",
                         "%zu columns count the rows: left out (%s)"},
        [FATE_NAMES] = {"%s is another word in every row: left out",
                        "%zu columns are another word in every row: left out (%s)"},
        [FATE_DATES] = {"%s is a date: left out", "%zu columns are dates: left out (%s)"},
        [FATE_WORDS] = {"%s has more than 50 different words: left out",
                        "%zu columns have more than 50 different words: left out (%s)"},
        [FATE_GAPS] = {"%s is missing in more than half of the rows: left out",
                       "%zu columns are missing in more than half of the rows: left out (%s)"},
    };
    for (int fate = FATE_USED + 1; fate < FATES; fate++) {
        char names[120] = "";
        size_t count = 0;
        for (size_t i = 0; i < building->count; i++)
            if ((int)building->input[i].fate == fate && count++ < 1000 && strlen(names) < 100)
                text_append(names, sizeof names, "%s%.40s", count > 1 ? ", " : "",
                            building->input[i].found.name);
        struct report *report = &building->examples->report;
        if (count == 1)
            report_add(report, REPORT_ASSUMED, words(why[fate][0]), names);
        else if (count > 1)
            report_add(report, REPORT_ASSUMED, words(why[fate][1]), count, names);
    }
}

// Makes numbers or places in a list of words of every column that is used.
static bool settle_columns(struct building *building)
{
    const size_t rows = building->cells.rows;
    struct report *report = &building->examples->report;
    for (size_t i = 0; i <= building->count; i++) {
        struct source_column *input = &building->input[i];
        const struct column *found = &input->found;
        if (input->fate != FATE_USED && i < building->count)
            continue;
        const bool is_label = i == building->count;
        const bool is_number = found->kind == COLUMN_NUMBER ||
                               (found->kind == COLUMN_DATE && found->way.number != WHEN_NO_NUMBER);
        if (is_number) {
            if (!column_mend(found, &building->raw, &building->cells, i, report, building->error))
                return false;
            column_tell(found, report);
            input->width = 1;
            input->mean = found->mean;
        }
        if (is_number && !is_label)
            continue;
        input->place = array_create(rows, sizeof *input->place, building->error);
        if (!input->place || !wordlist_read(&input->list, &building->raw, building->cells.value[i],
                                            rows, is_label ? COLUMN_KINDS_MAX : EXAMPLES_WORDS_MAX,
                                            input->place, building->error))
            return false;
        if (!is_number)
            input->width = input->list.count;
    }
    return true;
}

// ---- which rows ---------------------------------------------------------------------------------

static bool has_gap(const struct building *building, size_t column, size_t row)
{
    return isnan(building->cells.value[column][row]) &&
           !cell_is_word(building->cells.value[column][row]);
}

static bool choose_rows(struct building *building)
{
    const enum gap_policy policy = building->raw.hints.codes.policy;
    const size_t rows = building->cells.rows;
    building->row = array_create(rows, sizeof *building->row, building->error);
    if (!building->row)
        return false;
    for (size_t row = 0; row < rows; row++) {
        bool is_dropped = false;
        for (size_t i = 0; i <= building->count && !is_dropped; i++) {
            const bool is_label = i == building->count;
            if ((!is_label && building->input[i].fate != FATE_USED) || !has_gap(building, i, row))
                continue;
            if (policy == GAP_REFUSE)
                return error_set(building->error, ERROR_INPUT,
                                 "%s:%zu: %s is missing; missing = drop leaves such rows out",
                                 building->raw.path,
                                 cells_line(&building->cells, &building->raw, row),
                                 building->input[i].found.name);
            is_dropped = is_label || policy == GAP_DROP;
        }
        if (!is_dropped)
            building->row[building->rows++] = row;
    }
    if (building->rows < rows)
        report_add(&building->examples->report, REPORT_ASSUMED,
                   "%zu of %zu rows left out: a value is missing", rows - building->rows, rows);
    return building->rows >= ROWS_MIN ||
           error_set(building->error, ERROR_INPUT,
                     building->rows < rows
                         ? words("%s: %zu rows without a gap; training needs at least %d")
                         : words("%s: %zu rows; training needs at least %d"),
                     building->raw.path, building->rows, ROWS_MIN);
}

// ---- filling ------------------------------------------------------------------------------------

static bool fill_label(struct building *building)
{
    struct examples *examples = building->examples;
    const struct source_column *label = &building->input[building->count];
    const char *path = building->raw.path, *name = label->found.name;
    if (label->list.count < 2)
        return error_set(building->error, ERROR_INPUT,
                         "%s: %s is the same in every row; there is nothing to learn", path, name);
    if (!examples->is_classes) {
        for (size_t k = 0; k < building->rows; k++)
            examples->target[k] = building->cells.value[building->count][building->row[k]];
        return true;
    }
    if (label->list.count > EXAMPLES_CLASSES_MAX)
        return error_set(
            building->error, ERROR_INPUT,
            label->list.is_cut
                ? words("%s: %s has more than %zu classes; at most %d can be told apart")
                : words("%s: %s has %zu classes; at most %d can be told apart"),
            path, name, label->list.count, EXAMPLES_CLASSES_MAX);
    for (size_t k = 0; k < building->rows; k++)
        examples->label[k] = (uint16_t)label->place[building->row[k]];
    return examples_name_classes(examples, label->list.word, label->list.count, building->error);
}

enum { BLOCK = 64 }; // rows that are written at once, so that what is written stays near

static void fill_block(void *user, size_t index, int thread)
{
    struct building *building = user;
    struct examples *examples = building->examples;
    const size_t begin = index * BLOCK;
    const size_t end = begin + BLOCK < building->rows ? begin + BLOCK : building->rows;
    (void)thread;
    for (size_t i = 0; i < building->count; i++) {
        const struct source_column *input = &building->input[i];
        if (input->fate != FATE_USED)
            continue;
        for (size_t k = begin; k < end; k++) {
            double *x = examples->x + k * examples->inputs + input->at;
            const double value = building->cells.value[i][building->row[k]];
            if (!input->place)
                *x = isnan(value) ? input->mean : value;
            else if (input->place[building->row[k]] >= 0)
                x[input->place[building->row[k]]] = 1;
        }
    }
}

static bool name_inputs(struct building *building)
{
    struct examples *examples = building->examples;
    for (size_t i = 0; i < building->count; i++) {
        const struct source_column *input = &building->input[i];
        if (input->fate != FATE_USED)
            continue;
        for (size_t w = 0; w < input->width; w++)
            if (!examples_name_input(examples, input->at + w, input->found.name,
                                     input->place ? input->list.word[w] : NULL, building->error))
                return false;
    }
    return true;
}

static bool fill(struct building *building)
{
    struct examples *examples = building->examples;
    const struct source_column *label = &building->input[building->count];
    size_t inputs = 0;
    for (size_t i = 0; i < building->count; i++) {
        building->input[i].at = inputs;
        inputs += building->input[i].fate == FATE_USED ? building->input[i].width : 0;
    }
    const char *path = building->raw.path;
    if (inputs == 0)
        return error_set(building->error, ERROR_INPUT,
                         "%s: no column is left beside %s to learn from", path, label->found.name);
    if (inputs > INPUTS_MAX)
        return error_set(building->error, ERROR_INPUT, "%s makes %zu inputs; at most %d", path,
                         inputs, INPUTS_MAX);
    if (building->rows > (size_t)CELLS_MAX / inputs)
        return error_set(building->error, ERROR_INPUT,
                         "%s: %zu rows of %zu inputs are more than %d values, the most that are "
                         "learned from; inputs = a, b, c names those that are needed",
                         path, building->rows, inputs, CELLS_MAX);
    const bool is_number = label->width == 1 && label->found.kind != COLUMN_WORD;
    const bool is_classes =
        !is_number || (label->found.is_whole && label->list.count <= FEW_NUMBERS);
    if (!examples_make_room(examples, building->rows, inputs, is_classes, building->error) ||
        !examples_make_names(examples, building->error) || !fill_label(building) ||
        !name_inputs(building))
        return false;
    parallel_for((building->rows + BLOCK - 1) / BLOCK, 0, 8, fill_block, building);
    examples->standardize = true;
    char name[81];
    text_excerpt(label->found.name, examples->what, sizeof examples->what);
    text_excerpt(label->found.name, name, sizeof name);
    if (is_classes)
        text_print(examples->found, sizeof examples->found,
                   words("%zu classes of %s from %zu inputs"), label->list.count, name, inputs);
    else
        text_print(examples->found, sizeof examples->found, words("the number %s from %zu inputs"),
                   name, inputs);
    return true;
}

// ---- all ----------------------------------------------------------------------------------------

static void building_clear(struct building *building)
{
    for (size_t i = 0; building->input && i <= building->count; i++) {
        wordlist_clear(&building->input[i].list);
        free(building->input[i].place);
    }
    free(building->input);
    free(building->row);
    cells_clear(&building->cells);
    raw_clear(&building->raw);
}

static bool read_table(void *item, const char *path, const void *user, struct error *error)
{
    struct examples *examples = item;
    const struct examples_source *source = user;
    struct building building = {.examples = examples, .source = source, .error = error};
    size_t label;
    bool done = raw_open(&building.raw, path, &source->hints, &examples->report, error);
    if (done) {
        examples->blame = "label";
        done = raw_find(&building.raw, source->label, &label, &examples->report, error);
    }
    if (done) {
        examples->blame = NULL;
        done = choose_columns(&building, label) && read_cells(&building) && look_at_all(&building);
    }
    if (done) {
        keep_one(&building);
        tell_fates(&building);
        done = settle_columns(&building) && choose_rows(&building) && fill(&building);
    }
    building_clear(&building);
    return done;
}

static void describe_source(FILE *out, const void *user)
{
    const struct examples_source *source = user;
    const char *const text[] = {source->label, source->inputs, source->without};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        fprintf(out, "%s%c", text[i] ? text[i] : "", '\0');
    tables_describe_hints(out, &source->hints);
}

static struct report *report_of(void *item)
{
    return &((struct examples *)item)->report;
}

static const struct tables_way way = {&examples_kind, describe_source, read_table, report_of};

bool examples_read(struct examples *examples, const struct examples_source *source,
                   struct error *error)
{
    memset(examples, 0, sizeof *examples);
    examples->scale = 1;
    char path[4096];
    bool done = false;
    if (!tables_path(source->tables, source->data, source->beside, path, sizeof path, error))
        return false;
    if (strcmp(source->data, "digits") == 0)
        done = examples_read_digits(examples, source->tables, path, error);
    else if (strcmp(source->data, "diamonds") == 0)
        done = examples_read_diamonds(examples, source->tables, path, error);
    else if (!source->label)
        return error_set(error, ERROR_INPUT, "%s needs label = COLUMN, the one to predict",
                         source->data);
    else
        done = tables_have(source->tables, &way, path, source, examples, error);
    if (!done) {
        const char *blame = examples->blame;
        examples_clear(examples);
        examples->blame = blame;
    }
    return done;
}

void examples_prepare(const char *data, struct tables *tables)
{
    char path[4096];
    if (!dataset_path(data, NULL, path, sizeof path, NULL))
        return;
    if (strcmp(data, "digits") == 0)
        examples_prepare_digits(tables, path);
    else if (strcmp(data, "diamonds") == 0)
        examples_prepare_diamonds(tables, path);
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

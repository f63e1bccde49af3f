#include "cli/tune.h"

#include "base/text.h"
#include "base/words.h"
#include "cli/progress.h"
#include "cli/rows.h"
#include "labs/registry.h"
#include "labs/search.h"
#include "sim/clock.h"

#include <math.h>
#include <string.h>

enum { COLUMNS = 7, CELL = 96, TABLE_ROWS_MAX = 64 };

// What is printed; row 0 is the headings.
struct table {
    char cell[TABLE_ROWS_MAX][COLUMNS][CELL];
    bool is_at_bound[TABLE_ROWS_MAX]; // the best α of a row is the end of what was looked at
    size_t rows;
};

static void add_headings(struct table *table)
{
    static const char *const heading[COLUMNS] = {"runner",  "α",      "ends at",      "best α",
                                                 "ends at", "good α", "diverges from"};
    for (size_t c = 0; c < COLUMNS; c++)
        text_print(table->cell[0][c], CELL, "%s", words(heading[c]));
    table->rows = 1;
}

static void print_table(const struct table *table, FILE *out)
{
    size_t width[COLUMNS] = {0};
    for (size_t r = 0; r < table->rows; r++)
        for (size_t c = 0; c < COLUMNS; c++) {
            const size_t columns = text_columns(table->cell[r][c]);
            width[c] = columns > width[c] ? columns : width[c];
        }
    for (size_t r = 0; r < table->rows; r++) {
        char line[COLUMNS * CELL] = "";
        size_t at = 0;
        for (size_t c = 0; c < COLUMNS; c++) {
            text_append(line, sizeof line, "%s", table->cell[r][c]);
            at += width[c] + 2;
            if (c + 1 < COLUMNS)
                rows_pad(line, sizeof line, at);
        }
        fprintf(out, "%s\n", line);
    }
}

// "0.05 … 0.12 (×2.4)"; a bound of the key's own range is no end: "… 0.12 (×2.4 or more)".
static void write_range(const struct tune_result *result, char text[CELL])
{
    char low[32] = "", high[32] = "", ratio[32];
    if (!result->is_low_open)
        text_show(result->low, 3, low, sizeof low);
    if (!result->is_high_open)
        text_show(result->high, 3, high, sizeof high);
    text_show(result->high / result->low, 3, ratio, sizeof ratio);
    text_print(text, CELL, "%s%s…%s%s", low, *low ? " " : "", *high ? " " : "", high);
    text_append(text, CELL,
                result->is_low_open || result->is_high_open ? words(" (×%s or more)") : " (×%s)",
                ratio);
}

static void write_row(const struct lab *lab, size_t group, const struct tune_result *result,
                      char cell[COLUMNS][CELL])
{
    const struct lab_aim *aim = lab->type->aim;
    struct lab_group runner;
    char outcome[64];
    lab->type->group(lab, group, 0, &runner);
    text_print(cell[0], CELL, "%s", strchr(runner.section, '.') + 1);
    text_shortest(scene_number(&lab->scene, runner.section, search_param(lab, group)), cell[1],
                  CELL);
    aim->show(lab, result->before, outcome);
    text_print(cell[2], CELL, "%s", outcome);
    if (!result->is_found) {
        for (size_t c = 3; c < COLUMNS; c++)
            text_print(cell[c], CELL, "–");
        return;
    }
    text_shortest(result->alpha, cell[3], CELL);
    aim->show(lab, result->cost, outcome);
    text_print(cell[4], CELL, "%s", outcome);
    write_range(result, cell[5]);
    if (isfinite(result->edge))
        text_show(result->edge, 3, cell[6], CELL);
    else
        text_print(cell[6], CELL, "–");
}

static void say_bounds(const struct table *table, FILE *out)
{
    for (size_t r = 1; r < table->rows; r++)
        if (table->is_at_bound[r])
            rows_say(out, 0,
                     "%s: %s is the end of what was looked at; what is beyond it was not tried.",
                     table->cell[r][0], table->cell[r][3]);
}

struct follow {
    struct progress progress;
    double done, all; // runners
};

static bool add_runner(struct table *table, const struct lab *lab, size_t group,
                       struct follow *follow, struct error *error)
{
    const struct search_setup setup = {.lab = lab, .group = group};
    struct search *search = search_create(&setup, error);
    if (!search)
        return false;
    // Where somebody watches, beside this thread, which tells how far it is.
    if (follow->progress.out && search_start(search, NULL))
        for (; !search_done(search); clock_sleep(0.02))
            progress_await(&follow->progress,
                           (follow->done + search_progress(search)) / follow->all);
    else
        search_run(search);
    follow->done++;
    const bool done = search_succeeded(search, error);
    if (done && table->rows < TABLE_ROWS_MAX) {
        const struct tune_result result = tune_result(search_tune(search));
        table->is_at_bound[table->rows] = result.is_found && result.is_at_bound;
        write_row(lab, group, &result, table->cell[table->rows++]);
    }
    search_destroy(search);
    return done;
}

static bool is_runner(const struct lab *lab, size_t index)
{
    struct lab_group group;
    lab->type->group(lab, index, 0, &group);
    return group.is_runner;
}

static size_t count_runners(const struct lab *lab)
{
    size_t count = 0;
    for (size_t i = 0; i < lab->type->groups(lab); i++)
        count += is_runner(lab, i);
    return count;
}

bool tune_print(const struct scene *scene, int threads, FILE *out, struct report *report,
                struct error *error)
{
    const struct lab_type *type = lab_for(scene, error);
    if (!type)
        return false;
    if (!type->aim)
        return error_set(error, ERROR_INPUT, "the %s lab has no learning rates to tune",
                         words(type->title));
    struct lab *lab = lab_create(type, scene, threads, error);
    if (!lab)
        return false;
    if (report && type->report && type->report(lab))
        *report = *type->report(lab);
    if (lab_hides(lab, (const char *const[]){type->aim->key, NULL})) {
        lab_destroy(lab);
        return error_set(error, ERROR_INPUT, "the exercise hides %s", type->aim->key);
    }
    lab_cancel(lab); // its own run is not what counts here
    struct table table;
    bool done = true;
    memset(&table, 0, sizeof table);
    add_headings(&table);
    struct follow follow = {.all = (double)count_runners(lab)};
    progress_begin(&follow.progress);
    for (size_t i = 0; done && i < type->groups(lab); i++)
        if (is_runner(lab, i))
            done = add_runner(&table, lab, i, &follow, error);
    progress_end(&follow.progress);
    if (done) {
        print_table(&table, out);
        rows_say(out, 0, "\nGood: %s at most twice the best.", words(type->aim->measure(lab)));
        say_bounds(&table, out);
    }
    lab_destroy(lab);
    return done;
}

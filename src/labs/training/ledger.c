// The table under the stage: what every runner has reached, and how fast.
#include "labs/kit/ledger.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/training/place.h"

#include <math.h>
#include <stdio.h>

enum {
    LEDGER_SCORE,
    LEDGER_COST,
    LEDGER_SECONDS,
    LEDGER_STEPS,
    LEDGER_EXAMPLES,
    LEDGER_FLOPS,
    LEDGER_COLUMNS
};

float training_ledger_height(const struct training_lab *lab)
{
    size_t shown = 0;
    for (size_t r = 0; r < lab->runners.count; r++)
        shown += !lab->runners.entry[r].hidden;
    return LEDGER_PITCH * (float)(shown + 1) + 8;
}

// 1,234,567 with three digits that count: "1.23 M".
static void show_rate(double value, char *text, size_t size)
{
    static const char *const units[] = {"", " k", " M", " G"};
    size_t unit = 0;
    for (; value >= 1000 && unit < 3; unit++)
        value /= 1000;
    char number[32];
    text_show(value, 3, number, sizeof number);
    snprintf(text, size, "%s%s", number, units[unit]);
}

static void fill_ledger(const struct training_lab *lab, size_t runner, double step,
                        char cell[LEDGER_COLUMNS][LEDGER_CELL])
{
    const struct course *course = trainer_course(lab->training, runner);
    const size_t k = (size_t)fmax(training_step(lab, runner, step), 0);
    const long shot = course_score(course, (double)k);
    char number[32];
    for (int i = 0; i < LEDGER_COLUMNS; i++)
        snprintf(cell[i], LEDGER_CELL, "–");
    if (training_has_diverged(lab, course, step)) {
        text_print(cell[LEDGER_SCORE], LEDGER_CELL, "%s", words("diverged"));
    } else if (shot >= 0) {
        if (lab->examples.is_classes)
            snprintf(cell[LEDGER_SCORE], LEDGER_CELL, "%.1f %%", 100 * course->test_accuracy[shot]);
        else
            text_show(course->test_cost[shot], 3, cell[LEDGER_SCORE], LEDGER_CELL);
        text_show(course->train_cost[shot], 3, cell[LEDGER_COST], LEDGER_CELL);
    }
    // Rates of all that has been made: they do not depend on where the timeline stands.
    const size_t length = atomic_load_explicit(&course->length, memory_order_acquire);
    const double seconds = course->seconds[length - 1];
    if (!(seconds > 0))
        return;
    const double examples =
        (double)(length - 1) / (double)course->epoch_steps * (double)lab->data->train.count;
    text_show(1e3 * course->seconds[k], 3, number, sizeof number);
    text_print(cell[LEDGER_SECONDS], LEDGER_CELL, words("%s ms"), number);
    show_rate((double)(length - 1) / seconds, cell[LEDGER_STEPS], LEDGER_CELL);
    show_rate(examples / seconds, cell[LEDGER_EXAMPLES], LEDGER_CELL);
    text_show(1e-9 * examples * lab->network->flops / seconds, 3, cell[LEDGER_FLOPS], LEDGER_CELL);
}

void training_draw_ledger(const struct training_lab *lab, struct canvas *canvas,
                          const struct rect *box, const struct lab_view *view)
{
    static const char *const titles[LEDGER_COLUMNS] = {"test",    "train J",    "time",
                                                       "steps/s", "examples/s", "GFLOP/s"};
    static const float wide[] = {0.24f, 0.35f, 0.47f, 0.60f, 0.73f, 0.88f};
    static const float narrow[] = {0.30f, 0.46f, 0.63f, 0.86f};
    const struct theme *theme = view->theme;
    const bool is_narrow = box->width < 600;
    struct kit_ledger ledger = {
        .canvas = canvas,
        .theme = theme,
        .x = box->x,
        .width = box->width,
        .at = is_narrow ? narrow : wide,
        .columns = is_narrow ? LEDGER_EXAMPLES : LEDGER_COLUMNS,
        .y = box->y + LEDGER_PITCH * 0.7f,
        .bottom = box->y + box->height,
    };
    const float heads = ledger.y;
    char cell[LEDGER_COLUMNS][LEDGER_CELL];
    for (size_t r = 0; r < lab->runners.count; r++)
        if (!lab->runners.entry[r].hidden)
            kit_ledger_name(&ledger, lab->runners.entry[r].name);
    for (size_t r = 0; r < lab->runners.count; r++) {
        if (lab->runners.entry[r].hidden)
            continue;
        fill_ledger(lab, r, view->step, cell);
        kit_ledger_fit(&ledger, cell);
    }
    for (int i = 0; i < LEDGER_COLUMNS; i++)
        text_print(cell[i], LEDGER_CELL, "%s", words(titles[i]));
    kit_ledger_fit(&ledger, cell);
    kit_ledger_settle(&ledger);
    kit_ledger_row(&ledger, "", cell, theme->soft, NULL);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct runner_entry *entry = &lab->runners.entry[r];
        if (entry->hidden)
            continue;
        fill_ledger(lab, r, view->step, cell);
        const struct look_style look = look_style(theme, entry->look);
        kit_ledger_row(&ledger, entry->name, cell, theme->ink, &look);
    }
    kit_ledger_end(&ledger, heads);
}

// What stands above the cost curves: what they show.
#include "labs/training/costs_heading.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"
#include "labs/training/params.h"
#include "labs/training/place.h"
#include "labs/training/thin.h"
#include "plot/label.h"

#include <math.h>

// The runners that are drawn as bands.
struct bands {
    size_t count;
    bool has_mean; // one of them has the mean of its window as its line, and not the average of β
    bool is_share; // all windows are the same share of their runs
};

static struct bands count_bands(const struct training_lab *lab)
{
    struct bands bands = {.is_share = true};
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct thin_curve *thin = &lab->thin[r];
        if (lab->runners.entry[r].hidden || !thin_is_band(thin))
            continue;
        bands.count++;
        bands.has_mean = bands.has_mean || thin->is_mean;
        bands.is_share =
            bands.is_share &&
            thin->spread.window == trainer_course(lab->training, r)->steps / SPREAD_WINDOWS;
    }
    return bands;
}

static void say_stopped(const struct training_lab *lab, char text[100])
{
    double epoch = (double)lab->epochs;
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct course *course = trainer_course(lab->training, r);
        if (!atomic_load(&course->diverged))
            epoch = fmin(epoch, (double)(course_length(course) - 1) / (double)course->epoch_steps);
    }
    text_print(text, 100, words("stopped at epoch %.0f"), floor(epoch));
}

// Where every batch can be told apart: what there is to say of the average.
static void say_raw(bool is_log, const char *beta, char whole[200], char brief[100])
{
    text_print(whole, 200,
               is_log ? words("Batch cost (pale) and its average, β = %s, log scale")
                      : words("Batch cost (pale) and its average, β = %s"),
               beta);
    text_print(brief, 100,
               is_log ? words("Cost, average β = %s, log scale") : words("Cost, average β = %s"),
               beta);
}

// Where the window of a runner is its line as well there is no one β to name: the tip tells.
static void say_means(const struct bands *bands, bool is_log, const char *window, char whole[200],
                      char brief[100])
{
    if (bands->is_share)
        text_print(whole, 200,
                   is_log ? words("Batch cost: 10–90 %% of %s (band) and average, log scale")
                          : words("Batch cost: 10–90 %% of %s (band) and average"),
                   window);
    else
        text_print(whole, 200, "%s",
                   is_log ? words("Batch cost: 10–90 % of a window (band) and average, log scale")
                          : words("Batch cost: 10–90 % of a window (band) and average"));
    text_print(brief, 100, "%s",
               is_log ? words("Cost: 10–90 %, average, log scale")
                      : words("Cost: 10–90 %, average"));
}

static void say_bands(const struct bands *bands, bool is_log, const char *window, const char *beta,
                      char whole[200], char brief[100])
{
    if (bands->is_share)
        text_print(whole, 200,
                   is_log ? words("Batch cost: 10–90 %% of %s (band) and average, β = %s, "
                                  "log scale")
                          : words("Batch cost: 10–90 %% of %s (band) and average, β = %s"),
                   window, beta);
    else
        text_print(whole, 200,
                   is_log ? words("Batch cost: 10–90 %% of a window (band) and average, β = %s, "
                                  "log scale")
                          : words("Batch cost: 10–90 %% of a window (band) and average, β = %s"),
                   beta);
    text_print(brief, 100,
               is_log ? words("10–90 %%, average β = %s, log scale")
                      : words("Cost: 10–90 %%, average β = %s"),
               beta);
}

void costs_draw_heading(const struct training_lab *lab, struct canvas *canvas,
                        const struct theme *theme, const struct rect *box)
{
    const struct bands bands = count_bands(lab);
    const double share = (double)lab->epochs / SPREAD_WINDOWS;
    const bool hides_beta =
        hide_slider(&lab->head.scene, NULL, training_view_params[VIEW_BETA].key);
    char whole[200], brief[100], beta[32], number[32], window[64];
    text_show(lab->beta, 4, beta, sizeof beta);
    if (hides_beta)
        text_print(beta, sizeof beta, "…");
    text_show(share, 3, number, sizeof number);
    text_print(window, sizeof window, share == 1 ? words("%s epoch") : words("%s epochs"), number);
    if (trainer_was_cancelled(lab->training)) {
        say_stopped(lab, brief);
        text_print(whole, sizeof whole, "%s · %s",
                   bands.count > 0 ? words("Batch cost (band) and its average")
                                   : words("Batch cost (pale) and its average"),
                   brief);
    } else if (bands.has_mean) {
        say_means(&bands, lab->log_cost, window, whole, brief);
    } else if (bands.count > 0) {
        say_bands(&bands, lab->log_cost, window, beta, whole, brief);
    } else {
        say_raw(lab->log_cost, beta, whole, brief);
    }
    label_draw_fitting_heading(canvas, theme, box, (const char *const[]){whole, brief, NULL});
}

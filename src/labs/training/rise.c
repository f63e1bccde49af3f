// What is said beside curves of costs: that one rises, or has left the numbers.
#include "labs/training/rise.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/training/axis.h"
#include "labs/training/place.h"

#include <math.h>

static const float reach = 2000; // units about a place within which curves are kept clear: all

// The line of a runner where it is on the plot.
static struct curve curve_of(const struct training_lab *lab, size_t runner, double step)
{
    const struct thin_line line =
        thin_strong_line(trainer_course(lab->training, runner), &lab->thin[runner]);
    const double end = training_axis_runner_x(lab, runner, step);
    return (struct curve){.x = line.x,
                          .y = line.y,
                          .count = line.count,
                          .end = kit_axis_index(line.x, line.count, end)};
}

void training_keep_clear(const struct training_lab *lab, struct label_space *space,
                         const struct plot *plot, double step, struct point at)
{
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct curve curve = curve_of(lab, r, step);
        if (!lab->runners.entry[r].hidden)
            curve_keep_clear(space, plot, &curve, at, reach, true);
    }
}

// Where there is room for it.
static void say_rise(const struct training_lab *lab, struct canvas *canvas,
                     const struct theme *theme, const struct plot *plot, size_t runner, double step,
                     struct label_space *space, struct label_space *taken)
{
    struct training_rise rise;
    if (!training_rises(lab, runner, step, &rise))
        return;
    const struct course *course = trainer_course(lab->training, runner);
    const struct rect *area = &plot->area;
    char text[120], epoch[32];
    text_show((double)(rise.last - 1) / (double)course->epoch_steps, 4, epoch, sizeof epoch);
    if (rise.is_rising)
        text_print(text, sizeof text, "%s", words("rising: α is too large"));
    else
        text_print(text, sizeof text, words("rose until epoch %s: α is too large"), epoch);
    const struct point at = {
        fminf(plot_x(plot, training_axis_cost_x(lab, course, rise.first)), area->x + area->width),
        fmaxf(fminf(plot_y(plot, course->batch_cost[rise.first]), area->y + area->height),
              area->y)};
    const struct text_style style = {.size = TYPE_BODY,
                                     .bold = true,
                                     .color =
                                         look_style(theme, lab->runners.entry[runner].look).text,
                                     .horizontal = ALIGN_MIDDLE,
                                     .vertical = ALIGN_MIDDLE,
                                     .halo = theme->background,
                                     .halo_width = 3};
    struct rect box;
    const float width = canvas_text_width(canvas, text, style.size, true) + 6;
    training_keep_clear(lab, space, plot, step, at);
    if (!label_place_far(space, at, (struct point){1, -0.4f}, width, style.size + 4, &box))
        return;
    canvas_text(canvas, box.x + box.width / 2, box.y + box.height / 2, text, &style);
    label_take(taken, &box);
}

void training_draw_outcome(const struct training_lab *lab, struct canvas *canvas,
                           const struct theme *theme, const struct plot *plot, size_t runner,
                           double step, struct label_space *taken)
{
    const struct course *course = trainer_course(lab->training, runner);
    // Room near one place is of no use to the next: what curves take there is forgotten again.
    struct label_space space = *taken;
    if (training_has_diverged(lab, course, step)) {
        struct point inside, towards;
        const struct curve curve = curve_of(lab, runner, step);
        if (!curve_last_inside(plot, &curve, &inside, &towards))
            return;
        training_keep_clear(lab, &space, plot, step, inside);
        const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
        const struct rect word =
            curve_draw_diverged(canvas, theme, plot, inside, towards, &look, &space);
        label_take(taken, &word);
        return;
    }
    say_rise(lab, canvas, theme, plot, runner, step, &space, taken);
}

// The screen of the Training lab: title, the chosen picture, the second plot, the ledger.
#include "labs/kit/heading.h"
#include "labs/training/costs.h"
#include "labs/training/hood.h"
#include "labs/training/pictures.h"
#include "labs/training/place.h"
#include "labs/training/scores.h"
#include "labs/training/zoom.h"

#include <math.h>

// Units that a picture needs above the ledger. Where there is less for both, as beside notes in a
// small window, there is no ledger: the legend has what each has reached.
#define STAGE_LEAST 90.0f

static bool has_ledger(const struct training_lab *lab, const struct lab_layout *layout)
{
    return layout->is_apart || layout->stage.height - training_ledger_height(lab) >= STAGE_LEAST;
}

struct lab_layout training_stage(const struct training_lab *lab, const struct lab_layout *layout)
{
    struct lab_layout above = *layout;
    struct rect *box = &above.stage;
    if (!layout->is_apart && has_ledger(lab, layout))
        box->height -= training_ledger_height(lab);
    box->x += 8;
    box->width -= 8;
    return above;
}

static struct rect ledger_box(const struct training_lab *lab, const struct lab_layout *layout)
{
    const struct rect *stage = &layout->stage;
    const float height = training_ledger_height(lab);
    if (layout->is_apart)
        return layout->below;
    return (struct rect){stage->x + 20, stage->y + stage->height - height, stage->width - 24,
                         height};
}

void training_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                   const struct lab_view *view)
{
    struct training_lab *lab = (struct training_lab *)base;
    const bool has_second = layout->second.width > 0;
    // Where the stage shows the costs, the second plot shows the test part.
    if (has_second && lab->shows_hood)
        training_draw_hood(lab, canvas, layout, view);
    else if (has_second && lab_picture(base) == &training_costs_picture)
        training_draw_scores(lab, canvas, &layout->second, view);
    else if (has_second)
        training_draw_costs(lab, canvas, &layout->second, view, false);
    // Before the picture, whose box of numbers at the pointer may reach over the rows.
    const struct rect ledger = ledger_box(lab, layout);
    if (ledger.width > 0 && has_ledger(lab, layout))
        training_draw_ledger(lab, canvas, &ledger, view);
    const struct lab_layout above = training_stage(lab, layout);
    lab_draw_picture(base, canvas, &above, view);
}

// ---- the costs as a picture ---------------------------------------------------------------------

static void costs_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                       const struct lab_view *view)
{
    training_draw_costs((struct training_lab *)base, canvas, &layout->stage, view, true);
}

static bool costs_plot(struct lab *base, const struct lab_layout *layout, struct plot *plot)
{
    struct training_lab *lab = (struct training_lab *)base;
    const struct lab_layout above = training_stage(lab, layout);
    *plot = training_costs_plot(lab, &above.stage, true);
    return true;
}

static enum lab_effect costs_pointer(struct lab *base, struct scene *scene,
                                     const struct lab_layout *layout,
                                     const struct lab_pointer *pointer)
{
    struct plot plot;
    costs_plot(base, layout, &plot);
    return training_zoom_point((struct training_lab *)base, scene, ZOOM_COSTS, &plot, pointer);
}

static double costs_walk(const struct lab *base, size_t group, double step, int by)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    if (group >= lab->runners.count)
        return NAN;
    const struct course *course = trainer_course(lab->training, group);
    const double last = (double)course_length(course) - 1;
    const double k = fmin(fmax(floor(training_step(lab, group, step) + 1e-6) + by, 1), last);
    return last < 1 ? NAN : k / (double)course->epoch_steps * TICKS_AN_EPOCH;
}

const struct lab_picture training_costs_picture = {
    .name = "costs",
    .title = "Cost curves",
    .what = "batch costs, their average and the costs of the whole training set",
    .draw = costs_draw,
    .pointer = costs_pointer,
    .plot = costs_plot,
    .walk = costs_walk,
    .place = training_costs_place,
};

// The screen of the Training lab: title, the chosen picture, the second plot, the ledger.
#include "labs/kit/heading.h"
#include "labs/training/costs.h"
#include "labs/training/pictures.h"
#include "labs/training/place.h"
#include "labs/training/scores.h"

#include <math.h>

// The stage above the ledger.
static struct rect stage_box(const struct training_lab *lab, const struct lab_layout *layout)
{
    struct rect box = layout->stage;
    if (!layout->is_apart)
        box.height = fmaxf(box.height - training_ledger_height(lab), 60);
    box.x += 8;
    box.width -= 8;
    return box;
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
    if (has_second && lab_picture(base) == &training_costs_picture)
        training_draw_scores(lab, canvas, &layout->second, view);
    else if (has_second)
        training_draw_costs(lab, canvas, &layout->second, view, false);
    struct lab_layout above = *layout;
    above.stage = stage_box(lab, layout);
    lab_draw_picture(base, canvas, &above, view);
    const struct rect ledger = ledger_box(lab, layout);
    if (ledger.width > 0)
        training_draw_ledger(lab, canvas, &ledger, view);
}

// ---- the costs as a picture ---------------------------------------------------------------------

static void costs_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                       const struct lab_view *view)
{
    training_draw_costs((struct training_lab *)base, canvas, &layout->stage, view, true);
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
    .walk = costs_walk,
};

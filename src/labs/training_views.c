// What the stage of the Training lab computes in the background, and what its pictures share.
#include "labs/training_state.h"
#include "sim/clock.h"

#include <stdlib.h>
#include <string.h>

void training_draw_note(struct canvas *canvas, const struct theme *theme, const struct rect *area,
                        const char *text)
{
    const struct text_style style = {.size = TYPE_BODY,
                                     .color = theme->soft,
                                     .horizontal = ALIGN_MIDDLE,
                                     .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, area->x + area->width / 2, area->y + area->height / 2, text, &style);
}

void training_clear_views(struct training_lab *lab)
{
    training_clear_landscape(lab);
    lab->landscape_failed = false;
    sweep_destroy(lab->sweep);
    lab->sweep = NULL;
    free(lab->sweep_key);
    lab->sweep_key = NULL;
    free(lab->learned.weights);
    free(lab->learned.predicted);
    free(lab->learned.truth);
    memset(&lab->learned, 0, sizeof lab->learned);
}

void training_begin_view(struct training_lab *lab, bool wait)
{
    if (!trainer_done(lab->training) || lab->is_cancelled)
        return;
    if (lab->show == SHOW_LANDSCAPE)
        training_begin_landscape(lab);
    else if (lab->landscape && !landscape_done(lab->landscape))
        landscape_cancel(lab->landscape); // what it has stays
    if (lab->show == SHOW_BATCH_SIZE)
        training_begin_sweep(lab);
    else if (lab->sweep && !sweep_done(lab->sweep))
        sweep_cancel(lab->sweep);
    while (wait && training_view_busy(lab))
        clock_sleep(1e-3);
}

bool training_view_busy(const struct training_lab *lab)
{
    if (lab->is_cancelled)
        return false;
    if (lab->show == SHOW_LANDSCAPE)
        return trainer_done(lab->training) && ((!lab->landscape && !lab->landscape_failed) ||
                                               (lab->landscape && !landscape_done(lab->landscape)));
    if (lab->show == SHOW_BATCH_SIZE)
        return trainer_done(lab->training) && lab->sweep && !sweep_done(lab->sweep);
    return false;
}

void training_cancel_all(struct training_lab *lab)
{
    lab->is_cancelled = true;
    trainer_cancel(lab->training);
    if (lab->landscape)
        landscape_cancel(lab->landscape);
    if (lab->sweep)
        sweep_cancel(lab->sweep);
}

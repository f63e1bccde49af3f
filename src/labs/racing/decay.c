#include "labs/racing/decay.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"
#include "labs/kit/ghost.h"
#include "labs/kit/heading.h"
#include "labs/kit/hood_lab.h"
#include "labs/kit/params.h"
#include "labs/kit/pictures.h"
#include "labs/kit/scene.h"
#include "labs/racing/decay_plots.h"
#include "labs/racing/hood.h"
#include "labs/racing/rings.h"

#include <math.h>
#include <stdio.h>

// The hovering stage draws last: its box lies over the plots.
static void decay_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                       const struct lab_view *view)
{
    struct racing *lab = (struct racing *)base;
    decay_draw_plots(lab, canvas, layout, view);
    lab_draw_picture(base, canvas, layout, view);
    if (layout->stage.width > 0)
        return;
    const struct decay_plots plots = decay_lay_out(lab, layout, view);
    decay_draw_hover(lab, canvas, &plots, view);
}

// ---- the timeline and the groups ----------------------------------------------------------------

static void decay_place(const struct lab *base, double step, char where[48], char detail[48])
{
    racing_place(base, step, detail, where);
}

static bool show_radius(const struct racing *lab, const struct trail *trail, double step,
                        char text[32])
{
    struct wandering wandering;
    const struct minimum *minimum;
    if (!rings_measure(lab, trail, step, &wandering, &minimum))
        return false;
    text_show(wandering_radius(&wandering), 3, text, 32);
    return true;
}

// ", rms of 5 epochs": which deviation the radius is, and of which steps; nothing where none is.
static void tell_span(const struct trail *trail, double step, char text[64])
{
    struct rings_span span;
    *text = '\0';
    if (!rings_span(trail, step, &span))
        return;
    const size_t steps = span.last - span.first + 1, epochs = steps / trail->epoch_steps;
    if (trail->epoch_steps == 1 || steps % trail->epoch_steps != 0)
        text_print(text, 64, words(", rms of %zu steps"), steps);
    else
        text_print(text, 64,
                   epochs == 1 ? words(", rms of %zu epoch") : words(", rms of %zu epochs"),
                   epochs);
}

// How far it strays counts here, as far as it can be measured yet.
static void radius_result(const struct racing *lab, size_t index, double step,
                          struct lab_group *group)
{
    const struct trail *ghost = racing_ghost(lab, index, NULL);
    char now[32], before[32], both[sizeof group->result - 16];
    if (group->diverged || !show_radius(lab, race_trail(lab->race, index), step, now))
        return;
    if (ghost && racing_end(ghost, step) >= floor(step) && show_radius(lab, ghost, step, before))
        kit_ghost_result(before, now, both, sizeof both);
    else
        text_print(both, sizeof both, "%s", now);
    text_print(group->result, sizeof group->result, words("radius %s"), both);
}

static void decay_group(const struct lab *base, size_t index, double step, struct lab_group *group)
{
    const struct racing *lab = (const struct racing *)base;
    racing_group(base, index, step, group);
    if (index >= lab->runners.count)
        return;
    radius_result(lab, index, step, group);
    const struct runner *runner = &lab->runners.runner[index];
    char alpha[32], batch[32] = "all", span[64] = "";
    if (*group->result && !group->diverged)
        tell_span(race_trail(lab->race, index), step, span);
    text_show(runner->number[0], 4, alpha, sizeof alpha);
    if (runner->batch > 0)
        snprintf(batch, sizeof batch, "%zu", runner->batch);
    // Else it has the runner's own, but what is hidden.
    if (!kit_hood_is_hidden(lab->head.type, &lab->head.scene))
        text_print(group->summary, sizeof group->summary,
                   runner->decay_per_step ? words("α₀ = %s, b = %s%s, %s per step")
                                          : words("α₀ = %s, b = %s%s, %s"),
                   alpha, batch, span, runner->schedule->name);
    racing_tell_target(lab, index, step, group);
}

// Multiplies the runner's α by `factor` from the step after `step` on, in the scene.
static enum lab_effect change_alpha(const struct racing *lab, struct scene *scene, size_t index,
                                    double step, double factor)
{
    const struct runner *runner = &lab->runners.runner[index];
    const uint64_t from = (uint64_t)fmax(floor(step), 0) + 1;
    if (from > race_steps(lab->race) || runner->change_count >= RUNNER_CHANGES_MAX)
        return LAB_NOTHING;
    struct schedule_change change[RUNNER_CHANGES_MAX + 1];
    size_t count = 0;
    bool is_placed = false;
    for (size_t i = 0; i <= runner->change_count; i++) {
        const bool is_end = i == runner->change_count;
        if (!is_placed && (is_end || runner->change[i].step >= from)) {
            const bool is_same = !is_end && runner->change[i].step == from;
            const double both = is_same ? factor * runner->change[i].factor : factor;
            is_placed = true;
            if (both != 1) // halved and doubled again: as it was
                change[count++] = (struct schedule_change){from, both};
            if (is_same)
                continue;
        }
        if (!is_end)
            change[count++] = runner->change[i];
    }
    char text[RUNNER_CHANGES_MAX * 48] = "";
    for (size_t i = 0; i < count; i++) {
        char number[32];
        text_shortest(change[i].factor, number, sizeof number);
        text_append(text, sizeof text, "%s%llu:%s", i ? ", " : "",
                    (unsigned long long)change[i].step, number);
    }
    return kit_put(scene, lab->runners.entry[index].section, "manual", count > 0 ? text : NULL);
}

static enum lab_effect halve(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    const struct racing *racing = (const struct racing *)lab;
    return change_alpha(racing, scene, decay_chosen(racing, view), view->step, 0.5);
}

static enum lab_effect twice(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    const struct racing *racing = (const struct racing *)lab;
    return change_alpha(racing, scene, decay_chosen(racing, view), view->step, 2);
}

static const char *no_step_left(const struct lab *lab, const struct lab_view *view)
{
    const struct racing *racing = (const struct racing *)lab;
    if (hide_panel(&lab->scene)) // nobody sees whose α it would be
        return words("the exercise hides the panel");
    if (floor(view->step) >= (double)race_steps(racing->race))
        return words("no step comes after the last one");
    if (racing->runners.runner[decay_chosen(racing, view)].change_count >= RUNNER_CHANGES_MAX)
        return words("there are as many changes as a runner can have");
    if (hide_slider(&lab->scene, racing->runners.entry[decay_chosen(racing, view)].section,
                    "alpha"))
        return words("α is hidden here: the exercise keeps it as it is");
    return NULL;
}

static enum lab_effect toggle_log(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)view;
    return kit_put(scene, "view", "log_alpha", kit_no_yes[!((struct racing *)lab)->log_alpha]);
}

static enum lab_effect toggle_relief(struct lab *lab, struct scene *scene,
                                     const struct lab_view *view)
{
    (void)lab, (void)view;
    return kit_relief_toggle(scene, decay_rings_picture.name);
}

static const struct lab_command commands[] = {
    {"log-axis", "log or linear axis of the second plot", NULL, toggle_log},
    RACING_FIT,
    {"relief", KIT_RELIEF_WHAT, NULL, toggle_relief},
    RACING_SEED,
    KIT_HOOD_COMMANDS(kit_has_no_hood),
    RACING_RAW,
    {"halve-alpha", "halve the runner's α from here on", no_step_left, halve},
    {"double-alpha", "double the runner's α from here on", no_step_left, twice},
    {0},
};

// One row a picture.
#define DECAY_PICTURES(ROW)                                                                        \
    ROW(decay_rings_picture, "rings")                                                              \
    ROW(decay_relief_picture, KIT_RELIEF)
KIT_PICTURES(decay, DECAY_PICTURES)

const struct lab_type lab_decay = {
    .name = "decay",
    .title = "Decay",
    .what = "learning-rate schedules: constant α wanders about the minimum, decay makes it settle",
    .scene = "schedules",
    .sections = racing_decay_sections,
    .pictures = decay_pictures,
    .commands = commands,
    .below = "Distance",
    RACING_LAB,
    .place = decay_place,
    .group = decay_group,
    .draw = decay_draw,
};

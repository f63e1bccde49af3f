#include "labs/racing/hood.h"

#include "base/words.h"
#include "labs/kit/heading.h"
#include "labs/kit/hood_lab.h"
#include "plot/label.h"

#include <math.h>

static const float stems_share = 0.29f, stems_least = 124; // of the stage's height; units
static const float stage_least = 260;                      // a lower stage keeps all its height

// ---- which step ---------------------------------------------------------------------------------

bool racing_hood_runner(const struct racing *lab, const struct lab_view *view, size_t *runner)
{
    *runner = 0;
    if (view && view->is_selected && view->selected < lab->runners.count)
        *runner = view->selected;
    if (!lab->runners.entry[*runner].hidden)
        return true;
    for (size_t r = 0; r < lab->runners.count; r++) {
        if (!lab->runners.entry[r].hidden) {
            *runner = r;
            return true;
        }
    }
    return false;
}

void racing_hood_clear(struct racing *lab)
{
    replay_destroy(lab->hood.replay);
    lab->hood.replay = NULL;
    lab->hood.reached = 0;
    lab->hood.is_behind = false;
}

static bool prepare_replay(struct racing *lab, size_t runner)
{
    struct racing_hood *hood = &lab->hood;
    if (hood->replay && hood->race == lab->race && hood->runner == runner)
        return true;
    racing_hood_clear(lab);
    hood->replay = replay_create(lab->race, runner, NULL);
    hood->race = lab->race;
    hood->runner = runner;
    return hood->replay != NULL;
}

// Makes the step, or comes nearer to one that is far off: no drawing takes long.
static bool replay_step(struct racing *lab, size_t step, struct replay_step *made)
{
    enum { SLICE = 4096 };
    struct racing_hood *hood = &lab->hood;
    const bool is_far = !hood->is_patient && step > hood->reached + SLICE;
    const size_t goal = is_far ? hood->reached + SLICE : step;
    hood->is_behind = hood->is_behind || is_far;
    if (!replay_make(hood->replay, goal, made, NULL))
        return false;
    hood->reached = goal > hood->reached ? goal : hood->reached;
    return true;
}

static bool refuse(const char **why, const char *text)
{
    *why = text;
    return false;
}

// First and last of vectors of n, one after another.
static void take_ends(const double from[], size_t n, size_t vectors, double ends[])
{
    for (size_t k = 0; k < vectors; k++) {
        ends[2 * k] = from[k * n];
        ends[2 * k + 1] = from[k * n + n - 1];
    }
}

// The moment and the history of the two parameters that the plane shows.
static void show_plane(struct racing_look *look)
{
    const struct rule_moment *whole = &look->whole;
    const size_t n = whole->n;
    look->moment = *whole;
    if (n == 2)
        return;
    double *theta = look->plane, *gradient = theta + 2, *state = gradient + 2;
    take_ends(whole->theta, n, 1, theta);
    take_ends(whole->gradient, n, 1, gradient);
    take_ends(whole->state, n, whole->rule->states, state);
    take_ends(look->history.gradient, n, look->history.count, look->gradients);
    look->moment.n = 2;
    look->moment.theta = theta;
    look->moment.gradient = gradient;
    look->moment.state = state;
    look->history.gradient = look->gradients;
}

bool racing_look_at(struct racing *lab, size_t runner, size_t step, struct racing_look *look,
                    const char **why)
{
    const struct trail *trail = race_trail(lab->race, runner);
    const bool has_diverged = atomic_load(&trail->diverged);
    const size_t rows = racing_rows(trail);
    look->runner = runner;
    if (step >= rows)
        return refuse(why, has_diverged ? words("It diverges in its first step.")
                                        : words("No step has been computed yet."));
    if (!prepare_replay(lab, runner) || !replay_step(lab, step, &look->made))
        return refuse(why, words("Out of memory."));
    if (look->made.step != step)
        return refuse(why, words("The steps up to here are made once more."));
    look->is_last = has_diverged && step + 1 == rows;
    const struct replay_step *made = &look->made;
    look->whole = (struct rule_moment){.rule = made->runner->rule,
                                       .number = made->runner->number,
                                       .alpha = made->alpha,
                                       .carry = made->carry,
                                       .t = step,
                                       .n = trail->dimension,
                                       .theta = made->theta,
                                       .gradient = made->gradient,
                                       .state = made->state};
    const size_t count = step < HOOD_STEMS_MAX ? step : HOOD_STEMS_MAX;
    look->history.count = count;
    look->history.gradient = trail->gradient + (step + 1 - count) * trail->dimension;
    show_plane(look);
    return true;
}

bool racing_look(struct racing *lab, const struct lab_view *view, struct racing_look *look,
                 const char **why)
{
    size_t runner;
    *look = (struct racing_look){0};
    if (!racing_hood_runner(lab, view, &runner))
        return refuse(why, words("No runner is visible."));
    const double place = view->is_reading ? view->reading : view->step;
    const double end = racing_end(race_trail(lab->race, runner), place + 1e-9);
    const size_t step = end > 0 ? (size_t)end : 0;
    look->is_to_come = step == 0;
    return racing_look_at(lab, runner, step + (step == 0), look, why);
}

// ---- the room -----------------------------------------------------------------------------------

void racing_arrange(const struct lab *base, struct lab_layout *layout, float panel)
{
    if (!((const struct racing *)base)->shows_hood || layout->is_apart)
        return;
    kit_make_hood_room(layout, panel);
    struct rect *stage = &layout->stage;
    if (stage->height < stage_least)
        return;
    layout->below = *stage;
    layout->below.height = fmaxf(stems_share * stage->height, stems_least);
    stage->height -= layout->below.height;
    layout->below.y = stage->y + stage->height;
    layout->below.x += 8; // as the title, which begins where the stage's tick labels do
    layout->below.width -= 8;
}

const char *racing_second(const struct lab *base)
{
    return ((const struct racing *)base)->shows_hood ? "Hood" : NULL;
}

// ---- the table ----------------------------------------------------------------------------------

// What the table says of a step in words.
struct telling {
    char title[160], alpha[160], gradient[160];
};

static void tell(const struct racing *lab, const struct racing_look *look, struct telling *telling)
{
    const struct runner *runner = look->made.runner;
    const struct kit_hood_step step = {
        .runner = lab->runners.entry[look->runner].name,
        .step = look->made.step,
        .is_to_come = look->is_to_come,
        .is_last = look->is_last,
        .alpha = look->made.alpha,
        .alpha_first = runner->number[0],
        .batch = runner->batch,
        .clip = lab->runners.runner[look->runner].clip,
        .examples = lab->cache.objective->examples,
        .epoch_steps = race_trail(lab->race, look->runner)->epoch_steps,
    };
    kit_tell_step(&step, telling->title);
    kit_tell_alpha(&step, telling->alpha);
    kit_tell_batch(&step, telling->gradient);
}

static struct hood_table table_of(const struct racing *lab, const struct racing_look *look,
                                  struct telling *telling, struct look_style *style,
                                  const struct theme *theme)
{
    tell(lab, look, telling);
    *style = look_style(theme, lab->runners.entry[look->runner].look);
    return (struct hood_table){
        .moment = &look->moment,
        .axis = {lab->axis_name[0], lab->axis_name[1]},
        .title = telling->title,
        .note = {telling->gradient, telling->alpha},
        .look = style,
        .page = lab->head.page,
    };
}

void racing_draw_hood(struct racing *lab, struct canvas *canvas, const struct lab_layout *layout,
                      const struct lab_view *view)
{
    struct racing_look look;
    struct telling telling;
    struct look_style style;
    const char *why;
    lab->head.pages = 1;
    lab->hood.is_behind = false; // the table is the first of the pictures of a step
    if (!racing_look(lab, view, &look, &why)) {
        kit_draw_note(canvas, view->theme, &layout->second, why);
        return;
    }
    struct hood_table table = table_of(lab, &look, &telling, &style, view->theme);
    // Where the stage is too low for stems below it they are a page of their own.
    table.history = layout->is_apart || layout->below.height == 0 ? &look.history : NULL;
    struct rect rect = layout->second;
    rect.x += 6;
    rect.width -= 12;
    lab->head.pages = hood_draw_table(canvas, view->theme, &rect, &table);
}

bool racing_has_stems(const struct racing *lab, const struct lab_layout *layout,
                      const struct lab_view *view)
{
    size_t runner;
    return !layout->is_apart && layout->below.height > 0 &&
           racing_hood_runner(lab, view, &runner) &&
           hood_has_stems(lab->runners.runner[runner].rule, lab->runners.runner[runner].number);
}

bool racing_draw_stems(struct racing *lab, struct canvas *canvas, const struct lab_layout *layout,
                       const struct lab_view *view)
{
    struct racing_look look;
    struct telling telling;
    struct look_style style;
    const char *why;
    if (!racing_has_stems(lab, layout, view) || !racing_look(lab, view, &look, &why))
        return false;
    const struct hood_table table = table_of(lab, &look, &telling, &style, view->theme);
    const struct rect rect = {layout->below.x, layout->below.y + 4, layout->below.width,
                              layout->below.height - 8};
    hood_draw_stems(canvas, view->theme, &rect, &table, &look.history);
    return true;
}

#include "labs/training/hood.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/kit/heading.h"
#include "labs/kit/hood_lab.h"
#include "labs/kit/params.h"
#include "labs/kit/scene.h"
#include "labs/kit/tip.h"
#include "labs/training/params.h"
#include "labs/training/place.h"
#include "labs/training/weights.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Units. Histograms stand below the stage, else below the table, else they are a page of their own:
// a table has the room first for the numbers of its lines, a stage for its picture.
static const float sizes_share = 0.34f, sizes_most = 180; // of the height that is there
static const float stage_least = 240, table_least = 340;
static const float stems_height = 170; // below a table that has room for all of its numbers
static const float table_head = 80, table_line = 44;
static const float sizes_gap = 22;
enum { PATIENCE = 2 }; // milliseconds that a drawing waits for a step: most take less

// ---- the replay ---------------------------------------------------------------------------------

bool training_hood_runner(const struct training_lab *lab, const struct lab_view *view,
                          size_t *runner)
{
    const bool is_selected = view && view->is_selected && view->selected < lab->runners.count;
    if (is_selected && !lab->runners.entry[view->selected].hidden) {
        *runner = view->selected;
        return true;
    }
    for (*runner = lab->runners.count; (*runner)-- > 0;)
        if (!lab->runners.entry[*runner].hidden)
            return true;
    return false;
}

void training_hood_clear(struct training_lab *lab)
{
    struct training_hood *hood = &lab->hood;
    trainer_replay_destroy(hood->replay);
    free(hood->list);
    hood->replay = NULL;
    hood->list = NULL;
    hood->seen = hood->stopped = 0;
}

void training_hood_cancel(struct training_lab *lab)
{
    if (!lab->hood.replay || !trainer_replay_busy(lab->hood.replay))
        return;
    trainer_replay_cancel(lab->hood.replay);
    lab->hood.stopped = lab->hood.asked;
}

bool training_hood_busy(const struct training_lab *lab)
{
    return lab->shows_hood && lab->hood.replay && trainer_replay_busy(lab->hood.replay);
}

static bool prepare_replay(struct training_lab *lab, size_t runner, struct error *error)
{
    struct training_hood *hood = &lab->hood;
    if (hood->replay && hood->runner == runner)
        return true;
    training_hood_clear(lab);
    const struct trainer_replay_setup setup = {
        .network = lab->network,
        .train = &lab->data->train,
        .start = lab->start,
        .seed = (uint64_t)scene_number(&lab->head.scene, "run", &training_run_params[RUN_SEED]),
        .runner = &lab->runners.runner[runner],
        .course = trainer_course(lab->training, runner),
        .history =
            hood_memory(lab->runners.runner[runner].rule, lab->runners.runner[runner].number),
        .refuse_start = lab->refuse_start,
    };
    hood->runner = runner;
    hood->list = array_create(4 * lab->network->real, sizeof *hood->list, error);
    hood->replay = hood->list ? trainer_replay_create(&setup, error) : NULL;
    return hood->replay != NULL;
}

// Makes the step, or sees to it that it is on its way.
static bool make_step(struct training_lab *lab, size_t step, struct trainer_replay_step *made,
                      char why[160])
{
    struct training_hood *hood = &lab->hood;
    struct error error = {0};
    if (step != hood->asked)
        hood->stopped = 0;
    hood->asked = step;
    if (hood->stopped == step) {
        text_print(why, 160, words("Stopped: step %zu is not made once more."), step);
        return false;
    }
    const bool was_under_way = trainer_replay_busy(hood->replay);
    const bool is_begun = hood->is_patient ? trainer_replay_run(hood->replay, step, &error)
                                           : trainer_replay_begin(hood->replay, step, &error);
    if (!is_begun) {
        text_print(why, 160, "%s", error.text);
        return false;
    }
    trainer_replay_wait(hood->replay, PATIENCE);
    if (trainer_replay_made(hood->replay, made))
        return true;
    lab->head.begun += !was_under_way;
    text_print(why, 160, words("Step %zu is made once more: %.0f %%"), step,
               floor(100 * trainer_replay_progress(hood->replay)));
    return false;
}

// ---- numbers of all weights ---------------------------------------------------------------------

// The state vector of squares that the rule divides by; −1: it has none.
static int squares_of(const struct rule *rule, const double number[])
{
    const struct rule_term *term[RULE_TERMS_MAX];
    const size_t lines = rule_terms(rule, number, term);
    int found = -1;
    for (size_t k = 0; k < lines && term[k]->kind != TERM_DIVISOR; k++)
        for (size_t s = 0; s < rule->states && term[k]->kind == TERM_SQUARES; s++)
            if (strcmp(rule->state_symbol[s], term[k]->symbol) == 0)
                found = (int)s;
    return found;
}

static float *list_of(const struct training_lab *lab, enum training_sizes which)
{
    return lab->hood.list + which * lab->network->real;
}

// Lists and histograms of a step, anew when it is another one.
static void see_all(struct training_lab *lab, const struct trainer_replay_step *made)
{
    struct training_hood *hood = &lab->hood;
    if (hood->seen == made->step)
        return;
    const size_t count = lab->network->real, n = lab->network->parameters;
    float *scratch = hood->list + SIZES_ALL * count;
    float *gradient = list_of(lab, SIZES_GRADIENT), *root = list_of(lab, SIZES_ROOT);
    float *step = list_of(lab, SIZES_STEP);
    const int squares = squares_of(made->runner->rule, made->runner->number);
    weight_gather(lab->network, made->gradient, gradient);
    weight_gather(lab->network, made->theta_after, step);
    weight_gather(lab->network, made->theta, scratch);
    for (size_t i = 0; i < count; i++)
        step[i] -= scratch[i];
    hood->squares = squares;
    if (squares >= 0)
        weight_gather(lab->network, made->state_after + (size_t)squares * n, root);
    for (size_t i = 0; squares >= 0 && i < count; i++)
        root[i] = sqrtf(root[i]);
    for (int i = 0; i < SIZES_ALL; i++)
        if (i != SIZES_ROOT || squares >= 0)
            hood->sizes[i] = sizes_of(list_of(lab, (enum training_sizes)i), count, scratch);
    hood->seen = made->step;
}

static size_t largest_gradient(const struct training_lab *lab)
{
    const float *gradient = list_of(lab, SIZES_GRADIENT);
    size_t best = 0;
    for (size_t i = 1; i < lab->network->real; i++)
        if (fabsf(gradient[i]) > fabsf(gradient[best]))
            best = i;
    return best;
}

// ---- which step, which weight -------------------------------------------------------------------

// The step that the timeline is at; 0: there is none, and *why says so.
static size_t step_at(const struct training_lab *lab, const struct lab_view *view,
                      struct training_look *look, char why[160])
{
    const struct course *course = trainer_course(lab->training, look->runner);
    const bool has_diverged = atomic_load(&course->diverged);
    const size_t length = course_length(course), left = has_diverged ? 2 : 1;
    // The cost that is out of the numbers is that of the θ before its step.
    const size_t last = length > left ? length - left : 0;
    const double place = view->is_reading ? view->reading : view->step;
    const double at = floor(fmax(training_step(lab, look->runner, place), 0) + 1e-6);
    size_t step = (size_t)fmin(at, (double)last);
    look->is_to_come = at == 0;
    step += step == 0;
    look->is_last = has_diverged && step == last;
    if (step <= last)
        return step;
    text_print(why, 160, "%s",
               has_diverged ? words("It diverges in its first step.")
                            : words("No step has been computed yet."));
    return 0;
}

static void choose_weight(const struct training_lab *lab, struct training_look *look)
{
    look->is_largest = lab->weight == 0 || lab->weight > lab->network->real;
    look->weight = look->is_largest ? largest_gradient(lab) : lab->weight - 1;
    const struct weight weight = weight_at(lab->network, look->weight);
    const size_t at = weight_place(lab->network, &weight), n = lab->network->parameters;
    const struct trainer_replay_step *made = &look->made;
    look->theta = (double)made->theta[at];
    look->gradient = (double)made->gradient[at];
    for (size_t s = 0; s < made->runner->rule->states; s++)
        look->state[s] = (double)made->state[s * n + at];
    look->moment = (struct rule_moment){.rule = made->runner->rule,
                                        .number = made->runner->number,
                                        .alpha = made->alpha,
                                        .carry = made->carry,
                                        .t = made->step,
                                        .n = 1,
                                        .theta = &look->theta,
                                        .gradient = &look->gradient,
                                        .state = look->state};
    look->history.gradient = look->gradients;
    look->history.count =
        trainer_replay_history(lab->hood.replay, at, look->gradients, HOOD_STEMS_MAX);
}

bool training_look(struct training_lab *lab, const struct lab_view *view,
                   struct training_look *look, char why[160])
{
    struct error error = {0};
    *look = (struct training_look){0};
    if (!training_hood_runner(lab, view, &look->runner)) {
        text_print(why, 160, "%s", words("No runner is visible."));
        return false;
    }
    // While it runs, nothing takes time from the steps that are measured.
    if (!trainer_done(lab->training)) {
        text_print(why, 160, "%s", words("The hood opens when the training is over."));
        return false;
    }
    const size_t step = step_at(lab, view, look, why);
    if (step == 0)
        return false;
    if (!prepare_replay(lab, look->runner, &error)) {
        text_print(why, 160, "%s", words("Out of memory."));
        return false;
    }
    if (!make_step(lab, step, &look->made, why))
        return false;
    see_all(lab, &look->made);
    choose_weight(lab, look);
    return true;
}

// ---- the room -----------------------------------------------------------------------------------

static float sizes_height(float room)
{
    return fminf(fmaxf(sizes_share * room, SIZES_HEIGHT), sizes_most) + 12;
}

void training_arrange(const struct lab *base, struct lab_layout *layout, float panel)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    if (!lab->shows_hood || layout->is_apart)
        return;
    kit_make_hood_room(layout, panel);
    struct rect *stage = &layout->stage;
    const float room = stage->height - training_ledger_height(lab);
    const float height = sizes_height(room);
    if (room - height < stage_least)
        return;
    layout->below = *stage;
    layout->below.height = height;
    stage->height -= height;
    layout->below.y += stage->height;
    layout->below.x += 20; // as the table above it
    layout->below.width -= 24;
}

const char *training_second(const struct lab *base)
{
    return ((const struct training_lab *)base)->shows_hood ? "Hood" : NULL;
}

// ---- drawing ------------------------------------------------------------------------------------

// What the table says of a step in words.
struct telling {
    char title[160], alpha[160], gradient[160], weight[400], choice[160];
};

static void tell(const struct training_lab *lab, const struct training_look *look,
                 struct telling *telling)
{
    const struct runner *runner = look->made.runner;
    const struct course *course = trainer_course(lab->training, look->runner);
    const struct weight weight = weight_at(lab->network, look->weight);
    const struct kit_hood_step step = {.runner = lab->runners.entry[look->runner].name,
                                       .step = look->made.step,
                                       .is_to_come = look->is_to_come,
                                       .is_last = look->is_last,
                                       .alpha = look->made.alpha,
                                       .alpha_first = runner->number[0],
                                       .batch = runner->batch,
                                       .clip = lab->runners.runner[look->runner].clip,
                                       .examples = course->examples,
                                       .epoch_steps = course->epoch_steps};
    kit_tell_step(&step, telling->title);
    kit_tell_alpha(&step, telling->alpha);
    kit_tell_batch(&step, telling->gradient);
    weight_name(lab->network, &lab->examples, &weight, telling->weight, sizeof telling->weight);
    if (look->is_largest)
        text_print(telling->choice, sizeof telling->choice, words("the largest |g| of %zu weights"),
                   lab->network->real);
    else
        text_print(telling->choice, sizeof telling->choice, words("weight %zu of %zu"),
                   look->weight + 1, lab->network->real);
}

static const char *sizes_symbol(const struct training_lab *lab, const struct training_look *look,
                                int which, char text[32])
{
    const char *const symbols[SIZES_ALL] = {
        [SIZES_GRADIENT] = "|g|", [SIZES_ROOT] = "√", [SIZES_STEP] = "|Δθ|"};
    text_print(text, 32, "%s%s", symbols[which],
               which == SIZES_ROOT
                   ? look->made.runner->rule->state_symbol[(size_t)lab->hood.squares]
                   : "");
    return text;
}

// The numbers and how many weights are there, beside the pointer.
static void draw_tip(const struct training_lab *lab, struct canvas *canvas,
                     const struct lab_view *view, int which, int bar)
{
    const struct sizes *sizes = &lab->hood.sizes[which];
    double low, high;
    char from[32], to[32];
    struct kit_tip tip = {0};
    sizes_range(sizes, bar, &low, &high);
    text_show(low, 2, from, sizeof from);
    text_show(high, 2, to, sizeof to);
    kit_tip_add(&tip, (struct color){0}, bar == 0 && sizes->below > 0 ? "up to %s%s" : "%s … %s",
                bar == 0 && sizes->below > 0 ? "" : from, to);
    kit_tip_add(&tip, (struct color){0},
                sizes->bar[bar] == 1 ? "%zu weight of %zu" : "%zu weights of %zu", sizes->bar[bar],
                sizes->count);
    const struct rect bounds = {0, 0, canvas->width, canvas->height};
    kit_tip_draw(&tip, canvas, view->theme, view->pointer, &bounds);
}

static int bar_under(const struct rect *area, struct point at)
{
    if (!(area->width > 0) || !rect_contains(area, at))
        return -1;
    const int bar = (int)((at.x - area->x) / area->width * SIZES_BARS);
    return bar < 0 ? 0 : bar >= SIZES_BARS ? SIZES_BARS - 1 : bar;
}

static void draw_sizes(struct training_lab *lab, struct canvas *canvas, const struct rect *rect,
                       const struct lab_view *view, const struct training_look *look,
                       const struct look_style *style)
{
    struct training_hood *hood = &lab->hood;
    const int shown = hood->squares >= 0 ? SIZES_ALL : SIZES_ALL - 1;
    const float width = (rect->width - sizes_gap * (float)(shown - 1)) / (float)shown;
    int place = 0, pointed_in = -1, pointed = -1;
    for (int i = 0; i < SIZES_ALL; i++) {
        if (i == SIZES_ROOT && hood->squares < 0)
            continue;
        const struct rect box = {rect->x + (float)place++ * (width + sizes_gap), rect->y, width,
                                 rect->height};
        char symbol[32];
        struct sizes_look shape = {.symbol = sizes_symbol(lab, look, i, symbol),
                                   .chosen = (double)list_of(lab, i)[look->weight],
                                   .look = style,
                                   .pointed = -1};
        const struct rect area = sizes_area(&box);
        if (view->has_pointer)
            shape.pointed = bar_under(&area, view->pointer);
        if (shape.pointed >= 0 && hood->sizes[i].bar[shape.pointed] > 0) {
            pointed_in = i;
            pointed = shape.pointed;
        }
        sizes_draw(canvas, view->theme, &box, &hood->sizes[i], &shape);
        hood->area[i] = area;
    }
    if (pointed_in >= 0)
        draw_tip(lab, canvas, view, pointed_in, pointed);
}

// The weight's name stands over its column where that has room for it, else among the notes.
static void name_weight(struct canvas *canvas, const struct rect *rect,
                        const struct telling *telling, struct hood_table *table)
{
    const float part = 110; // "part 1 of 2" stands beside it
    if (canvas_text_width(canvas, telling->weight, TYPE_BODY, true) <= rect->width - part)
        return;
    table->axis[0] = "";
    memmove(&table->note[1], &table->note[0], 3 * sizeof table->note[0]);
    table->note[0] = telling->weight;
}

static void forget_areas(struct training_hood *hood)
{
    for (int i = 0; i < SIZES_ALL; i++)
        hood->area[i] = (struct rect){0};
}

// What a table takes that has its numbers in all lines, those of the new θ among them.
static float height_with_numbers(const struct rule_moment *moment)
{
    const struct rule_term *term[RULE_TERMS_MAX];
    const size_t lines = rule_terms(moment->rule, moment->number, term) + 1;
    return table_head + table_line * (float)lines;
}

void training_draw_hood(struct training_lab *lab, struct canvas *canvas,
                        const struct lab_layout *layout, const struct lab_view *view)
{
    struct training_hood *hood = &lab->hood;
    const struct rect *box = &layout->second;
    struct training_look look;
    struct telling telling;
    char why[160];
    lab->head.pages = 1;
    forget_areas(hood);
    if (!training_look(lab, view, &look, why)) {
        kit_draw_note(canvas, view->theme, box, why);
        return;
    }
    tell(lab, &look, &telling);
    const struct look_style style = look_style(view->theme, lab->runners.entry[look.runner].look);
    struct rect rect = *box, rest = {0};
    rect.x += 6;
    rect.width -= 12;
    const bool is_below = !layout->is_apart && layout->below.height > 0;
    const float height = sizes_height(rect.height);
    const bool is_beside = !is_below && rect.height >= table_least + height;
    const bool has_stems = is_below &&
                           rect.height >= height_with_numbers(&look.moment) + stems_height &&
                           hood_has_stems(look.moment.rule, look.moment.number);
    struct hood_table table = {.moment = &look.moment,
                               .axis = {telling.weight},
                               .title = telling.title,
                               .note = {telling.choice, telling.gradient, telling.alpha},
                               .look = &style,
                               .page = lab->head.page,
                               .history = has_stems ? NULL : &look.history,
                               .rest = is_below || is_beside ? NULL : &rest};
    name_weight(canvas, &rect, &telling, &table);
    if (is_beside) {
        rect.height -= height;
        rest = (struct rect){rect.x, rect.y + rect.height, rect.width, height};
    }
    if (is_below)
        rest = layout->below;
    if (has_stems) {
        rect.height -= stems_height;
        const struct rect stems = {rect.x, rect.y + rect.height + 6, rect.width, stems_height - 12};
        hood_draw_stems(canvas, view->theme, &stems, &table, &look.history);
    }
    lab->head.pages = hood_draw_table(canvas, view->theme, &rect, &table);
    rest.y += 8;
    rest.height -= 12;
    if (rest.width > 0)
        draw_sizes(lab, canvas, &rest, view, &look, &style);
}

// ---- commands -----------------------------------------------------------------------------------

const char *training_has_no_weights(const struct lab *base, const struct lab_view *view)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    (void)view;
    return !lab->shows_hood      ? words("only under the hood")
           : lab->hood.seen == 0 ? words("the step is not made yet")
                                 : NULL;
}

static enum lab_effect put_weight(struct scene *scene, size_t index)
{
    char text[32];
    text_print(text, sizeof text, "%zu", index + 1);
    return kit_put(scene, "view", training_view_params[VIEW_WEIGHT].key, text);
}

enum lab_effect training_show_weight(const struct training_lab *lab, struct scene *scene,
                                     size_t input, size_t unit)
{
    if (kit_put(scene, "view", kit_hood_param.key, kit_no_yes[1]) != LAB_CHANGED)
        return LAB_NOTHING;
    return put_weight(scene, input * lab->network->layer[0].units + unit);
}

enum lab_effect training_largest(struct lab *base, struct scene *scene, const struct lab_view *view)
{
    struct training_lab *lab = (struct training_lab *)base;
    struct training_look look;
    char why[160];
    return training_look(lab, view, &look, why) ? put_weight(scene, largest_gradient(lab))
                                                : LAB_NOTHING;
}

enum lab_effect training_next_weight(struct lab *base, struct scene *scene,
                                     const struct lab_view *view)
{
    struct training_lab *lab = (struct training_lab *)base;
    struct training_look look;
    char why[160];
    return training_look(lab, view, &look, why)
               ? put_weight(scene, (look.weight + 1) % lab->network->real)
               : LAB_NOTHING;
}

// A press on a bar chooses a weight in it: the next one of the list after the one that is shown.
enum lab_effect training_pointer(struct lab *base, struct scene *scene,
                                 const struct lab_layout *layout, const struct lab_pointer *pointer)
{
    struct training_lab *lab = (struct training_lab *)base;
    const struct training_hood *hood = &lab->hood;
    if (!lab->shows_hood || !(layout->second.width > 0) || hood->seen == 0 ||
        pointer->kind != LAB_PRESS)
        return LAB_NOTHING;
    for (int i = 0; i < SIZES_ALL; i++) {
        const int bar = bar_under(&hood->area[i], pointer->at);
        const size_t count = lab->network->real;
        for (size_t k = 0; bar >= 0 && k < count; k++) {
            const size_t index = (lab->weight + k) % count;
            if (sizes_bar(&hood->sizes[i], (double)list_of(lab, i)[index]) == bar)
                return put_weight(scene, index);
        }
    }
    return LAB_NOTHING;
}

// ---- the timeline -------------------------------------------------------------------------------

double training_stride(const struct lab *base, const struct lab_view *view, int by)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    size_t runner;
    if (!lab->shows_hood || !training_hood_runner(lab, view, &runner))
        return NAN;
    const struct course *course = trainer_course(lab->training, runner);
    const double at = course_step(course, training_epochs(lab, view->step));
    const double from = by > 0 ? floor(at + 1e-6) : ceil(at - 1e-6);
    const double step = fmin(fmax(from + by, 0), (double)course->steps);
    return step / (double)course->epoch_steps * TICKS_AN_EPOCH;
}

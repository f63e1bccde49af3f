#include "labs/racing/racing.h"

#include "base/array.h"
#include "base/random.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/kit/hood_lab.h"
#include "labs/kit/params.h"
#include "labs/kit/pictures.h"
#include "labs/kit/scene.h"
#include "labs/kit/target.h"
#include "labs/quiz.h"
#include "plot/label.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RUN_STEPS, RUN_SEED, RUN_END };
enum {
    VIEW_STEP,
    VIEW_X,
    VIEW_Y,
    VIEW_CURVE,
    VIEW_SHARED,
    VIEW_LOG_COST = VIEW_SHARED,
    VIEW_ARROWS,
    VIEW_AXIS,
    VIEW_LOG_ALPHA
};

static const struct param run_params[] = {
    [RUN_STEPS] = {"steps", NULL, "steps", "steps that every runner makes", PARAM_INTEGER, 1,
                   100000, 120},
    [RUN_SEED] = {"seed", NULL, "seed", "names the shuffles and the noise", PARAM_INTEGER, 0,
                  1000000, 1},
};

static const struct param view_params[] = {
    [VIEW_STEP] = {"step", NULL, "step", "where the timeline stands", PARAM_LINEAR, 0, 100000, 0},
    [VIEW_LOG_COST] = {"log_cost", NULL, "log cost", "the cost plot's axis is logarithmic",
                       PARAM_CHOICE, .standard = 1, .choices = kit_no_yes},
    [VIEW_LOG_ALPHA] = {"log_alpha", NULL, "log α", "the learning rate's axis is logarithmic",
                        PARAM_CHOICE, .choices = kit_no_yes},
    [VIEW_ARROWS] = {"arrows", NULL, "arrows", "last gradient and step at the heads", PARAM_CHOICE,
                     .choices = kit_no_yes},
    [VIEW_CURVE] = {"curve", NULL, "curve", "how noisy curves are drawn whose steps crowd",
                    PARAM_CHOICE, .choices = kit_curves},
    [VIEW_AXIS] =
        {"x_axis", NULL, "x axis",
         "what the costs are drawn against; arithmetic: 2 multiply-adds an example of data",
         PARAM_CHOICE, .choices = kit_axes_untimed},
    [VIEW_X] = {"x", NULL, "x", "the part of θ₁ that is shown: low, high", PARAM_PAIR, .min = -1e12,
                .max = 1e12},
    [VIEW_Y] = {"y", NULL, "y", "the part of θ₂ that is shown: low, high", PARAM_PAIR, .min = -1e12,
                .max = 1e12},
};

static const struct param *run_param(size_t index)
{
    return index < RUN_END ? &run_params[index] : index == RUN_END ? &kit_target_param : NULL;
}

// What all labs with races show alike, then the lab's own from `first` on.
static const struct param *view_param(size_t index, const struct param *show, size_t first,
                                      size_t count)
{
    if (kit_has_show(show) && index-- == 0)
        return show;
    if (index < VIEW_SHARED)
        return &view_params[index];
    index -= VIEW_SHARED;
    if (index < KIT_RELIEF_KEYS)
        return &kit_relief_params[index];
    index -= KIT_RELIEF_KEYS;
    return index < count    ? &view_params[first + index]
           : index == count ? &kit_hood_param
                            : kit_screen_param(index - count - 1);
}

static const struct param *descent_view_param(size_t index)
{
    return view_param(index, &descent_show_param, VIEW_LOG_COST, 3);
}

static const struct param *decay_view_param(size_t index)
{
    return view_param(index, &decay_show_param, VIEW_LOG_ALPHA, 1);
}

#define SECTIONS(view)                                                                             \
    {                                                                                              \
        {"scene", false, kit_scene_param},                                                         \
            {"objective", false, objective_param, "a free name of f: ravine help formula"},        \
            {"run", false, run_param}, RUNNER_SECTION, KIT_RULES, {"view", false, view},           \
            KIT_CLAIMS, KIT_PREDICT, KIT_FIGURE, {0},                                              \
    }

const struct scene_rule racing_descent_sections[] = SECTIONS(descent_view_param);
const struct scene_rule racing_decay_sections[] = SECTIONS(decay_view_param);

bool racing_applies(const struct scene *scene, const char *section, const char *key,
                    struct error *error)
{
    if (strncmp(section, "runner.", 7) == 0)
        return runner_applies(scene, section, key, error);
    return strcmp(section, "objective") != 0 || objective_applies(scene, key, error);
}

// ---- opening ------------------------------------------------------------------------------------

// The range of θ that the stage shows when the scene does not say: the objective's domain,
// widened so that the start is inside with a margin.
static void fit_view(const struct objective *objective, const double start[2], double low[2],
                     double high[2])
{
    for (int axis = 0; axis < 2; axis++) {
        low[axis] = objective->low[axis];
        high[axis] = objective->high[axis];
        const double margin = 0.06 * (high[axis] - low[axis]);
        if (start[axis] < low[axis] + margin)
            low[axis] = start[axis] - margin;
        if (start[axis] > high[axis] - margin)
            high[axis] = start[axis] + margin;
    }
}

static bool read_view(const struct scene *scene, double low[2], double high[2], struct error *error)
{
    for (int axis = 0; axis < 2; axis++) {
        const struct param *param = &view_params[VIEW_X + axis];
        const char *text = scene_text(scene, "view", param->key);
        double range[2];
        if (!text)
            continue;
        if (!param_parse_pair(param, text, range, error))
            return scene_blame(scene, "view", param->key, error);
        if (!(range[1] - range[0] > 1e-12 * (fabs(range[0]) + fabs(range[1])))) {
            error_set(error, ERROR_INPUT, "%s must be low, high with low < high, not '%s'",
                      param->key, text);
            return scene_blame(scene, "view", param->key, error);
        }
        low[axis] = range[0];
        high[axis] = range[1];
    }
    return true;
}

// What open() builds before it touches what is there.
struct opening {
    struct objective_cache cache;
    struct runner_set runners;
    struct race *race;
    char *race_key, *plane;
    struct scene scene;
    double start[2], low[2], high[2];
};

static void opening_clear(struct opening *opening)
{
    race_destroy(opening->race);
    objective_cache_clear(&opening->cache);
    runner_set_clear(&opening->runners);
    free(opening->race_key);
    free(opening->plane);
    scene_clear(&opening->scene);
}

static bool describe_plane(struct opening *opening, const struct scene *scene, struct error *error)
{
    char text[4096] = "";
    objective_plane(scene, text, sizeof text);
    opening->plane = strdup(text);
    return opening->plane || error_memory(error);
}

static bool prepare(const struct racing *lab, struct opening *opening, const struct scene *scene,
                    struct error *error)
{
    const uint64_t seed = (uint64_t)scene_number(scene, "run", &run_params[RUN_SEED]);
    if (!objective_prepare(&lab->cache, &opening->cache, scene, seed, error))
        return false;
    const bool is_fresh = opening->cache.objective != NULL;
    const struct objective *objective = is_fresh ? opening->cache.objective : lab->cache.objective;
    if (!objective_start(scene, objective, opening->start, error))
        return false;
    fit_view(objective, opening->start, opening->low, opening->high);
    if (!kit_target_check(scene, error) || !read_view(scene, opening->low, opening->high, error) ||
        !runner_set_init(&opening->runners, &lab->runners, scene, objective->examples, error) ||
        !scene_copy(&opening->scene, scene, error) || !describe_plane(opening, scene, error))
        return false;
    const size_t steps = (size_t)scene_number(scene, "run", &run_params[RUN_STEPS]);
    runner_set_length(&opening->runners, steps, 0);
    static const char *const names[] = {"objective", "run", "runner.", "rule.", NULL};
    opening->race_key =
        kit_describe(scene, names, is_fresh ? opening->cache.key : lab->cache.key, error);
    if (!opening->race_key)
        return false;
    if (lab->race_key && !is_fresh && strcmp(opening->race_key, lab->race_key) == 0 &&
        !race_was_cancelled(lab->race))
        return true; // only looks changed: the race goes on
    double start[OBJECTIVE_PLANE_MAX];
    objective_spread(objective, opening->start, start);
    const struct race_setup setup = {
        .objective = objective,
        .start = start,
        .seed = seed,
        .steps = steps,
        .runners = opening->runners.runner,
        .runner_count = opening->runners.count,
        .threads = lab->head.threads,
        .refuse_start = lab->refuse_start,
    };
    opening->race = race_create(&setup, error);
    return opening->race != NULL;
}

static void clear_distances(struct racing *lab)
{
    for (size_t r = 0; r < RUNNERS_SHOWN_MAX; r++) {
        distance_clear(&lab->distance[r]);
        spread_clear(&lab->spread[r]);
    }
}

static void take(struct racing *lab, struct opening *opening)
{
    // The old race reads the old objective: it ends first.
    if (opening->race) {
        racing_hood_clear(lab);
        if (lab->race && lab->head.wants_ghost)
            racing_ghost_keep(lab, lab);
        race_destroy(lab->race);
        lab->race = opening->race;
        opening->race = NULL;
        clear_distances(lab);
        memset(lab->exits, 0, RACING_EXITS * sizeof *lab->exits);
        racing_ghost_compare(lab);
    }
    free(lab->plane);
    lab->plane = opening->plane;
    racing_ghost_settle(lab);
    if (opening->cache.objective)
        lab->generation++;
    objective_cache_take(&lab->cache, &opening->cache);
    runner_set_clear(&lab->runners);
    lab->runners = opening->runners;
    free(lab->race_key);
    lab->race_key = opening->race_key;
    lab_take(&lab->head, &opening->scene);
    for (int axis = 0; axis < 2; axis++) {
        objective_axis(&lab->head.scene, axis, lab->axis_name[axis]);
        objective_caption(&lab->head.scene, axis, lab->caption[axis], sizeof lab->caption[axis]);
    }
    memcpy(lab->start, opening->start, sizeof lab->start);
    memcpy(lab->low, opening->low, sizeof lab->low);
    memcpy(lab->high, opening->high, sizeof lab->high);
    lab->relief_view = kit_relief_read(&lab->head.scene);
    lab->log_cost = scene_number(&lab->head.scene, "view", &view_params[VIEW_LOG_COST]) == 1;
    lab->axis =
        kit_axis_untimed((size_t)scene_number(&lab->head.scene, "view", &view_params[VIEW_AXIS]));
    lab->wants_arithmetic = lab->axis == AXIS_ARITHMETIC;
    if (lab->wants_arithmetic && lab->cache.objective->work == 0)
        lab->axis = AXIS_STEPS;
    lab->log_alpha = scene_number(&lab->head.scene, "view", &view_params[VIEW_LOG_ALPHA]) == 1;
    lab->shows_hood = kit_hood_is_open(&lab->head);
    lab->is_raw = scene_number(&lab->head.scene, "view", &view_params[VIEW_CURVE]) == 1;
    lab->arrows = scene_number(&lab->head.scene, "view", &view_params[VIEW_ARROWS]) == 1;
}

bool racing_open(struct lab *base, const struct scene *scene, struct error *error)
{
    struct racing *lab = (struct racing *)base;
    struct opening opening = {0};
    lab->cache.tables = lab->head.tables;
    if (!lab->exits)
        lab->exits = array_create(RACING_EXITS, sizeof *lab->exits, error);
    if (!lab->cache.ahead)
        lab->cache.ahead = array_create(1, sizeof *lab->cache.ahead, error);
    if (!lab->exits || !lab->cache.ahead || !prepare(lab, &opening, scene, error)) {
        opening_clear(&opening);
        return false;
    }
    const bool is_new = opening.race != NULL;
    if (is_new && !race_start(opening.race, error)) {
        opening_clear(&opening);
        return false;
    }
    take(lab, &opening);
    return true;
}

void racing_close(struct lab *base)
{
    struct racing *lab = (struct racing *)base;
    racing_hood_clear(lab);
    racing_ghost_clear(lab);
    race_destroy(lab->race);
    objective_cache_clear(&lab->cache);
    runner_set_clear(&lab->runners);
    contour_destroy(lab->contour);
    kit_kinks_clear(&lab->kinks);
    relief_destroy(lab->relief);
    relief_scratch_clear(&lab->relief_scratch);
    clear_distances(lab);
    curve_points_clear(&lab->scratch);
    free(lab->exits);
    free(lab->race_key);
    free(lab->plane);
    free(lab->grid);
}

// ---- the timeline -------------------------------------------------------------------------------

bool racing_wait(struct lab *base, double step, int milliseconds)
{
    struct racing *lab = (struct racing *)base;
    lab->hood.is_patient = milliseconds < 0;
    const size_t steps = race_steps(lab->race);
    const size_t wanted = step >= (double)steps ? steps : (size_t)ceil(fmax(step, 0));
    return race_wait(lab->race, wanted, milliseconds);
}

bool racing_busy(const struct lab *base)
{
    const struct racing *lab = (const struct racing *)base;
    return !race_done(lab->race) || (lab->shows_hood && lab->hood.is_behind);
}

double racing_progress(const struct lab *base)
{
    return race_progress(((const struct racing *)base)->race);
}

void racing_cancel(struct lab *base)
{
    race_cancel(((struct racing *)base)->race);
}

void racing_draw_heading(const struct racing *lab, struct canvas *canvas, const struct theme *theme,
                         const struct rect *rect, const char *heading)
{
    if (!race_was_cancelled(lab->race)) {
        label_draw_heading(canvas, theme, rect, heading);
        return;
    }
    size_t step = race_steps(lab->race);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        const size_t rows = racing_rows(trail);
        if (!atomic_load(&trail->diverged) && rows <= step)
            step = rows > 0 ? rows - 1 : 0;
    }
    char stopped[80], both[200];
    text_print(stopped, sizeof stopped, words("stopped at step %zu"), step);
    text_print(both, sizeof both, "%s · %s", words(heading), stopped);
    label_draw_fitting_heading(canvas, theme, rect, (const char *const[]){both, stopped, NULL});
}

size_t racing_steps(const struct lab *base)
{
    return race_steps(((const struct racing *)base)->race);
}

// The runner whose epochs the timeline counts: of the mini-batch runners the commonest batch
// size, for that is what the lecture's "epoch" is about; else the first runner.
size_t racing_epoch_runner(const struct racing *lab)
{
    size_t best = 0, best_votes = 0;
    for (size_t i = 0; i < lab->runners.count; i++) {
        size_t votes = 0;
        for (size_t k = 0; k < lab->runners.count; k++)
            votes += lab->runners.runner[k].batch == lab->runners.runner[i].batch;
        if (lab->runners.runner[i].batch > 0 && votes > best_votes) {
            best = i;
            best_votes = votes;
        }
    }
    return best;
}

size_t racing_tick(const struct lab *base)
{
    const struct racing *lab = (const struct racing *)base;
    const size_t steps = race_trail(lab->race, racing_epoch_runner(lab))->epoch_steps;
    return steps > 1 ? steps : 0; // where every step is an epoch, ticks would say nothing
}

void racing_place(const struct lab *base, double step, char where[48], char detail[48])
{
    const struct racing *lab = (const struct racing *)base;
    const size_t at = (size_t)fmax(step, 0);
    const size_t runner = racing_epoch_runner(lab);
    text_print(where, 48, words("step %zu"), at);
    text_print(detail, 48, words("epoch %zu"), trail_epoch(race_trail(lab->race, runner), at));
}

// ---- groups and sliders -------------------------------------------------------------------------

size_t racing_groups(const struct lab *base)
{
    return ((const struct racing *)base)->runners.count + 2; // runners, objective, run
}

double racing_end(const struct trail *trail, double step)
{
    const size_t length = atomic_load_explicit(&trail->length, memory_order_acquire);
    return length == 0 ? -1 : fmin(fmax(step, 0), (double)(length - 1));
}

static void tell_run(const struct racing *lab, char *text, size_t size)
{
    char made[48];
    const size_t steps = race_steps(lab->race);
    text_print(made, sizeof made, steps == 1 ? words("%zu step") : words("%zu steps"), steps);
    kit_target_run(&lab->head.scene, &run_params[RUN_STEPS], made, &run_params[RUN_SEED], text,
                   size);
}

void racing_group(const struct lab *base, size_t index, double step, struct lab_group *group)
{
    const struct racing *lab = (const struct racing *)base;
    memset(group, 0, sizeof *group);
    if (index < lab->runners.count) {
        runner_group(&lab->runners, &lab->head.scene, index, group);
        racing_result(lab, index, step, group);
        racing_tell_target(lab, index, step, group);
    } else if (index == lab->runners.count) {
        snprintf(group->section, sizeof group->section, "objective");
        objective_name(&lab->head.scene, true, group->name, sizeof group->name);
        objective_summary(&lab->head.scene, lab->cache.objective, group->summary,
                          sizeof group->summary);
        if (lab->kinks.count > 0)
            text_append(group->summary, sizeof group->summary, "%s", words(", kinks marked"));
        lab_tell_summary(base, group);
    } else {
        snprintf(group->section, sizeof group->section, "run");
        text_print(group->name, sizeof group->name, "%s", words("run"));
        tell_run(lab, group->summary, sizeof group->summary);
    }
}

const struct report *racing_report(const struct lab *base)
{
    const struct racing *lab = (const struct racing *)base;
    return objective_report(&base->scene, &lab->cache);
}

const struct param *racing_slider(const struct lab *base, size_t group, size_t index)
{
    const struct racing *lab = (const struct racing *)base;
    if (group < lab->runners.count)
        return runner_slider(&lab->runners, group, index);
    if (group == lab->runners.count)
        return objective_slider(&lab->cache, &lab->head.scene, index);
    return run_param(index);
}

// ---- commands and numbers -----------------------------------------------------------------------

const char *racing_is_fit(const struct lab *lab, const struct lab_view *view)
{
    (void)view;
    const bool is_turned = kit_relief_is_shown(&lab->scene) && !kit_relief_is_fit(&lab->scene);
    return is_turned || scene_text(&lab->scene, "view", "x") || scene_text(&lab->scene, "view", "y")
               ? NULL
               : words("everything is shown");
}

enum lab_effect racing_fit(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)lab, (void)view;
    if (kit_relief_is_shown(scene))
        kit_relief_fit(scene);
    kit_put(scene, "view", "x", NULL);
    return kit_put(scene, "view", "y", NULL);
}

enum lab_effect racing_seed(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)lab, (void)view;
    return kit_put_next(scene, "run", &run_params[RUN_SEED]);
}

bool racing_table(struct lab *base, FILE *out, struct error *error)
{
    struct racing *lab = (struct racing *)base;
    race_wait(lab->race, race_steps(lab->race), -1);
    fputs("runner,step,epoch,alpha,cost", out);
    for (size_t i = 0; i < lab->cache.objective->dimension; i++)
        fprintf(out, ",theta_%zu", i);
    fputc('\n', out);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        const char *name = strchr(lab->runners.entry[r].section, '.') + 1;
        const size_t length = atomic_load_explicit(&trail->length, memory_order_acquire);
        for (size_t k = 0; k < length; k++) {
            kit_write_name(out, name);
            fprintf(out, ",%zu,%zu", k, trail_epoch(trail, k));
            kit_write_number(out, trail->alpha[k]);
            kit_write_number(out, trail->cost[k]);
            for (size_t i = 0; i < trail->dimension; i++)
                kit_write_number(out, trail->theta[k * trail->dimension + i]);
            fputc('\n', out);
        }
    }
    (void)error; // whether it all arrived is for whoever opened `out` to find out
    return true;
}

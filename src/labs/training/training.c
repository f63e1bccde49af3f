#include "labs/training/training.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "data/dataset.h"
#include "labs/hide.h"
#include "labs/kit/bands.h"
#include "labs/kit/data_keys.h"
#include "labs/kit/hood_lab.h"
#include "labs/kit/params.h"
#include "labs/kit/rule_typed.h"
#include "labs/kit/scene.h"
#include "labs/kit/schedule_params.h"
#include "labs/kit/target.h"
#include "labs/training/costs.h"
#include "labs/training/follow.h"
#include "labs/training/params.h"
#include "labs/training/pictures.h"
#include "labs/training/place.h"
#include "labs/training/thin.h"
#include "labs/training/zoom.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// ---- making and freeing -------------------------------------------------------------------------

static void training_close(struct lab *base)
{
    struct training_lab *lab = (struct training_lab *)base;
    training_hood_clear(lab);
    training_ghost_clear(lab);
    trainer_destroy(lab->training);
    training_clear_pictures(lab);
    training_clear_curves(lab);
    examples_clear(&lab->examples);
    if (lab->data)
        training_data_clear(lab->data);
    free(lab->data);
    free(lab->network);
    network_work_clear(&lab->work);
    runner_set_clear(&lab->runners);
    curve_points_clear(&lab->scratch);
    relief_scratch_clear(&lab->relief_scratch);
    free(lab->examples_key);
    free(lab->data_key);
    free(lab->training_key);
    free(lab->start);
}

// ---- the timeline -------------------------------------------------------------------------------

static bool training_wait(struct lab *base, double step, int milliseconds)
{
    struct training_lab *lab = (struct training_lab *)base;
    (void)step;
    lab->hood.is_patient = milliseconds < 0;
    return trainer_wait(lab->training, milliseconds);
}

static bool training_busy(const struct lab *base)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    return !trainer_done(lab->training) || training_hood_busy(lab);
}

static double training_progress(const struct lab *base)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    return trainer_done(lab->training) && training_hood_busy(lab)
               ? trainer_replay_progress(lab->hood.replay)
               : trainer_progress(lab->training);
}

static void training_cancel(struct lab *base)
{
    struct training_lab *lab = (struct training_lab *)base;
    trainer_cancel(lab->training);
    training_hood_cancel(lab);
}

static size_t training_steps(const struct lab *base)
{
    return ((const struct training_lab *)base)->epochs * TICKS_AN_EPOCH;
}

static size_t training_tick(const struct lab *base)
{
    (void)base;
    return TICKS_AN_EPOCH;
}

static void training_place(const struct lab *base, double step, char where[48], char detail[48])
{
    const struct training_lab *lab = (const struct training_lab *)base;
    const double epochs = training_epochs(lab, step);
    text_print(where, 48, words("epoch %.1f"), epochs);
    text_print(detail, 48, words("of %zu"), lab->epochs);
}

// ---- groups and sliders -------------------------------------------------------------------------

enum { GROUP_NETWORK, GROUP_DATA, GROUP_RUN, GROUP_VIEW, GROUP_PICTURE };

static size_t training_groups(const struct lab *base)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    return lab->runners.count + (lab_picture(base)->sliders ? GROUP_PICTURE + 1 : GROUP_PICTURE);
}

static void course_group(const struct training_lab *lab, size_t index, double step,
                         struct lab_group *group)
{
    const char *section = lab->runners.entry[index].section;
    runner_group(&lab->runners, &lab->head.scene, index, group);
    const char *asked = scene_text(&lab->head.scene, section, "batch");
    double batch;
    if (asked && !hide_slider(&lab->head.scene, section, "batch") && text_number(asked, &batch) &&
        batch > (double)lab->data->train.count)
        text_append(group->summary, sizeof group->summary, words(" (%.0f is more than m)"), batch);
    training_result(lab, index, step, group);
    training_tell_target(lab, index, step, group);
}

static void describe_network(const struct training_lab *lab, char *text, size_t size)
{
    const struct network_spec *spec = &lab->network->spec;
    char layers[160];
    if (hide_slider(&lab->head.scene, "network", training_network_params[NETWORK_HIDDEN].key))
        return;
    snprintf(layers, sizeof layers, "%zu", spec->inputs);
    for (size_t l = 0; l < spec->hidden_count; l++)
        text_append(layers, sizeof layers, "-%zu", spec->hidden[l]);
    text_append(layers, sizeof layers, "-%zu", spec->outputs);
    text_print(text, size, words("%s, %zu parameters"), layers, lab->network->real);
}

// How many there are would tell a hidden share.
static void describe_data(const struct training_lab *lab, char *text, size_t size)
{
    char found[90];
    text_excerpt(lab->examples.found, found, sizeof found);
    if (hide_slider(&lab->head.scene, "data", training_data_params[DATA_FRACTION].key))
        text_print(text, size, "%s", found);
    else
        text_print(text, size, words("%s; m = %zu, test %zu"), found, lab->data->train.count,
                   lab->data->test.count);
}

static void describe_run(const struct training_lab *lab, char *text, size_t size)
{
    char made[48];
    text_print(made, sizeof made, lab->epochs == 1 ? words("%zu epoch") : words("%zu epochs"),
               lab->epochs);
    kit_target_run(&lab->head.scene, &training_run_params[RUN_EPOCHS], made,
                   &training_run_params[RUN_SEED], text, size);
}

static void describe_view(const struct training_lab *lab, char *text, size_t size)
{
    text_print(text, size, "%s", lab_picture(&lab->head)->name);
    if (!hide_slider(&lab->head.scene, NULL, training_view_params[VIEW_BETA].key))
        text_append(text, size, ", β = %g", lab->beta);
}

static void training_group(const struct lab *base, size_t index, double step,
                           struct lab_group *group)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    memset(group, 0, sizeof *group);
    if (index < lab->runners.count) {
        course_group(lab, index, step, group);
        return;
    }
    const struct lab_picture *picture = lab_picture(base);
    const char *const names[] = {"network", "data", "run", "view", picture->section};
    const char *const titles[] = {"network", "data", "run", "picture", picture->group};
    const size_t which = index - lab->runners.count;
    snprintf(group->section, sizeof group->section, "%s", names[which]);
    text_print(group->name, sizeof group->name, "%s", words(titles[which]));
    static void (*const tell[])(const struct training_lab *lab, char *text, size_t size) = {
        [GROUP_NETWORK] = describe_network,
        [GROUP_DATA] = describe_data,
        [GROUP_RUN] = describe_run,
        [GROUP_VIEW] = describe_view,
    };
    if (which < sizeof tell / sizeof *tell)
        tell[which](lab, group->summary, sizeof group->summary);
}

static const struct report *training_report(const struct lab *base)
{
    return &((const struct training_lab *)base)->examples.report;
}

// What ships says itself what is predicted, and from what.
static const struct param *data_slider(const struct scene *scene, size_t index)
{
    const struct param *data =
        kit_choice_or_text(scene, "data", &training_data_choice, &training_data_params[DATA_DATA]);
    static const int own[] = {DATA_LABEL, DATA_FRACTION, DATA_INPUTS, DATA_WITHOUT};
    if (index == 0)
        return data;
    if (data == &training_data_choice)
        return index == 1 ? &training_data_params[DATA_FRACTION] : NULL;
    return index - 1 < sizeof own / sizeof *own ? &training_data_params[own[index - 1]] : NULL;
}

static const struct param *picture_slider(const struct lab_picture *picture, size_t index)
{
    const struct param *param = picture->sliders;
    while (param && param->key && index-- > 0)
        param++;
    return param && param->key ? param : NULL;
}

static const struct param *training_slider(const struct lab *base, size_t group, size_t index)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    if (group >= training_groups(base))
        return NULL;
    static const int network[] = {NETWORK_HIDDEN, NETWORK_ACTIVATION, NETWORK_START, NETWORK_L2};
    if (group < lab->runners.count)
        return runner_slider(&lab->runners, group, index);
    switch (group - lab->runners.count) {
    case GROUP_NETWORK:
        return index < 4 ? &training_network_params[network[index]] : NULL;
    case GROUP_DATA:
        return data_slider(&lab->head.scene, index);
    case GROUP_RUN:
        return training_run_param(index);
    case GROUP_VIEW:
        return index == 0                                   ? &training_show_param
               : index - 1 <= VIEW_PLANE                    ? &training_view_params[index - 1]
               : index == VIEW_PLANE + 2 && lab->shows_hood ? &lab->weight_slider
                                                            : NULL;
    default:
        return picture_slider(lab_picture(base), index);
    }
}

static bool training_rule(const struct lab *base, size_t group, struct lab_rule *rule,
                          struct error *error)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    return group < lab->runners.count &&
           rule_typed_read(&lab->runners, group, &base->scene, rule, error);
}

static bool training_applies(const struct scene *scene, const char *section, const char *key,
                             struct error *error)
{
    if (strncmp(section, "runner.", 7) == 0)
        return runner_applies(scene, section, key, error);
    const char *data = scene_text(scene, "data", training_data_params[DATA_DATA].key);
    data = data && *data ? data : training_data_params[DATA_DATA].fallback;
    const bool is_of_columns = strcmp(key, training_data_params[DATA_LABEL].key) == 0 ||
                               strcmp(key, training_data_params[DATA_INPUTS].key) == 0 ||
                               strcmp(key, training_data_params[DATA_WITHOUT].key) == 0;
    if (strcmp(section, "data") == 0 && is_of_columns && dataset_find(data))
        return error_set(error, ERROR_INPUT,
                         "%s has no effect on %s, which says itself what is predicted; it belongs "
                         "to a CSV file",
                         key, data);
    if (strcmp(section, "data") == 0 && !kit_data_applies(data, key, error))
        return false;
    const struct param *activation = &training_network_params[NETWORK_ACTIVATION];
    const char *hidden = scene_text(scene, "network", "hidden");
    return strcmp(section, "network") != 0 || strcmp(key, activation->key) != 0 || !hidden ||
           strcmp(hidden, "none") != 0 ||
           error_set(error, ERROR_INPUT, "%s has no effect without hidden units (hidden = none)",
                     activation->key);
}

// ---- commands and numbers -----------------------------------------------------------------------

static enum lab_effect toggle_log(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)view;
    training_zoom_forget(scene, ZOOM_COSTS, 1, NULL); // it was on the other axis
    return kit_put(scene, "view", "log_cost", kit_no_yes[!((struct training_lab *)lab)->log_cost]);
}

static enum lab_effect toggle_raw(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)view;
    return kit_put(scene, "view", "curve", kit_curves[!((struct training_lab *)lab)->is_raw]);
}

static enum lab_effect next_axis(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)view;
    training_zoom_forget(scene, ZOOM_COSTS, 0, NULL); // it was on the other axis
    const enum kit_axis axis = ((struct training_lab *)lab)->axis;
    return kit_put(scene, "view", "x_axis", kit_axis_next(kit_axes, axis));
}

static enum lab_effect new_seed(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)lab, (void)view;
    training_zoom_forget(scene, ZOOM_LANDSCAPE, -1, NULL); // the plane will be another one
    return kit_put_next(scene, "run", &training_run_params[RUN_SEED]);
}

static const char *has_no_relief(const struct lab *lab, const struct lab_view *view)
{
    (void)view;
    const struct lab_picture *shown = lab_picture(lab);
    return shown == &training_landscape_picture || shown == &training_relief_picture
               ? NULL
               : words("only the landscape has a relief");
}

static enum lab_effect toggle_relief(struct lab *lab, struct scene *scene,
                                     const struct lab_view *view)
{
    (void)lab, (void)view;
    return kit_relief_toggle(scene, training_landscape_picture.name);
}

static bool shows_relief(const struct lab *lab)
{
    return lab_picture(lab) == &training_relief_picture;
}

static const char *is_fit(const struct lab *lab, const struct lab_view *view)
{
    if (!shows_relief(lab))
        return training_is_fit(lab, view);
    return kit_relief_is_fit(&lab->scene) ? words("everything is shown") : NULL;
}

static enum lab_effect fit(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    return shows_relief(lab) ? kit_relief_fit(scene) : training_fit(lab, scene, view);
}

static const struct lab_command commands[] = {
    {"log-axis", "log or linear cost axis", NULL, toggle_log},
    {"raw-curves", "noisy curves as bands, or as they are", NULL, toggle_raw},
    {"fit", "fit: show everything", is_fit, fit},
    {"relief", KIT_RELIEF_WHAT, has_no_relief, toggle_relief},
    {"next-axis", "next x axis: steps, epochs, examples, then arithmetic or seconds", NULL,
     next_axis},
    KIT_HOOD_COMMANDS(kit_has_no_hood),
    {"largest-gradient", "under the hood: the weight with the largest gradient",
     training_has_no_weights, training_largest},
    {"next-weight", "under the hood: the next weight", training_has_no_weights,
     training_next_weight},
    {"new-seed", "new seed: other start, other shuffles", NULL, new_seed},
    {0},
};

static void write_course(const struct training_lab *lab, size_t runner, FILE *out)
{
    const struct course *course = trainer_course(lab->training, runner);
    const char *name = strchr(lab->runners.entry[runner].section, '.') + 1;
    const size_t length = atomic_load_explicit(&course->length, memory_order_acquire);
    size_t shot = 0;
    for (size_t k = 0; k < length; k++) {
        const size_t m = lab->data->train.count;
        const size_t epoch = k == 0 ? 0 : 1 + (k - 1) / course->epoch_steps;
        // The last batch of an epoch may be short.
        const size_t in_epoch = k == 0 ? 0 : (k - 1) % course->epoch_steps + 1;
        const size_t seen =
            k == 0
                ? 0
                : (epoch - 1) * m + (in_epoch * course->batch < m ? in_epoch * course->batch : m);
        kit_write_name(out, name);
        fprintf(out, ",%zu,%zu,%zu", k, epoch, seen);
        kit_write_number(out, course->seconds[k]);
        kit_write_number(out, course->alpha[k]);
        kit_write_number(out, course->batch_cost[k]);
        while (shot < course->shot_capacity && course->shot_step[shot] < k)
            shot++;
        const bool has_shot = shot < course->shot_capacity && course->shot_step[shot] == k &&
                              atomic_load(&course->shot_scored[shot]) == 1;
        kit_write_number(out, has_shot ? course->train_cost[shot] : NAN);
        kit_write_number(out, has_shot ? course->test_cost[shot] : NAN);
        kit_write_number(out, has_shot ? course->test_accuracy[shot] : NAN);
        fputc('\n', out);
    }
}

static bool training_table(struct lab *base, FILE *out, struct error *error)
{
    struct training_lab *lab = (struct training_lab *)base;
    (void)error;
    trainer_wait(lab->training, -1);
    fputs("runner,step,epoch,examples,seconds,alpha,batch_cost,train_cost,test_cost,"
          "test_accuracy\n",
          out);
    for (size_t r = 0; r < lab->runners.count; r++)
        write_course(lab, r, out);
    return true;
}

const struct lab_type lab_training = {
    .name = "training",
    .title = "Training",
    .what = "a small network on real data, trained by all runners at once",
    .scene = "digits",
    .sections = training_sections,
    .pictures = training_pictures,
    .commands = commands,
    .applies = training_applies,
    .below = "Table",
    .member = "runner",
    .members_max = RUNNERS_SHOWN_MAX,
    .follow = training_follow,
    .rule = training_rule,
    .check_text = schedule_params_check,
    .subject = training_subject,
    .headline = training_headline,
    .size = sizeof(struct training_lab),
    .close = training_close,
    .open = training_open,
    .wait = training_wait,
    .busy = training_busy,
    .progress = training_progress,
    .cancel = training_cancel,
    .steps = training_steps,
    .tick = training_tick,
    .place = training_place,
    .groups = training_groups,
    .group = training_group,
    .slider = training_slider,
    .arrange = training_arrange,
    .second = training_second,
    .stride = training_stride,
    .pointer = training_pointer,
    .draw = training_draw,
    .report = training_report,
    .has_ghost = training_has_ghost,
    .take_ghost = training_take_ghost,
    .aim = &training_aim,
    .measures = training_measures,
    .is_random = training_is_random,
    .table = training_table,
    .program = training_program,
};

#include "labs/registry.h"
#include "labs/training/training.h"

#include "base/text.h"
#include "labs/training/state.h"
#include "test.h"

#include "labs/drawn.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct scene scene;
static struct error error;
static struct lab *lab;

static bool open_text(const char *text)
{
    error = (struct error){0};
    scene_clear(&scene);
    if (!scene_parse(&scene, text, strlen(text), "test.ini", &error) || !lab_for(&scene, &error))
        return false;
    lab = lab_create(&lab_training, &scene, 2, &error);
    return lab != NULL;
}

static int close_lab(void **state)
{
    (void)state;
    if (lab)
        lab_destroy(lab);
    lab = NULL;
    scene_clear(&scene);
    return 0;
}

static const char three[] = "[scene]\nlab = training\n[network]\nhidden = 16\n[run]\nepochs = 4\n"
                            "[runner.batch]\nrule = gd\nalpha = 0.5\nbatch = all\n"
                            "[runner.mini]\nrule = gd\nalpha = 0.3\nbatch = 64\n"
                            "[runner.adam]\nrule = adam\nalpha = 0.01\nbatch = 64\n";

static void open_or_fail(const char *text)
{
    if (!open_text(text))
        fail_msg("%s", error.text);
    lab_wait(lab, 0, -1);
}

static void the_table_has_the_columns_and_a_row_a_step(void **state)
{
    (void)state;
    open_or_fail(three);
    FILE *out = tmpfile();
    assert_true(lab_training.table(lab, out, &error));
    rewind(out);
    char line[600];
    assert_non_null(fgets(line, sizeof line, out));
    assert_string_equal(line, "runner,step,epoch,examples,seconds,alpha,batch_cost,train_cost,"
                              "test_cost,test_accuracy\n");
    size_t rows = 0;
    while (fgets(line, sizeof line, out)) {
        char name[32];
        size_t step, epoch, examples;
        assert_int_equal(sscanf(line, "%31[^,],%zu,%zu,%zu", name, &step, &epoch, &examples), 4);
        if (strcmp(name, "mini") == 0 && step == 23)
            assert_int_equal(examples, 1437); // the last batch of the epoch is short
        if (strcmp(name, "mini") == 0 && step == 24)
            assert_true(epoch == 2 && examples == 1437 + 64);
        if (strcmp(name, "batch") == 0)
            assert_true(examples == step * 1437);
        rows++;
    }
    assert_int_equal(rows, 5 + 2 * (4 * 23 + 1));
    fclose(out);
}

static void the_split_keeps_every_row_once(void **state)
{
    (void)state;
    open_or_fail(three);
    const struct training_lab *mine = (const struct training_lab *)lab;
    assert_int_equal(mine->data->train.count, 1437);
    assert_int_equal(mine->data->test.count, 360);
    bool seen[1797] = {false};
    for (size_t i = 0; i < 1797; i++) {
        assert_false(seen[mine->data->row[i]]);
        seen[mine->data->row[i]] = true;
    }
}

static void inputs_are_standardised_by_the_training_part(void **state)
{
    (void)state;
    open_or_fail("[scene]\nlab = training\n[data]\ndata = diamonds\n[run]\nepochs = 1\n"
                 "[runner.a]\nrule = gd\nalpha = 0.05\nbatch = 512\n");
    const struct training_lab *mine = (const struct training_lab *)lab;
    const struct network_data *train = &mine->data->train;
    for (size_t k = 0; k < 9; k++) {
        double sum = 0, squares = 0;
        for (size_t i = 0; i < train->count; i++) {
            sum += (double)train->x[i * train->stride + k];
            squares += pow((double)train->x[i * train->stride + k], 2);
        }
        assert_true(fabs(sum / (double)train->count) < 1e-4);
        assert_true(fabs(squares / (double)train->count - 1) < 1e-3);
    }
}

static void every_slider_retrains(void **state)
{
    (void)state;
    open_or_fail(three);
    for (size_t i = 0; i < lab_sliders(lab); i++) {
        struct lab_slider slider;
        struct lab_group group;
        char text[64];
        lab_slider(lab, i, &slider);
        lab_training.group(lab, slider.group, 1, &group);
        if (strcmp(slider.param->key, "epochs") == 0)
            continue;
        if (!param_has_slider(slider.param)) {
            const bool is_hidden = strcmp(slider.param->key, "hidden") == 0;
            assert_true(is_hidden || strcmp(slider.param->key, "target") == 0);
            assert_true(scene_put(&scene, group.section, slider.param->key,
                                  is_hidden ? "8,4" : "0.5", NULL));
            if (!lab_training.open(lab, &scene, &error))
                fail_msg("%s", error.text);
            continue;
        }
        const double now = scene_number(&scene, group.section, slider.param);
        double next = param_nudge(slider.param, now, 1, PARAM_NORMAL);
        if (next == now)
            next = param_nudge(slider.param, now, -1, PARAM_NORMAL);
        param_format(slider.param, next, text, sizeof text);
        assert_true(scene_put(&scene, group.section, slider.param->key, text, NULL));
        if (!lab_training.open(lab, &scene, &error))
            fail_msg("%s.%s = %s: %s", group.section, slider.param->key, text, error.text);
    }
    assert_true(trainer_wait(((struct training_lab *)lab)->training, -1));
}

static void looks_do_not_retrain_and_numbers_do(void **state)
{
    (void)state;
    open_or_fail(three);
    const struct training_lab *mine = (const struct training_lab *)lab;
    const unsigned before = mine->generation;
    assert_true(scene_put(&scene, "view", "x_axis", "seconds", NULL));
    assert_true(scene_put(&scene, "runner.mini", "hidden", "yes", NULL));
    assert_true(lab_training.open(lab, &scene, &error));
    assert_int_equal(mine->generation, before);
    assert_true(scene_put(&scene, "runner.mini", "alpha", "0.2", NULL));
    assert_true(lab_training.open(lab, &scene, &error));
    assert_int_equal(mine->generation, before + 1);
}

static void commands_go_round_the_axes_and_the_views(void **state)
{
    (void)state;
    open_or_fail(three);
    static const char *const axes[] = {"examples", "seconds", "steps", "epochs"};
    static const char *const shows[] = {"landscape", "relief",     "learned",     "splitting",
                                        "strip",     "batch-size", "alpha-sweep", "costs"};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(lab_command(&lab_training, "next-axis")->act(lab, &scene, NULL),
                         LAB_CHANGED);
        assert_string_equal(scene_text(&scene, "view", "x_axis"), axes[i]);
        assert_true(lab_training.open(lab, &scene, &error));
    }
    for (int i = 0; i < 8; i++) {
        assert_int_equal(lab_next_picture(lab, &scene, 1), LAB_CHANGED);
        assert_string_equal(scene_text(&scene, "view", "show"), shows[i]);
        assert_true(lab_training.open(lab, &scene, &error));
    }
}

static void a_rising_batch_cost_is_said(void **state)
{
    (void)state;
    open_or_fail("[scene]\nlab = training\n[data]\ndata = diamonds\n[run]\nepochs = 12\n"
                 "[runner.good]\nrule = gd\nalpha = 0.05\nbatch = all\n"
                 "[runner.large]\nrule = gd\nalpha = 0.24\nbatch = all\n"
                 "[runner.wild]\nrule = gd\nalpha = 5\nbatch = all\n");
    struct lab_group group;
    const double end = (double)lab_training.steps(lab);
    lab_training.group(lab, 0, end, &group);
    assert_null(strstr(group.result, "rose"));
    lab_training.group(lab, 1, end, &group);
    assert_memory_equal(group.result, "rose; J = ", 10);
    lab_training.group(lab, 2, end, &group);
    assert_true(group.diverged);
    // The table below says the same, and no number of before.
    struct recorder *r = draw_lab(lab, 1280, 720, (struct lab_view){.step = end});
    assert_true(count_texts(r, "diverged") >= 1);
    recorder_destroy(&r->head);
}

static void a_batch_larger_than_m_means_all_and_says_so(void **state)
{
    (void)state;
    open_or_fail("[scene]\nlab = training\n[run]\nepochs = 2\n"
                 "[runner.a]\nrule = gd\nalpha = 0.5\nbatch = 5000\n");
    struct lab_group group;
    lab_training.group(lab, 0, 64, &group);
    assert_non_null(strstr(group.summary, "b = all (5000 is more than m)"));
}

static void from_zeros_the_hidden_units_stay_alike(void **state)
{
    (void)state;
    open_or_fail("[scene]\nlab = training\n[network]\nstart = zeros\nactivation = tanh\n[run]\n"
                 "epochs = 3\n[runner.a]\nrule = adam\nalpha = 0.01\nbatch = 64\n");
    const struct training_lab *mine = (const struct training_lab *)lab;
    const struct course *course = trainer_course(mine->training, 0);
    const float *theta = course->shot_theta + (course->shots - 1) * mine->network->parameters;
    for (size_t in = 0; in <= 64; in++)
        for (size_t unit = 1; unit < 32; unit++)
            assert_true(theta[network_place(mine->network, 0, in, unit)] ==
                        theta[network_place(mine->network, 0, in, 0)]);
}

static void wrong_scenes_are_told_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *text, *named;
    } wrong[] = {
        {"[network]\nhidden = 0\n[runner.a]\nrule = gd\n", "test.ini:4: hidden"},
        {"[network]\nhidden = 64,,3\n[runner.a]\nrule = gd\n", "hidden"},
        {"[network]\nhidden = 1000000\n[runner.a]\nrule = gd\n", "GB"},
        {"[data]\ndata = digist\n[runner.a]\nrule = gd\n", "did you mean digits"},
        {"[run]\nepochs = 0\n[runner.a]\nrule = gd\n", "epochs"},
        {"[run]\nepochs = 1000\n[data]\ndata = diamonds\n[runner.a]\nrule = gd\nbatch = 1\n",
         "at most 5 million"},
        {"[network]\nactivation = relo\n[runner.a]\nrule = gd\n", "relu"},
        {"[network]\nhidden = none\nactivation = tanh\n[runner.a]\nrule = gd\n",
         "test.ini:5: activation has no effect without hidden units"},
        {"[data]\nlabel = digit\n[runner.a]\nrule = gd\n",
         "test.ini:4: label has no effect on digits"},
        {"[runner.a]\nrule = gd\ndecay_per = step\n",
         "test.ini:5: decay_per has no effect under constant; it belongs to inverse-time"},
        {"[runner.a]\nrule = gd\nschedule = manual\ndecay_per = step\n",
         "test.ini:6: decay_per has no effect under manual"},
        {"[runner.a]\nrule = adm\n", "adam"},
        {"[run]\nepochs = 3\n", "no runners"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[600];
        snprintf(text, sizeof text, "[scene]\nlab = training\n%s", wrong[i].text);
        if (open_text(text))
            fail_msg("accepted %s", wrong[i].text);
        assert_int_equal(error.kind, ERROR_INPUT);
        if (!strstr(error.text, wrong[i].named))
            fail_msg("'%s' does not say '%s'", error.text, wrong[i].named);
    }
}

static void a_wrong_change_leaves_the_training_as_it_was(void **state)
{
    (void)state;
    open_or_fail(three);
    const struct training_lab *mine = (const struct training_lab *)lab;
    const unsigned before = mine->generation;
    assert_true(scene_put(&scene, "network", "hidden", "1000000", NULL));
    assert_false(lab_training.open(lab, &scene, &error));
    assert_int_equal(mine->generation, before);
    assert_true(course_score(trainer_course(mine->training, 2), 1e9) > 0);
}

static void the_shipped_runners_reach_95_per_cent(void **state)
{
    (void)state;
    static const char *const wanted[] = {"runner.adam", "runner.momentum", "runner.mini-batch"};
    assert_true(scene_read(&scene, "digits", &error) && lab_for(&scene, &error));
    lab = lab_create(&lab_training, &scene, 2, &error);
    assert_non_null(lab);
    lab_wait(lab, 0, -1);
    size_t found = 0;
    for (size_t i = 0; i < lab_training.groups(lab); i++) {
        struct lab_group group;
        lab_training.group(lab, i, (double)lab_training.steps(lab), &group);
        for (size_t w = 0; w < 3; w++) {
            if (strcmp(group.section, wanted[w]) != 0)
                continue;
            assert_true(atof(group.result) >= 95);
            found++;
        }
    }
    assert_int_equal(found, 3);
}

static void a_training_that_cannot_start_leaves_the_old_one(void **state)
{
    (void)state;
    // Long enough to be on its way while others try to take its place.
    if (!open_text("[scene]\nlab = training\n[network]\nhidden = 16\n[run]\nepochs = 100\n"
                   "evaluations = 1\n[runner.batch]\nrule = gd\nalpha = 0.5\nbatch = all\n"
                   "[runner.mini]\nrule = gd\nalpha = 0.3\nbatch = 64\n"))
        fail_msg("%s", error.text);
    struct training_lab *mine = (struct training_lab *)lab;
    const struct trainer *before = mine->training;
    const struct network *network = mine->network;
    const struct training_data *data = mine->data;
    const unsigned generation = mine->generation;
    mine->refuse_start = true;
    // A number, the network and the data: all that there may be to give up.
    static const struct {
        const char *section, *key, *value, *old;
    } changes[] = {{"runner.mini", "alpha", "0.2", "0.3"},
                   {"network", "hidden", "8", "16"},
                   {"run", "seed", "7", NULL}};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        error = (struct error){0};
        assert_true(scene_put(&scene, changes[i].section, changes[i].key, changes[i].value, NULL));
        assert_false(lab_training.open(lab, &scene, &error));
        assert_true(strlen(error.text) > 10);
        assert_ptr_equal(mine->training, before);
        assert_ptr_equal(mine->network, network);
        assert_ptr_equal(mine->data, data);
        assert_int_equal(mine->generation, generation);
        assert_true(scene_put(&scene, changes[i].section, changes[i].key, changes[i].old, NULL));
    }
    // The old one has not been stopped: it comes to its end.
    assert_true(lab_wait(lab, 0, -1));
    for (size_t r = 0; r < trainer_runners(mine->training); r++) {
        const struct course *course = trainer_course(mine->training, r);
        assert_int_equal(atomic_load(&course->length), course->steps + 1);
    }
    const double end = (double)lab_training.steps(lab);
    struct lab_group group;
    lab_training.group(lab, 1, end, &group);
    assert_string_equal(group.name, "mini-batch");
    assert_true(atof(group.result) > 20);
    struct recorder *r = draw_lab(lab, 1280, 720, (struct lab_view){.step = end});
    assert_true(r->lines > 10 && count_texts(r, "mini-batch") > 0);
    recorder_destroy(&r->head);
    mine->refuse_start = false;
    assert_true(scene_put(&scene, "runner.mini", "alpha", "0.2", NULL));
    assert_true(lab_training.open(lab, &scene, &error));
    assert_int_equal(mine->generation, generation + 1);
    assert_true(lab_wait(lab, 0, -1));
    assert_true(trainer_course(mine->training, 1)->alpha[1] == 0.2);
}

// The vertices of the runner's strong line on the left (the stage).
static const struct point *strong_line(const struct recorder *r, const char *section, size_t *count)
{
    const struct lab_layout layout = lab_layout(1280, 720, DRAWN_FOOT);
    const struct color color = look_style(&theme_light, group_of(lab, section).look).color;
    for (size_t i = 0; i < r->lines; i++) {
        if (!is_color(r->line[i].stroke.color, color) || r->line[i].stroke.width < 2 ||
            r->line[i].point[0].x > layout.second.x)
            continue;
        *count = r->line[i].count;
        return r->line[i].point;
    }
    fail_msg("no line of %s", section);
    return NULL;
}

static void the_curve_of_batch_ends_where_its_last_dot_is(void **state)
{
    (void)state;
    static const char *const axes[] = {"steps", "epochs", "examples", "seconds"};
    open_or_fail(three);
    const struct color color = look_style(&theme_light, group_of(lab, "runner.batch").look).color;
    for (size_t a = 0; a < 4; a++) {
        assert_true(scene_put(&scene, "view", "x_axis", axes[a], NULL));
        assert_true(lab_training.open(lab, &scene, &error));
        struct recorder *r =
            draw_lab(lab, 1280, 720, (struct lab_view){.step = (double)lab_training.steps(lab)});
        size_t count = 0, dots = 0;
        const struct point *line = strong_line(r, "runner.batch", &count);
        struct point last = {-1, -1};
        for (size_t i = 0; i < r->markers; i++) {
            if (!is_color(r->marker_style[i].outline, color))
                continue;
            dots++;
            if (r->marker[i].x > last.x)
                last = r->marker[i];
        }
        assert_true(dots >= 4);
        if (fabsf(line[count - 1].x - last.x) > 0.6f || fabsf(line[count - 1].y - last.y) > 0.6f)
            fail_msg("%s: the line ends at %g, %g, its last dot is at %g, %g", axes[a],
                     line[count - 1].x, line[count - 1].y, last.x, last.y);
        recorder_destroy(&r->head);
    }
}

// Where a line that goes to the right is at an x.
static float height_at(const struct point line[], size_t count, float x)
{
    size_t i = 0;
    while (i + 2 < count && line[i + 1].x < x)
        i++;
    return line[i].y + (x - line[i].x) / (line[i + 1].x - line[i].x) * (line[i + 1].y - line[i].y);
}

static void a_tip_over_a_full_batch_shows_the_value_that_is_drawn(void **state)
{
    (void)state;
    open_or_fail(three);
    const struct training_lab *mine = (const struct training_lab *)lab;
    const struct course *course = trainer_course(mine->training, 0);
    const struct lab_view view = {.step = (double)lab_training.steps(lab)};
    struct recorder *r = draw_lab(lab, 1280, 720, view);
    size_t count = 0;
    const struct point *line = strong_line(r, "runner.batch", &count);
    // As far to the right at every step, then the cost after the last one.
    const float apart = (line[count - 1].x - line[0].x) / (float)course->steps;
    assert_true(apart > 10);
    for (size_t k = 0; k <= course->steps; k++) {
        const float x = line[0].x + apart * (float)k, y = height_at(line, count, x);
        const long shot = course_score(course, (double)course->steps);
        const double cost =
            k < course->steps ? course->batch_cost[k + 1] : course->train_cost[shot];
        struct lab_view above = view;
        above.has_pointer = true;
        above.pointer = (struct point){x + (k < course->steps ? 0.5f : 0), y};
        struct recorder *tip = draw_lab(lab, 1280, 720, above);
        char number[32], wanted[64];
        text_show(cost, 3, number, sizeof number);
        snprintf(wanted, sizeof wanted, "batch  J = %s", number);
        if (find_text(tip, wanted) == tip->texts)
            fail_msg("step %zu: no '%s'", k, wanted);
        recorder_destroy(&tip->head);
    }
    recorder_destroy(&r->head);
}

// The box stands beside the pointer in a plot; the epoch that it tells of.
static double told_epoch(const struct lab_view *view, const char *says)
{
    double epoch = -1;
    struct recorder *r = draw_lab(lab, 1280, 720, *view);
    for (size_t i = 0; i < r->texts; i++)
        sscanf(r->text[i].text, "epoch %lf", &epoch);
    if (count_texts(r, says) != 1)
        fail_msg("'%s' stands there %zu times", says, count_texts(r, says));
    recorder_destroy(&r->head);
    return epoch;
}

static void a_tip_ahead_of_the_timeline_tells_of_where_the_timeline_is(void **state)
{
    (void)state;
    open_or_fail(three);
    const struct lab_layout layout = lab_layout(1280, 720, DRAWN_FOOT);
    const struct rect *box[] = {&layout.stage, &layout.second};
    static const char *const says[] = {"mini-batch  batch J = ", "mini-batch   "};
    const double last = (double)lab_training.steps(lab);
    for (int i = 0; i < 2; i++) {
        struct lab_view view = {.step = last / 4, .has_pointer = true};
        view.pointer =
            (struct point){box[i]->x + 0.9f * box[i]->width, box[i]->y + 0.5f * box[i]->height};
        assert_float_equal(told_epoch(&view, says[i]), 1, 1e-3);
        view.step = last;
        assert_true(told_epoch(&view, says[i]) > 3);
    }
}

static void
curves_on_the_seconds_axis_are_thinned_anew_only_where_the_axis_ends_elsewhere(void **state)
{
    (void)state;
    open_or_fail(three);
    struct training_lab *mine = (struct training_lab *)lab;
    const struct lab_view view = {.step = (double)lab_training.steps(lab)};
    assert_true(scene_put(&scene, "view", "x_axis", "seconds", NULL));
    assert_true(lab_training.open(lab, &scene, &error));
    recorder_destroy(&draw_lab(lab, 1280, 720, view)->head);
    const double first = mine->thin[1].y[0], end = mine->thin[1].end;
    mine->thin[1].y[0] = -1; // shows whether it is made anew
    recorder_destroy(&draw_lab(lab, 1280, 720, view)->head);
    assert_true(mine->thin[1].y[0] == -1);
    // Without the runner that takes longest the axis is shorter.
    size_t longest = 0;
    double seconds[3];
    for (size_t r = 0; r < 3; r++) {
        const struct course *course = trainer_course(mine->training, r);
        seconds[r] = course->seconds[course->steps];
        longest = seconds[r] > seconds[longest] ? r : longest;
    }
    assert_true(scene_put(&scene, mine->runners.entry[longest].section, "hidden", "yes", NULL));
    assert_true(lab_training.open(lab, &scene, &error));
    recorder_destroy(&draw_lab(lab, 1280, 720, view)->head);
    assert_true(mine->thin[1].end < end && mine->thin[1].y[0] == first);
}

// Esc while it trains, then something that only changes how it looks.
static void a_training_that_was_stopped_says_so_and_is_made_anew_by_the_next_change(void **state)
{
    (void)state;
    open_or_fail(three);
    struct training_lab *mine = (struct training_lab *)lab;
    unsigned generation = mine->generation;
    lab_cancel(lab); // it has ended by itself: nothing is unfinished
    assert_true(scene_put(&scene, "view", "log_cost", "no", NULL));
    assert_true(lab_training.open(lab, &scene, &error));
    assert_true(mine->generation == generation);

    assert_true(scene_put(&scene, "network", "hidden", "256", NULL) &&
                scene_put(&scene, "run", "epochs", "1000", NULL) &&
                scene_put(&scene, "runner.mini", "batch", "4", NULL) &&
                lab_training.open(lab, &scene, &error));
    assert_true(mine->generation == ++generation);
    lab_cancel(lab);
    assert_false(lab_busy(lab));
    struct recorder *r = draw_lab(lab, 1280, 720, (struct lab_view){0});
    assert_int_equal(count_texts(r, "stopped at epoch 0"), 1);
    recorder_destroy(&r->head);
    assert_true(scene_put(&scene, "view", "log_cost", "yes", NULL));
    assert_true(lab_training.open(lab, &scene, &error));
    assert_true(mine->generation == ++generation && lab_busy(lab));
    r = draw_lab(lab, 1280, 720, (struct lab_view){0});
    assert_int_equal(count_texts(r, "stopped"), 0);
    recorder_destroy(&r->head);
}

// Large letters leave a lab fewer units: the rows of the ledger then have fewer columns.
static void the_ledger_cuts_no_value_however_narrow_it_is(void **state)
{
    (void)state;
    open_or_fail(three);
    const struct lab_view view = {.step = (double)lab_training.steps(lab)};
    size_t most = 0, least = SIZE_MAX;
    for (float width = 480; width <= 1280; width += 40) {
        struct recorder *r = draw_lab(lab, width, 0.6f * width, view);
        size_t titles = 0;
        static const char *const columns[] = {"train J", "time", "steps/s", "examples/s",
                                              "GFLOP/s"};
        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
            titles += count_texts(r, columns[i]) > 0;
        most = titles > most ? titles : most;
        least = titles < least ? titles : least;
        for (size_t i = 0; i < r->texts; i++)
            if (r->text[i].style.size == TYPE_SMALL && strchr("0123456789", r->text[i].text[0]) &&
                strstr(r->text[i].text, "…"))
                fail_msg("at %g units '%s' is cut", width, r->text[i].text);
        recorder_destroy(&r->head);
    }
    assert_true(most == 5 && least < 5);
}

static void the_heading_of_the_costs_keeps_its_number_where_it_is_narrow(void **state)
{
    (void)state;
    open_or_fail(three);
    assert_true(scene_put(&scene, "view", "show", "learned", NULL)); // the costs stand beside
    assert_true(lab_training.open(lab, &scene, &error));
    for (float width = 640; width <= 1280; width += 160) {
        struct recorder *r = draw_lab(lab, width, 0.625f * width, (struct lab_view){0});
        assert_int_equal(count_texts(r, "average β = 0.9") + count_texts(r, "average, β = 0.9"), 1);
        recorder_destroy(&r->head);
    }
}

#define LAB_TEST(name) cmocka_unit_test_teardown(name, close_lab)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LAB_TEST(the_table_has_the_columns_and_a_row_a_step),
        LAB_TEST(the_split_keeps_every_row_once),
        LAB_TEST(inputs_are_standardised_by_the_training_part),
        LAB_TEST(every_slider_retrains),
        LAB_TEST(looks_do_not_retrain_and_numbers_do),
        LAB_TEST(commands_go_round_the_axes_and_the_views),
        LAB_TEST(a_rising_batch_cost_is_said),
        LAB_TEST(a_batch_larger_than_m_means_all_and_says_so),
        LAB_TEST(from_zeros_the_hidden_units_stay_alike),
        LAB_TEST(wrong_scenes_are_told_what_is_wrong),
        LAB_TEST(a_wrong_change_leaves_the_training_as_it_was),
        LAB_TEST(the_shipped_runners_reach_95_per_cent),
        LAB_TEST(a_training_that_cannot_start_leaves_the_old_one),
        LAB_TEST(the_curve_of_batch_ends_where_its_last_dot_is),
        LAB_TEST(a_tip_ahead_of_the_timeline_tells_of_where_the_timeline_is),
        LAB_TEST(curves_on_the_seconds_axis_are_thinned_anew_only_where_the_axis_ends_elsewhere),
        LAB_TEST(a_training_that_was_stopped_says_so_and_is_made_anew_by_the_next_change),
        LAB_TEST(the_ledger_cuts_no_value_however_narrow_it_is),
        LAB_TEST(the_heading_of_the_costs_keeps_its_number_where_it_is_narrow),
        LAB_TEST(a_tip_over_a_full_batch_shows_the_value_that_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// The pictures of the Training lab, on the remembering canvas.

#include "sim/clock.h"
#include "test.h"

#include "labs/drawn.h"
#include "labs/opened.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// Without a wait for what the picture computes.
static void train(void)
{
    assert_true(trainer_wait(lab->training, -1));
}

#define RUNNERS                                                                                    \
    "[runner.batch]\nrule = gd\nalpha = 0.5\nbatch = all\n"                                        \
    "[runner.mini]\nrule = gd\nalpha = 0.3\nbatch = 64\n"                                          \
    "[runner.adam]\nrule = adam\nalpha = 0.01\nbatch = 64\n"

// Few examples: quick to train, and quick landscapes and sweeps.
static const char quick[] = "[scene]\nlab = training\ntitle = A title\ncaption = A caption.\n"
                            "[data]\ntest_fraction = 0.9\n[network]\nhidden = 8\n"
                            "[run]\nepochs = 3\n"
                            "[sweep]\ntarget = 100\nepochs = 1\nseconds = 0.01\n" RUNNERS;

// All examples.
static const char whole[] = "[scene]\nlab = training\n[network]\nhidden = 8\n"
                            "[run]\nepochs = 3\n" RUNNERS;

// Still on its way when everything has been drawn; it is always cancelled.
static const char endless[] = "[scene]\nlab = training\ntitle = A title\ncaption = A caption.\n"
                              "[network]\nhidden = 32\n[run]\nepochs = 1000\nevaluations = 1\n"
                              "[runner.batch]\nrule = gd\nalpha = 0.5\nbatch = all\n"
                              "[runner.one]\nrule = gd\nalpha = 0.01\nbatch = 1\n"
                              "[runner.two]\nrule = adam\nalpha = 0.001\nbatch = 2\n";

static struct recorder *draw_sized(float width, float height)
{
    return draw_lab(&lab->head, width, height,
                    (struct lab_view){.step = (double)lab_training.steps(&lab->head)});
}

static struct recorder *draw(void)
{
    return draw_sized(1280, 720);
}

static void draw_and_forget(void)
{
    struct recorder *r = draw();
    recorder_destroy(&r->head);
}

// ---- all of them --------------------------------------------------------------------------------

static void assert_drawn_well(const struct lab_picture *picture, const char *when)
{
    static const float sizes[][2] = {{1280, 720}, {800, 500}};
    for (size_t i = 0; i < 2; i++) {
        char what[100];
        snprintf(what, sizeof what, "%s, %s, %g wide", picture->name, when, sizes[i][0]);
        struct recorder *r = draw_sized(sizes[i][0], sizes[i][1]);
        assert_true(find_text(r, "A title") < r->texts);
        assert_within_canvas(r, what);
        assert_texts_apart(r, what);
        recorder_destroy(&r->head);
    }
}

static void while_training_runs_every_picture_stays_in_its_place(void **state)
{
    (void)state;
    open_text(endless);
    for (size_t i = 0; training_pictures[i]; i++) {
        show(training_pictures[i]);
        assert_drawn_well(training_pictures[i], "training");
    }
    assert_false(trainer_done(lab->training));
    lab_cancel(&lab->head);
}

static void when_all_is_there_every_picture_stays_in_its_place(void **state)
{
    (void)state;
    open_text(quick);
    train();
    for (size_t i = 0; training_pictures[i]; i++) {
        show(training_pictures[i]);
        assert_drawn_well(training_pictures[i], "trained");
        assert_true(lab_wait(&lab->head, 0, -1));
        assert_drawn_well(training_pictures[i], "complete");
    }
}

static void after_a_cancel_every_picture_stays_in_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; training_pictures[i]; i++) {
        open_text(endless);
        show(training_pictures[i]);
        lab_cancel(&lab->head);
        assert_true(trainer_wait(lab->training, -1));
        assert_drawn_well(training_pictures[i], "training cancelled");
        assert_false(lab_busy(&lab->head));
        open_text(quick);
        train();
        show(training_pictures[i]);
        draw_and_forget();
        lab_cancel(&lab->head);
        assert_drawn_well(training_pictures[i], "picture cancelled");
    }
}

static void the_relief_goes_on_with_the_landscape_that_is_on_its_way(void **state)
{
    (void)state;
    open_text(quick);
    train();
    show(&training_landscape_picture);
    draw_and_forget();
    const struct landscape *landscape = lab->landscape;
    assert_non_null(landscape);
    show(&training_relief_picture);
    draw_and_forget();
    assert_true(lab_wait(&lab->head, 0, -1));
    assert_ptr_equal(lab->landscape, landscape);
    assert_true(landscape_progress(landscape) == 1);
    struct recorder *r = draw_lab(&lab->head, 1280, 720, (struct lab_view){.step = 1e9});
    assert_int_equal(r->meshes, 1);
    assert_int_equal(r->fields, 0);
    recorder_destroy(&r->head);
}

static void a_picture_that_computes_is_busy_until_it_is_complete(void **state)
{
    (void)state;
    size_t computing = 0;
    open_text(quick);
    train();
    for (size_t i = 0; training_pictures[i]; i++) {
        const struct lab_picture *picture = training_pictures[i];
        show(picture);
        if (!picture->busy) {
            assert_false(lab_busy(&lab->head));
            continue;
        }
        if (picture == &training_relief_picture) { // shows what the landscape has computed
            assert_false(lab_busy(&lab->head));
            continue;
        }
        computing++;
        assert_non_null(picture->progress);
        assert_true(lab_busy(&lab->head)); // before it is begun
        double last = 0;
        while (lab_busy(&lab->head)) {
            // In the order of the window: busy, progress, then a frame.
            const double progress = picture->progress(&lab->head);
            if (!(progress >= last && progress <= 1))
                fail_msg("%s: from %g to %g", picture->name, last, progress);
            last = progress;
            draw_and_forget();
            clock_sleep(5e-4);
        }
        assert_true(picture->progress(&lab->head) == 1);
        assert_true(isnan(lab_progress(&lab->head)));
        draw_and_forget();
        assert_false(lab_busy(&lab->head)); // and stays complete
    }
    assert_true(computing > 0);
}

static void a_picture_waits_for_the_training(void **state)
{
    (void)state;
    open_text(endless);
    for (size_t i = 0; training_pictures[i]; i++) {
        const struct lab_picture *picture = training_pictures[i];
        show(picture);
        draw_and_forget();
        assert_true(lab_busy(&lab->head)); // the training is
        if (picture->progress)
            assert_true(picture->progress(&lab->head) == 0);
    }
    assert_null(lab->landscape);
    assert_null(lab->sweep);
    assert_false(trainer_done(lab->training));
    lab_cancel(&lab->head);
}

static void after_a_cancel_nothing_is_begun_until_a_scene_is_opened_again(void **state)
{
    (void)state;
    for (size_t i = 0; training_pictures[i]; i++) {
        const struct lab_picture *picture = training_pictures[i];
        if (!picture->busy)
            continue;
        open_text(quick);
        train();
        show(picture);
        lab_cancel(&lab->head);
        assert_false(lab_busy(&lab->head));
        draw_and_forget();
        assert_true(lab_wait(&lab->head, 0, -1));
        assert_false(lab_busy(&lab->head));
        assert_true(picture->progress(&lab->head) == 0);
        assert_null(lab->landscape);
        assert_null(lab->sweep);
        show(picture);
        assert_true(lab_busy(&lab->head));
        assert_true(lab_wait(&lab->head, 0, -1));
        assert_true(picture->progress(&lab->head) == 1);
    }
}

static void coming_back_to_a_picture_completes_it(void **state)
{
    (void)state;
    for (size_t i = 0; training_pictures[i]; i++) {
        const struct lab_picture *picture = training_pictures[i];
        if (!picture->busy)
            continue;
        open_text(quick);
        train();
        show(picture);
        draw_and_forget();
        show(&training_costs_picture);
        draw_and_forget();
        assert_false(lab_busy(&lab->head));
        // Nobody sees it: it is not computed on.
        assert_true(!lab->landscape || landscape_done(lab->landscape) ||
                    picture != &training_landscape_picture);
        show(picture);
        assert_true(lab_wait(&lab->head, 0, -1));
        assert_true(picture->progress(&lab->head) == 1);
    }
}

static void assert_same_drawing(const struct recorder *a, const struct recorder *b,
                                const char *picture, const char *other)
{
    bool is_same = a->texts == b->texts && a->lines == b->lines && a->markers == b->markers &&
                   a->rectangles == b->rectangles && a->fields == b->fields &&
                   a->polygons == b->polygons;
    for (size_t i = 0; is_same && i < a->texts; i++)
        is_same = strcmp(a->text[i].text, b->text[i].text) == 0 &&
                  memcmp(&a->text[i].at, &b->text[i].at, sizeof a->text[i].at) == 0;
    for (size_t i = 0; is_same && i < a->lines; i++)
        is_same = a->line[i].count == b->line[i].count &&
                  memcmp(a->line[i].point, b->line[i].point,
                         a->line[i].count * sizeof *a->line[i].point) == 0;
    is_same = is_same && memcmp(a->marker, b->marker, a->markers * sizeof *a->marker) == 0;
    is_same =
        is_same && memcmp(a->rectangle, b->rectangle, a->rectangles * sizeof *a->rectangle) == 0;
    if (!is_same)
        fail_msg("%s looks another way after %s", picture, other);
}

static void what_one_picture_computes_does_not_change_another(void **state)
{
    (void)state;
    open_text(quick);
    train();
    for (size_t i = 0; training_pictures[i]; i++) {
        show(training_pictures[i]);
        assert_true(lab_wait(&lab->head, 0, -1));
        struct recorder *before = draw();
        for (size_t k = 0; training_pictures[k]; k++) {
            show(training_pictures[k]);
            assert_true(lab_wait(&lab->head, 0, -1));
            draw_and_forget();
            show(training_pictures[i]);
            assert_false(lab_busy(&lab->head)); // what there was is kept
            struct recorder *after = draw();
            assert_same_drawing(before, after, training_pictures[i]->name,
                                training_pictures[k]->name);
            recorder_destroy(&after->head);
        }
        recorder_destroy(&before->head);
    }
}

static void what_cannot_start_says_so_and_is_not_busy_for_ever(void **state)
{
    (void)state;
    for (size_t i = 0; training_pictures[i]; i++) {
        const struct lab_picture *picture = training_pictures[i];
        if (!picture->busy)
            continue;
        open_text(quick);
        train();
        lab->refuse_start = true;
        show(picture);
        draw_and_forget();
        assert_false(lab_busy(&lab->head));
        assert_true(lab_wait(&lab->head, 0, -1));
        struct recorder *r = draw();
        if (count_texts(r, "no thread or memory left") != 1)
            fail_msg("%s does not say why it is empty", picture->name);
        assert_within_canvas(r, picture->name);
        recorder_destroy(&r->head);
        // With the next training it is tried again.
        lab->refuse_start = false;
        put("run", "seed", "2");
        assert_true(lab_wait(&lab->head, 0, -1));
        assert_true(picture->progress(&lab->head) == 1);
    }
}

// ---- each ---------------------------------------------------------------------------------------

static void the_cost_curves_show_every_runner_and_the_test(void **state)
{
    (void)state;
    open_text(whole);
    train();
    struct recorder *r = draw();
    assert_int_equal(count_texts(r, "Batch cost (pale) and its average, β = 0.9"), 1);
    assert_int_equal(count_texts(r, "Test accuracy, %"), 1);
    static const char *const sections[] = {"runner.batch", "runner.mini", "runner.adam"};
    const float second = lab_layout(1280, 720, DRAWN_FOOT).second.x;
    size_t on_stage = 0, on_second = 0;
    for (size_t i = 0; i < 3; i++) {
        const struct lab_group group = group_of(&lab->head, sections[i]);
        const struct color color = look_style(&theme_light, group.look).color;
        for (size_t l = 0; l < r->lines; l++) {
            const bool is_own = is_color(r->line[l].stroke.color, color);
            on_stage += is_own && r->line[l].point[0].x < second;
            on_second += is_own && r->line[l].point[0].x > second;
        }
        assert_true(on_stage > i);
        assert_true(find_text(r, group.name) < r->texts); // in the ledger
    }
    assert_true(on_second >= 2); // batch has not come so far that its score is on the axis
    recorder_destroy(&r->head);
    put("runner.mini", "hidden", "yes");
    r = draw();
    const struct color hidden =
        look_style(&theme_light, group_of(&lab->head, "runner.mini").look).color;
    for (size_t l = 0; l < r->lines; l++)
        assert_false(is_color(r->line[l].stroke.color, hidden));
    assert_int_equal(count_texts(r, "mini-batch"), 0);
    recorder_destroy(&r->head);
}

static void the_landscape_says_what_its_plane_keeps_and_draws_every_path(void **state)
{
    (void)state;
    open_text(quick);
    show(&training_landscape_picture);
    assert_true(lab_wait(&lab->head, 0, -1));
    struct recorder *r = draw();
    assert_int_equal(count_texts(r, "of the paths' variance"), 1);
    assert_int_equal(count_texts(r, "· "), 0); // complete
    assert_true(r->fields >= 1);
    static const char *const sections[] = {"runner.batch", "runner.mini", "runner.adam"};
    for (size_t i = 0; i < 3; i++) {
        const struct color color =
            look_style(&theme_light, group_of(&lab->head, sections[i]).look).color;
        size_t heads = 0;
        for (size_t d = 0; d < r->markers; d++)
            heads += is_color(r->marker_style[d].fill, color) && r->marker_style[d].size == 12;
        assert_int_equal(heads, 1);
    }
    recorder_destroy(&r->head);
    put("view", "plane", "random");
    assert_true(lab_busy(&lab->head)); // another plane is another landscape
    assert_true(lab_wait(&lab->head, 0, -1));
    r = draw();
    assert_int_equal(count_texts(r, "over two random directions"), 1);
    recorder_destroy(&r->head);
}

// Whether it is hidden before the plane is laid or after, even where only hidden ones have paths.
static void hiding_a_runner_leaves_the_landscape_as_it_is(void **state)
{
    (void)state;
    static const char *const sections[] = {"runner.batch", "runner.mini", "runner.adam"};
    open_text(quick);
    show(&training_landscape_picture);
    assert_true(lab_wait(&lab->head, 0, -1));
    double low[2], high[2], low_now[2], high_now[2];
    landscape_range(lab->landscape, low, high);
    const double kept = landscape_plane(lab->landscape)->kept;
    for (int is_before = 0; is_before < 2; is_before++) {
        for (size_t i = 0; i < 3; i++)
            put(sections[i], "hidden", "yes");
        if (is_before)
            training_landscape_picture.clear(&lab->head);
        assert_true(lab_busy(&lab->head) == is_before);
        assert_true(lab_wait(&lab->head, 0, -1));
        assert_non_null(lab->landscape);
        landscape_range(lab->landscape, low_now, high_now);
        assert_memory_equal(low, low_now, sizeof low);
        assert_memory_equal(high, high_now, sizeof high);
        assert_true(landscape_plane(lab->landscape)->kept == kept);
        for (size_t i = 0; i < 3; i++)
            put(sections[i], "hidden", NULL);
    }
}

static void where_every_runner_diverged_the_landscape_says_so(void **state)
{
    (void)state;
    // Everything diverges at once: no snapshot is left to lay a plane through.
    open_text("[scene]\nlab = training\n[data]\ndata = diamonds\n[network]\nhidden = 8\n"
              "[run]\nepochs = 4\n[view]\nshow = landscape\n"
              "[runner.wild]\nrule = gd\nalpha = 1000\nbatch = all\n");
    assert_true(lab_wait(&lab->head, 0, -1));
    assert_false(lab_busy(&lab->head));
    struct recorder *r = draw();
    assert_int_equal(count_texts(r, "no plane: every runner diverged"), 1);
    recorder_destroy(&r->head);
}

static void the_batch_sizes_are_named_and_timed(void **state)
{
    (void)state;
    open_text(quick);
    show(&training_sweep_picture);
    assert_true(lab_wait(&lab->head, 0, -1));
    struct recorder *r = draw();
    assert_int_equal(count_texts(r, "batch with batches of 1, 2, 4 … m"), 1);
    assert_int_equal(count_texts(r, "time to J = 100"), 1);
    assert_int_equal(count_texts(r, "time of an epoch"), 1);
    char few[60];
    snprintf(few, sizeof few, "m = %zu < 2000", lab->data->train.count);
    assert_int_equal(count_texts(r, few), 1);
    size_t points = 0;
    const struct color sky = look_style(&theme_light, LOOK_SKY).color;
    for (size_t d = 0; d < r->markers; d++)
        points += r->marker_style[d].size == 8 && (is_color(r->marker_style[d].fill, sky) ||
                                                   is_color(r->marker_style[d].outline, sky));
    assert_int_equal(points, sweep_total(lab->sweep));
    recorder_destroy(&r->head);
    // Another target is another sweep.
    put("sweep", "target", "50");
    assert_true(lab_busy(&lab->head));
}

// The bars that look another way at two places on the timeline: from where to where along their
// strip, as shares. Bars of one strip have the same y.
static void find_changed(const struct recorder *a, const struct recorder *b, double *low,
                         double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    assert_int_equal(a->rectangles, b->rectangles);
    for (size_t i = 0; i < a->rectangles; i++) {
        const struct rect *bar = &a->rectangle[i].rect;
        if (is_color(a->rectangle[i].color, b->rectangle[i].color))
            continue;
        double from = INFINITY, to = -INFINITY;
        for (size_t k = 0; k < a->rectangles; k++) {
            const struct rect *other = &a->rectangle[k].rect;
            if (other->y != bar->y || other->height != bar->height)
                continue;
            from = fmin(from, (double)other->x);
            to = fmax(to, (double)(other->x + other->width));
        }
        *low = fmin(*low, ((double)bar->x - from) / (to - from));
        *high = fmax(*high, ((double)(bar->x + bar->width) - from) / (to - from));
    }
}

static void the_lit_batch_follows_the_step(void **state)
{
    (void)state;
    open_text(whole);
    show(&training_splitting_picture);
    train();
    struct recorder *last = NULL;
    for (size_t k = 1; k <= 23; k++) {
        char wanted[100];
        // In the middle of a step of the second epoch.
        const double step = TICKS_AN_EPOCH * (1 + ((double)k - 0.5) / 23);
        struct recorder *r = draw_lab(&lab->head, 1280, 720, (struct lab_view){.step = step});
        snprintf(wanted, sizeof wanted, "b = 64: one pass is T = 23 steps; now X{%zu}, Y{%zu}", k,
                 k);
        if (find_text(r, wanted) == r->texts)
            fail_msg("no '%s'", wanted);
        assert_int_equal(count_texts(r, "Epoch 2: 1437 training examples"), 1);
        assert_int_equal(count_texts(r, "b = m: one pass is 1 step"), 1);
        if (last) {
            // The batch before goes out and this one is lit; nothing else changes.
            double low, high;
            find_changed(last, r, &low, &high);
            const double each = 64.0 / 1437, bar = 0.003;
            assert_true(fabs(low - (double)(k - 2) * each) < bar);
            assert_true(fabs(high - fmin((double)k * each, 1)) < bar);
            recorder_destroy(&last->head);
        }
        last = r;
    }
    recorder_destroy(&last->head);
}

static void another_epoch_is_shuffled_another_way(void **state)
{
    (void)state;
    open_text(whole);
    show(&training_splitting_picture);
    train();
    // The first batch of two epochs.
    struct recorder *first = draw_lab(&lab->head, 1280, 720, (struct lab_view){.step = 1});
    struct recorder *second =
        draw_lab(&lab->head, 1280, 720, (struct lab_view){.step = TICKS_AN_EPOCH + 1});
    double low, high;
    find_changed(first, second, &low, &high);
    assert_true(low < 0.05 && high > 0.95);
    assert_int_equal(count_texts(first, "Epoch 1: "), 1);
    assert_int_equal(count_texts(second, "Epoch 2: "), 1);
    recorder_destroy(&first->head);
    recorder_destroy(&second->head);
}

#define PICTURE_TEST(name) cmocka_unit_test_teardown(name, close_lab)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PICTURE_TEST(while_training_runs_every_picture_stays_in_its_place),
        PICTURE_TEST(when_all_is_there_every_picture_stays_in_its_place),
        PICTURE_TEST(after_a_cancel_every_picture_stays_in_its_place),
        PICTURE_TEST(the_relief_goes_on_with_the_landscape_that_is_on_its_way),
        PICTURE_TEST(a_picture_that_computes_is_busy_until_it_is_complete),
        PICTURE_TEST(a_picture_waits_for_the_training),
        PICTURE_TEST(after_a_cancel_nothing_is_begun_until_a_scene_is_opened_again),
        PICTURE_TEST(coming_back_to_a_picture_completes_it),
        PICTURE_TEST(what_one_picture_computes_does_not_change_another),
        PICTURE_TEST(what_cannot_start_says_so_and_is_not_busy_for_ever),
        PICTURE_TEST(the_cost_curves_show_every_runner_and_the_test),
        PICTURE_TEST(the_landscape_says_what_its_plane_keeps_and_draws_every_path),
        PICTURE_TEST(hiding_a_runner_leaves_the_landscape_as_it_is),
        PICTURE_TEST(where_every_runner_diverged_the_landscape_says_so),
        PICTURE_TEST(the_batch_sizes_are_named_and_timed),
        PICTURE_TEST(the_lit_batch_follows_the_step),
        PICTURE_TEST(another_epoch_is_shuffled_another_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "labs/registry.h"
#include "labs/training/hood.h"
#include "labs/training/place.h"
#include "labs/training/weights.h"

#include "base/text.h"
#include "test.h"

#include "labs/hooded.h"

#include <float.h>
#include <stdlib.h>

// ---- numbers ------------------------------------------------------------------------------------

static void the_table_says_how_the_weight_gets_from_a_snapshot_to_the_next(void **state)
{
    (void)state;
    struct training_lab *lab = open_lab(DIGITS);
    for (size_t runner = PLAIN; runner <= DRIFT; runner++) {
        const struct course *course = trainer_course(lab->training, runner);
        for (size_t shot = 1; shot < course->shots; shot++) {
            const size_t k = course->shot_step[shot];
            if (course->shot_step[shot - 1] + 1 != k)
                continue;
            const struct lab_view view = view_of(lab, runner, k);
            struct training_look look;
            struct hood_line line[HOOD_LINES_MAX];
            char why[160];
            assert_true(training_look(lab, &view, &look, why));
            assert_int_equal(look.made.step, k);
            assert_true(look.moment.alpha == course->alpha[k]);
            const struct weight weight = weight_at(lab->network, look.weight);
            const size_t at = weight_place(lab->network, &weight), n = lab->network->parameters;
            const double before = (double)course->shot_theta[(shot - 1) * n + at];
            const double after = (double)course->shot_theta[shot * n + at];
            const size_t lines = hood_lines(&look.moment, 4, line);
            assert_true(look.theta == before);
            assert_true(fabs(line[lines - 1].value[0] - after) <= 4 * FLT_EPSILON * fabs(after));
        }
    }
    close_lab(lab);
}

static void every_weight_is_in_the_list_once_and_called_what_it_is(void **state)
{
    (void)state;
    struct training_lab *lab = open_lab(DIGITS);
    const struct network *network = lab->network;
    float *place = calloc(network->parameters, sizeof *place);
    float *list = calloc(network->real, sizeof *list);
    for (size_t i = 0; i < network->parameters; i++)
        place[i] = (float)i;
    weight_gather(network, place, list);
    assert_int_equal(network->real, 65 * 8 + 9 * 10);
    for (size_t i = 0; i < network->real; i++) {
        const struct weight weight = weight_at(network, i);
        assert_true(list[i] == (float)weight_place(network, &weight));
        assert_true(i == 0 || list[i] > list[i - 1]);
    }
    static const struct {
        size_t index;
        const char *name;
    } names[] = {
        {0, "layer 1: pixel in row 1, column 1 → unit 1"},
        {8 * 9 + 7, "layer 1: pixel in row 2, column 2 → unit 8"},
        {64 * 8, "layer 1: bias → unit 1"},
        {65 * 8 + 12, "layer 2: unit 2 → class 2"},
        {65 * 8 + 8 * 10 + 9, "layer 2: bias → class 9"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct weight weight = weight_at(network, names[i].index);
        char name[400];
        weight_name(network, &lab->examples, &weight, name, sizeof name);
        assert_string_equal(name, names[i].name);
    }
    free(list);
    free(place);
    close_lab(lab);
}

static void inputs_of_a_table_are_called_by_their_columns(void **state)
{
    (void)state;
    struct training_lab *lab =
        open_lab("[scene]\nlab = training\n[data]\ndata = diamonds\ntest_fraction = 0.9\n"
                 "[network]\nhidden = none\n[run]\nepochs = 1\n"
                 "[runner.a]\nrule = rmsprop\nalpha = 0.01\nbatch = 512\n"
                 "[view]\nhood = yes\nweight = 1\n");
    struct recorder *r = draw(lab, view_of(lab, 0, 3));
    assert_int_equal(count_texts(r, "layer 1: input carat → output"), 1);
    assert_int_equal(count_texts(r, "weight 1 of 10"), 1);
    canvas_destroy(&r->head);
    close_lab(lab);
}

static void a_weight_that_nobody_chose_has_the_largest_gradient(void **state)
{
    (void)state;
    struct training_lab *lab = open_lab(DIGITS);
    const struct lab_view view = view_of(lab, ADAM, 9);
    struct training_look look;
    char why[160];
    assert_true(training_look(lab, &view, &look, why));
    assert_true(look.is_largest);
    for (size_t i = 0; i < lab->network->parameters; i++)
        assert_true(fabsf(look.made.gradient[i]) <= (float)fabs(look.gradient));
    struct recorder *r = draw(lab, view);
    assert_int_equal(count_texts(r, "the largest |g| of 610 weights"), 1);
    canvas_destroy(&r->head);
    put(lab, "view", "weight", "611"); // one that is not there, after the network has shrunk
    r = draw(lab, view);
    assert_int_equal(count_texts(r, "the largest |g| of 610 weights"), 1);
    canvas_destroy(&r->head);
    close_lab(lab);
}

static void histograms_count_every_weight_once_and_name_what_has_no_bar(void **state)
{
    (void)state;
    static const float values[] = {0, -0.001f, 0.002f, 1e-30f, 0.5f, -0.5f, 0, 0.02f, 0.03f};
    float scratch[16];
    const struct sizes sizes = sizes_of(values, 9, scratch);
    size_t sum = 0;
    for (int i = 0; i < SIZES_BARS; i++)
        sum += sizes.bar[i];
    assert_int_equal(sum, 7);
    assert_int_equal(sizes.zeros, 2);
    assert_int_equal(sizes.below, 1);
    assert_true(sizes.median == (double)0.002f);
    assert_true(sizes.high == 0 && sizes.low == -SIZES_DECADES_MAX);
    assert_int_equal(sizes_bar(&sizes, 0), -1);
    assert_int_equal(sizes_bar(&sizes, 1e-30), 0);
    static const float wild[] = {INFINITY, 3, NAN, 1};
    const struct sizes other = sizes_of(wild, 4, scratch);
    assert_int_equal(other.wild, 2);
    assert_true(other.median == 2);
    static const float still[] = {0, 0};
    assert_int_equal(sizes_of(still, 2, scratch).tallest, 0);
    assert_true(isnan(sizes_of(wild, 1, scratch).median));
}

static void the_histograms_are_those_of_the_step(void **state)
{
    (void)state;
    struct training_lab *lab = open_lab(DIGITS);
    const struct course *course = trainer_course(lab->training, ADAM);
    size_t shot = 1;
    while (course->shot_step[shot - 1] + 1 != course->shot_step[shot])
        shot++;
    struct recorder *r = draw(lab, view_of(lab, ADAM, course->shot_step[shot]));
    size_t still = 0;
    for (size_t i = 0; i < lab->network->real; i++) {
        const struct weight weight = weight_at(lab->network, i);
        const size_t at = weight_place(lab->network, &weight), n = lab->network->parameters;
        still += course->shot_theta[shot * n + at] == course->shot_theta[(shot - 1) * n + at];
    }
    assert_int_equal(lab->hood.sizes[SIZES_STEP].zeros, still);
    char words[80];
    snprintf(words, sizeof words, "%zu of 610 are 0", still);
    assert_true(count_texts(r, words) > 0);
    assert_true(find_text(r, "√s") < r->texts);
    assert_int_equal(count_texts(r, "median "), 3);
    canvas_destroy(&r->head);
    r = draw(lab, view_of(lab, DRIFT, 4)); // a rule that divides by nothing
    assert_int_equal(count_texts(r, "median "), 2);
    assert_int_equal(count_texts(r, "√"), 0);
    canvas_destroy(&r->head);
    close_lab(lab);
}

// ---- which step ---------------------------------------------------------------------------------

static void the_step_is_the_runners_own_and_a_stride_is_one_of_them(void **state)
{
    (void)state;
    struct training_lab *lab = open_lab(DIGITS);
    for (size_t runner = PLAIN; runner <= DRIFT; runner++) {
        const struct course *course = trainer_course(lab->training, runner);
        struct lab_view view = view_of(lab, runner, 0);
        for (size_t k = 1; k <= course->steps; k++) {
            struct training_look look;
            char why[160];
            view.step = lab->head.type->stride(&lab->head, &view, 1);
            assert_true(training_look(lab, &view, &look, why));
            assert_int_equal(look.made.step, k);
        }
        assert_true(lab->head.type->stride(&lab->head, &view, 1) == view.step); // the end
        for (size_t k = course->steps; k-- > 0;) {
            view.step = lab->head.type->stride(&lab->head, &view, -1);
            assert_int_equal((size_t)(training_step(lab, runner, view.step) + 1e-6), k);
        }
        assert_true(view.step == 0);
    }
    put(lab, "view", "hood", "no");
    const struct lab_view view = view_of(lab, ADAM, 3);
    assert_true(isnan(lab->head.type->stride(&lab->head, &view, 1)));
    close_lab(lab);
}

static void the_start_the_end_and_the_batch_are_told(void **state)
{
    (void)state;
    struct training_lab *lab = open_lab(DIGITS);
    struct recorder *r = draw(lab, view_of(lab, ADAM, 0));
    assert_int_equal(count_texts(r, "Ada: what its first step will be"), 1);
    canvas_destroy(&r->head);
    r = draw(lab, view_of(lab, ADAM, 15)); // the rest of an epoch
    assert_int_equal(count_texts(r, "Ada, step 15"), 1);
    assert_int_equal(count_texts(r, "g of a batch of 2 of 898 examples"), 1);
    canvas_destroy(&r->head);
    r = draw(lab, view_of(lab, ADAM, 16)); // the second epoch
    char now[80], alpha[32];
    text_show(trainer_course(lab->training, ADAM)->alpha[16], 4, alpha, sizeof alpha);
    snprintf(now, sizeof now, "α = %s now, from α₀ = 0.01", alpha);
    assert_int_equal(count_texts(r, now), 1);
    canvas_destroy(&r->head);
    put(lab, "network", "l2", "0.01"); // so that it grows without end
    const struct course *wild = trainer_course(lab->training, WILD);
    assert_true(atomic_load(&wild->diverged) && course_length(wild) > 2);
    char title[80];
    snprintf(title, sizeof title, "Wild, step %zu: the last one, it diverges",
             course_length(wild) - 2);
    struct lab_view view = view_of(lab, WILD, 0);
    view.step = 3 * TICKS_AN_EPOCH;
    r = draw(lab, view);
    assert_int_equal(count_texts(r, title), 1);
    assert_int_equal(count_texts(r, "nan"), 0);
    canvas_destroy(&r->head);
    view = view_of(lab, ADAM, 20);
    view.is_reading = true;
    view.reading = view_of(lab, ADAM, 7).step;
    r = draw(lab, view);
    assert_int_equal(count_texts(r, "Ada, step 7"), 1);
    canvas_destroy(&r->head);
    close_lab(lab);
}

// The numbers of a step that is not there yet are no other step's.
static void while_a_step_is_made_it_says_so_and_shows_nothing_else(void **state)
{
    (void)state;
    struct training_lab *lab =
        open_lab("[scene]\nlab = training\n[data]\ndata = digits\ntest_fraction = 0.5\n"
                 "[network]\nhidden = 8\n[run]\nepochs = 30\nevaluations = 1\n"
                 "[runner.a]\nrule = adam\nalpha = 0.001\nbatch = 1\nname = Ada\n"
                 "[view]\nhood = yes\n");
    lab_wait(&lab->head, 0, 0);
    const struct lab_view view = view_of(lab, 0, 26000);
    size_t drawings = 0;
    bool is_there = false;
    do {
        const bool was_busy = lab->head.type->busy(&lab->head);
        const unsigned begun = lab->head.begun;
        struct recorder *r = draw(lab, view);
        is_there = find_text(r, "Ada, step 26000") < r->texts;
        const bool is_note = count_texts(r, "Step 26000 is made once more: ") == 1;
        assert_true(is_there != is_note);
        // Another drawing is due, also where what was begun has ended already.
        assert_true(is_there || was_busy || lab->head.begun > begun);
        assert_true(is_there || count_texts(r, "median ") == 0);
        canvas_destroy(&r->head);
        if (drawings++ == 0) {
            assert_false(is_there);
            lab_cancel(&lab->head);
            assert_false(lab->head.type->busy(&lab->head));
            r = draw(lab, view);
            assert_int_equal(count_texts(r, "Stopped: step 26000 is not made once more."), 1);
            canvas_destroy(&r->head);
            r = draw(lab, view_of(lab, 0, 1)); // another one
            canvas_destroy(&r->head);
        }
    } while (!is_there && drawings < 10000);
    assert_true(is_there);
    close_lab(lab);
}

static void without_a_thread_it_says_so(void **state)
{
    (void)state;
    struct training_lab *lab = open_lab(DIGITS);
    lab->refuse_start = true;
    lab_wait(&lab->head, 0, 0);
    struct recorder *r = draw(lab, view_of(lab, ADAM, 5));
    assert_int_equal(count_texts(r, "no thread could be started"), 1);
    canvas_destroy(&r->head);
    assert_false(lab->head.type->busy(&lab->head));
    close_lab(lab);
}

static void a_hidden_runner_gives_way_and_where_none_is_left_it_says_so(void **state)
{
    (void)state;
    struct training_lab *lab = open_lab(DIGITS);
    const struct lab_command *hood = lab_command(lab->head.type, "hood");
    const struct lab_view view = view_of(lab, WILD, 3);
    put(lab, "runner.wild", "hidden", "yes");
    struct recorder *r = draw(lab, view);
    assert_int_equal(count_texts(r, "Drift, step "), 1);
    canvas_destroy(&r->head);
    put(lab, "runner.plain", "hidden", "yes");
    put(lab, "runner.adam", "hidden", "yes");
    put(lab, "runner.drift", "hidden", "yes");
    r = draw(lab, view);
    assert_int_equal(count_texts(r, "No runner is visible."), 1);
    canvas_destroy(&r->head);
    assert_null(hood->unavailable(&lab->head, &view)); // it can be closed
    assert_int_equal(hood->act(&lab->head, &scene, &view), LAB_CHANGED);
    assert_string_equal(scene_text(&scene, "view", "hood"), "no");
    assert_true(lab->head.type->open(&lab->head, &scene, NULL));
    assert_non_null(hood->unavailable(&lab->head, &view));
    close_lab(lab);
}

// ---- stems --------------------------------------------------------------------------------------

static void stems_of_the_weight_make_up_the_average_that_its_rule_keeps(void **state)
{
    (void)state;
    struct training_lab *lab = open_lab(DIGITS);
    static const size_t steps[] = {1, 4, 20, 19, 30, 10};
    for (size_t runner = ADAM; runner <= DRIFT; runner++)
        for (size_t i = 0; i < sizeof steps / sizeof *steps && steps[i] <= 27; i++) {
            const struct lab_view view = view_of(lab, runner, steps[i]);
            struct training_look look;
            struct hood_stems stems;
            char why[160];
            assert_true(training_look(lab, &view, &look, why));
            const size_t count = steps[i] < 10 ? steps[i] : 10;
            assert_int_equal(look.history.count, count);
            assert_true(look.gradients[count - 1] == look.gradient);
            assert_true(hood_stems(&look.moment, &look.history, 0, &stems));
            assert_int_equal(stems.count, count);
            assert_int_equal(stems.is_all, steps[i] <= 10);
            if (stems.is_all) // floats beside doubles
                assert_true(fabs(stems.sum - stems.value) <= 1e-5 * (stems.up - stems.down));
        }
    close_lab(lab);
}

static void stems_are_a_page_of_the_table_and_below_it_where_there_is_room(void **state)
{
    (void)state;
    struct training_lab *lab = open_lab(DIGITS);
    struct recorder *r = draw(lab, view_of(lab, ADAM, 20));
    assert_int_equal(lab->head.pages, 2);
    assert_int_equal(count_texts(r, "v: the last 10 gradients"), 0);
    canvas_destroy(&r->head);
    lab->head.page = 1;
    r = draw(lab, view_of(lab, ADAM, 20));
    assert_int_equal(count_texts(r, "v: the last 10 gradients"), 1);
    assert_int_equal(count_texts(r, "up "), 1);
    assert_int_equal(count_texts(r, "median "), 3); // as ever below the stage
    assert_texts_apart(r, "stems");
    canvas_destroy(&r->head);
    r = draw(lab, view_of(lab, PLAIN, 2)); // which averages nothing
    assert_int_equal(lab->head.pages, 1);
    assert_int_equal(count_texts(r, "gradients"), 0);
    canvas_destroy(&r->head);
    lab->head.page = 0;
    r = draw_lab(&lab->head, 2200, 1400, view_of(lab, ADAM, 20));
    assert_int_equal(lab->head.pages, 1);
    assert_int_equal(count_texts(r, "v: the last 10 gradients"), 1);
    assert_true(find_text(r, "Ada, step 20") < r->texts);
    assert_texts_apart(r, "stems below the table");
    assert_within_canvas(r, "stems below the table");
    canvas_destroy(&r->head);
    close_lab(lab);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_says_how_the_weight_gets_from_a_snapshot_to_the_next),
        cmocka_unit_test(every_weight_is_in_the_list_once_and_called_what_it_is),
        cmocka_unit_test(inputs_of_a_table_are_called_by_their_columns),
        cmocka_unit_test(a_weight_that_nobody_chose_has_the_largest_gradient),
        cmocka_unit_test(histograms_count_every_weight_once_and_name_what_has_no_bar),
        cmocka_unit_test(the_histograms_are_those_of_the_step),
        cmocka_unit_test(the_step_is_the_runners_own_and_a_stride_is_one_of_them),
        cmocka_unit_test(the_start_the_end_and_the_batch_are_told),
        cmocka_unit_test(while_a_step_is_made_it_says_so_and_shows_nothing_else),
        cmocka_unit_test(without_a_thread_it_says_so),
        cmocka_unit_test(a_hidden_runner_gives_way_and_where_none_is_left_it_says_so),
        cmocka_unit_test(stems_of_the_weight_make_up_the_average_that_its_rule_keeps),
        cmocka_unit_test(stems_are_a_page_of_the_table_and_below_it_where_there_is_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// The batch sizes and the table under them, on the remembering canvas.
#include "base/text.h"
#include "test.h"

#include "labs/drawn.h"
#include "labs/opened.h"

#include <stdio.h>
#include <string.h>

// Few examples: quick to train, and quick to sweep.
#define HEAD                                                                                       \
    "[scene]\nlab = training\n[data]\ntest_fraction = 0.9\n[network]\nhidden = 8\n"                \
    "[run]\nepochs = 2\n"                                                                          \
    "[sweep]\ntarget = 100\nepochs = 1\nseconds = 0.01\n"

static struct recorder *draw(float width, float height)
{
    return draw_lab(&lab->head, width, height,
                    (struct lab_view){.step = (double)lab_training.steps(&lab->head)});
}

static void assert_drawn(float width, float height, const char *text)
{
    struct recorder *r = draw(width, height);
    if (count_texts(r, text) < 1)
        fail_msg("%g wide: no '%s'", width, text);
    recorder_destroy(&r->head);
}

static void neighbours_of_a_batch_size_are_compared_on_axes_from_zero_on(void **state)
{
    (void)state;
    open_trained(HEAD "around = 16\n[view]\nshow = batch-size\n"
                      "[runner.mini]\nrule = gd\nalpha = 0.3\nbatch = 64\n");
    assert_drawn(1280, 720, "mini-batch with batches of 12 … 20");
    const struct lab_layout layout = lab_layout_bare(1280, 720, 8, 250);
    struct plot plot;
    assert_true(training_sweep_picture.plot(&lab->head, &layout, &plot));
    assert_true(!plot.x.log && !plot.y.log && plot.y.low == 0);
    assert_true(plot.x.low < 12 && plot.x.high > 20);
    assert_int_equal(sweep_points(lab->sweep), 9);
    for (size_t i = 0; i < 9; i++)
        assert_true(sweep_point(lab->sweep, i)->epoch_seconds < plot.y.high);
}

static void the_axis_of_the_batch_sizes_tells_their_bytes_where_there_is_room(void **state)
{
    (void)state;
    open_trained(HEAD "[view]\nshow = batch-size\n"
                      "[runner.mini]\nrule = gd\nalpha = 0.3\nbatch = 64\n");
    const struct network_data *train = &lab->data->train;
    char wanted[100], all[32];
    text_show(sweep_batch_bytes(train, train->count) / 1024, 3, all, sizeof all);
    snprintf(wanted, sizeof wanted, "b, log scale; a batch is b · %.0f B, all m are %s KiB",
             sweep_batch_bytes(train, 1), all);
    assert_drawn(1280, 720, wanted);
    struct recorder *r = draw(600, 440);
    assert_int_equal(count_texts(r, "a batch is b"), 0);
    assert_int_equal(count_texts(r, "b, log scale"), 1);
    recorder_destroy(&r->head);
}

static void long_names_move_the_columns_of_the_table(void **state)
{
    (void)state;
    open_trained(HEAD "[runner.one]\nrule = momentum\nalpha = 0.25\nbeta1 = 0.9\nbatch = 64\n"
                      "[runner.two]\nrule = momentum\nalpha = 0.25\nbeta1 = 0.98\nbatch = 64\n"
                      "[runner.three]\nrule = momentum\nalpha = 0.125\nbeta1 = 0.98\nbatch = 64\n"
                      "[runner.four]\nrule = momentum\nalpha = 0.125\nbeta1 = 0.9\nbatch = 64\n");
    static const float widths[] = {1280, 800};
    for (int i = 0; i < 2; i++) {
        struct recorder *r = draw(widths[i], widths[i] > 1000 ? 720 : 500);
        assert_int_equal(count_texts(r, "α = 0.125, β₁ = 0.98"), 1);
        assert_texts_apart(r, "long names");
        assert_within_canvas(r, "long names");
        recorder_destroy(&r->head);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(neighbours_of_a_batch_size_are_compared_on_axes_from_zero_on,
                                  close_lab),
        cmocka_unit_test_teardown(the_axis_of_the_batch_sizes_tells_their_bytes_where_there_is_room,
                                  close_lab),
        cmocka_unit_test_teardown(long_names_move_the_columns_of_the_table, close_lab),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

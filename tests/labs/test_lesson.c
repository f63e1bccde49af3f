// What has been learned, as numbers: against networks that are small enough to be worked out by
// hand.
#include "labs/training/lesson.h"

#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { INPUTS = 2, EXAMPLES = 8 };

static struct network network;
static struct network_work work;
static struct lesson lesson;
static float *theta, *x;
static size_t stride;

static void make(size_t hidden, size_t outputs, enum network_loss loss)
{
    struct error error = {0};
    const struct network_spec spec = {.inputs = INPUTS,
                                      .hidden = {hidden},
                                      .hidden_count = hidden > 0,
                                      .outputs = outputs,
                                      .activation = ACTIVATION_RELU,
                                      .loss = loss};
    assert_true(network_init(&network, &spec, NULL, &error));
    assert_true(network_work_init(&work, &network, &error));
    stride = network_stride(INPUTS);
    theta = calloc(network.parameters + KERNEL_PAD, sizeof *theta);
    x = calloc(EXAMPLES * stride + KERNEL_PAD, sizeof *x);
    assert_true(theta && x);
}

static int unmake(void **state)
{
    (void)state;
    lesson_clear(&lesson);
    network_work_clear(&work);
    free(theta);
    free(x);
    return 0;
}

static void weigh(size_t layer, size_t in, size_t unit, float w)
{
    theta[network_place(&network, layer, in, unit)] = w;
}

static void example(size_t i, float first, float second)
{
    x[i * stride] = first;
    x[i * stride + 1] = second;
    x[i * stride + INPUTS] = 1;
}

static void take(size_t count, const uint16_t label[], const float target[])
{
    struct error error = {0};
    const struct network_data data = {count, stride, x, label, target};
    assert_true(lesson_take(&lesson, &network, theta, &data, &work, &error));
}

// Class 0 scores x₁, class 1 scores x₂, class 2 always ½: who is largest can be read off.
static void every_answer_is_counted_where_it_belongs(void **state)
{
    (void)state;
    make(0, 3, LOSS_CLASSES);
    weigh(0, 0, 0, 1);
    weigh(0, 1, 1, 1);
    weigh(0, INPUTS, 2, 0.5f);
    static const float in[EXAMPLES][2] = {{1, 0}, {2, 1},     {0, 1},     {3, 4},
                                          {0, 0}, {0, 0.25f}, {0.75f, 0}, {0, 2}};
    static const uint16_t said[EXAMPLES] = {0, 0, 1, 1, 2, 2, 0, 1};
    static const uint16_t is[EXAMPLES] = {0, 1, 1, 0, 2, 2, 2, 0};
    static const size_t confusion[3][3] = {{1, 2, 0}, {1, 1, 0}, {1, 0, 2}};
    for (size_t i = 0; i < EXAMPLES; i++)
        example(i, in[i][0], in[i][1]);
    take(EXAMPLES, is, NULL);
    assert_int_equal(lesson.count, EXAMPLES);
    assert_memory_equal(lesson.said, said, sizeof said);
    assert_memory_equal(lesson.confusion, confusion, sizeof confusion);
    assert_int_equal(lesson.right, 4);
    assert_int_equal(lesson_row(&lesson, 0), 3);
    size_t worst = 9, taken = 9;
    assert_true(lesson_worst(&lesson, &worst, &taken));
    assert_true(worst == 0 && taken == 1);
}

static void without_a_mistake_there_is_no_worst_one(void **state)
{
    (void)state;
    make(0, 3, LOSS_CLASSES);
    weigh(0, 0, 1, 1);
    example(0, 1, 0);
    example(1, 2, 0);
    static const uint16_t is[] = {1, 1};
    take(2, is, NULL);
    size_t worst, taken;
    assert_int_equal(lesson.right, 2);
    assert_false(lesson_worst(&lesson, &worst, &taken));
}

// ŷ = 2·relu(x₁ − x₂) − relu(x₂) + 1.
static void numbers_are_held_against_the_true_ones(void **state)
{
    (void)state;
    make(2, 1, LOSS_NUMBER);
    weigh(0, 0, 0, 1);
    weigh(0, 1, 0, -1);
    weigh(0, 1, 1, 1);
    weigh(1, 0, 0, 2);
    weigh(1, 1, 0, -1);
    weigh(1, network.layer[1].in, 0, 1);
    static const float in[4][2] = {{3, 1}, {1, 3}, {0, -2}, {0, 0}};
    static const double predicted[4] = {4, -2, 5, 1};
    static const float target[4] = {5, -2, 4, 1};
    for (size_t i = 0; i < 4; i++)
        example(i, in[i][0], in[i][1]);
    take(4, NULL, target);
    for (size_t i = 0; i < 4; i++)
        assert_true(fabs(lesson.predicted[i] - predicted[i]) < 1e-6);
    // Misses 1, 0, 1, 0; ȳ = 2, spread 9 + 16 + 4 + 1.
    assert_true(fabs(lesson.r2 - (1 - 2.0 / 30)) < 1e-6);
}

static void inputs_come_by_the_mean_size_of_their_weights_with_both_signs(void **state)
{
    (void)state;
    make(4, 1, LOSS_NUMBER);
    static const float first[4] = {0.5f, -0.5f, 0, 0}, second[4] = {-3, 1, 0.5f, -0.5f};
    for (size_t unit = 0; unit < 4; unit++) {
        weigh(0, 0, unit, first[unit]);
        weigh(0, 1, unit, second[unit]);
    }
    static const float target[2] = {0, 1};
    example(0, 1, 1);
    example(1, 2, 1);
    take(2, NULL, target);
    assert_int_equal(lesson.inputs, 2);
    const struct lesson_input *most = &lesson.input[0], *least = &lesson.input[1];
    assert_int_equal(most->input, 1);
    assert_true(fabs(most->up - 1.5 / 4) < 1e-9 && fabs(most->down - 3.5 / 4) < 1e-9);
    assert_true(most->most == -3 && most->unit == 0);
    assert_int_equal(least->input, 0);
    assert_true(fabs(least->up - 0.125) < 1e-9 && fabs(least->down - 0.125) < 1e-9);
}

#define LESSON_TEST(name) cmocka_unit_test_teardown(name, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LESSON_TEST(every_answer_is_counted_where_it_belongs),
        LESSON_TEST(without_a_mistake_there_is_no_worst_one),
        LESSON_TEST(numbers_are_held_against_the_true_ones),
        LESSON_TEST(inputs_come_by_the_mean_size_of_their_weights_with_both_signs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

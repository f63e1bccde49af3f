#include "sim/kernels.h"

#include "base/random.h"
#include "test.h"

#include <math.h>
#include <string.h>

enum { SIDE = 96, AREA = SIDE * SIDE };
static float a[AREA], b[AREA], c[AREA], d[AREA];
static struct random stream;

static void fill(float *at, size_t count, double scale)
{
    for (size_t i = 0; i < count; i++)
        at[i] = (float)(scale * random_normal(&stream));
}

static int start(void **state)
{
    (void)state;
    random_init(&stream, 5, 0);
    return 0;
}

// The variants that this processor can run, one after the other.
static const struct kernels *variant(size_t index)
{
    for (size_t i = 0; kernels_all[i]; i++)
        if (kernels_all[i]->supported() && index-- == 0)
            return kernels_all[i];
    return NULL;
}

static void assert_close(const char *what, double actual, double expected, double tolerance)
{
    if (!(fabs(actual - expected) <= tolerance))
        fail_msg("%s: %.9g is not %.9g", what, actual, expected);
}

static void check_product(const struct kernels *kernels, size_t rows, size_t inner, size_t n,
                          bool turned, bool add)
{
    const struct kernel_view view =
        turned ? (struct kernel_view){a, 1, SIDE} : (struct kernel_view){a, SIDE, 1};
    fill(a, AREA, 1);
    fill(b, AREA, 1);
    fill(c, AREA, 1);
    memcpy(d, c, sizeof c);
    kernels->product(c, SIDE, view, b, SIDE, rows, inner, n, add);
    for (size_t r = 0; r < SIDE; r++) {
        for (size_t j = 0; j < SIDE; j++) {
            double sum = add ? (double)d[r * SIDE + j] : 0;
            for (size_t k = 0; k < inner; k++)
                sum += (double)view.at[r * view.row + k * view.column] * (double)b[k * SIDE + j];
            const bool is_inside = r < rows && j < n;
            assert_close(kernels->name, c[r * SIDE + j], is_inside ? sum : (double)d[r * SIDE + j],
                         is_inside ? 1e-6 * (double)(inner + 2) : 0);
        }
    }
}

static void products_are_the_plain_sums_and_touch_nothing_else(void **state)
{
    (void)state;
    static const size_t rows[] = {1, 2, 3, 4, 7, 12, 13, 29, 64}, inners[] = {1, 3, 10, 65};
    for (size_t v = 0; variant(v); v++)
        for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
            for (size_t i = 0; i < sizeof inners / sizeof *inners; i++)
                for (size_t n = 16; n <= 80; n += 16)
                    for (int kind = 0; kind < 4; kind++)
                        check_product(variant(v), rows[r], inners[i], n, kind & 1, kind & 2);
}

static void products_of_picked_rows_are_those_of_gathered_ones_bit_for_bit(void **state)
{
    (void)state;
    static const size_t rows[] = {1, 2, 13, 29};
    for (size_t v = 0; variant(v); v++) {
        for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
            const size_t count = rows[r];
            uint32_t pick[29];
            fill(a, AREA, 1);
            fill(b, AREA, 1);
            for (size_t i = 0; i < count; i++) {
                pick[i] = (uint32_t)(7 * i + 3) % SIDE;
                memcpy(d + i * SIDE, a + pick[i] * SIDE, SIDE * sizeof *d);
            }
            float *other = c + AREA / 2;
            const struct kernel_view of_rows = {a, SIDE, 1, .rows = pick};
            variant(v)->product(c, SIDE, (struct kernel_view){d, SIDE, 1}, b, SIDE, count, 65, 48,
                                false);
            variant(v)->product(other, SIDE, of_rows, b, SIDE, count, 65, 48, false);
            for (size_t i = 0; i < count; i++)
                assert_memory_equal(c + i * SIDE, other + i * SIDE, 48 * sizeof *c);
            const struct kernel_view of_columns = {a, 1, SIDE, .columns = pick};
            variant(v)->product(c, SIDE, (struct kernel_view){d, 1, SIDE}, b, SIDE, 40, count, 48,
                                false);
            variant(v)->product(other, SIDE, of_columns, b, SIDE, 40, count, 48, false);
            for (size_t i = 0; i < 40; i++)
                assert_memory_equal(c + i * SIDE, other + i * SIDE, 48 * sizeof *c);
        }
    }
}

static void turned_products_are_the_plain_sums(void **state)
{
    (void)state;
    for (size_t v = 0; variant(v); v++) {
        for (size_t inner = 16; inner <= 48; inner += 16) {
            fill(a, AREA, 1);
            fill(b, AREA, 1);
            variant(v)->product_turned(c, SIDE, a, SIDE, b, SIDE, 3, inner, 33);
            for (size_t r = 0; r < 3; r++) {
                for (size_t j = 0; j < 33; j++) {
                    double sum = 0;
                    for (size_t k = 0; k < inner; k++)
                        sum += (double)a[r * SIDE + k] * (double)b[j * SIDE + k];
                    assert_close(variant(v)->name, c[r * SIDE + j], sum, 5e-5);
                }
            }
        }
    }
}

static double relu(double x)
{
    return fmax(x, 0);
}

static double relu_slope(double x)
{
    return x > 0;
}

static double tanh_slope(double x)
{
    return 1 - tanh(x) * tanh(x);
}

static double sigmoid(double x)
{
    return 1 / (1 + exp(-x));
}

static double sigmoid_slope(double x)
{
    return sigmoid(x) * sigmoid(-x);
}

static double leaky(double x)
{
    return x > 0 ? x : (double)0.01f * x;
}

static double leaky_slope(double x)
{
    return x > 0 ? 1 : 0.01;
}

static double gelu(double x)
{
    return 0.5 * x * erfc(-x / sqrt(2));
}

static double gelu_slope(double x)
{
    return 0.5 * erfc(-x / sqrt(2)) + x * exp(-0.5 * x * x) / sqrt(2 * acos(-1));
}

// By the formulas, in double precision; slopes by what the activation was given.
static const struct by_hand {
    double (*value)(double x), (*slope)(double x);
} by_hand[ACTIVATIONS] = {
    [ACTIVATION_RELU] = {relu, relu_slope},          [ACTIVATION_TANH] = {tanh, tanh_slope},
    [ACTIVATION_SIGMOID] = {sigmoid, sigmoid_slope}, [ACTIVATION_LEAKY_RELU] = {leaky, leaky_slope},
    [ACTIVATION_GELU] = {gelu, gelu_slope},
};

static void activations_and_slopes_are_those_of_the_library(void **state)
{
    (void)state;
    enum { COUNT = 4096 };
    for (size_t v = 0; variant(v); v++) {
        for (int activation = 0; activation < ACTIVATIONS; activation++) {
            const struct by_hand *hand = &by_hand[activation];
            for (size_t i = 0; i < COUNT; i++)
                a[i] = b[i] = ((float)i - COUNT / 2) * 0.005f;
            a[0] = b[0] = 1e30f;
            a[1] = b[1] = -1e30f;
            fill(d, COUNT, 1);
            memcpy(c, d, COUNT * sizeof *c);
            variant(v)->activate(a, COUNT, (enum activation)activation);
            variant(v)->slope(d, activation == ACTIVATION_GELU ? b : a, COUNT / 4, 4, COUNT / 4,
                              (enum activation)activation);
            for (size_t i = 0; i < COUNT; i++) {
                const double x = b[i], y = hand->value(x), slope = hand->slope(x);
                assert_close(variant(v)->name, a[i], y,
                             activation == ACTIVATION_GELU ? 2e-7 * (1 + fabs(x))
                                                           : 4e-7 * fabs(y) + 1e-37);
                assert_close(variant(v)->name, d[i], slope * (double)c[i],
                             1e-6 * fabs((double)c[i]));
            }
        }
    }
}

static void nan_passes_through_every_activation(void **state)
{
    (void)state;
    for (size_t v = 0; variant(v); v++) {
        for (int activation = 0; activation < ACTIVATIONS; activation++) {
            for (int i = 0; i < 16; i++)
                a[i] = i == 5 ? NAN : 1;
            variant(v)->activate(a, 16, (enum activation)activation);
            assert_true(isnan(a[5]) && !isnan(a[4]));
        }
        for (int i = 0; i < 16; i++)
            a[i] = i == 5 ? NAN : 1;
        assert_true(isnan(variant(v)->softmax(a, 10, 2, NULL, false)));
    }
}

static void softmax_is_that_of_the_library(void **state)
{
    (void)state;
    static const size_t counts[] = {2, 3, 10, 16, 17, 40};
    for (size_t v = 0; variant(v); v++) {
        for (size_t n = 0; n < sizeof counts / sizeof *counts; n++) {
            for (int turn = 0; turn < 50; turn++) {
                const size_t classes = counts[n], label = (size_t)turn % classes;
                fill(a, 64, turn < 40 ? 3 : 60); // far apart, too
                memcpy(b, a, 64 * sizeof *a);
                double highest = -INFINITY, sum = 0;
                size_t top = 0, best;
                for (size_t k = 0; k < classes; k++) {
                    if ((double)b[k] > highest) {
                        highest = b[k];
                        top = k;
                    }
                }
                for (size_t k = 0; k < classes; k++)
                    sum += exp((double)b[k] - highest);
                const double cost = log(sum) - ((double)b[label] - highest);
                assert_close("cost", variant(v)->softmax(a, classes, label, &best, false), cost,
                             3e-7 * fmax(cost, 1));
                assert_int_equal(best, top);
                for (size_t k = 0; k < (classes + 15) / 16 * 16; k++)
                    assert_close("share", a[k], k < classes ? exp((double)b[k] - highest) / sum : 0,
                                 5e-7);
            }
        }
    }
}

static void deltas_are_shares_less_one_for_the_label(void **state)
{
    (void)state;
    static const size_t counts[] = {2, 10, 17, 40};
    for (size_t v = 0; variant(v); v++) {
        for (size_t n = 0; n < sizeof counts / sizeof *counts; n++) {
            const size_t label = counts[n] - 1;
            fill(a, 48, 3);
            memcpy(b, a, 48 * sizeof *b);
            const float cost = variant(v)->softmax(a, counts[n], label, NULL, false);
            assert_true(variant(v)->softmax(b, counts[n], label, NULL, true) == cost);
            for (size_t k = 0; k < (counts[n] + 15) / 16 * 16; k++)
                assert_true(b[k] == (k == label ? a[k] - 1 : a[k]));
        }
    }
}

static void columns_are_judged_bit_for_bit_as_rows_are(void **state)
{
    (void)state;
    enum { COUNT = 48 };
    static const size_t classes[] = {2, 3, 10, 16, 17, 40};
    for (size_t v = 0; variant(v); v++) {
        for (size_t n = 0; n < 2 * sizeof classes / sizeof *classes; n++) {
            const size_t many = classes[n / 2];
            const bool leaves_shares = n % 2;
            int label[COUNT], best[COUNT];
            float cost[COUNT];
            fill(a, COUNT * SIDE, 4); // a row an example, b the same in columns
            variant(v)->turn(b, COUNT, a, SIDE, COUNT, 64, 1);
            for (int i = 0; i < COUNT; i++)
                label[i] = i % (int)many;
            variant(v)->softmax_columns(b, COUNT, many, COUNT, label, cost, best, leaves_shares);
            for (size_t i = 0; i < COUNT; i++) {
                size_t top;
                float *row = a + i * SIDE;
                assert_true(variant(v)->softmax(row, many, (size_t)label[i], &top, false) ==
                            cost[i]);
                assert_int_equal(best[i], top);
                for (size_t k = 0; leaves_shares && k < many; k++)
                    assert_true(row[k] == b[k * COUNT + i]);
            }
        }
        for (int i = 0; i < 160; i++)
            a[i] = i == 5 ? NAN : 1;
        int label[16] = {0};
        float cost[16];
        variant(v)->softmax_columns(a, 16, 10, 16, label, cost, NULL, false);
        for (int i = 0; i < 16; i++)
            assert_true(i == 5 ? isnan(cost[i]) : !isnan(cost[i]));
    }
}

static void a_turned_matrix_is_its_transpose_times_the_factor(void **state)
{
    (void)state;
    for (size_t v = 0; variant(v); v++) {
        fill(a, AREA, 1);
        fill(b, AREA, 1);
        memcpy(c, b, sizeof c);
        variant(v)->turn(b, SIDE, a, SIDE, 28, 20, 0.3f);
        for (size_t r = 0; r < SIDE; r++)
            for (size_t k = 0; k < SIDE; k++)
                assert_true(b[k * SIDE + r] ==
                            (r < 28 && k < 20 ? 0.3f * a[r * SIDE + k] : c[k * SIDE + r]));
    }
}

static void combinations_are_rounded_as_they_are_written(void **state)
{
    (void)state;
    for (size_t v = 0; variant(v); v++) {
        fill(a, 3 * 48, 1);
        variant(v)->combine(b, a, a + 48, 0.3f, a + 96, -1.7f, 48);
        for (int i = 0; i < 48; i++) {
            const float along_u = 0.3f * a[48 + i], along_v = -1.7f * a[96 + i];
            assert_true(b[i] == (a[i] + along_u) + along_v);
        }
    }
}

static void descent_on_one_example_is_that_by_its_gradient_bit_for_bit(void **state)
{
    (void)state;
    const struct rule *gd = rule_find("gd");
    for (size_t v = 0; variant(v); v++) {
        for (size_t n = 16; n <= 80; n += 16) {
            const double number[RULE_NUMBERS_MAX] = {0.07};
            const struct rule_step step = {number, 0.07, NULL, 1};
            fill(a, 33, 1);
            fill(b, n, 1);
            b[3] = a[7] = 0;
            fill(c, 33 * n, 1);
            c[9] = -0.0f;
            memcpy(d, c, 33 * n * sizeof *d);
            float gradient[33 * 80];
            variant(v)->product(gradient, n, (struct kernel_view){a, 1, 1}, b, n, 33, 1, n, false);
            gd->step_single(&step, c, gradient, NULL, 33 * n);
            variant(v)->descend(d, a, b, 33, n, 0.07f, NULL, NULL);
            assert_memory_equal(c, d, 33 * n * sizeof *d);
        }
    }
}

static void scores_found_on_the_way_are_those_of_a_product_bit_for_bit(void **state)
{
    (void)state;
    for (size_t v = 0; variant(v); v++) {
        for (size_t n = 16; n <= 80; n += 16) {
            for (size_t rows = 32; rows < 36; rows++) {
                float scores[80], plain[80], next[36];
                fill(a, rows, 1);
                fill(b, n, 1);
                fill(next, rows, 1);
                fill(c, rows * n, 1);
                memcpy(d, c, rows * n * sizeof *d);
                variant(v)->descend(c, a, b, rows, n, 0.07f, NULL, NULL);
                variant(v)->descend(d, a, b, rows, n, 0.07f, next, scores);
                assert_memory_equal(c, d, rows * n * sizeof *d);
                variant(v)->product(plain, n, (struct kernel_view){next, rows, 1}, c, n, 1, rows, n,
                                    false);
                assert_memory_equal(scores, plain, n * sizeof *plain);
            }
        }
    }
}

static void fast_steps_are_the_rules_own_bit_for_bit(void **state)
{
    (void)state;
    enum { N = 83, STEPS = 30 };
    for (size_t v = 0; variant(v); v++) {
        for (size_t r = 0; rules[r]; r++) {
            float theta[2][N], gradient[N], memory[2][N * RULE_STATES_MAX] = {{0}};
            double carry[2][RULE_CARRY_MAX], number[RULE_NUMBERS_MAX] = {0};
            for (size_t i = 0; rules[r]->params[i].key; i++)
                number[i] = rules[r]->params[i].standard;
            fill(theta[0], N, 1);
            memcpy(theta[1], theta[0], sizeof theta[0]);
            for (int i = 0; i < RULE_CARRY_MAX; i++)
                carry[0][i] = carry[1][i] = 1;
            for (uint64_t t = 1; t <= STEPS; t++) {
                fill(gradient, N, 1);
                for (int kind = 0; kind < 2; kind++) {
                    const struct rule_step step = {number, number[0], carry[kind], t};
                    (kind ? variant(v)->step[r] : rules[r]->step_single)(&step, theta[kind],
                                                                         gradient, memory[kind], N);
                }
                if (memcmp(theta[0], theta[1], sizeof theta[0]) != 0)
                    fail_msg("%s differs in %s at step %d", rules[r]->name, variant(v)->name,
                             (int)t);
            }
        }
    }
}

static void the_portable_variant_is_always_there(void **state)
{
    (void)state;
    size_t count = 0;
    while (kernels_all[count])
        count++;
    assert_true(count > 0 && kernels_all[count - 1]->supported());
    assert_true(kernels_best()->supported());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_the_plain_sums_and_touch_nothing_else),
        cmocka_unit_test(products_of_picked_rows_are_those_of_gathered_ones_bit_for_bit),
        cmocka_unit_test(turned_products_are_the_plain_sums),
        cmocka_unit_test(activations_and_slopes_are_those_of_the_library),
        cmocka_unit_test(nan_passes_through_every_activation),
        cmocka_unit_test(softmax_is_that_of_the_library),
        cmocka_unit_test(deltas_are_shares_less_one_for_the_label),
        cmocka_unit_test(columns_are_judged_bit_for_bit_as_rows_are),
        cmocka_unit_test(a_turned_matrix_is_its_transpose_times_the_factor),
        cmocka_unit_test(combinations_are_rounded_as_they_are_written),
        cmocka_unit_test(descent_on_one_example_is_that_by_its_gradient_bit_for_bit),
        cmocka_unit_test(scores_found_on_the_way_are_those_of_a_product_bit_for_bit),
        cmocka_unit_test(fast_steps_are_the_rules_own_bit_for_bit),
        cmocka_unit_test(the_portable_variant_is_always_there),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}

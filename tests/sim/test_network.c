#include "sim/network.h"

#include "base/random.h"
#include "data/table.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXAMPLES = 256, BATCH = 64, STRIDE = 80 };

static float x[EXAMPLES * STRIDE];
static uint16_t label[EXAMPLES];
static float target[EXAMPLES];
static struct network_data digits = {EXAMPLES, STRIDE, x, label, target};

static int read_digits(void **state)
{
    (void)state;
    struct table_want wants[64];
    char name[64][12];
    struct table table;
    for (int part = 0; part < 2; part++) {
        const int from = part ? 64 : 0, to = part ? 65 : 64;
        for (int i = from; i < to; i++) {
            snprintf(name[i - from], sizeof name[0], "%d", i + 1);
            wants[i - from] = (struct table_want){.name = name[i - from]};
        }
        if (!table_read(&table, SOURCE_ROOT "/assets/data/digits.csv.gz", wants,
                        (size_t)(to - from), NULL, NULL, NULL))
            return -1;
        for (int row = 0; row < EXAMPLES; row++) {
            for (int i = from; i < to; i++)
                if (part)
                    label[row] = (uint16_t)table.value[0][row];
                else
                    x[row * STRIDE + i] = (float)(table.value[i][row] / 16);
            x[row * STRIDE + 64] = 1;
            target[row] = (float)label[row] / 10;
        }
        table_clear(&table);
    }
    return 0;
}

struct rig {
    struct network network;
    struct network_work work;
    float *theta, *gradient, *memory;
};

static struct rig make_rig(const struct network_spec *spec, const struct kernels *kernels)
{
    struct rig rig;
    struct error error;
    if (!network_init(&rig.network, spec, kernels, &error))
        fail_msg("%s", error.text);
    assert_true(network_work_init(&rig.work, &rig.network, NULL));
    rig.theta = calloc(rig.network.parameters, sizeof(float));
    rig.gradient = calloc(rig.network.parameters, sizeof(float));
    rig.memory = calloc(rig.network.parameters * RULE_STATES_MAX, sizeof(float));
    return rig;
}

static void clear_rig(struct rig *rig)
{
    network_work_clear(&rig->work);
    free(rig->theta);
    free(rig->gradient);
    free(rig->memory);
}

static const struct network_spec small = {
    .inputs = 64, .hidden = {32}, .hidden_count = 1, .outputs = 10};

// Where the k-th parameter of the reference's flat vector (W1, b1, W2, b2) lies.
static size_t place_of(const struct network *network, size_t k)
{
    for (size_t l = 0;; l++) {
        const size_t units = network->layer[l].units;
        const size_t in = l > 0 ? network->layer[l - 1].units : network->spec.inputs;
        if (k < (in + 1) * units)
            return network_place(network, l, k / units, k % units);
        k -= (in + 1) * units;
    }
}

static void start_as_reference(struct rig *rig)
{
    memset(rig->theta, 0, rig->network.parameters * sizeof(float));
    for (size_t k = 0; k < rig->network.real; k++)
        rig->theta[place_of(&rig->network, k)] = (float)(0.2 * sin(0.7 * (double)k + 0.3));
}

struct row {
    char rule[32], form[16], quantity[16];
    double alpha, beta1, beta2, epsilon, value;
    size_t step, index;
};

// Splits one line; empty fields stay empty.
static bool read_row(FILE *in, struct row *row)
{
    char line[400], *field[16] = {0};
    if (!fgets(line, sizeof line, in))
        return false;
    line[strcspn(line, "\r\n")] = '\0';
    char *at = line;
    for (int i = 0; i < 14; i++) {
        field[i] = at;
        at += strcspn(at, ",");
        if (*at)
            *at++ = '\0';
    }
    snprintf(row->rule, sizeof row->rule, "%.31s", field[0]);
    snprintf(row->form, sizeof row->form, "%.15s", field[1]);
    row->alpha = atof(field[2]);
    row->beta1 = atof(field[3]);
    row->beta2 = atof(field[4]);
    row->epsilon = atof(field[5]);
    snprintf(row->quantity, sizeof row->quantity, "%.15s", field[10]);
    row->step = (size_t)atol(field[11]);
    row->index = (size_t)atol(field[12]);
    row->value = atof(field[13]);
    return true;
}

static void set_number(const struct rule *rule, const char *key, double value, double *number)
{
    const int index = rule_number_index(rule, key);
    if (index >= 0)
        number[index] = value;
}

static void check_reference(const struct kernels *kernels)
{
    struct rig rig = make_rig(&small, kernels);
    FILE *in = fopen(SOURCE_ROOT "/tests/reference/network.csv", "r");
    assert_non_null(in);
    struct row row;
    read_row(in, &row);
    start_as_reference(&rig);
    network_gradient(&rig.network, rig.theta, &digits, NULL, EXAMPLES, rig.gradient, &rig.work);
    double carry[RULE_CARRY_MAX];
    size_t gradients = 0, costs = 0;
    while (read_row(in, &row)) {
        if (strcmp(row.quantity, "gradient") == 0) {
            const double actual = rig.gradient[place_of(&rig.network, row.index)];
            if (!(fabs(actual - row.value) <= 1e-6))
                fail_msg("%s: gradient %zu is %.9g, not %.9g", rig.network.kernels->name, row.index,
                         actual, row.value);
            gradients++;
            continue;
        }
        const struct rule *rule = rule_find(row.rule);
        if (row.step == 0) {
            start_as_reference(&rig);
            memset(rig.memory, 0, rig.network.parameters * RULE_STATES_MAX * sizeof(float));
            for (int i = 0; i < RULE_CARRY_MAX; i++)
                carry[i] = 1;
        } else {
            double number[RULE_NUMBERS_MAX] = {0};
            for (size_t i = 0; rule->params[i].key; i++)
                number[i] = rule->params[i].standard;
            number[0] = row.alpha;
            set_number(rule, "beta1", row.beta1, number);
            set_number(rule, "beta2", row.beta2, number);
            set_number(rule, "epsilon", row.epsilon, number);
            set_number(rule, "form", strcmp(row.form, "classic") == 0, number);
            uint32_t index[BATCH];
            for (uint32_t i = 0; i < BATCH; i++)
                index[i] = (uint32_t)((row.step - 1) % (EXAMPLES / BATCH)) * BATCH + i;
            network_gradient(&rig.network, rig.theta, &digits, index, BATCH, rig.gradient,
                             &rig.work);
            const struct rule_step step = {number, row.alpha, carry, row.step};
            rule->step_single(&step, rig.theta, rig.gradient, rig.memory, rig.network.parameters);
        }
        const double cost = network_score(&rig.network, rig.theta, &digits, &rig.work).cost;
        if (!(fabs(cost - row.value) <= 1e-5 * fabs(row.value)))
            fail_msg("%s: %s %s, step %zu: cost %.9g, not %.9g", rig.network.kernels->name,
                     row.rule, row.form, row.step, cost, row.value);
        costs++;
    }
    fclose(in);
    assert_int_equal(gradients, 66);
    assert_int_equal(costs, 5 * 41);
    clear_rig(&rig);
}

static void every_row_of_the_reference_agrees_with_every_kernel(void **state)
{
    (void)state;
    for (size_t i = 0; kernels_all[i]; i++)
        if (kernels_all[i]->supported())
            check_reference(kernels_all[i]);
}

static void gradients_are_those_of_finite_differences(void **state)
{
    (void)state;
    static const struct network_spec specs[] = {
        {.inputs = 64, .hidden = {32}, .hidden_count = 1, .outputs = 10},
        {.inputs = 64,
         .hidden = {20, 17},
         .hidden_count = 2,
         .outputs = 10,
         .activation = ACTIVATION_TANH,
         .l2 = 0.01f},
        {.inputs = 64,
         .hidden = {9},
         .hidden_count = 1,
         .outputs = 1,
         .loss = LOSS_NUMBER,
         .activation = ACTIVATION_TANH},
        {.inputs = 64, .hidden = {24}, .hidden_count = 1, .outputs = 1, .loss = LOSS_NUMBER},
        {.inputs = 64,
         .hidden = {20, 17},
         .hidden_count = 2,
         .outputs = 10,
         .activation = ACTIVATION_SIGMOID},
        {.inputs = 64,
         .hidden = {20, 17},
         .hidden_count = 2,
         .outputs = 10,
         .activation = ACTIVATION_GELU},
        {.inputs = 64,
         .hidden = {12},
         .hidden_count = 1,
         .outputs = 10,
         .activation = ACTIVATION_LEAKY_RELU},
        {.inputs = 64, .outputs = 10},
        {.inputs = 64, .outputs = 1, .loss = LOSS_NUMBER, .l2 = 0.1f},
    };
    for (size_t s = 0; s < sizeof specs / sizeof *specs; s++) {
        struct rig rig = make_rig(&specs[s], NULL);
        network_start(&rig.network, 3, rig.theta);
        network_gradient(&rig.network, rig.theta, &digits, NULL, EXAMPLES, rig.gradient, &rig.work);
        struct random random;
        random_init(&random, s, 0);
        for (int turn = 0; turn < 40; turn++) {
            const size_t k =
                place_of(&rig.network, random_below(&random, (uint32_t)rig.network.real));
            const float old = rig.theta[k], h = 4e-3f;
            rig.theta[k] = old + h;
            const double up = network_score(&rig.network, rig.theta, &digits, &rig.work).cost;
            const double wide = (double)rig.theta[k];
            rig.theta[k] = old - h;
            const double down = network_score(&rig.network, rig.theta, &digits, &rig.work).cost;
            const double slope = (up - down) / (wide - (double)rig.theta[k]);
            rig.theta[k] = old;
            if (!(fabs(slope - (double)rig.gradient[k]) < 2e-3 * fmax(1, fabs(slope))))
                fail_msg("network %zu, parameter %zu: %g, not %g", s, k, (double)rig.gradient[k],
                         slope);
        }
        clear_rig(&rig);
    }
}

static void a_start_is_one_stream_of_numbers_whoever_draws_them(void **state)
{
    (void)state;
    // Two layers of more weights than one piece of the start, whose pieces end within rows.
    const struct network_spec spec = {
        .inputs = 64, .hidden = {1100, 70}, .hidden_count = 2, .outputs = 10};
    struct rig rig = make_rig(&spec, NULL);
    struct random random;
    random_init(&random, 5, 0x7777);
    network_start(&rig.network, 5, rig.theta);
    size_t in = spec.inputs, set = 0;
    for (size_t l = 0; l < 3; l++) {
        const size_t units = l < 2 ? spec.hidden[l] : spec.outputs;
        const double deviation = sqrt((l < 2 ? 2 : 1) / (double)in);
        for (size_t i = 0; i < in; i++)
            for (size_t unit = 0; unit < units; unit++, set++)
                assert_true(rig.theta[network_place(&rig.network, l, i, unit)] ==
                            (float)(deviation * random_normal(&random)));
        in = units;
    }
    for (size_t k = 0; k < rig.network.parameters; k++)
        set -= rig.theta[k] != 0;
    assert_int_equal(set, 0); // and everything else is 0
    clear_rig(&rig);
}

static void a_batch_is_the_mean_of_its_examples(void **state)
{
    (void)state;
    struct rig rig = make_rig(&small, NULL);
    network_start(&rig.network, 1, rig.theta);
    static const size_t sizes[] = {1, 2, 5, 12, 64, 65, 200};
    float *sum = calloc(rig.network.parameters, sizeof *sum);
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        uint32_t index[EXAMPLES];
        double cost = 0;
        memset(sum, 0, rig.network.parameters * sizeof *sum);
        for (uint32_t i = 0; i < sizes[s]; i++) {
            index[i] = (i * 37 + 11) % EXAMPLES;
            cost += network_gradient(&rig.network, rig.theta, &digits, &index[i], 1, rig.gradient,
                                     &rig.work) /
                    (double)sizes[s];
            for (size_t k = 0; k < rig.network.parameters; k++)
                sum[k] += rig.gradient[k] / (float)sizes[s];
        }
        const double all = network_gradient(&rig.network, rig.theta, &digits, index, sizes[s],
                                            rig.gradient, &rig.work);
        assert_true(fabs(all - cost) < 1e-5 * cost);
        for (size_t k = 0; k < rig.network.parameters; k++)
            assert_true(fabsf(sum[k] - rig.gradient[k]) < 2e-6f);
    }
    free(sum);
    clear_rig(&rig);
}

static void what_a_thread_has_done_is_counted_as_it_goes(void **state)
{
    (void)state;
    struct rig rig = make_rig(&small, NULL);
    network_start(&rig.network, 1, rig.theta);
    network_gradient(&rig.network, rig.theta, &digits, NULL, 100, rig.gradient, &rig.work);
    assert_true(rig.work.flops == 100 * rig.network.flops);
    network_score(&rig.network, rig.theta, &digits, &rig.work);
    network_count(&rig.work, 7);
    assert_true(rig.work.flops ==
                100 * rig.network.flops + EXAMPLES * rig.network.forward_flops + 7);
    // What is broken off at once has done nothing.
    struct job job = {.cancelled = true};
    rig.work.job = &job;
    const double before = rig.work.flops;
    network_score(&rig.network, rig.theta, &digits, &rig.work);
    assert_true(rig.work.flops == before);
    clear_rig(&rig);
}

static void check_padding(enum activation activation)
{
    struct rig rig = make_rig(&(struct network_spec){.inputs = 64,
                                                     .hidden = {20, 5},
                                                     .hidden_count = 2,
                                                     .outputs = 10,
                                                     .activation = activation},
                              NULL);
    network_start(&rig.network, 1, rig.theta);
    network_gradient(&rig.network, rig.theta, &digits, NULL, EXAMPLES, rig.gradient, &rig.work);
    bool *is_real = calloc(rig.network.parameters, sizeof *is_real);
    for (size_t k = 0; k < rig.network.real; k++)
        is_real[place_of(&rig.network, k)] = true;
    size_t count = 0;
    for (size_t k = 0; k < rig.network.parameters; k++) {
        count += is_real[k];
        assert_true(is_real[k] || rig.gradient[k] == 0);
    }
    assert_int_equal(count, rig.network.real);
    free(is_real);
    clear_rig(&rig);
}

static void steps_on_one_example_are_bit_for_bit_those_by_its_gradient(void **state)
{
    (void)state;
    enum { STEPS = 40 };
    const struct network_spec deep = {.inputs = 64,
                                      .hidden = {20, 12},
                                      .hidden_count = 2,
                                      .outputs = 10,
                                      .activation = ACTIVATION_GELU};
    const struct network_spec *const specs[] = {&small, &deep};
    for (int s = 0; s < 4; s++) {
        const bool is_ahead = s % 2;
        struct rig rig = make_rig(specs[s / 2], NULL), plain = make_rig(specs[s / 2], NULL);
        network_start(&rig.network, 3, rig.theta);
        network_start(&rig.network, 3, plain.theta);
        for (uint32_t step = 0; step < STEPS; step++) {
            const uint32_t here = 37 * step % EXAMPLES, next = 37 * (step + 1) % EXAMPLES;
            const struct rule_step gd = {(const double[RULE_NUMBERS_MAX]){0.05}, 0.05, NULL, 1};
            const double cost = network_look(&rig.network, rig.theta, &digits, here,
                                             is_ahead && step > 0, &rig.work);
            assert_true(cost == network_gradient(&plain.network, plain.theta, &digits, &here, 1,
                                                 plain.gradient, &plain.work));
            network_descend(&rig.network, rig.theta, &digits, here, 0.05f,
                            is_ahead ? next : SIZE_MAX, &rig.work);
            rule_find("gd")->step_single(&gd, plain.theta, plain.gradient, NULL,
                                         plain.network.parameters);
        }
        assert_memory_equal(rig.theta, plain.theta, rig.network.parameters * sizeof(float));
        clear_rig(&rig);
        clear_rig(&plain);
    }
}

static void padding_has_no_gradient(void **state)
{
    (void)state;
    for (int activation = 0; activation < ACTIVATIONS; activation++)
        check_padding((enum activation)activation);
}

static void from_zeros_all_units_stay_alike(void **state)
{
    (void)state;
    struct network_spec spec = small;
    spec.activation = ACTIVATION_TANH;
    struct rig rig = make_rig(&spec, NULL);
    for (int step = 0; step < 20; step++) {
        network_gradient(&rig.network, rig.theta, &digits, NULL, EXAMPLES, rig.gradient, &rig.work);
        for (size_t k = 0; k < rig.network.parameters; k++)
            rig.theta[k] -= rig.gradient[k];
    }
    for (size_t in = 0; in < 64; in++)
        for (size_t unit = 1; unit < 32; unit++)
            assert_true(rig.theta[network_place(&rig.network, 0, in, unit)] ==
                        rig.theta[network_place(&rig.network, 0, in, 0)]);
    clear_rig(&rig);
}

static void what_is_too_large_is_refused_with_its_size(void **state)
{
    (void)state;
    struct network network;
    struct error error;
    const struct network_spec huge = {
        .inputs = 64, .hidden = {1000000}, .hidden_count = 1, .outputs = 10};
    assert_false(network_init(&network, &huge, NULL, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_non_null(strstr(error.text, "1.2 GB"));
    const struct network_spec none = {
        .inputs = 64, .hidden = {0}, .hidden_count = 1, .outputs = 10};
    assert_false(network_init(&network, &none, NULL, &error));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_the_reference_agrees_with_every_kernel),
        cmocka_unit_test(gradients_are_those_of_finite_differences),
        cmocka_unit_test(a_start_is_one_stream_of_numbers_whoever_draws_them),
        cmocka_unit_test(a_batch_is_the_mean_of_its_examples),
        cmocka_unit_test(what_a_thread_has_done_is_counted_as_it_goes),
        cmocka_unit_test(steps_on_one_example_are_bit_for_bit_those_by_its_gradient),
        cmocka_unit_test(padding_has_no_gradient),
        cmocka_unit_test(from_zeros_all_units_stay_alike),
        cmocka_unit_test(what_is_too_large_is_refused_with_its_size),
    };
    return cmocka_run_group_tests(tests, read_digits, NULL);
}

#include "sim/spread.h"

#include "base/random.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { VALUES = 3000 };

static double value[VALUES];

static void make_values(bool has_gaps)
{
    struct random random;
    random_init(&random, 5, 0);
    for (int k = 0; k < VALUES; k++)
        value[k] = exp(-k / 500.0) * (0.1 + random_unit(&random)) + floor(4 * random_unit(&random));
    for (int k = 0; has_gaps && k < VALUES; k += 7)
        value[k] = k % 2 ? NAN : INFINITY;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

// As the textbook says it: everything in order, between two neighbours in proportion.
static double plain_quantile(const double sorted[], size_t count, double share)
{
    const double at = share * (double)(count - 1);
    const size_t k = (size_t)at;
    return k + 1 < count ? sorted[k] + (at - (double)k) * (sorted[k + 1] - sorted[k]) : sorted[k];
}

static void assert_row_is_plain(const struct spread *spread, size_t row)
{
    const size_t last = (size_t)spread->step[row];
    const size_t first = last + 1 > spread->window ? last + 1 - spread->window : 0;
    double sorted[VALUES], sum = 0;
    size_t count = 0;
    for (size_t k = first; k <= last; k++) {
        if (!isfinite(value[k]))
            continue;
        sorted[count++] = value[k];
        sum += value[k];
    }
    if (count == 0) {
        assert_true(isnan(spread->low[row]) && isnan(spread->high[row]) &&
                    isnan(spread->mean[row]));
        return;
    }
    qsort(sorted, count, sizeof *sorted, by_size);
    assert_true(fabs(spread->low[row] - plain_quantile(sorted, count, 0.1)) < 1e-12);
    assert_true(fabs(spread->high[row] - plain_quantile(sorted, count, 0.9)) < 1e-12);
    assert_true(fabs(spread->mean[row] - sum / (double)count) < 1e-12);
}

static void every_row_is_what_sorting_its_window_gives(void **state)
{
    (void)state;
    static const size_t windows[] = {8, 9, 64, 150, 1000};
    for (int gaps = 0; gaps < 2; gaps++) {
        make_values(gaps == 1);
        for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
            struct spread spread = {0};
            assert_true(spread_follow(&spread, value, VALUES, VALUES, windows[i]));
            for (size_t row = 0; row < spread.count; row++)
                assert_row_is_plain(&spread, row);
            assert_true(spread.step[spread.count - 1] == VALUES - 1);
            spread_clear(&spread);
        }
    }
}

static void values_that_come_in_blocks_give_the_same_rows(void **state)
{
    (void)state;
    make_values(false);
    struct spread whole = {0}, grown = {0};
    assert_true(spread_follow(&whole, value, VALUES, VALUES, 64));
    struct random random;
    random_init(&random, 6, 0);
    for (size_t count = 0; count < VALUES;) {
        count += 1 + random_below(&random, 90);
        count = count < VALUES ? count : VALUES;
        assert_true(spread_follow(&grown, value, count, VALUES, 64));
    }
    assert_int_equal(grown.count, whole.count);
    assert_memory_equal(grown.step, whole.step, whole.count * sizeof(double));
    assert_memory_equal(grown.low, whole.low, whole.count * sizeof(double));
    assert_memory_equal(grown.mean, whole.mean, whole.count * sizeof(double));
    // Nothing new: nothing is done.
    const size_t seen = grown.seen;
    value[10] = 1e9;
    assert_true(spread_follow(&grown, value, VALUES, VALUES, 64));
    assert_true(grown.seen == seen && grown.mean[10] == whole.mean[10]);
    spread_clear(&whole);
    spread_clear(&grown);
}

static void rows_are_close_at_the_start_and_few_after_it(void **state)
{
    (void)state;
    make_values(false);
    struct spread spread = {0};
    assert_true(spread_follow(&spread, value, VALUES, VALUES, spread_window(VALUES)));
    assert_int_equal(spread.window, 150);
    for (size_t row = 0; row + 1 < spread.count; row++) {
        const double gap = spread.step[row + 1] - spread.step[row];
        assert_true(gap >= 1 && gap <= 150 / 8 && gap <= fmax(1, spread.step[row] / 32));
    }
    assert_true(spread.count < 400);
    spread_clear(&spread);
    assert_int_equal(spread_window(10), 8);
}

static void between_rows_it_is_in_proportion(void **state)
{
    (void)state;
    make_values(false);
    struct spread spread = {0};
    assert_true(spread_follow(&spread, value, VALUES, VALUES, 400));
    const size_t row = spread.count - 3;
    const double a = spread.step[row], b = spread.step[row + 1];
    assert_true(spread_at(&spread, spread.low, a) == spread.low[row]);
    assert_true(fabs(spread_at(&spread, spread.low, (a + b) / 2) -
                     (spread.low[row] + spread.low[row + 1]) / 2) < 1e-12);
    assert_true(fabs(spread_index(&spread, (a + b) / 2) - ((double)row + 0.5)) < 1e-12);
    assert_true(spread_index(&spread, -1) == -1 && isnan(spread_at(&spread, spread.low, -1)));
    assert_true(spread_index(&spread, 1e9) == (double)(spread.count - 1));
    spread_clear(&spread);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_what_sorting_its_window_gives),
        cmocka_unit_test(values_that_come_in_blocks_give_the_same_rows),
        cmocka_unit_test(rows_are_close_at_the_start_and_few_after_it),
        cmocka_unit_test(between_rows_it_is_in_proportion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

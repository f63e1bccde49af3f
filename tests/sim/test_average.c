#include "sim/average.h"

#include "base/random.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>

enum { DAYS = 900 };

static double value[DAYS], out[DAYS], other[DAYS];
static const double betas[] = {0, 0.5, 0.9, 0.98, 0.999, 0.9999};
enum { BETAS = sizeof betas / sizeof *betas };

// A year's wave and daily noise.
static int make_series(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 7, 0);
    for (int k = 0; k < DAYS; k++)
        value[k] = 12 - 9 * cos(2 * 3.14159265358979 * k / 365) + 2.5 * random_normal(&random);
    return 0;
}

// The weighted mean that pandas documents for ewm(adjust=True), summed anew for each day.
static double adjusted(double beta, size_t k)
{
    long double sum = 0, weights = 0, weight = 1;
    for (size_t i = k + 1; i-- > 0;) {
        if (isnan(value[i]))
            continue;
        sum += weight * (long double)value[i];
        weights += weight;
        weight *= (long double)beta;
    }
    return (double)(sum / weights);
}

static void assert_near(double actual, double expected, double tolerance)
{
    if (!(fabs(actual - expected) <= tolerance * fmax(1, fabs(expected))))
        fail_msg("%.17g is not %.17g", actual, expected);
}

static void a_corrected_ewa_is_the_weighted_mean_of_all_days_so_far(void **state)
{
    (void)state;
    for (int b = 0; b < BETAS; b++) {
        average_run(&(struct average){AVERAGE_EWA, betas[b], true}, value, DAYS, out);
        for (size_t k = 0; k < DAYS; k++)
            assert_near(out[k], adjusted(betas[b], k), 1e-12);
    }
}

static void an_uncorrected_ewa_starts_from_zero(void **state)
{
    (void)state;
    for (int b = 0; b < BETAS; b++) {
        average_run(&(struct average){AVERAGE_EWA, betas[b], false}, value, DAYS, out);
        double v = 0;
        for (size_t k = 0; k < DAYS; k++) {
            v = betas[b] * v + (1 - betas[b]) * value[k];
            assert_near(out[k], v, 1e-12);
        }
    }
}

static void the_window_is_the_mean_of_the_last_days(void **state)
{
    (void)state;
    for (int b = 0; b < BETAS; b++) {
        const size_t days = average_days(betas[b]);
        average_run(&(struct average){AVERAGE_WINDOW, betas[b], true}, value, DAYS, out);
        average_run(&(struct average){AVERAGE_WINDOW, betas[b], false}, value, DAYS, other);
        for (size_t k = 0; k < DAYS; k++) {
            double sum = 0;
            size_t count = 0;
            for (; count < days && count <= k; count++)
                sum += value[k - count];
            assert_near(out[k], sum / (double)count, 1e-12);
            assert_near(other[k], sum / (double)days, 1e-12);
        }
    }
}

static void a_gap_carries_every_average_over_without_an_update(void **state)
{
    (void)state;
    static double gapped[DAYS], dense[DAYS], of_dense[DAYS];
    size_t count = 0;
    for (int k = 0; k < DAYS; k++) {
        gapped[k] = k < 3 || k % 7 == 5 || (k > 100 && k < 160) ? NAN : value[k];
        if (!isnan(gapped[k]))
            dense[count++] = gapped[k];
    }
    for (int kind = 0; kind < 2; kind++) {
        for (int correct = 0; correct < 2; correct++) {
            const struct average average = {(enum average_kind)kind, 0.9, correct};
            average_run(&average, gapped, DAYS, out);
            average_run(&average, dense, count, of_dense);
            size_t t = 0;
            for (int k = 0; k < DAYS; k++) {
                t += !isnan(gapped[k]);
                if (t == 0)
                    assert_true(isnan(out[k]));
                else
                    assert_near(out[k], of_dense[t - 1], 1e-12);
            }
        }
    }
}

static void the_weights_sum_to_what_the_correction_divides_by(void **state)
{
    (void)state;
    for (int b = 0; b < BETAS; b++) {
        for (int kind = 0; kind < 2; kind++) {
            const struct average average = {(enum average_kind)kind, betas[b], true};
            double sum = 0;
            for (size_t t = 1; t <= 600; t++) {
                sum += average_weight(&average, t - 1);
                assert_near(average_weight_sum(&average, t), sum, 1e-12);
            }
        }
    }
}

static void one_over_one_minus_beta_days_back_a_weight_is_a_third(void **state)
{
    (void)state;
    assert_int_equal(average_days(0.9), 10);
    assert_int_equal(average_days(0.98), 50);
    assert_int_equal(average_days(0.5), 2);
    assert_int_equal(average_days(0), 1);
    const struct average average = {AVERAGE_EWA, 0.98, true};
    assert_near(average_weight(&average, 50) / average_weight(&average, 0), exp(-1), 0.01);
}

static void a_smoother_average_comes_later(void **state)
{
    (void)state;
    double roughness = INFINITY;
    for (int b = 1; b < 4; b++) {
        const struct average average = {AVERAGE_EWA, betas[b], true};
        average_run(&average, value, DAYS, out);
        const double lag = average_lag(&average, value, out, DAYS);
        // By as much the recurrence turns a wave of one year.
        const double turn = 2 * 3.14159265358979 / 365, beta = betas[b];
        const double delay = atan2(beta * sin(turn), 1 - beta * cos(turn)) / turn;
        if (!(fabs(lag - delay) <= 0.7 + 0.05 * delay))
            fail_msg("β = %g lags %g days, not about %g", beta, lag, delay);
        const double now = average_roughness(&average, value, out, DAYS);
        assert_true(now < 0.6 * roughness);
        roughness = now;
    }
}

static void what_it_keeps_and_how_old_that_is(void **state)
{
    (void)state;
    const struct average plain = {AVERAGE_EWA, 0.98, false}, corrected = {AVERAGE_EWA, 0.98, true};
    const struct average window = {AVERAGE_WINDOW, 0.98, true};
    assert_int_equal(average_memory(&plain), 1);
    assert_int_equal(average_memory(&corrected), 2); // βᵗ as well
    assert_int_equal(average_memory(&window), 50);
    const struct average *all[] = {&plain, &window};
    for (size_t i = 0; i < 2; i++) {
        double age = 0;
        for (size_t k = 0; k < 5000; k++)
            age += (double)k * average_weight(all[i], k);
        assert_true(fabs(average_age(all[i]) - age) < 1e-9);
    }
    assert_true(fabs(average_age(&plain) - 49) < 1e-9);
}

static void a_shifted_copy_lags_by_its_shift(void **state)
{
    (void)state;
    for (int k = 0; k < DAYS; k++)
        out[k] = k < 17 ? value[0] : value[k - 17];
    const struct average average = {AVERAGE_EWA, 0.9, true};
    assert_near(average_lag(&average, value, out, DAYS), 17, 0.06);
}

// pandas 1.5.3: Series([1, NaN, 3, NaN, NaN, 7, 2]).ewm(alpha=0.1).mean(), and with
// ignore_na=True.
static void gaps_age_the_weights_or_carry_them_as_in_pandas(void **state)
{
    (void)state;
    const double gapped[] = {1, NAN, 3, NAN, NAN, 7, 2};
    const double aged[] = {1.0,
                           1.0,
                           2.1049723756906076,
                           2.1049723756906076,
                           2.1049723756906076,
                           4.2153619976805246,
                           3.497845372741609};
    const double carried[] = {1.0,
                              1.0,
                              2.0526315789473686,
                              2.0526315789473686,
                              2.0526315789473686,
                              3.878228782287823,
                              3.33207327711544};
    for (int ages = 0; ages < 2; ages++) {
        const struct average average = {AVERAGE_EWA, 0.9, true, ages};
        average_run(&average, gapped, 7, out);
        for (int k = 0; k < 7; k++)
            assert_near(out[k], ages ? aged[k] : carried[k], 1e-12);
    }
    const struct average ages = {AVERAGE_EWA, 0.9, true, true};
    assert_near(average_aged_sum(&ages, gapped, 3), 0.1 * 0.9 + 0.1 * 0.9 * 0.9 * 0.9, 1e-12);
    const struct average window = {AVERAGE_WINDOW, 0.5, true, true};
    average_run(&window, gapped, 7, out); // of the last two days, measured or not
    assert_true(out[2] == 3 && out[4] == 3 && out[5] == 7 && out[6] == 4.5);
}

static void where_nothing_is_missing_aging_changes_nothing(void **state)
{
    (void)state;
    static double aged[DAYS];
    for (int kind = 0; kind < 4; kind++) {
        struct average average = {kind < 2 ? AVERAGE_EWA : AVERAGE_WINDOW, 0.9, kind % 2};
        average_run(&average, value, DAYS, out);
        average.ages = true;
        average_run(&average, value, DAYS, aged);
        for (int k = 0; k < DAYS; k++)
            assert_near(out[k], aged[k], 1e-9);
    }
}

static void a_straight_line_is_followed_as_late_as_the_weights_are_old(void **state)
{
    (void)state;
    static double line[DAYS];
    static const double memories[] = {0.5, 0.9, 0.95};
    for (size_t i = 0; i < 3; i++) {
        const struct average average = {AVERAGE_EWA, memories[i], true};
        for (int k = 0; k < DAYS; k++)
            line[k] = 3 + 0.5 * k + 0.2 * sin(12.9898 * k); // nothing that a shift would show
        average_run(&average, line, DAYS, out);
        assert_near(average_lag(&average, line, out, DAYS), average_age(&average), 0.6);
    }
}

// The lag is in days of the series, however few of them are measured.
static void where_days_are_missing_the_lag_is_still_found(void **state)
{
    (void)state;
    static double wave[DAYS];
    const struct average average = {AVERAGE_EWA, 0.8, true};
    for (int k = 0; k < DAYS; k++)
        wave[k] = k % 5 == 0 ? sin(k / 60.0) : NAN;
    average_run(&average, wave, DAYS, out);
    // Of a wave of ω = 5/60 a measured day: the phase of (1−β)/(1−β e^(−iω)) over ω, 3.88 of them.
    assert_near(average_lag(&average, wave, out, DAYS), 19.4, 3);
}

static void a_series_too_short_has_no_lag(void **state)
{
    (void)state;
    const struct average average = {AVERAGE_EWA, 0.98, true};
    average_run(&average, value, 60, out);
    assert_true(isnan(average_lag(&average, value, out, 60)));
    assert_true(isnan(average_roughness(&average, value, out, 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_corrected_ewa_is_the_weighted_mean_of_all_days_so_far),
        cmocka_unit_test(an_uncorrected_ewa_starts_from_zero),
        cmocka_unit_test(the_window_is_the_mean_of_the_last_days),
        cmocka_unit_test(a_gap_carries_every_average_over_without_an_update),
        cmocka_unit_test(the_weights_sum_to_what_the_correction_divides_by),
        cmocka_unit_test(one_over_one_minus_beta_days_back_a_weight_is_a_third),
        cmocka_unit_test(a_smoother_average_comes_later),
        cmocka_unit_test(what_it_keeps_and_how_old_that_is),
        cmocka_unit_test(a_shifted_copy_lags_by_its_shift),
        cmocka_unit_test(gaps_age_the_weights_or_carry_them_as_in_pandas),
        cmocka_unit_test(where_nothing_is_missing_aging_changes_nothing),
        cmocka_unit_test(a_straight_line_is_followed_as_late_as_the_weights_are_old),
        cmocka_unit_test(where_days_are_missing_the_lag_is_still_found),
        cmocka_unit_test(a_series_too_short_has_no_lag),
    };
    return cmocka_run_group_tests(tests, make_series, NULL);
}

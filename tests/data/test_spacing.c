#include "data/spacing.h"

#include "data/date.h"
#include "test.h"

enum { DAY = 86400, COUNT = 60 };

static int64_t times[COUNT];

static int64_t on(int year, int month, int day)
{
    return (int64_t)date_day((struct date){year, month, day}) * DAY;
}

static void found(size_t count, enum spacing_unit unit, long each)
{
    const struct spacing spacing = spacing_find(times, count);
    if (spacing.unit != unit || spacing.count != each)
        fail_msg("every %ld of unit %d, not %ld of %d", spacing.count, (int)spacing.unit, each,
                 (int)unit);
    // Every reading is where its place is.
    for (size_t i = 0; i < count && unit != SPACING_NONE && spacing.beside == 0; i++)
        assert_true(spacing_time(&spacing, times[0], spacing_place(&spacing, times[0], times[i])) ==
                    times[i]);
}

static void even_times_have_their_distance(void **state)
{
    (void)state;
    static const struct {
        long distance;
        enum spacing_unit unit;
        long count;
    } distances[] = {{1, SPACING_SECOND, 1},  {600, SPACING_MINUTE, 10},
                     {3600, SPACING_HOUR, 1}, {21600, SPACING_HOUR, 6},
                     {DAY, SPACING_DAY, 1},   {7 * DAY, SPACING_DAY, 7}};
    for (size_t d = 0; d < sizeof distances / sizeof *distances; d++) {
        for (int i = 0; i < COUNT; i++)
            times[i] = on(2021, 3, 5) + (i + i / 7) * distances[d].distance; // some are missing
        found(COUNT, distances[d].unit, distances[d].count);
    }
}

static void months_are_months_whatever_their_length(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT; i++)
        times[i] = on(2019 + i / 12, 1 + i % 12, 15);
    found(COUNT, SPACING_MONTH, 1);
    for (int i = 0; i < COUNT; i++) // the last of each
        times[i] = on(2019 + (i + 1) / 12, 1 + (i + 1) % 12, 1) - DAY;
    found(COUNT, SPACING_MONTH, 1);
    for (int i = 0; i < 20; i++)
        times[i] = on(2010 + i / 4, 1 + 3 * (i % 4), 1);
    found(20, SPACING_MONTH, 3);
    for (int i = 0; i < 20; i++)
        times[i] = on(1990 + i, 1, 1);
    found(20, SPACING_YEAR, 1);
    for (int i = 0; i < COUNT; i++) // the last day of business, more or less
        times[i] = on(2019 + i / 12, 1 + i % 12, 26 + i % 3);
    const struct spacing spacing = spacing_find(times, COUNT);
    assert_true(spacing.unit == SPACING_MONTH && spacing.count == 1);
}

static void days_of_business_are_days_with_gaps(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT; i++)
        times[i] = on(2021, 3, 1) + (int64_t)(i / 5 * 7 + i % 5) * DAY;
    found(COUNT, SPACING_DAY, 1);
}

static void a_row_that_slipped_goes_to_the_nearest(void **state)
{
    (void)state;
    for (int i = 0; i < 30; i++)
        times[i] = on(2021, 3, 1) + (int64_t)(7 * i + (i == 11)) * DAY;
    const struct spacing spacing = spacing_find(times, 30);
    assert_true(spacing.unit == SPACING_DAY && spacing.count == 7 && spacing.beside == 1);
    assert_true(spacing_place(&spacing, times[0], times[11]) == 11);
}

static void times_at_random_have_no_distance(void **state)
{
    (void)state;
    times[0] = on(2021, 3, 1);
    for (int i = 1; i < COUNT; i++)
        times[i] = times[i - 1] + 997 + (i * 7919) % 5003;
    found(COUNT, SPACING_NONE, 0);
}

static void a_day_of_each_month_that_wanders_is_no_month(void **state)
{
    (void)state;
    // Few, on days of their own: days with gaps.
    times[0] = on(2021, 1, 3);
    times[1] = on(2021, 2, 11);
    times[2] = on(2021, 3, 30);
    found(3, SPACING_DAY, 1);
}

// Half of a day early, each second row of some: two would go to one place.
static void rows_that_would_share_a_place_keep_their_own(void **state)
{
    (void)state;
    for (int i = 0; i < 40; i++)
        times[i] = on(2021, 3, 1) + (int64_t)i * DAY;
    times[39] = times[38] + DAY / 4;
    const struct spacing spacing = spacing_find(times, 40);
    assert_true(spacing.unit == SPACING_HOUR && spacing.count == 6 && spacing.beside == 0);
}

static void stretches_begin_where_people_begin_them(void **state)
{
    (void)state;
    const int64_t thursday = on(2012, 8, 23) + 5 * 3600 + 120;
    assert_true(resample_begin(RESAMPLE_HOUR, thursday) == on(2012, 8, 23) + 5 * 3600);
    assert_true(resample_begin(RESAMPLE_DAY, thursday) == on(2012, 8, 23));
    assert_true(resample_begin(RESAMPLE_WEEK, thursday) == on(2012, 8, 20)); // a Monday
    assert_true(resample_begin(RESAMPLE_MONTH, thursday) == on(2012, 8, 1));
    assert_true(resample_begin(RESAMPLE_NONE, thursday) == thursday); // each for itself
    assert_true(resample_begin(RESAMPLE_WEEK, on(1969, 12, 31)) == on(1969, 12, 29));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(even_times_have_their_distance),
        cmocka_unit_test(months_are_months_whatever_their_length),
        cmocka_unit_test(days_of_business_are_days_with_gaps),
        cmocka_unit_test(a_row_that_slipped_goes_to_the_nearest),
        cmocka_unit_test(times_at_random_have_no_distance),
        cmocka_unit_test(a_day_of_each_month_that_wanders_is_no_month),
        cmocka_unit_test(rows_that_would_share_a_place_keep_their_own),
        cmocka_unit_test(stretches_begin_where_people_begin_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "data/date.h"

#include "test.h"

#include <string.h>

static bool parses(const char *text, long *day)
{
    return date_parse(text, strlen(text), day);
}

static void known_days_have_known_numbers(void **state)
{
    (void)state;
    long day;
    assert_true(parses("1970-01-01", &day) && day == 0);
    assert_true(parses("2000-03-01", &day) && day == 11017);
    assert_true(parses("2012/08/23", &day) && day == 15575);
    assert_true(parses("1969-12-31T23:59", &day) && day == -1);
}

static void every_day_of_five_centuries_comes_back(void **state)
{
    (void)state;
    const long first = date_day((struct date){1700, 1, 1});
    const long last = date_day((struct date){2200, 1, 1});
    assert_int_equal(last - first, 500 * 365 + 121); // leap days of 1704 … 2196
    for (long day = first; day < last; day++) {
        char text[16];
        long back;
        date_format(day, text);
        assert_true(parses(text, &back) && back == day);
    }
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",           "2012",       "2012-13-01", "2012-02-30",
                                        "2011-02-29", "0000-01-01", "2012-1-1",   "2012-01-01x",
                                        "12-01-2012", "2012-01/01", "20120101"};
    long day;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (parses(wrong[i], &day))
            fail_msg("accepted '%s'", wrong[i]);
    assert_true(parses("2012-02-29", &day));
}

static void months_have_their_names_in_any_year(void **state)
{
    (void)state;
    assert_string_equal(date_month_name(1), "Jan");
    assert_string_equal(date_month_name(12), "Dec");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days_have_known_numbers),
        cmocka_unit_test(every_day_of_five_centuries_comes_back),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(months_have_their_names_in_any_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

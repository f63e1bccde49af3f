#include "data/when.h"

#include "test.h"

#include <stdio.h>
#include <string.h>

static void says(const char *text, enum when_order order, const char *date)
{
    struct when_parts parts;
    char shown[32];
    if (!when_split(text, strlen(text), order, &parts))
        fail_msg("'%s' is no date", text);
    when_show(when_seconds(&parts), shown);
    if (strcmp(shown, date) != 0)
        fail_msg("'%s' is %s, not %s", text, shown, date);
}

static void dates_are_read_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *text, *date;
    } dates[] = {
        {"2012-08-23", "2012-08-23"},
        {"2012/8/3", "2012-08-03"},
        {"2012.08.23", "2012-08-23"},
        {"23.08.2012", "2012-08-23"},
        {"23-08-2012", "2012-08-23"},
        {"8/23/2012", "2012-08-23"},
        {"23.8.12", "2012-08-23"},
        {"23 Aug 2012", "2012-08-23"},
        {"23-Aug-12", "2012-08-23"},
        {"Aug 23, 2012", "2012-08-23"},
        {"August 23rd, 2012", "2012-08-23"},
        {"Thursday, 23 August 2012", "2012-08-23"},
        {"Thu Aug 23 2012", "2012-08-23"},
        {"23. August 2012", "2012-08-23"},
        {"3. März 2012", "2012-03-03"},
        {"3 mars 2012", "2012-03-03"},
        {"3 Ağustos 2012", "2012-08-03"},
        {"1 Oca 2012", "2012-01-01"},
        {"Aug 2012", "2012-08-01"},
        {"2012 Aug", "2012-08-01"},
        {"2012-08", "2012-08-01"},
        {"08/2012", "2012-08-01"},
        {"2012-Q3", "2012-07-01"},
        {"Q3 2012", "2012-07-01"},
        {"2012-W34", "2012-08-20"},
        {"2021-W01", "2021-01-04"},
        {"2012-08-23T06:30", "2012-08-23 06:30"},
        {"2012-08-23T06:30:00Z", "2012-08-23 06:30"},
        {"2012-08-23 06:30:59.123+02:00", "2012-08-23 06:30"},
        {"2012-08-23 06:30 UTC", "2012-08-23 06:30"},
        {"23.08.2012 14:30 Uhr", "2012-08-23 14:30"},
        {"8/23/2012 2:30 PM", "2012-08-23 14:30"},
        {"8/23/2012 12:00 AM", "2012-08-23"},
        {"0001-01-01", "0001-01-01"},
    };
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        says(dates[i].text, WHEN_OPEN, dates[i].date);
}

static void what_is_no_date_is_none(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "2012",
        "2012-13-01",
        "2012-02-30",
        "2013-02-29",
        "31.04.2012",
        "23/08-2012",
        "a-b-c",
        "May be",
        "192.168.1.1",
        "12:30",
        "1.2.3",
        "2012-08-23x",
        "23 Foo 2012",
        "2012-W54",
        "2012-Q5",
        "2012-08-23 25:00",
        "12-08",
    };
    struct when_parts parts;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (when_split(texts[i], strlen(texts[i]), WHEN_OPEN, &parts))
            fail_msg("'%s' is taken for a date", texts[i]);
}

static void the_order_of_day_and_month_is_asked_for_where_both_could_be(void **state)
{
    (void)state;
    struct when_parts parts;
    assert_true(when_split("03/04/2012", 10, WHEN_OPEN, &parts) && parts.is_open);
    assert_true(parts.first == 3 && parts.second == 4);
    says("03/04/2012", WHEN_DMY, "2012-04-03");
    says("03/04/2012", WHEN_MDY, "2012-03-04");
    says("12-04-03", WHEN_YMD, "2012-04-03");
    assert_false(when_split("13/04/2012", 10, WHEN_MDY, &parts));
}

static void numbers_are_dates_by_their_digits(void **state)
{
    (void)state;
    static const struct {
        double number;
        enum when_number as;
        const char *date;
    } numbers[] = {
        {1990, WHEN_YYYY, "1990-01-01"},
        {199008, WHEN_YYYYMM, "1990-08-01"},
        {19900823, WHEN_YYYYMMDD, "1990-08-23"},
        {1990082306, WHEN_YYYYMMDDHH, "1990-08-23 06:00"},
        {199008230630, WHEN_YYYYMMDDHHMM, "1990-08-23 06:30"},
        {1345680000, WHEN_EPOCH, "2012-08-23"},
        {1345680000000, WHEN_EPOCH_MS, "2012-08-23"},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        int64_t seconds;
        char shown[32];
        assert_true(when_number_seconds(numbers[i].number, numbers[i].as, &seconds));
        when_show(seconds, shown);
        assert_string_equal(shown, numbers[i].date);
        assert_int_equal(when_number_look(numbers[i].number), numbers[i].as);
    }
    int64_t seconds;
    assert_false(when_number_seconds(19901323, WHEN_YYYYMMDD, &seconds));
    assert_false(when_number_seconds(19900823.5, WHEN_YYYYMMDD, &seconds));
    assert_false(when_number_seconds(1990, WHEN_NO_NUMBER, &seconds));
    assert_int_equal(when_number_look(1e30), WHEN_NO_NUMBER);
}

static void a_format_says_the_order(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum when_order order;
    } formats[] = {{"d/m/y", WHEN_DMY},      {"dd.mm.yyyy", WHEN_DMY}, {"%d.%m.%Y", WHEN_DMY},
                   {"m/d/y", WHEN_MDY},      {"MM/dd/yyyy", WHEN_MDY}, {"%m/%d/%y %H:%M", WHEN_MDY},
                   {"yyyy-mm-dd", WHEN_YMD}, {"%Y-%m-%d", WHEN_YMD},   {"%d %b %Y", WHEN_DMY}};
    enum when_order order;
    enum when_number number;
    struct error error = {0};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (!when_format_parse(formats[i].text, &order, &number, &error))
            fail_msg("%s", error.text);
        assert_int_equal(order, formats[i].order);
    }
    assert_true(when_format_parse("epoch", &order, &number, &error) && number == WHEN_EPOCH);
    assert_false(when_format_parse("days", &order, &number, &error));
    assert_non_null(strstr(error.text, "date_format"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_as_people_write_them),
        cmocka_unit_test(what_is_no_date_is_none),
        cmocka_unit_test(the_order_of_day_and_month_is_asked_for_where_both_could_be),
        cmocka_unit_test(numbers_are_dates_by_their_digits),
        cmocka_unit_test(a_format_says_the_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

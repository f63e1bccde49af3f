#include "sim/clock.h"

#include "test.h"

static void no_clock_goes_back(void **state)
{
    (void)state;
    const struct clock work = clock_of_work();
    double wall = clock_seconds(), spent = clock_read(&work);
    for (int i = 0; i < 10000; i++) {
        const double later = clock_seconds(), more = clock_read(&work);
        assert_true(later >= wall && more >= spent);
        wall = later;
        spent = more;
    }
}

// Sleeping is what a thread does while the machine has no time for it.
static void work_is_measured_without_the_pauses(void **state)
{
    (void)state;
    const struct clock work = clock_of_work();
    const double wall = clock_seconds(), spent = clock_read(&work);
    clock_sleep(0.2);
    assert_true(clock_seconds() - wall >= 0.2);
    if (work.counts_pauses)
        assert_true(clock_read(&work) - spent >= 0.2);
    else
        assert_true(clock_read(&work) - spent < 0.2);
}

static double always_seven(void *user)
{
    (void)user;
    return 7;
}

static void a_setup_may_bring_its_own(void **state)
{
    (void)state;
    const struct clock own = {always_seven, NULL, true}, none = {0};
    const struct clock taken = clock_or_standard(&own), standard = clock_or_standard(&none);
    assert_true(clock_read(&taken) == 7 && taken.counts_pauses);
    assert_true(standard.seconds == clock_of_work().seconds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_clock_goes_back),
        cmocka_unit_test(work_is_measured_without_the_pauses),
        cmocka_unit_test(a_setup_may_bring_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

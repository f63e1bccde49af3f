#include "export/pace.h"

#include "test.h"

static void expect(size_t done, size_t all, double seconds, const char *wanted)
{
    char text[PACE_TEXT];
    pace_text(done, all, seconds, text);
    assert_string_equal(text, wanted);
}

static void what_is_left_takes_as_long_as_what_is_done_has_taken(void **state)
{
    (void)state;
    expect(50, 100, 10, "50 of 100 frames, 10 s left");
    expect(90, 100, 9, "90 of 100 frames, 1 s left");
    expect(100, 100, 9, "100 of 100 frames, 0 s left");
    expect(10, 10000, 10, "10 of 10000 frames, 167 minutes left");
}

static void nobody_can_tell_at_first(void **state)
{
    (void)state;
    expect(0, 100, 0, "0 of 100 frames");
    expect(1, 100, 20, "1 of 100 frames");
    expect(20, 100, 0.1, "20 of 100 frames");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_takes_as_long_as_what_is_done_has_taken),
        cmocka_unit_test(nobody_can_tell_at_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

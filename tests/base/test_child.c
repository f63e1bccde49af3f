#include "base/child.h"

#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static FILE *target;

static int open_target(void **state)
{
    (void)state;
    target = tmpfile();
    return target ? 0 : -1;
}

static int close_target(void **state)
{
    (void)state;
    return fclose(target);
}

static int start(struct child *child, const char *program)
{
    return child_start(child, (char *[]){"sh", "-c", (char *)(uintptr_t)program, NULL},
                       fileno(target));
}

static void what_is_fed_reaches_it_and_it_writes_into_the_open_file(void **state)
{
    (void)state;
    static const size_t many = 3000000; // more than any pipe holds
    struct child child;
    char line[64];
    char *bytes = malloc(many);
    memset(bytes, 'x', many);
    assert_int_equal(start(&child, "cat > /dev/fd/3; exec sleep 0"), 0);
    assert_true(child_feed(&child, bytes, many));
    assert_true(child_end(&child, line, sizeof line));
    free(bytes);
    fseek(target, 0, SEEK_END);
    assert_int_equal(ftell(target), many);
}

static void a_program_that_is_not_there_is_told_by_its_reason(void **state)
{
    (void)state;
    struct child child;
    assert_int_equal(
        child_start(&child, (char *[]){"no-such-program-anywhere", NULL}, fileno(target)), ENOENT);
    child_kill(&child); // nobody
}

static void the_last_line_of_one_that_fails_is_what_it_said(void **state)
{
    (void)state;
    struct child child;
    char line[64];
    assert_int_equal(start(&child, "echo first >&2; echo disk on fire >&2; echo >&2; exit 3"), 0);
    assert_false(child_end(&child, line, sizeof line));
    assert_string_equal(line, "disk on fire");
}

static void one_that_goes_away_is_an_error_and_no_signal(void **state)
{
    (void)state;
    struct child child;
    char line[64], bytes[65536] = {0};
    bool is_taken = true;
    assert_int_equal(start(&child, "echo enough >&2; exit 1"), 0);
    for (int i = 0; is_taken && i < 1000; i++)
        is_taken = child_feed(&child, bytes, sizeof bytes);
    assert_false(is_taken);
    assert_false(child_end(&child, line, sizeof line));
    assert_string_equal(line, "enough");
}

static void one_that_is_killed_is_gone_at_once(void **state)
{
    (void)state;
    struct child child;
    assert_int_equal(start(&child, "exec sleep 1000"), 0);
    const pid_t pid = child.pid;
    child_kill(&child);
    assert_int_not_equal(kill(pid, 0), 0);
    assert_int_equal(child.pid, 0);
    child_kill(&child);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_target, close_target)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_fed_reaches_it_and_it_writes_into_the_open_file),
        TEST(a_program_that_is_not_there_is_told_by_its_reason),
        TEST(the_last_line_of_one_that_fails_is_what_it_said),
        TEST(one_that_goes_away_is_an_error_and_no_signal),
        TEST(one_that_is_killed_is_gone_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

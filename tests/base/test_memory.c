#include "base/memory.h"

#include "test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void there_is_memory(void **state)
{
    (void)state;
    assert_true(memory_all() > 1e7);
}

static void more_than_half_of_it_is_refused_with_both_numbers(void **state)
{
    (void)state;
    struct error error = {0};
    const double all = memory_all();
    char had[32];
    assert_true(memory_check("it", all / 2, &error));
    assert_false(memory_check("the race", 3 * all, &error));
    snprintf(had, sizeof had, "%.1f GB there are", all / 1e9);
    assert_int_equal(error.kind, ERROR_FAILED);
    assert_non_null(strstr(error.text, "the race would take"));
    assert_non_null(strstr(error.text, had));
}

static void what_was_refused_is_told_where_it_is_much(void **state)
{
    (void)state;
    struct error error = {0};
    memory_refused(1000, &error);
    assert_string_equal(error.text, "out of memory");
    assert_true(error_is_memory(&error));
    memory_refused(3.25e9, &error);
    assert_non_null(strstr(error.text, "out of memory: 3.2 GB more are needed, of "));
    assert_true(error_is_memory(&error) && error.kind == ERROR_FAILED);
    error_set(&error, ERROR_INPUT, "another");
    assert_false(error_is_memory(&error));
}

static void a_limit_of_the_shell_counts(void **state)
{
    (void)state;
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        const struct rlimit limit = {1000000000, 1000000000};
        _exit(setrlimit(RLIMIT_AS, &limit) != 0 || memory_all() > 1e9);
    }
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_is_memory),
        cmocka_unit_test(more_than_half_of_it_is_refused_with_both_numbers),
        cmocka_unit_test(what_was_refused_is_told_where_it_is_much),
        cmocka_unit_test(a_limit_of_the_shell_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

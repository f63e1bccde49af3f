#include "base/interrupt.h"

#include "test.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const int ends[] = {SIGINT, SIGTERM, SIGHUP};

// How a process ends that does this: its wait status.
static int status_of(void (*body)(int signal), int signal)
{
    const pid_t child = fork();
    int status = -1;
    if (child == 0) {
        body(signal);
        _exit(7);
    }
    assert_true(child > 0);
    waitpid(child, &status, 0);
    return status;
}

static void hold_and_release(int signal)
{
    interrupt_hold();
    if (interrupt_came())
        _exit(1);
    kill(getpid(), signal);
    if (!interrupt_came())
        _exit(2);
    interrupt_release();
}

static void an_end_that_was_put_off_comes_in_the_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const int status = status_of(hold_and_release, ends[i]);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), ends[i]);
    }
}

static void leave(void *user)
{
    if (write(*(int *)user, "x", 1) != 1)
        _exit(1);
}

// Busy for ever with something that asks nothing.
static void be_busy(int signal)
{
    interrupt_guard(NULL, NULL);
    alarm(20); // not quite for ever: a test that fails ends
    kill(getpid(), signal);
    for (volatile int i = 0;; i = i + 1)
        ;
}

static void who_is_busy_is_ended_all_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const int status = status_of(be_busy, ends[i]);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), ends[i]);
    }
}

static int said[2]; // a pipe

static void leave_busy(int signal)
{
    interrupt_guard(leave, &said[1]);
    kill(getpid(), signal);
    for (volatile int i = 0;; i = i + 1)
        ;
}

static void what_is_to_be_left_in_order_is(void **state)
{
    (void)state;
    char letter = 0;
    assert_int_equal(pipe(said), 0);
    const int status = status_of(leave_busy, SIGTERM);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(read(said[0], &letter, 1), 1);
    assert_int_equal(letter, 'x');
    close(said[0]);
    close(said[1]);
}

static void guard_and_end(int signal)
{
    struct interrupt *guard = interrupt_guard(NULL, NULL);
    interrupt_unguard(guard);
    kill(getpid(), signal);
    nanosleep(&(struct timespec){.tv_nsec = 150000000}, NULL); // for as long as one likes
    if (!interrupt_came())
        _exit(2);
    _exit(guard ? 7 : 3);
}

static void an_end_is_put_off_where_nobody_sees_to_it_any_longer(void **state)
{
    (void)state;
    const int status = status_of(guard_and_end, SIGTERM);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 7);
}

static void hold_ignored(int which)
{
    signal(which, SIG_IGN);
    interrupt_hold();
    kill(getpid(), which);
    if (interrupt_came())
        _exit(1);
    interrupt_release();
}

static void what_is_ignored_stays_ignored(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const int status = status_of(hold_ignored, ends[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 7);
    }
}

static void only_release(int which)
{
    (void)which;
    interrupt_hold();
    interrupt_release();
}

static void nothing_happens_where_nobody_asked(void **state)
{
    (void)state;
    const int status = status_of(only_release, 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 7);
}

int main(void)
{
    // Whoever starts the tests in the background may have them ignored.
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        signal(ends[i], SIG_DFL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_end_that_was_put_off_comes_in_the_end),
        cmocka_unit_test(who_is_busy_is_ended_all_the_same),
        cmocka_unit_test(what_is_to_be_left_in_order_is),
        cmocka_unit_test(an_end_is_put_off_where_nobody_sees_to_it_any_longer),
        cmocka_unit_test(what_is_ignored_stays_ignored),
        cmocka_unit_test(nothing_happens_where_nobody_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

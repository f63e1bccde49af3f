#include "base/job.h"

#include "test.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

// Work that counts up to `total`, one a unit. The test decides how far it gets: it stops at the
// gate until that is raised or the job is cancelled.
struct counter {
    atomic_size_t made, gate;
    size_t total;
    atomic_bool is_inside; // the work has begun
    atomic_int asked;
    size_t published; // plain memory, written last
};

static void nap(void)
{
    const struct timespec pause = {.tv_nsec = 20000};
    nanosleep(&pause, NULL);
}

static bool count(void *user, const struct job *job, size_t amount)
{
    struct counter *counter = user;
    atomic_store(&counter->is_inside, true);
    for (; amount > 0 && !job_is_cancelled(job); amount--) {
        const size_t made = atomic_load(&counter->made);
        if (made == counter->total)
            break;
        if (made == atomic_load(&counter->gate)) {
            nap();
            continue;
        }
        atomic_store(&counter->made, made + 1);
        counter->published = made + 1;
    }
    return atomic_load(&counter->made) < counter->total;
}

static double share(const void *user)
{
    const struct counter *counter = user;
    return (double)atomic_load(&counter->made) / (double)counter->total;
}

static struct job *make(struct counter *counter, bool refuse_start)
{
    const struct job_setup setup = {.name = "count",
                                    .user = counter,
                                    .slice = count,
                                    .progress = share,
                                    .refuse_start = refuse_start};
    struct job *job = job_create(&setup, NULL);
    assert_non_null(job);
    return job;
}

static void a_job_runs_to_its_end_here_or_on_a_thread(void **state)
{
    (void)state;
    for (int kind = 0; kind < 2; kind++) {
        struct counter counter = {.total = 1000, .gate = 1000};
        struct job *job = make(&counter, false);
        assert_false(job_done(job));
        assert_true(job_progress(job) == 0);
        if (kind == 0)
            job_run(job);
        else
            assert_true(job_start(job, NULL));
        assert_true(job_wait(job, -1, NULL, NULL));
        assert_true(job_done(job) && !job_is_cancelled(job));
        assert_true(job_progress(job) == 1);
        assert_int_equal(counter.published, 1000);
        job_destroy(job);
    }
}

// The work's last act is a plain write. Whoever sees `done` must see it, however often one looks.
static void done_is_seen_only_after_everything_was_published(void **state)
{
    (void)state;
    for (int turn = 0; turn < 500; turn++) {
        struct counter counter = {.total = 3, .gate = 3};
        struct job *job = make(&counter, false);
        assert_true(job_start(job, NULL));
        while (!job_done(job))
            ;
        assert_int_equal(counter.published, 3);
        job_destroy(job);
    }
}

// Answers no once, and ends the work before it is asked again.
static bool ends_between(const void *user)
{
    struct counter *counter = (struct counter *)user;
    const bool was_there = atomic_load(&counter->made) == counter->total;
    if (atomic_fetch_add(&counter->asked, 1) == 0) {
        atomic_store(&counter->gate, counter->total);
        while (atomic_load(&counter->made) < counter->total)
            nap();
        const struct timespec pause = {.tv_nsec = 2000000};
        nanosleep(&pause, NULL); // now the job has ended, too
    }
    return was_there;
}

static void work_that_ends_between_two_questions_has_reached_its_goal(void **state)
{
    (void)state;
    struct counter counter = {.total = 100, .gate = 50};
    struct job *job = make(&counter, false);
    assert_true(job_start(job, NULL));
    assert_true(job_wait(job, -1, ends_between, &counter));
    assert_true(atomic_load(&counter.asked) >= 2);
    job_destroy(job);
}

static void waiting_gives_up_when_its_time_is_over(void **state)
{
    (void)state;
    struct counter counter = {.total = 100, .gate = 50};
    struct job *job = make(&counter, false);
    // Nobody works on it: waiting for ever would be for ever.
    assert_false(job_wait(job, -1, NULL, NULL));
    assert_true(job_start(job, NULL));
    assert_false(job_wait(job, 3, NULL, NULL));
    assert_false(job_done(job));
    atomic_store(&counter.gate, 100);
    assert_true(job_wait(job, -1, NULL, NULL));
    job_destroy(job);
}

static void a_cancelled_job_has_stopped_when_cancel_returns(void **state)
{
    (void)state;
    struct counter counter = {.total = 100, .gate = 50};
    struct job *job = make(&counter, false);
    assert_true(job_start(job, NULL));
    while (atomic_load(&counter.made) < 50)
        nap();
    job_cancel(job);
    assert_true(job_done(job) && job_is_cancelled(job));
    atomic_store(&counter.gate, 100);
    assert_true(job_progress(job) == 0.5);
    // Twice is as once, and neither a start nor a slice goes on.
    job_cancel(job);
    assert_true(job_start(job, NULL));
    assert_false(job_advance(job, 10));
    job_run(job);
    assert_int_equal(atomic_load(&counter.made), 50);
    job_destroy(job);
}

static void a_job_cancelled_before_its_start_never_begins(void **state)
{
    (void)state;
    struct counter counter = {.total = 100, .gate = 100};
    struct job *job = make(&counter, false);
    job_cancel(job);
    assert_true(job_done(job) && job_is_cancelled(job));
    assert_true(job_start(job, NULL));
    assert_true(job_wait(job, -1, NULL, NULL));
    job_run(job);
    assert_false(job_advance(job, 1));
    assert_false(atomic_load(&counter.is_inside));
    job_destroy(job);
}

static void a_job_that_ended_by_itself_was_not_cancelled(void **state)
{
    (void)state;
    struct counter counter = {.total = 10, .gate = 10};
    struct job *job = make(&counter, false);
    job_run(job);
    job_cancel(job);
    assert_false(job_is_cancelled(job));
    assert_true(job_progress(job) == 1);
    job_destroy(job);
}

static void a_start_that_fails_leaves_the_job_as_it_was(void **state)
{
    (void)state;
    struct counter counter = {.total = 100, .gate = 100};
    struct job *job = make(&counter, true);
    struct error error = {0};
    assert_false(job_start(job, &error));
    assert_int_equal(error.kind, ERROR_FAILED);
    assert_string_equal(error.text, "no thread could be started for the count");
    assert_false(job_done(job) || job_is_cancelled(job));
    assert_false(atomic_load(&counter.is_inside));
    // It still runs where no thread is needed.
    job_run(job);
    assert_int_equal(counter.published, 100);
    job_destroy(job);
}

static void destroying_a_running_job_ends_it_first(void **state)
{
    (void)state;
    struct counter *counter = calloc(1, sizeof *counter);
    counter->total = 100;
    counter->gate = 50;
    struct job *job = make(counter, false);
    assert_true(job_start(job, NULL));
    while (!atomic_load(&counter->is_inside))
        nap();
    job_destroy(job);
    free(counter); // a thread that went on would write here
    job_destroy(NULL);
}

static void slices_stop_where_they_are_told(void **state)
{
    (void)state;
    struct counter counter = {.total = 10, .gate = 10};
    struct job *job = make(&counter, false);
    assert_true(job_advance(job, 4));
    assert_int_equal(counter.published, 4);
    assert_false(job_done(job));
    assert_true(job_advance(job, 5));
    assert_false(job_advance(job, 5));
    assert_true(job_done(job));
    assert_int_equal(counter.published, 10);
    assert_false(job_advance(job, 5));
    job_destroy(job);
}

static void what_slices_began_a_thread_ends(void **state)
{
    (void)state;
    struct counter counter = {.total = 10, .gate = 4};
    struct job *job = make(&counter, false);
    assert_true(job_advance(job, 4));
    assert_true(job_start(job, NULL));
    // While a thread is at it, slices only say whether there is more.
    assert_true(job_advance(job, 100));
    assert_int_equal(atomic_load(&counter.made), 4);
    atomic_store(&counter.gate, 10);
    assert_true(job_start(job, NULL)); // no second thread
    job_run(job);
    assert_int_equal(counter.published, 10);
    job_destroy(job);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_runs_to_its_end_here_or_on_a_thread),
        cmocka_unit_test(done_is_seen_only_after_everything_was_published),
        cmocka_unit_test(work_that_ends_between_two_questions_has_reached_its_goal),
        cmocka_unit_test(waiting_gives_up_when_its_time_is_over),
        cmocka_unit_test(a_cancelled_job_has_stopped_when_cancel_returns),
        cmocka_unit_test(a_job_cancelled_before_its_start_never_begins),
        cmocka_unit_test(a_job_that_ended_by_itself_was_not_cancelled),
        cmocka_unit_test(a_start_that_fails_leaves_the_job_as_it_was),
        cmocka_unit_test(destroying_a_running_job_ends_it_first),
        cmocka_unit_test(slices_stop_where_they_are_told),
        cmocka_unit_test(what_slices_began_a_thread_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

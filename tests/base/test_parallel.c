#include "base/parallel.h"

#include "test.h"

#include <stdatomic.h>
#include <string.h>

enum { COUNT = 1000, THREADS_MAX = 8 };

struct visits {
    atomic_int seen[COUNT];
    atomic_int inside[THREADS_MAX]; // calls under way, a thread
    atomic_int faults;
    int threads;
    size_t order[COUNT], made; // for one thread
};

static void visit(void *user, size_t index, int thread)
{
    struct visits *visits = user;
    if (thread < 0 || thread >= visits->threads || index >= COUNT) {
        atomic_fetch_add(&visits->faults, 1);
        return;
    }
    if (atomic_fetch_add(&visits->inside[thread], 1) != 0)
        atomic_fetch_add(&visits->faults, 1);
    atomic_fetch_add(&visits->seen[index], 1);
    atomic_fetch_sub(&visits->inside[thread], 1);
}

static void every_index_is_visited_once_and_no_room_is_shared(void **state)
{
    (void)state;
    static struct visits visits;
    static const size_t counts[] = {0, 1, 2, 3, 64, COUNT}, chunks[] = {0, 1, 4, 5000};
    for (int threads = 1; threads <= THREADS_MAX; threads++)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
            for (size_t k = 0; k < sizeof chunks / sizeof *chunks; k++) {
                memset(&visits, 0, sizeof visits);
                visits.threads = threads;
                parallel_for(counts[c], threads, chunks[k], visit, &visits);
                assert_int_equal(visits.faults, 0);
                for (size_t i = 0; i < COUNT; i++)
                    assert_int_equal(visits.seen[i], i < counts[c] ? 1 : 0);
            }
}

static void write_down(void *user, size_t index, int thread)
{
    struct visits *visits = user;
    visits->order[visits->made++] = index;
    visits->threads = thread;
}

static void one_thread_walks_in_order(void **state)
{
    (void)state;
    static struct visits visits;
    memset(&visits, 0, sizeof visits);
    parallel_for(COUNT, 1, 3, write_down, &visits);
    assert_int_equal(visits.made, COUNT);
    assert_int_equal(visits.threads, 0);
    for (size_t i = 0; i < COUNT; i++)
        assert_int_equal(visits.order[i], i);
}

static void square(void *user, size_t index, int thread)
{
    (void)thread;
    ((size_t *)user)[index] = index * index;
}

static void what_the_calls_wrote_is_there_when_it_returns(void **state)
{
    (void)state;
    for (int turn = 0; turn < 200; turn++) {
        size_t value[COUNT] = {0};
        parallel_for(COUNT, 0, 1, square, value);
        for (size_t i = 0; i < COUNT; i++)
            assert_int_equal(value[i], i * i);
    }
}

static void wanted_threads_are_given_and_none_means_some(void **state)
{
    (void)state;
    assert_int_equal(parallel_threads(3), 3);
    assert_true(parallel_threads(0) >= 1);
    assert_int_equal(parallel_threads(-2), parallel_threads(0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_index_is_visited_once_and_no_room_is_shared),
        cmocka_unit_test(one_thread_walks_in_order),
        cmocka_unit_test(what_the_calls_wrote_is_there_when_it_returns),
        cmocka_unit_test(wanted_threads_are_given_and_none_means_some),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

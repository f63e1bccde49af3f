#include "effort/effort.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

static _Thread_local bool is_counting;
static _Thread_local double slept; // seconds
static _Thread_local size_t own, most;
static _Thread_local void (*call)(void);
static atomic_bool is_waiting;
static pthread_t awaited;
static atomic_size_t others;

// The compiler calls it at every block of what is counted.
void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void)
{
    if (!is_counting) {
        if (atomic_load_explicit(&is_waiting, memory_order_acquire) &&
            pthread_equal(pthread_self(), awaited))
            atomic_fetch_add_explicit(&others, 1, memory_order_relaxed);
    } else if (++own == most) {
        call();
    }
}

void effort_begin(size_t bound, void (*passed)(void))
{
    call = passed;
    own = 0;
    most = bound;
    atomic_store(&others, 0);
    slept = 0;
    is_counting = true;
}

size_t effort_end(void)
{
    is_counting = false;
    return own + atomic_load(&others);
}

double effort_slept(void)
{
    return slept;
}

// What the counted code calls in place of the system's.
int effort_join(pthread_t thread, void **result);
int effort_sleep(const struct timespec *time, struct timespec *rest);

int effort_join(pthread_t thread, void **result)
{
    awaited = thread;
    atomic_store(&is_waiting, is_counting);
    const int status = pthread_join(thread, result);
    atomic_store(&is_waiting, false);
    return status;
}

int effort_sleep(const struct timespec *time, struct timespec *rest)
{
    if (is_counting)
        slept += (double)time->tv_sec + 1e-9 * (double)time->tv_nsec;
    return nanosleep(time, rest);
}

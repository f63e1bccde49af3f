#include "base/lock.h"

#include <time.h>

void lock_take(struct lock *lock)
{
    const struct timespec pause = {.tv_nsec = 50000};
    while (atomic_exchange_explicit(&lock->is_taken, true, memory_order_acquire))
        nanosleep(&pause, NULL);
}

void lock_leave(struct lock *lock)
{
    atomic_store_explicit(&lock->is_taken, false, memory_order_release);
}

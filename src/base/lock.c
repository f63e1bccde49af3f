#include "base/lock.h"

#include "base/array.h"

#include <pthread.h>
#include <stdlib.h>

struct lock {
    pthread_mutex_t mutex;
};

struct lock *lock_create(struct error *error)
{
    struct lock *lock = array_create(1, sizeof *lock, error);
    if (lock)
        pthread_mutex_init(&lock->mutex, NULL); // of the usual kind: it cannot fail
    return lock;
}

void lock_destroy(struct lock *lock)
{
    if (lock)
        pthread_mutex_destroy(&lock->mutex);
    free(lock);
}

void lock_take(struct lock *lock)
{
    pthread_mutex_lock(&lock->mutex);
}

void lock_leave(struct lock *lock)
{
    pthread_mutex_unlock(&lock->mutex);
}

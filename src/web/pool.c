#include "pool.h"

#include <emscripten/threading.h>
#include <pthread.h>
#include <stddef.h>

enum { THREADS_MAX = 8 };

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t has_come;
    struct task *first;
    int started;
    atomic_bool is_up;
};

// A page is one program, and its threads are for all of it.
static struct pool pool = {.lock = PTHREAD_MUTEX_INITIALIZER, .has_come = PTHREAD_COND_INITIALIZER};

int pool_threads(void)
{
    const int cores = emscripten_num_logical_cores();
    return cores < 1 ? 1 : cores > THREADS_MAX ? THREADS_MAX : cores;
}

static void *serve(void *unused)
{
    (void)unused;
    atomic_store_explicit(&pool.is_up, true, memory_order_relaxed);
    for (;;) {
        pthread_mutex_lock(&pool.lock);
        while (!pool.first)
            pthread_cond_wait(&pool.has_come, &pool.lock);
        struct task *task = pool.first;
        pool.first = task->next;
        pthread_mutex_unlock(&pool.lock);
        task->run(task->user);
        // The last that is done with it: its owner may free it now.
        atomic_store_explicit(&task->is_done, true, memory_order_release);
    }
    return NULL;
}

// With the lock. One thread more than there are cores: who waits for a loop's end keeps none busy.
static bool start(void)
{
    while (pool.started < pool_threads() + 1) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, serve, NULL) != 0)
            break;
        pthread_detach(thread);
        pool.started++;
    }
    return pool.started > 0;
}

bool pool_add(struct task *task)
{
    pthread_mutex_lock(&pool.lock);
    const bool is_started = start();
    if (is_started) {
        task->next = NULL;
        atomic_store_explicit(&task->is_done, false, memory_order_relaxed);
        struct task **at = &pool.first;
        while (*at)
            at = &(*at)->next;
        *at = task;
        pthread_cond_signal(&pool.has_come);
    }
    pthread_mutex_unlock(&pool.lock);
    return is_started;
}

bool pool_take_back(struct task *task)
{
    pthread_mutex_lock(&pool.lock);
    struct task **at = &pool.first;
    while (*at && *at != task)
        at = &(*at)->next;
    const bool is_found = *at;
    if (is_found)
        *at = task->next;
    pthread_mutex_unlock(&pool.lock);
    return is_found;
}

bool pool_is_up(void)
{
    return atomic_load_explicit(&pool.is_up, memory_order_relaxed);
}

void pool_pause(void)
{
    emscripten_thread_sleep(0.2);
}

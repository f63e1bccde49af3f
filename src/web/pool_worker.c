// Jobs of a page that may have threads go into the pool's queue.
#include "base/array.h"
#include "base/worker.h"

#include "pool.h"
#include "pump.h"

#include <stdlib.h>

struct worker {
    struct task task;
};

static void work(void *job)
{
    job_finish(job);
}

struct worker *worker_start(struct job *job, struct error *error)
{
    struct worker *worker = array_create(1, sizeof *worker, error);
    if (!worker)
        return NULL;
    worker->task = (struct task){.run = work, .user = job};
    if (pool_add(&worker->task))
        return worker;
    free(worker);
    return NULL;
}

bool worker_take_back(struct worker *worker)
{
    if (!pool_take_back(&worker->task))
        return false;
    free(worker);
    return true;
}

static bool has_let_go(const struct worker *worker)
{
    return atomic_load_explicit(&worker->task.is_done, memory_order_acquire);
}

void worker_join(struct worker *worker)
{
    while (!has_let_go(worker))
        pool_pause();
    free(worker);
}

// Before threads have come up, nothing moves while its owner waits.
bool worker_pause(struct worker *worker, bool for_ever)
{
    if (for_ever && pool_take_back(&worker->task)) {
        job_finish(worker->task.user);
        atomic_store_explicit(&worker->task.is_done, true, memory_order_release);
    } else if (pool_is_up()) {
        pool_pause();
    } else {
        return false;
    }
    return true;
}

// They advance by themselves.
bool pump_jobs(double seconds)
{
    (void)seconds;
    return false;
}

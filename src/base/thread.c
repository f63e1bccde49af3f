// Every job that is started has a thread of its own.
#include "base/array.h"
#include "base/worker.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

struct worker {
    struct job *job;
    pthread_t thread;
};

// Who watches goes before what is computed: where there are fewer processors than threads, drawing
// is not to wait. On Linux this is the calling thread's own, and that of the threads it starts;
// elsewhere it would be the whole program's.
static void step_back(void)
{
#ifdef __linux__
    enum { POLITENESS = 5 };
    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + POLITENESS);
#endif
}

static void *work(void *user)
{
    const struct worker *worker = user;
    step_back();
    job_finish(worker->job);
    return NULL;
}

struct worker *worker_start(struct job *job, struct error *error)
{
    struct worker *worker = array_create(1, sizeof *worker, error);
    if (!worker)
        return NULL;
    worker->job = job;
    if (pthread_create(&worker->thread, NULL, work, worker) == 0)
        return worker;
    free(worker);
    return NULL;
}

// A thread begins at once.
bool worker_take_back(struct worker *worker)
{
    (void)worker;
    return false;
}

void worker_join(struct worker *worker)
{
    pthread_join(worker->thread, NULL);
    free(worker);
}

// What the work publishes takes no lock, so waiting looks again and again.
bool worker_pause(struct worker *worker, bool for_ever)
{
    (void)worker, (void)for_ever;
    const struct timespec pause = {.tv_nsec = 50000};
    nanosleep(&pause, NULL);
    return true;
}

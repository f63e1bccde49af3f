#include "base/job.h"

#include "base/array.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

// A job and what only this file knows of it.
struct thread_job {
    struct job head;
    struct job_setup setup;
    pthread_t worker;
    bool has_worker; // not joined yet
    atomic_bool done;
};

struct job *job_create(const struct job_setup *setup, struct error *error)
{
    struct thread_job *job = array_create(1, sizeof *job, error);
    if (!job)
        return NULL;
    job->setup = *setup;
    return &job->head;
}

void job_destroy(struct job *base)
{
    if (!base)
        return;
    job_cancel(base);
    free(base);
}

// `done` comes last: who sees it sees everything that was published before.
static void end(struct thread_job *job)
{
    atomic_store_explicit(&job->done, true, memory_order_release);
}

static void finish(struct thread_job *job)
{
    const struct job_setup *setup = &job->setup;
    if (setup->run)
        setup->run(setup->user, &job->head);
    else
        while (!job_is_cancelled(&job->head) && setup->slice(setup->user, &job->head, SIZE_MAX))
            ;
    end(job);
}

void job_run(struct job *base)
{
    struct thread_job *job = (struct thread_job *)base;
    if (job->has_worker)
        job_wait(base, -1, NULL, NULL);
    else if (!job_done(base))
        finish(job);
}

bool job_advance(struct job *base, size_t amount)
{
    struct thread_job *job = (struct thread_job *)base;
    if (job->has_worker || job_done(base))
        return !job_done(base);
    const bool more = job->setup.slice(job->setup.user, base, amount);
    if (!more)
        end(job);
    return more;
}

// ---- the thread ---------------------------------------------------------------------------------

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

static void *work(void *job)
{
    step_back();
    finish(job);
    return NULL;
}

bool job_start(struct job *base, struct error *error)
{
    struct thread_job *job = (struct thread_job *)base;
    if (job->has_worker || job_done(base))
        return true;
    if (job->setup.refuse_start || pthread_create(&job->worker, NULL, work, job) != 0)
        return error_set(error, ERROR_FAILED, "no thread could be started for the %s",
                         job->setup.name);
    job->has_worker = true;
    return true;
}

void job_cancel(struct job *base)
{
    struct thread_job *job = (struct thread_job *)base;
    if (!job_done(base)) // one that has ended by itself was not cancelled
        atomic_store_explicit(&base->cancelled, true, memory_order_relaxed);
    if (job->has_worker)
        pthread_join(job->worker, NULL);
    job->has_worker = false;
    end(job);
}

// ---- asking and waiting -------------------------------------------------------------------------

bool job_done(const struct job *base)
{
    return atomic_load_explicit(&((const struct thread_job *)base)->done, memory_order_acquire);
}

double job_progress(const struct job *base)
{
    const struct job_setup *setup = &((const struct thread_job *)base)->setup;
    if (job_done(base) && !job_is_cancelled(base))
        return 1;
    return setup->progress ? setup->progress(setup->user) : 0;
}

static double seconds_since(const struct timespec *begun)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begun->tv_sec) + 1e-9 * (double)(now.tv_nsec - begun->tv_nsec);
}

bool job_wait(struct job *base, int milliseconds, bool (*is_reached)(const void *user),
              const void *user)
{
    // What the work publishes takes no lock, so waiting looks again and again.
    const struct timespec pause = {.tv_nsec = 50000};
    struct timespec begun;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    while (!is_reached || !is_reached(user)) {
        // Asked once more after the end: the work may have got there between the two questions.
        if (job_done(base))
            return !is_reached || is_reached(user);
        if (!((const struct thread_job *)base)->has_worker ||
            (milliseconds >= 0 && seconds_since(&begun) > 1e-3 * milliseconds))
            return false;
        nanosleep(&pause, NULL);
    }
    return true;
}

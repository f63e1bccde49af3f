#include "base/job.h"

#include "base/array.h"
#include "base/worker.h"

#include <stdint.h>
#include <stdlib.h>
#include <time.h>

// A job and what only this file knows of it.
struct whole_job {
    struct job head;
    struct job_setup setup;
    struct worker *worker; // NULL: the owner does it, or nobody does yet
    atomic_bool done;
};

struct job *job_create(const struct job_setup *setup, struct error *error)
{
    struct whole_job *job = array_create(1, sizeof *job, error);
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

// ---- the work -----------------------------------------------------------------------------------

// `done` comes last: who sees it sees everything that was published before.
static void end(struct whole_job *job)
{
    atomic_store_explicit(&job->done, true, memory_order_release);
}

void job_finish(struct job *base)
{
    struct whole_job *job = (struct whole_job *)base;
    const struct job_setup *setup = &job->setup;
    if (setup->run)
        setup->run(setup->user, base);
    else
        while (!job_is_cancelled(base) && setup->slice(setup->user, base, SIZE_MAX))
            ;
    end(job);
}

bool job_slice(struct job *base, size_t amount)
{
    struct whole_job *job = (struct whole_job *)base;
    const bool more = job->setup.slice(job->setup.user, base, amount);
    if (!more)
        end(job);
    return more;
}

// ---- who does it --------------------------------------------------------------------------------

// Nobody but its owner is at it afterwards. Whether its work is the owner's to do then, and was not
// waited for.
static bool take_back(struct whole_job *job)
{
    const bool is_mine = !job->worker || worker_take_back(job->worker);
    if (!is_mine)
        worker_join(job->worker);
    job->worker = NULL;
    return is_mine;
}

void job_run(struct job *base)
{
    if (!job_done(base) && take_back((struct whole_job *)base))
        job_finish(base);
}

bool job_advance(struct job *base, size_t amount)
{
    if (((struct whole_job *)base)->worker || job_done(base))
        return !job_done(base);
    return job_slice(base, amount);
}

bool job_start(struct job *base, struct error *error)
{
    struct whole_job *job = (struct whole_job *)base;
    if (job->worker || job_done(base))
        return true;
    struct error why = {0};
    job->worker = job->setup.refuse_start ? NULL : worker_start(base, &why);
    if (job->worker)
        return true;
    if (error_is_memory(&why))
        return error_pass(error, &why);
    return error_set(error, ERROR_FAILED, "no thread could be started for the %s", job->setup.name);
}

void job_cancel(struct job *base)
{
    struct whole_job *job = (struct whole_job *)base;
    if (!job_done(base)) // one that has ended by itself was not cancelled
        atomic_store_explicit(&base->cancelled, true, memory_order_relaxed);
    take_back(job);
    end(job);
}

// ---- asking and waiting -------------------------------------------------------------------------

bool job_done(const struct job *base)
{
    return atomic_load_explicit(&((const struct whole_job *)base)->done, memory_order_acquire);
}

double job_progress(const struct job *base)
{
    const struct job_setup *setup = &((const struct whole_job *)base)->setup;
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
    struct worker *worker = ((struct whole_job *)base)->worker;
    struct timespec begun;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    while (!is_reached || !is_reached(user)) {
        // Asked once more after the end: the work may have got there between the two questions.
        if (job_done(base))
            return !is_reached || is_reached(user);
        if (!worker || (milliseconds >= 0 && seconds_since(&begun) > 1e-3 * milliseconds) ||
            !worker_pause(worker, milliseconds < 0))
            return false;
    }
    return true;
}

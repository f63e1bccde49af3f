// Jobs of a page that may have threads: job_start puts them into the pool's queue.
#include "base/job.h"

#include "base/array.h"
#include "pool.h"
#include "pump.h"

#include <emscripten.h>
#include <stdint.h>
#include <stdlib.h>

struct pooled_job {
    struct job head;
    struct job_setup setup;
    struct task task;
    bool is_pooled; // until it has been taken back or waited for
    atomic_bool done;
};

struct job *job_create(const struct job_setup *setup, struct error *error)
{
    struct pooled_job *job = array_create(1, sizeof *job, error);
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
static void end(struct pooled_job *job)
{
    atomic_store_explicit(&job->done, true, memory_order_release);
}

static void finish(void *user)
{
    struct pooled_job *job = user;
    const struct job_setup *setup = &job->setup;
    if (setup->run)
        setup->run(setup->user, &job->head);
    else
        while (!job_is_cancelled(&job->head) && setup->slice(setup->user, &job->head, SIZE_MAX))
            ;
    end(job);
}

// Whether it is the caller's to do from here on.
static bool take_back(struct pooled_job *job)
{
    if (job->is_pooled && !pool_take_back(&job->task))
        return false;
    job->is_pooled = false;
    return true;
}

// The thread has let go of it.
static void await_end(struct pooled_job *job)
{
    while (!atomic_load_explicit(&job->task.is_done, memory_order_acquire))
        pool_pause();
    job->is_pooled = false;
}

void job_run(struct job *base)
{
    struct pooled_job *job = (struct pooled_job *)base;
    if (job_done(base))
        return;
    if (take_back(job))
        finish(job);
    else
        await_end(job);
}

bool job_advance(struct job *base, size_t amount)
{
    struct pooled_job *job = (struct pooled_job *)base;
    if (job->is_pooled || job_done(base))
        return !job_done(base);
    const bool more = job->setup.slice(job->setup.user, base, amount);
    if (!more)
        end(job);
    return more;
}

bool job_start(struct job *base, struct error *error)
{
    struct pooled_job *job = (struct pooled_job *)base;
    if (job->is_pooled || job_done(base))
        return true;
    job->task = (struct task){.run = finish, .user = job};
    job->is_pooled = !job->setup.refuse_start && pool_add(&job->task);
    return job->is_pooled ||
           error_set(error, ERROR_FAILED, "no thread could be started for the %s", job->setup.name);
}

void job_cancel(struct job *base)
{
    struct pooled_job *job = (struct pooled_job *)base;
    if (!job_done(base)) // one that has ended by itself was not cancelled
        atomic_store_explicit(&base->cancelled, true, memory_order_relaxed);
    if (!take_back(job))
        await_end(job);
    end(job);
}

bool job_done(const struct job *base)
{
    return atomic_load_explicit(&((const struct pooled_job *)base)->done, memory_order_acquire);
}

double job_progress(const struct job *base)
{
    const struct job_setup *setup = &((const struct pooled_job *)base)->setup;
    if (job_done(base) && !job_is_cancelled(base))
        return 1;
    return setup->progress ? setup->progress(setup->user) : 0;
}

// Before threads have come up, nothing moves while its owner waits.
bool job_wait(struct job *base, int milliseconds, bool (*is_reached)(const void *user),
              const void *user)
{
    struct pooled_job *job = (struct pooled_job *)base;
    if (milliseconds < 0 && job->is_pooled && take_back(job))
        finish(job);
    const double begun = emscripten_get_now();
    while (!is_reached || !is_reached(user)) {
        if (job_done(base))
            return !is_reached || is_reached(user);
        if (!job->is_pooled || !pool_is_up() ||
            (milliseconds >= 0 && emscripten_get_now() - begun > milliseconds))
            return false;
        pool_pause();
    }
    return true;
}

// They advance by themselves.
bool pump_jobs(double seconds)
{
    (void)seconds;
    return false;
}

// Jobs of a page that may not start threads: job_start puts them into a list, and the loop advances
// what is in it for a part of every frame.
#include "base/job.h"

#include "base/array.h"
#include "pump.h"

#include <emscripten.h>
#include <stdlib.h>

struct pumped_job {
    struct job head;
    struct job_setup setup;
    bool is_started, is_done;
    size_t amount; // units of a slice that takes about a millisecond
    struct pumped_job *next;
};

// There is one thread, and it has one list.
static struct pumped_job *first;

struct job *job_create(const struct job_setup *setup, struct error *error)
{
    struct pumped_job *job = array_create(1, sizeof *job, error);
    if (!job)
        return NULL;
    job->setup = *setup;
    job->amount = 1;
    return &job->head;
}

static void take_out(struct pumped_job *job)
{
    struct pumped_job **at = &first;
    while (*at && *at != job)
        at = &(*at)->next;
    if (*at)
        *at = job->next;
    job->next = NULL;
}

static void put_last(struct pumped_job *job)
{
    struct pumped_job **at = &first;
    while (*at)
        at = &(*at)->next;
    *at = job;
}

static void end(struct pumped_job *job)
{
    take_out(job);
    job->is_done = true;
}

void job_destroy(struct job *base)
{
    if (!base)
        return;
    job_cancel(base);
    free(base);
}

void job_run(struct job *base)
{
    struct pumped_job *job = (struct pumped_job *)base;
    if (job->is_done)
        return;
    if (job->setup.run)
        job->setup.run(job->setup.user, base);
    else
        while (!job_is_cancelled(base) && job->setup.slice(job->setup.user, base, SIZE_MAX))
            ;
    end(job);
}

bool job_advance(struct job *base, size_t amount)
{
    struct pumped_job *job = (struct pumped_job *)base;
    if (!job->is_done && !job->setup.slice(job->setup.user, base, amount))
        end(job);
    return !job->is_done;
}

bool job_start(struct job *base, struct error *error)
{
    struct pumped_job *job = (struct pumped_job *)base;
    if (job->is_started || job->is_done)
        return true;
    if (job->setup.refuse_start)
        return error_set(error, ERROR_FAILED, "no thread could be started for the %s",
                         job->setup.name);
    job->is_started = true;
    put_last(job);
    return true;
}

void job_cancel(struct job *base)
{
    struct pumped_job *job = (struct pumped_job *)base;
    if (!job->is_done)
        atomic_store_explicit(&base->cancelled, true, memory_order_relaxed);
    end(job);
}

bool job_done(const struct job *base)
{
    return ((const struct pumped_job *)base)->is_done;
}

double job_progress(const struct job *base)
{
    const struct job_setup *setup = &((const struct pumped_job *)base)->setup;
    if (job_done(base) && !job_is_cancelled(base))
        return 1;
    return setup->progress ? setup->progress(setup->user) : 0;
}

// The work does not move while its owner waits, so it is advanced here; the owner has said how long
// it may take.
bool job_wait(struct job *base, int milliseconds, bool (*is_reached)(const void *user),
              const void *user)
{
    struct pumped_job *job = (struct pumped_job *)base;
    const double begun = emscripten_get_now();
    while (!is_reached || !is_reached(user)) {
        if (job->is_done)
            return !is_reached || is_reached(user);
        if (!job->is_started || (milliseconds >= 0 && emscripten_get_now() - begun > milliseconds))
            return false;
        job_advance(base, job->amount);
    }
    return true;
}

// ---- the loop's part ----------------------------------------------------------------------------

static void advance(struct pumped_job *job)
{
    const double begun = emscripten_get_now();
    job_advance(&job->head, job->amount);
    const double spent = emscripten_get_now() - begun;
    if (spent < 0.5 && job->amount < SIZE_MAX / 2)
        job->amount *= 2;
    else if (spent > 2 && job->amount > 1)
        job->amount /= 2;
}

bool pump_jobs(double seconds)
{
    const double end_at = emscripten_get_now() + 1e3 * seconds;
    while (first && emscripten_get_now() < end_at) {
        struct pumped_job *job = first;
        advance(job);
        if (job == first && job->next) { // all get their turn
            take_out(job);
            put_last(job);
        }
    }
    return first != NULL;
}

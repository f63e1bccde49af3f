// Jobs of a page that may not start threads: those that are started are in a list, and the loop
// advances what is in it for a part of every frame.
#include "pump.h"

#include "base/array.h"
#include "base/worker.h"

#include <emscripten.h>
#include <stdint.h>
#include <stdlib.h>

struct worker {
    struct job *job;
    size_t amount; // units of a slice that takes about a millisecond
    struct worker *next;
};

// There is one thread, and it has one list.
static struct worker *first;

static void take_out(struct worker *worker)
{
    struct worker **at = &first;
    while (*at && *at != worker)
        at = &(*at)->next;
    if (*at)
        *at = worker->next;
    worker->next = NULL;
}

static void put_last(struct worker *worker)
{
    struct worker **at = &first;
    while (*at)
        at = &(*at)->next;
    *at = worker;
}

struct worker *worker_start(struct job *job, struct error *error)
{
    struct worker *worker = array_create(1, sizeof *worker, error);
    if (!worker)
        return NULL;
    *worker = (struct worker){.job = job, .amount = 1};
    put_last(worker);
    return worker;
}

bool worker_take_back(struct worker *worker)
{
    take_out(worker);
    free(worker);
    return true;
}

// Always taken back.
void worker_join(struct worker *worker)
{
    (void)worker;
}

static void advance(struct worker *worker)
{
    const double begun = emscripten_get_now();
    if (!job_slice(worker->job, worker->amount))
        take_out(worker);
    const double spent = emscripten_get_now() - begun;
    if (spent < 0.5 && worker->amount < SIZE_MAX / 2)
        worker->amount *= 2;
    else if (spent > 2 && worker->amount > 1)
        worker->amount /= 2;
}

// The work does not move while its owner waits, so it is advanced here; the owner has said how long
// it may take.
bool worker_pause(struct worker *worker, bool for_ever)
{
    (void)for_ever;
    advance(worker);
    return true;
}

bool pump_jobs(double seconds)
{
    const double end_at = emscripten_get_now() + 1e3 * seconds;
    while (first && emscripten_get_now() < end_at) {
        struct worker *worker = first;
        advance(worker);
        if (worker == first && worker->next) { // all get their turn
            take_out(worker);
            put_last(worker);
        }
    }
    return first != NULL;
}

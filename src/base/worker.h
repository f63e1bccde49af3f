// Who does the work of a job that was started, in a file for each platform: a thread of its own,
// one of a pool, or the loop of a page, a part in every frame.
//
// Who may call whom: job → worker → job, and that only what stands here of it.
#ifndef RAVINE_BASE_WORKER_H
#define RAVINE_BASE_WORKER_H

#include "base/job.h"

struct worker;

// Has somebody do what is left of the job, which stays where it is. NULL on failure: memory was out
// where `error` says so, else there is nobody.
struct worker *worker_start(struct job *job, struct error *error);

// Whether nobody is at it and, from here on, nobody will be; then the worker has been freed.
bool worker_take_back(struct worker *worker);

// Waits until nobody is at it any more, and frees the worker.
void worker_join(struct worker *worker);

// Lets a moment pass in which the work goes on. Who waits for ever may do it himself. False where
// nothing moves while its owner waits.
bool worker_pause(struct worker *worker, bool for_ever);

// ---- of the job, for the worker -----------------------------------------------------------------

// Does all that is left on the calling thread.
void job_finish(struct job *job);

// Does at most `amount` of it; true while there is more to do.
bool job_slice(struct job *job, size_t amount);

#endif

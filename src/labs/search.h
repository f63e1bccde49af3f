// The search for a runner's number, α above all, at which its run ends best: opens the scene with
// that runner alone in a lab of its own, again and again. In the background or at once.
//
// Who may call whom: search → lab. Names no lab: struct lab_aim says what there is to search for.
#ifndef RAVINE_LABS_SEARCH_H
#define RAVINE_LABS_SEARCH_H

#include "labs/lab.h"
#include "sim/tune.h"

struct search;

struct search_setup {
    const struct lab *lab; // its scene, as it is now; looked at only while the search is created
    size_t group;          // a runner of a lab that has an aim
    double seconds;        // after so many nothing more is tried; 0 = no bound
    bool refuse_start;     // as in struct job_setup
};

// Nothing is tried yet. NULL on failure.
struct search *search_create(const struct search_setup *setup, struct error *error);
void search_destroy(struct search *search); // cancels first; NULL is fine

// On a thread of its own, which tries little by little; search_run on this one.
bool search_start(struct search *search, struct error *error);
void search_run(struct search *search);
// Stops within a step of the run under way, or when what that run reads has been read.
void search_cancel(struct search *search);
bool search_done(const struct search *search);
double search_progress(const struct search *search); // from 0 to 1, roughly

// What has been tried and found: sim/tune.h. Valid as long as the search.
const struct tune *search_tune(const struct search *search);

// Once it is done: false where the runs themselves failed (memory, no thread); `error` says why.
bool search_succeeded(const struct search *search, struct error *error);

const char *search_section(const struct search *search); // of the runner

// The slider of a group that its lab's aim is about; NULL where there is none.
const struct param *search_param(const struct lab *lab, size_t group);

#endif

// The soak: the window with random hands on it, for as long as one likes.
//
// Every event is named by a seed and its number alone, so that any of them can be left out and the
// others stay what they are. A life is so many events with one window: then it is closed, and
// another scene opened. What happens lies in memory that two processes share: one lives, the other
// tells what it did last when it dies.
//
// Who may call whom: soak → life → hands, judge, place; all → soak.h.
#ifndef RAVINE_TESTS_SOAK_SOAK_H
#define RAVINE_TESTS_SOAK_SOAK_H

#include "app/app.h"
#include "app/frame.h"
#include "base/random.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LIFE_EVENTS = 256,  // with one window
    CHECK_EVENTS = 64,  // from one long check to the next
    TOLD_MAX = 48,      // events that are remembered
    DOCUMENTS_MAX = 64, // whose first scenes are remembered, in a life
};

// What both processes see.
struct soak_shared {
    volatile long events, frames; // done so far
    volatile long number;         // of the event that is being done
    char told[TOLD_MAX][200];     // what the last events did; of event n: told[n % TOLD_MAX]
    long told_number[TOLD_MAX];   //
    char wrong[1000];             // what a check found; empty = nothing
    char folder[128];             // everything is written in
    volatile double memory_early, memory; // bytes that were in use between lives
    volatile int files_early, files;      // that were open then
};

// A document as it was when it was first seen.
struct soak_first {
    char *source, *text;
    const struct lab_type *lab;
    bool is_forgotten; // more was changed than can be undone
};

struct soak {
    struct soak_shared *shared;
    char program[4096]; // where its files are
    uint64_t seed;
    struct app *app;
    struct frame *frame; // the app's
    bool is_drawn;       // what is drawn goes to the driver, too; else it is only looked at
    bool has_typed_nan;  // from here on the word may stand anywhere
    struct soak_first first[DOCUMENTS_MAX];
    size_t first_count;
    double seconds; // that pass before the next frame
};

// ---- place.c: a folder that nothing is written outside of ---------------------------------------

// Makes the folder and goes there.
void place_make(struct soak *soak);

// Empties it and fills it with the program's files and with files to drop: lives know nothing of
// each other.
void place_fill(struct soak *soak);

void place_remove(const struct soak_shared *shared);

// The path of a random file to open, some of which are broken or not there.
void place_file(const struct soak *soak, struct random *random, char path[300]);

// Somebody else writes or removes one of the files.
void place_disturb(const struct soak *soak, struct random *random, char what[120]);

// ---- hands.c ------------------------------------------------------------------------------------

// Does the event of that number, whatever it is, and tells.
void hands_do(struct soak *soak, long number);

// The events that wait are taken, as the program's loop does.
void hands_take(struct soak *soak);

// A key goes down and up.
void hands_key(struct soak *soak, int32_t code, uint16_t modifiers, int repeats);

// ---- judge.c ------------------------------------------------------------------------------------

// Puts the checks between the window and its canvas.
void judge_canvas(struct soak *soak);

// Draws a frame, and holds against it what must be true of every one.
void judge_frame(struct soak *soak);

// What must be true after every event.
void judge_event(struct soak *soak);

// Undoes everything and does it again; saves and reads back.
void judge_history(struct soak *soak);

void judge_forget(struct soak *soak); // the first scenes of all documents

// Bytes in use.
double judge_memory(void);

int judge_files(void); // open ones

// Ends the process: a check found something wrong.
void soak_fail(struct soak *soak, const char *format, ...) PRINTF_LIKE(2, 3);

// ---- life.c -------------------------------------------------------------------------------------

// The numbers of events, in order.
struct soak_plan {
    const long *number; // number[count]; NULL: all from 0 on
    size_t count;
    double seconds; // that are enough, where `number` is NULL
};

// Lives; for a process of its own.
void life_run(struct soak *soak, const struct soak_plan *plan);

#endif

// soak [--seed N] [--seconds S | --only 17,20-40 [--shrink]], begun by tests/soak/run
//
// Random hands on the window for so long, or these of their events again. What it finds comes with
// the words that do it again; --shrink looks for fewer events that find it as well. The computing
// threads take their turns as they like: not everything comes again at once.
#include "soak/soak.h"
#include "bench/bench.h"

#include <SDL.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NUMBERS_MAX = 4096, STILL_SECONDS = 240 };

struct options {
    uint64_t seed;
    double seconds;
    long only[NUMBERS_MAX];
    size_t count; // 0 = all, for so many seconds
    bool shrinks;
};

// ---- one run ------------------------------------------------------------------------------------

static void live(struct soak_shared *shared, const struct options *options,
                 const struct soak_plan *plan)
{
    static struct soak soak;
    soak.shared = shared;
    soak.seed = options->seed;
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
    place_make(&soak);
    life_run(&soak, plan);
    exit(0); // where leaks are told
}

// Waits for the end of a run. One in which nothing happens any more is ended.
static int wait_for(pid_t child, const struct soak_shared *shared)
{
    int status;
    long seen = -1;
    double since = bench_now();
    while (waitpid(child, &status, WNOHANG) == 0) {
        const struct timespec moment = {0, 20 * 1000000};
        nanosleep(&moment, NULL);
        const long now = shared->events + shared->frames;
        if (now != seen)
            since = bench_now();
        seen = now;
        if (bench_now() - since > STILL_SECONDS)
            kill(child, SIGABRT);
    }
    return status;
}

// Whether all went well. In a process of its own, which may die.
static bool run(struct soak_shared *shared, const struct options *options,
                const struct soak_plan *plan)
{
    memset(shared, 0, sizeof *shared);
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0)
        live(shared, options, plan);
    const int status = wait_for(child, shared);
    if (*shared->folder)
        place_remove(shared);
    if (!*shared->wrong && WIFSIGNALED(status))
        snprintf(shared->wrong, sizeof shared->wrong, "signal %d", WTERMSIG(status));
    else if (!*shared->wrong && WEXITSTATUS(status) != 0)
        snprintf(shared->wrong, sizeof shared->wrong, "exit status %d: see above",
                 WEXITSTATUS(status));
    return !*shared->wrong;
}

// ---- telling ------------------------------------------------------------------------------------

static void show_numbers(const long number[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const size_t first = i;
        while (i + 1 < count && number[i + 1] == number[i] + 1)
            i++;
        printf(first == i ? "%s%ld" : "%s%ld-%ld", first ? "," : "", number[first], number[i]);
    }
    printf("\n");
}

static void show_wrong(const struct soak_shared *shared)
{
    printf("# After event %ld: ", shared->number);
    for (const char *at = shared->wrong; *at; at++) {
        putchar(*at);
        if (*at == '\n')
            printf("#   ");
    }
    printf("\n# The last events:\n");
    for (long i = TOLD_MAX - 1; i >= 0; i--) {
        const long number = shared->number - i;
        if (number >= 0 && shared->told_number[number % TOLD_MAX] == number)
            printf("#   %ld: %s\n", number, shared->told[number % TOLD_MAX]);
    }
}

static void show_replay(const struct options *options, const long number[], size_t count)
{
    printf("# Again (--shrink: with fewer events): tests/soak/run --seed %llu --only ",
           (unsigned long long)options->seed);
    show_numbers(number, count);
}

// ---- fewer events -------------------------------------------------------------------------------

// Leaves out `length` events from `first` on, where the rest goes wrong as well.
static size_t leave_out(struct soak_shared *shared, const struct options *options, long number[],
                        size_t count, size_t first, size_t length)
{
    long fewer[NUMBERS_MAX];
    memcpy(fewer, number, first * sizeof *fewer);
    memcpy(fewer + first, number + first + length, (count - first - length) * sizeof *fewer);
    const struct soak_plan plan = {.number = fewer, .count = count - length};
    if (run(shared, options, &plan))
        return count;
    // Nothing after the one that went wrong matters.
    size_t left = count - length;
    while (left > 1 && fewer[left - 1] > shared->number)
        left--;
    memcpy(number, fewer, left * sizeof *fewer);
    printf("# %zu events: ", left);
    show_numbers(number, left);
    fflush(stdout);
    return left;
}

static size_t shrink(struct soak_shared *shared, const struct options *options, long number[],
                     size_t count)
{
    for (size_t length = count / 2; length > 0; length /= 2)
        for (size_t first = 0; first + length <= count && count > length;) {
            const size_t left = leave_out(shared, options, number, count, first, length);
            first += left == count ? length : 0;
            count = left;
        }
    return count;
}

// ---- all ----------------------------------------------------------------------------------------

static void read_numbers(struct options *options, const char *text)
{
    char *end = (char *)text;
    while (*end && options->count < NUMBERS_MAX) {
        const long first = strtol(end, &end, 10);
        const long last = *end == '-' ? strtol(end + 1, &end, 10) : first;
        for (long i = first; i <= last && options->count < NUMBERS_MAX; i++)
            options->only[options->count++] = i;
        end += *end == ',';
    }
}

static bool read_options(struct options *options, int argc, char *argv[])
{
    options->seconds = 60;
    options->seed = (uint64_t)time(NULL);
    for (int i = 1; i < argc; i++) {
        const bool has_value = i + 1 < argc;
        if (strcmp(argv[i], "--seed") == 0 && has_value)
            options->seed = strtoull(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--seconds") == 0 && has_value)
            options->seconds = strtod(argv[++i], NULL);
        else if (strcmp(argv[i], "--only") == 0 && has_value)
            read_numbers(options, argv[++i]);
        else if (strcmp(argv[i], "--shrink") == 0)
            options->shrinks = true;
        else
            return false;
    }
    return true;
}

// From the beginning of its life to the event that went wrong.
static size_t last_life(const struct soak_shared *shared, struct options *options)
{
    options->count = 0;
    for (long i = shared->number / LIFE_EVENTS * LIFE_EVENTS; i <= shared->number; i++)
        options->only[options->count++] = i;
    return options->count;
}

int main(int argc, char *argv[])
{
    static struct options options;
    if (!read_options(&options, argc, argv)) {
        fprintf(stderr, "soak [--seed N] [--seconds S | --only 17,20-40 [--shrink]]\n");
        return 2;
    }
    struct soak_shared *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return 2;
    const struct soak_plan plan = {.number = options.count ? options.only : NULL,
                                   .count = options.count,
                                   .seconds = options.seconds};
    printf("1..1\n# seed %llu\n", (unsigned long long)options.seed);
    const double start = bench_now();
    const bool done = run(shared, &options, &plan);
    const double seconds = bench_now() - start;
    printf("# %ld events, %.0f a second; %ld frames\n", shared->events,
           (double)shared->events / seconds, shared->frames);
    printf("# with all windows closed: %.1f MB, %.1f early; %d files open, %d early\n",
           shared->memory / 1e6, shared->memory_early / 1e6, shared->files, shared->files_early);
    if (!done) {
        show_wrong(shared);
        if (!plan.number)
            last_life(shared, &options);
        if (options.shrinks)
            options.count = shrink(shared, &options, options.only, options.count);
        show_replay(&options, options.only, options.count);
    }
    printf("%sok 1 - whatever hands do, the window goes on\n", done ? "" : "not ");
    return !done;
}

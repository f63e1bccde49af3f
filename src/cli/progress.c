#include "cli/progress.h"

#include "base/text.h"
#include "base/words.h"
#include "export/pace.h"

#include <math.h>
#include <time.h>
#include <unistd.h>

static const double pause_between = 0.1; // seconds, so that it can be read

static const double patience = 1;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void progress_begin(struct progress *progress)
{
    *progress = (struct progress){.out = isatty(STDERR_FILENO) ? stderr : NULL, .begun = now()};
}

bool progress_follow(void *user, size_t done, size_t all)
{
    struct progress *progress = user;
    const double time = now();
    char text[96];
    if (done == 0)
        progress->framed = time; // what they show is computed until then
    if (!progress->out || time - progress->said < pause_between ||
        (done == 0 && time - progress->begun > patience))
        return true;
    progress->said = time;
    pace_text(done, all, time - progress->framed, text);
    fprintf(progress->out, "\r%s\x1b[K", text); // what is left of a longer one goes
    fflush(progress->out);
    return true;
}

void progress_await(void *user, double share)
{
    struct progress *progress = user;
    const double time = now(), passed = time - progress->begun;
    const double left = share > 0 ? passed * (1 - share) / share : NAN;
    char text[96];
    if (!progress->out || passed < patience || time - progress->said < pause_between)
        return;
    progress->said = time;
    if (!(left >= 0))
        text_print(text, sizeof text, words("%.0f s"), passed);
    else if (left < 100)
        text_print(text, sizeof text, words("%.0f %%, %.0f s left"), 100 * share, ceil(left));
    else
        text_print(text, sizeof text, words("%.0f %%, %.0f minutes left"), 100 * share,
                   ceil(left / 60));
    fprintf(progress->out, "\r%s\x1b[K", text);
    fflush(progress->out);
}

void progress_name(void *user, size_t done, size_t all, const char *name)
{
    struct progress *progress = user;
    char text[160];
    if (!progress->out)
        return;
    progress->said = now();
    text_print(text, sizeof text, words("%zu of %zu: %s"), done + 1, all, name);
    fprintf(progress->out, "\r%s\x1b[K", text);
    fflush(progress->out);
}

void progress_end(struct progress *progress)
{
    if (progress->out && progress->said > 0)
        fputs("\r\x1b[K", progress->out);
}

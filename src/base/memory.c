#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static const double many = 1e8; // bytes that are worth telling

// The number in a file of the system's; infinite where there is none ("max").
static double number_in(const char *path)
{
    double number = INFINITY;
    FILE *file = fopen(path, "r");
    if (file && fscanf(file, "%lf", &number) != 1)
        number = INFINITY;
    if (file)
        fclose(file);
    return number;
}

static double machine(void)
{
    const long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    return pages > 0 && size > 0 ? (double)pages * (double)size : INFINITY;
}

double memory_all(void)
{
    struct rlimit limit;
    double all = fmin(machine(), number_in("/sys/fs/cgroup/memory.max"));
    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        all = fmin(all, (double)limit.rlim_cur);
    return all;
}

bool memory_check(const char *what, double bytes, struct error *error)
{
    const double all = memory_all();
    return bytes <= all / 2 ||
           error_set(error, ERROR_FAILED,
                     "%s would take %.1f GB of memory, more than half of the %.1f GB there are",
                     what, bytes / 1e9, all / 1e9);
}

bool memory_refused(double bytes, struct error *error)
{
    const double all = memory_all();
    error_memory(error);
    if (!error || bytes < many || !isfinite(all))
        return false;
    error_set(error, ERROR_FAILED, "out of memory: %.1f GB more are needed, of %.1f GB in all",
              bytes / 1e9, all / 1e9);
    error->is_memory = true;
    return false;
}

void memory_give_back(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

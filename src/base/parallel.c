#include "base/parallel.h"

#include <omp.h>

int parallel_threads(int wanted)
{
    return wanted > 0 ? wanted : omp_get_max_threads();
}

void parallel_for(size_t count, int threads, size_t chunk,
                  void (*body)(void *user, size_t index, int thread), void *user)
{
    threads = parallel_threads(threads);
    if ((size_t)threads > count)
        threads = count > 0 ? (int)count : 1;
    if (chunk < 1)
        chunk = 1;
#pragma omp parallel for num_threads(threads) schedule(dynamic, chunk)
    for (size_t i = 0; i < count; i++)
        body(user, i, omp_get_thread_num());
}

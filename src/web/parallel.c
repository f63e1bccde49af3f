// Loops of a page that may not start threads: one walks them.
#include "base/parallel.h"

int parallel_threads(int wanted)
{
    return wanted > 0 ? wanted : 1;
}

void parallel_for(size_t count, int threads, size_t chunk,
                  void (*body)(void *user, size_t index, int thread), void *user)
{
    (void)threads, (void)chunk;
    for (size_t i = 0; i < count; i++)
        body(user, i, 0);
}

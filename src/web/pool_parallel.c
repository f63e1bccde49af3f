// Loops on the threads of a page: who calls walks along, and whoever of the pool is free helps.
#include "base/parallel.h"

#include "pool.h"

enum { HELPERS_MAX = 15 };

struct loop {
    size_t count, chunk;
    void (*body)(void *user, size_t index, int thread);
    void *user;
    atomic_size_t next;
};

struct helper {
    struct task task;
    struct loop *loop;
    int thread;
};

int parallel_threads(int wanted)
{
    return wanted > 0 ? wanted : pool_threads();
}

static void walk(struct loop *loop, int thread)
{
    size_t from;
    while ((from = atomic_fetch_add(&loop->next, loop->chunk)) < loop->count)
        for (size_t i = from; i < loop->count && i - from < loop->chunk; i++)
            loop->body(loop->user, i, thread);
}

static void help(void *user)
{
    const struct helper *helper = user;
    walk(helper->loop, helper->thread);
}

void parallel_for(size_t count, int threads, size_t chunk,
                  void (*body)(void *user, size_t index, int thread), void *user)
{
    struct loop loop = {.count = count, .chunk = chunk < 1 ? 1 : chunk, .body = body, .user = user};
    struct helper helper[HELPERS_MAX];
    const size_t chunks = (count + loop.chunk - 1) / loop.chunk;
    size_t helpers = (size_t)parallel_threads(threads) - 1;
    if (helpers >= chunks)
        helpers = chunks > 0 ? chunks - 1 : 0;
    if (helpers > HELPERS_MAX)
        helpers = HELPERS_MAX;
    size_t added = 0;
    for (; added < helpers; added++) {
        struct helper *one = &helper[added];
        *one = (struct helper){
            .task = {.run = help, .user = one}, .loop = &loop, .thread = (int)added + 1};
        if (!pool_add(&one->task))
            break;
    }
    walk(&loop, 0);
    for (size_t i = 0; i < added; i++)
        if (!pool_take_back(&helper[i].task))
            while (!atomic_load_explicit(&helper[i].task.is_done, memory_order_acquire))
                pool_pause();
}

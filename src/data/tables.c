#include "data/tables.h"

#include "base/array.h"
#include "base/job.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

// Those that were wanted longest ago go first.
enum { KEPT_MAX = 12 };
static const size_t bytes_max = (size_t)256 << 20;

struct kept {
    char *path;
    struct stat file; // as it was when it was read
    struct table_want *want;
    size_t wants;
    struct table table;
};

struct tables {
    atomic_bool is_taken;       // by the thread that looks at what follows, or changes it
    struct kept kept[KEPT_MAX]; // [count] the one that was wanted last is the last one
    size_t count;
    struct job *job;      // reads ahead; NULL: nothing
    struct tables *ahead; // what it has read; the job's until it is over
    bool (*next)(struct tables *into, size_t number);
    size_t number;
};

// ---- one of them --------------------------------------------------------------------------------

static void kept_clear(struct kept *kept)
{
    for (size_t i = 0; kept->want && i < kept->wants; i++)
        free((char *)kept->want[i].name);
    free(kept->want);
    free(kept->path);
    table_clear(&kept->table);
    memset(kept, 0, sizeof *kept);
}

static size_t kept_bytes(const struct kept *kept)
{
    return kept->table.rows * kept->table.columns * sizeof(double);
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static bool is_same_want(const struct table_want *a, const struct table_want *b)
{
    return strcmp(a->name, b->name) == 0 && a->missing_allowed == b->missing_allowed &&
           a->kind == b->kind && a->optional == b->optional;
}

static bool has_all(const struct kept *kept, const struct table_want wants[], size_t count)
{
    bool is_same = kept->wants == count;
    for (size_t i = 0; is_same && i < count; i++)
        is_same = is_same_want(&kept->want[i], &wants[i]);
    return is_same;
}

// ---- all of them --------------------------------------------------------------------------------

static void forget(struct tables *tables, size_t at)
{
    kept_clear(&tables->kept[at]);
    tables->count--;
    memmove(tables->kept + at, tables->kept + at + 1, (tables->count - at) * sizeof *tables->kept);
}

// Takes *kept over as the one that was wanted last.
static void put(struct tables *tables, struct kept *kept)
{
    size_t bytes = kept_bytes(kept);
    for (size_t i = 0; i < tables->count; i++)
        bytes += kept_bytes(&tables->kept[i]);
    while (tables->count > 0 && (tables->count == KEPT_MAX || bytes > bytes_max)) {
        bytes -= kept_bytes(&tables->kept[0]);
        forget(tables, 0);
    }
    if (bytes <= bytes_max)
        tables->kept[tables->count++] = *kept;
    else
        kept_clear(kept);
    memset(kept, 0, sizeof *kept);
}

// The one of these columns of that file, now the last one; NULL where there is none.
static const struct table *find(struct tables *tables, const char *path, const struct stat *file,
                                const struct table_want wants[], size_t count)
{
    for (size_t i = tables->count; i-- > 0;) {
        struct kept found = tables->kept[i];
        if (strcmp(found.path, path) != 0 || !has_all(&found, wants, count))
            continue;
        if (!is_same_file(&found.file, file)) {
            forget(tables, i);
            return NULL;
        }
        memmove(tables->kept + i, tables->kept + i + 1,
                (tables->count - i - 1) * sizeof *tables->kept);
        tables->kept[tables->count - 1] = found;
        return &tables->kept[tables->count - 1].table;
    }
    return NULL;
}

// Without memory for it, it is read again another time.
static void keep(struct tables *tables, const struct table *table, const char *path,
                 const struct stat *file, const struct table_want wants[], size_t count)
{
    struct kept kept = {
        .path = strdup(path), .file = *file, .want = array_create(count, sizeof *kept.want, NULL)};
    bool done = kept.path && kept.want;
    for (size_t i = 0; done && i < count; i++) {
        kept.want[i] = wants[i];
        kept.want[i].name = strdup(wants[i].name);
        kept.wants++;
        done = kept.want[i].name != NULL;
    }
    if (done && table_copy(&kept.table, table, NULL))
        put(tables, &kept);
    else
        kept_clear(&kept);
}

// What has been read ahead, once that is over.
static void take_ahead(struct tables *tables)
{
    if (!tables->job || !job_done(tables->job))
        return;
    struct tables *ahead = tables->ahead;
    for (size_t i = 0; i < ahead->count; i++) {
        struct kept *kept = &ahead->kept[i];
        if (find(tables, kept->path, &kept->file, kept->want, kept->wants))
            kept_clear(kept);
        else
            put(tables, kept);
    }
    ahead->count = 0;
    tables_destroy(ahead);
    job_destroy(tables->job);
    tables->ahead = NULL;
    tables->job = NULL;
}

// Nobody has it for longer than a copy takes.
static void take(struct tables *tables)
{
    const struct timespec pause = {.tv_nsec = 50000};
    while (atomic_exchange_explicit(&tables->is_taken, true, memory_order_acquire))
        nanosleep(&pause, NULL);
}

static void give(struct tables *tables)
{
    atomic_store_explicit(&tables->is_taken, false, memory_order_release);
}

struct tables *tables_create(struct error *error)
{
    return array_create(1, sizeof(struct tables), error);
}

void tables_destroy(struct tables *tables)
{
    if (!tables)
        return;
    job_destroy(tables->job);
    tables_destroy(tables->ahead);
    while (tables->count > 0)
        forget(tables, tables->count - 1);
    free(tables);
}

bool tables_read(struct tables *tables, struct table *table, const char *path,
                 const struct table_want wants[], size_t count, struct error *error)
{
    struct stat file;
    if (!tables || stat(path, &file) != 0)
        return table_read(table, path, wants, count, error);
    take(tables);
    take_ahead(tables);
    const struct table *found = find(tables, path, &file, wants, count);
    const bool is_there = found != NULL;
    bool done = is_there && table_copy(table, found, error);
    give(tables);
    if (is_there)
        return done;
    done = table_read(table, path, wants, count, error);
    if (done) {
        take(tables);
        keep(tables, table, path, &file, wants, count);
        give(tables);
    }
    return done;
}

// ---- ahead --------------------------------------------------------------------------------------

static bool read_next(void *user, const struct job *job, size_t amount)
{
    struct tables *tables = user;
    bool more = true;
    for (; more && amount > 0 && !job_is_cancelled(job); amount--)
        more = tables->next(tables->ahead, tables->number++);
    return more;
}

void tables_read_ahead(struct tables *tables, bool (*next)(struct tables *into, size_t number))
{
    const struct job_setup setup = {.name = "data", .user = tables, .slice = read_next};
    take(tables);
    const bool is_under_way = tables->job != NULL;
    give(tables);
    if (is_under_way)
        return;
    tables->next = next;
    tables->number = 0;
    tables->ahead = tables_create(NULL);
    tables->job = tables->ahead ? job_create(&setup, NULL) : NULL;
    if (tables->job && job_start(tables->job, NULL))
        return;
    job_destroy(tables->job);
    tables_destroy(tables->ahead);
    tables->job = NULL;
    tables->ahead = NULL;
}

void tables_wait(struct tables *tables)
{
    if (tables->job)
        job_wait(tables->job, -1, NULL, NULL);
}

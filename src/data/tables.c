#include "data/tables.h"

#include "base/array.h"
#include "base/job.h"
#include "base/lock.h"
#include "base/memory.h"
#include "base/payload.h"
#include "data/dataset.h"
#include "data/packed.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT_OF_A_KIND = 64, KEPT_MAX = 256 };
static const size_t bytes_max = (size_t)256 << 20;

struct kept {
    struct tables_wanted of;
    void *item;
};

struct tables {
    struct lock lock;           // of what follows, for no longer than a copy takes
    struct kept kept[KEPT_MAX]; // [count] the one that was wanted last is the last one
    size_t count;
    struct job *job;      // reads ahead; NULL: nothing
    struct tables *ahead; // what it has read; the job's until it is over
    bool (*next)(struct tables *into, size_t number);
    size_t number;
    atomic_int past; // enum tables_past
};

// ---- one of them --------------------------------------------------------------------------------

void tables_wanted_clear(struct tables_wanted *wanted)
{
    free(wanted->path);
    free(wanted->key);
    memset(wanted, 0, sizeof *wanted);
}

static void kept_clear(struct kept *kept)
{
    if (kept->item)
        kept->of.kind->clear(kept->item);
    free(kept->item);
    tables_wanted_clear(&kept->of);
    memset(kept, 0, sizeof *kept);
}

static size_t kept_bytes(const struct kept *kept)
{
    return kept->of.length + kept->of.kind->bytes(kept->item);
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static bool is_same(const struct tables_wanted *a, const struct tables_wanted *b)
{
    return a->kind == b->kind && strcmp(a->path, b->path) == 0 && a->length == b->length &&
           memcmp(a->key, b->key, a->length) == 0;
}

// ---- all of them --------------------------------------------------------------------------------

static void forget(struct tables *tables, size_t at)
{
    kept_clear(&tables->kept[at]);
    tables->count--;
    memmove(tables->kept + at, tables->kept + at + 1, (tables->count - at) * sizeof *tables->kept);
}

// Forgets what *kept takes the place of, and the oldest of its kind where there are too many.
static void make_room(struct tables *tables, const struct kept *kept)
{
    size_t alike = 0;
    for (size_t i = tables->count; i-- > 0;)
        if (is_same(&tables->kept[i].of, &kept->of) ||
            (tables->kept[i].of.kind == kept->of.kind && ++alike == KEPT_OF_A_KIND))
            forget(tables, i);
}

// Takes *kept over as the one that was wanted last.
static void put(struct tables *tables, struct kept *kept)
{
    make_room(tables, kept);
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

// The one that is wanted, now the last one; NULL where there is none. Past: whatever has become of
// its file.
static const void *find(struct tables *tables, const struct tables_wanted *wanted, bool is_past)
{
    for (size_t i = tables->count; i-- > 0;) {
        struct kept found = tables->kept[i];
        if (!is_same(&found.of, wanted))
            continue;
        if (!is_past && (wanted->is_gone || !is_same_file(&found.of.file, &wanted->file)))
            return NULL;
        memmove(tables->kept + i, tables->kept + i + 1,
                (tables->count - i - 1) * sizeof *tables->kept);
        tables->kept[tables->count - 1] = found;
        return found.item;
    }
    return NULL;
}

// What has been read ahead, once that is over.
static void take_ahead(struct tables *tables)
{
    if (!tables->job || !job_done(tables->job))
        return;
    struct tables *ahead = tables->ahead;
    for (size_t i = 0; i < ahead->count; i++) {
        struct kept *kept = &ahead->kept[i];
        if (find(tables, &kept->of, false))
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

// ---- what is wanted -----------------------------------------------------------------------------

// A table within a figure changes with the figure.
static bool look_at_file(const char *path, struct stat *file)
{
    char figure[FILE_PATH_MAX];
    const char *name;
    return stat(payload_split(path, figure, &name) ? figure : path, file) == 0;
}

bool tables_want(struct tables_wanted *wanted, const struct tables *tables,
                 const struct tables_kind *kind, const char *path,
                 void (*describe)(FILE *out, const void *source), const void *source)
{
    memset(wanted, 0, sizeof *wanted);
    wanted->kind = kind;
    if (!tables)
        return false;
    wanted->is_gone = path && !look_at_file(path, &wanted->file);
    FILE *out = open_memstream(&wanted->key, &wanted->length);
    if (!out)
        return false;
    describe(out, source);
    bool done = !ferror(out);
    done = fclose(out) == 0 && done;
    wanted->path = done ? strdup(path ? path : "") : NULL;
    if (!wanted->path)
        tables_wanted_clear(wanted);
    return wanted->path;
}

static bool find_copy(struct tables *tables, const struct tables_wanted *wanted, bool is_past,
                      void *item)
{
    lock_take(&tables->lock);
    take_ahead(tables);
    const void *found = find(tables, wanted, is_past);
    const bool done = found && wanted->kind->copy(item, found, NULL);
    lock_leave(&tables->lock);
    return done;
}

bool tables_find(struct tables *tables, const struct tables_wanted *wanted, void *item)
{
    return wanted->path && find_copy(tables, wanted, false, item);
}

// ---- what has been ------------------------------------------------------------------------------

void tables_recall(struct tables *tables, enum tables_past past)
{
    if (tables)
        atomic_store(&tables->past, past);
}

static bool remembers(struct tables *tables, const char *path)
{
    bool does = false;
    lock_take(&tables->lock);
    for (size_t i = 0; i < tables->count && !does; i++)
        does = strcmp(tables->kept[i].of.path, path) == 0;
    lock_leave(&tables->lock);
    return does;
}

bool tables_path(struct tables *tables, const char *word, const char *beside, char *path,
                 size_t size, struct error *error)
{
    struct error why = {0};
    if (dataset_path(word, beside, path, size, error ? &why : NULL))
        return true;
    if (tables && dataset_beside(word, beside, path, size, NULL) && remembers(tables, path))
        return true;
    // Out of a figure, which is gone with it.
    if (tables && beside && snprintf(path, size, "%s/%s", beside, word) < (int)size &&
        remembers(tables, path))
        return true;
    return error_pass(error, &why);
}

// *item, which is on the heap, and what names it are no longer the caller's. What is past is not
// replaced while it may be wanted.
static void take_over(struct tables *tables, struct tables_wanted *wanted, void *item)
{
    struct kept kept = {.of = *wanted, .item = item};
    memset(wanted, 0, sizeof *wanted);
    lock_take(&tables->lock);
    if (atomic_load(&tables->past) != TABLES_NOW && find(tables, &kept.of, true))
        kept_clear(&kept);
    else
        put(tables, &kept);
    lock_leave(&tables->lock);
}

void tables_keep(struct tables *tables, struct tables_wanted *wanted, const void *item)
{
    void *copy = wanted->path && !wanted->is_gone ? calloc(1, wanted->kind->size) : NULL;
    if (copy && wanted->kind->copy(copy, item, NULL)) {
        take_over(tables, wanted, copy);
    } else {
        free(copy);
        tables_wanted_clear(wanted);
    }
}

static void tell_past(struct report *report, const char *path)
{
    const char *slash = strrchr(path, '/');
    report_add(report, REPORT_DOUBT, "%s is not as it was: this is what was read of it before",
               slash ? slash + 1 : path);
}

// What is past, in place of what *item holds, which stays where there is none, or none is wanted:
// from `least` on.
static bool take_past(struct tables *tables, const struct tables_way *way,
                      const struct tables_wanted *wanted, enum tables_past least, void *item)
{
    if (!wanted->path || atomic_load(&tables->past) < (int)least)
        return false;
    void *past = calloc(1, way->kind->size);
    const bool done = past && find_copy(tables, wanted, true, past);
    if (done) {
        way->kind->clear(item);
        memcpy(item, past, way->kind->size);
        tell_past(way->report(item), wanted->path);
    }
    free(past);
    return done;
}

bool tables_have(struct tables *tables, const struct tables_way *way, const char *path,
                 const void *source, void *item, struct error *error)
{
    struct error why = {0};
    struct tables_wanted wanted;
    tables_want(&wanted, tables, way->kind, path, way->describe, source);
    bool done =
        tables_find(tables, &wanted, item) || take_past(tables, way, &wanted, TABLES_PAST, item);
    if (!done) {
        done = way->read(item, path, source, &why);
        if (done)
            tables_keep(tables, &wanted, item);
        else
            done = take_past(tables, way, &wanted, TABLES_LOST, item) || error_pass(error, &why);
    }
    tables_wanted_clear(&wanted);
    return done;
}

void tables_describe_hints(FILE *out, const struct table_hints *hints)
{
    const struct codes *codes = &hints->codes;
    fprintf(out, "%d %d %d %d %zu %zu", hints->separator, hints->decimal, (int)hints->header,
            (int)codes->policy, codes->numbers, codes->words);
    for (size_t i = 0; i < codes->numbers; i++)
        fprintf(out, " %.17g", codes->number[i]);
    for (size_t i = 0; i < codes->words; i++)
        fprintf(out, " %s%c", codes->word[i], '\0');
}

// ---- columns by their names ---------------------------------------------------------------------

struct told {
    struct table table;    // without its numbers where they are packed
    struct packed *packed; // [columns] while it is kept, else NULL
    struct report report;
};

struct columns_wanted {
    const struct table_want *want;
    size_t count;
    const struct table_hints *hints;
};

static void clear_told(void *item)
{
    struct told *told = item;
    for (size_t i = 0; told->packed && i < told->table.columns; i++)
        packed_clear(&told->packed[i]);
    free(told->packed);
    told->packed = NULL;
    table_clear(&told->table);
}

// Packs the numbers of a table for *told, which has everything else of it. Where that is the same
// table, it gives them up.
static bool pack(struct told *told, struct table *table, struct error *error)
{
    told->packed = array_create(table->columns, sizeof *told->packed, error);
    for (size_t i = 0; told->packed && i < table->columns; i++) {
        if (!packed_make(&told->packed[i], table->value[i], table->rows, error))
            return false;
        if (table == &told->table) {
            free(table->value[i]);
            table->value[i] = NULL;
        }
    }
    return told->packed;
}

static bool unpack(struct told *told, const struct packed packed[], struct error *error)
{
    struct table *table = &told->table;
    for (size_t i = 0; i < table->columns; i++) {
        table->value[i] = array_create(table->rows, sizeof **table->value, error);
        if (!table->value[i])
            return false;
        packed_read(&packed[i], table->value[i]);
    }
    return true;
}

// What is kept is packed, and what is had is not.
static bool copy_told(void *to, const void *from, struct error *error)
{
    struct told *copy = to;
    const struct told *told = from;
    struct table table = told->table, bare = told->table;
    bare.value = NULL;
    copy->packed = NULL;
    const bool done =
        table_copy(&copy->table, &bare, error) &&
        (told->packed ? unpack(copy, told->packed, error) : pack(copy, &table, error));
    if (done)
        copy->report = told->report;
    else
        clear_told(copy);
    return done;
}

static size_t told_bytes(const void *item)
{
    const struct told *told = item;
    size_t bytes = sizeof *told;
    for (size_t i = 0; i < told->table.columns; i++)
        bytes += packed_bytes(&told->packed[i]);
    return bytes;
}

static const struct tables_kind told_kind = {
    .size = sizeof(struct told),
    .copy = copy_told,
    .clear = clear_told,
    .bytes = told_bytes,
};

static void describe_columns(FILE *out, const void *source)
{
    static const struct table_hints none;
    const struct columns_wanted *columns = source;
    for (size_t i = 0; i < columns->count; i++) {
        const struct table_want *want = &columns->want[i];
        fprintf(out, "%s%c%d%d%d", want->name, '\0', want->missing_allowed, (int)want->kind,
                want->by_policy);
    }
    tables_describe_hints(out, columns->hints ? columns->hints : &none);
}

static bool read_told(void *item, const char *path, const void *source, struct error *error)
{
    struct told *told = item;
    const struct columns_wanted *columns = source;
    return table_read(&told->table, path, columns->want, columns->count, columns->hints,
                      &told->report, error);
}

static struct report *report_of_told(void *item)
{
    return &((struct told *)item)->report;
}

bool tables_read(struct tables *tables, struct table *table, const char *path,
                 const struct table_want wants[], size_t count, const struct table_hints *hints,
                 struct report *report, struct error *error)
{
    static const struct tables_way way = {&told_kind, describe_columns, read_told, report_of_told};
    const struct columns_wanted columns = {wants, count, hints};
    struct told *told = array_create(1, sizeof *told, error);
    if (!told)
        return false;
    const bool done = tables_have(tables, &way, path, &columns, told, error);
    *table = told->table;
    if (report)
        *report = told->report;
    free(told);
    return done;
}

static bool is_kept(struct tables *tables, const struct tables_wanted *wanted)
{
    lock_take(&tables->lock);
    take_ahead(tables);
    const bool found = find(tables, wanted, false);
    lock_leave(&tables->lock);
    return found;
}

void tables_prepare(struct tables *tables, const char *path, const struct table_want wants[],
                    size_t count, const struct table_hints *hints)
{
    const struct columns_wanted columns = {wants, count, hints};
    struct tables_wanted wanted;
    struct told *told = NULL;
    if (tables_want(&wanted, tables, &told_kind, path, describe_columns, &columns) &&
        !wanted.is_gone && !is_kept(tables, &wanted))
        told = array_create(1, sizeof *told, NULL);
    if (told && table_read(&told->table, path, wants, count, hints, &told->report, NULL) &&
        pack(told, &told->table, NULL)) {
        take_over(tables, &wanted, told);
    } else if (told) {
        clear_told(told);
        free(told);
    }
    tables_wanted_clear(&wanted);
}

// ---- ahead --------------------------------------------------------------------------------------

static bool read_next(void *user, const struct job *job, size_t amount)
{
    struct tables *tables = user;
    bool more = true;
    for (; more && amount > 0 && !job_is_cancelled(job); amount--)
        more = tables->next(tables->ahead, tables->number++);
    if (!more)
        memory_give_back(); // files and columns as they were before they were packed
    return more;
}

void tables_read_ahead(struct tables *tables, bool (*next)(struct tables *into, size_t number))
{
    const struct job_setup setup = {.name = "data", .user = tables, .slice = read_next};
    lock_take(&tables->lock);
    const bool is_under_way = tables->job != NULL;
    lock_leave(&tables->lock);
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

// Loaded before everything else (LD_PRELOAD): the allocation number $FAIL_ALLOCATION that the
// program itself asks for, from 1, gets no memory. Those of other libraries do, for what becomes of
// them then is not the program's to say; with $FAIL_LIBRARY ("libz.") the ones of that library are
// counted instead. What is counted is written into the file $COUNT_ALLOCATIONS at the end.
#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// glibc's own.
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static uintptr_t first, behind; // of the code whose allocations count
static atomic_long made;
static long wanted;

static int take_code(struct dl_phdr_info *info, size_t size, void *user)
{
    const char *library = user;
    (void)size;
    if (library && !strstr(info->dlpi_name, library))
        return 0;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_LOAD && info->dlpi_phdr[i].p_flags & PF_X) {
            first = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
            behind = first + info->dlpi_phdr[i].p_memsz;
        }
    return 1; // the first one is the program
}

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("FAIL_ALLOCATION");
    wanted = at ? atol(at) : 0;
    dl_iterate_phdr(take_code, getenv("FAIL_LIBRARY"));
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("COUNT_ALLOCATIONS");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%ld\n", atomic_load(&made));
        fclose(file);
    }
}

static int fails(const void *caller)
{
    if ((uintptr_t)caller < first || (uintptr_t)caller >= behind)
        return 0;
    if (atomic_fetch_add(&made, 1) + 1 != wanted)
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size)
{
    if (fails(__builtin_return_address(0)))
        return ENOMEM;
    *memory = __libc_memalign(alignment, size);
    return *memory ? 0 : ENOMEM;
}

static char *copy(const char *text, size_t length)
{
    char *made_of = __libc_malloc(length + 1);
    if (made_of) {
        memcpy(made_of, text, length);
        made_of[length] = '\0';
    }
    return made_of;
}

char *strdup(const char *text)
{
    return fails(__builtin_return_address(0)) ? NULL : copy(text, strlen(text));
}

char *strndup(const char *text, size_t length)
{
    return fails(__builtin_return_address(0)) ? NULL : copy(text, strnlen(text, length));
}

FILE *open_memstream(char **text, size_t *length)
{
    FILE *(*next)(char **, size_t *) =
        (FILE * (*)(char **, size_t *)) dlsym(RTLD_NEXT, "open_memstream");
    return fails(__builtin_return_address(0)) ? NULL : next(text, length);
}

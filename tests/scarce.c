// The linker's --wrap=malloc and so on lead here (tests/meson.build names them all).
#include "scarce.h"

#include "test.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

static atomic_long made, refused; // requests so far; the one that is refused, 0 = none

static bool is_refused(void)
{
    return atomic_fetch_add(&made, 1) + 1 == atomic_load(&refused);
}

// clang-format off
void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_malloc(size_t size)
{
    return is_refused() ? NULL : __real_malloc(size);
}

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size)
{
    return is_refused() ? NULL : __real_calloc(count, size);
}

void *__real_realloc(void *old, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_realloc(void *old, size_t size)
{
    return is_refused() ? NULL : __real_realloc(old, size);
}

char *__real_strdup(const char *text);
char *__wrap_strdup(const char *text);
char *__wrap_strdup(const char *text)
{
    return is_refused() ? NULL : __real_strdup(text);
}

char *__real_strndup(const char *text, size_t length);
char *__wrap_strndup(const char *text, size_t length);
char *__wrap_strndup(const char *text, size_t length)
{
    return is_refused() ? NULL : __real_strndup(text, length);
}

// What is written into memory asks for it again and again, and fclose says whether it was there.
FILE *__real_open_memstream(char **text, size_t *length);
FILE *__wrap_open_memstream(char **text, size_t *length);
FILE *__wrap_open_memstream(char **text, size_t *length)
{
    return is_refused() ? NULL : __real_open_memstream(text, length);
}

int __real_fclose(FILE *file);
int __wrap_fclose(FILE *file);
int __wrap_fclose(FILE *file)
{
    const bool is_memory = fileno(file) < 0;
    const int result = __real_fclose(file);
    return is_memory && is_refused() ? EOF : result;
}

int __real_inflateInit_(z_stream *stream, const char *version, int size);
int __wrap_inflateInit_(z_stream *stream, const char *version, int size);
int __wrap_inflateInit_(z_stream *stream, const char *version, int size)
{
    return is_refused() ? Z_MEM_ERROR : __real_inflateInit_(stream, version, size);
}

int __real_inflateInit2_(z_stream *stream, int bits, const char *version, int size);
int __wrap_inflateInit2_(z_stream *stream, int bits, const char *version, int size);
int __wrap_inflateInit2_(z_stream *stream, int bits, const char *version, int size)
{
    return is_refused() ? Z_MEM_ERROR : __real_inflateInit2_(stream, bits, version, size);
}

int __real_inflate(z_stream *stream, int flush);
int __wrap_inflate(z_stream *stream, int flush);
int __wrap_inflate(z_stream *stream, int flush)
{
    return is_refused() ? Z_MEM_ERROR : __real_inflate(stream, flush);
}

int __real_compress2(Bytef *to, uLongf *size, const Bytef *from, uLong length, int level);
int __wrap_compress2(Bytef *to, uLongf *size, const Bytef *from, uLong length, int level);
int __wrap_compress2(Bytef *to, uLongf *size, const Bytef *from, uLong length, int level)
{
    return is_refused() ? Z_MEM_ERROR : __real_compress2(to, size, from, length, level);
}
// clang-format on

// FNV-1a (Fowler, Noll, Vo 1991).
void scarce_sum(uint64_t *sum, const void *bytes, size_t size)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < size; i++)
        *sum = (*sum ^ byte[i]) * 0x100000001B3;
}

void scarce_sum_text(uint64_t *sum, const char *text)
{
    scarce_sum(sum, text ? text : "\xff", text ? strlen(text) + 1 : 1);
}

// Whether the request number `at` was reached.
static bool try(scarce_work *work, const void *from, long at, uint64_t *sum, struct error *error,
                bool *done)
{
    *error = (struct error){0};
    *sum = 0xCBF29CE484222325;
    atomic_store(&made, 0);
    atomic_store(&refused, at);
    *done = work(from, sum, error);
    atomic_store(&refused, 0);
    return atomic_load(&made) >= at;
}

void scarce_try(const char *what, scarce_work *work, const void *from, long stride)
{
    struct error error;
    uint64_t whole, sum;
    bool done;
    try(work, from, 0, &whole, &error, &done);
    if (!done)
        fail_msg("%s: %s", what, error.text);
    if (atomic_load(&made) == 0)
        fail_msg("%s asks for no memory", what);
    for (long at = 1; try(work, from, at, &sum, &error, &done); at += stride) {
        if (done && sum != whole)
            fail_msg("%s: without request %ld it is something else, and nothing is said", what, at);
        if (!done && !error_is_memory(&error))
            fail_msg("%s: without request %ld it says '%s'", what, at, error.text);
    }
}

// cmocka and what it wants included before it.
#ifndef RAVINE_TESTS_TEST_H
#define RAVINE_TESTS_TEST_H

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

// Whether the sanitizers watch every access, which takes many times as long.
#ifdef __SANITIZE_ADDRESS__
enum { TEST_IS_WATCHED = 1 };
#else
enum { TEST_IS_WATCHED = 0 };
#endif

// Whether to try number `index` of many alike: all of them, and where they are watched every
// `stride`-th. What holds for all is found by the other build; what is wrong with memory, by a few.
static inline int test_takes(size_t index, size_t stride)
{
    return !TEST_IS_WATCHED || index % stride == 0;
}

// cmocka's own has another name from version to version.
#define assert_between(value, low, high) test_between(value, low, high, __FILE__, __LINE__)
static inline void test_between(double value, double low, double high, const char *file, int line)
{
    if (value >= low && value <= high)
        return;
    print_error("%g is not from %g to %g\n", value, low, high);
    _fail(file, line);
}

#endif

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

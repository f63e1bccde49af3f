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

#endif

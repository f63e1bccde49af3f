#include "data/packed.h"

#include "test.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 100000 };

static double column[ROWS], back[ROWS];

// So many different numbers, in no order.
static void make_column(size_t rows, size_t different)
{
    for (size_t row = 0; row < rows; row++)
        column[row] = 0.1 * (double)(row * 7919 % different);
}

// What comes back is the same; returns the bytes that it took meanwhile.
static size_t pack_and_back(size_t rows)
{
    struct packed packed;
    struct error error = {0};
    if (!packed_make(&packed, column, rows, &error))
        fail_msg("%s", error.text);
    memset(back, 0x55, sizeof back);
    packed_read(&packed, back);
    assert_memory_equal(back, column, rows * sizeof *column);
    const size_t bytes = packed_bytes(&packed);
    packed_clear(&packed);
    assert_int_equal(packed_bytes(&packed), 0);
    return bytes;
}

static void few_different_numbers_take_a_byte_a_row(void **state)
{
    (void)state;
    make_column(ROWS, 256);
    assert_int_equal(pack_and_back(ROWS), ROWS + 256 * sizeof(double));
    make_column(ROWS, 1);
    assert_int_equal(pack_and_back(ROWS), ROWS + sizeof(double));
}

static void more_of_them_take_two(void **state)
{
    (void)state;
    make_column(ROWS, 257);
    assert_int_equal(pack_and_back(ROWS), 2 * ROWS + 257 * sizeof(double));
    make_column(ROWS, 65536);
    assert_int_equal(pack_and_back(ROWS), 2 * ROWS + 65536 * sizeof(double));
}

static void too_many_take_what_they_took(void **state)
{
    (void)state;
    make_column(ROWS, 65537);
    assert_int_equal(pack_and_back(ROWS), ROWS * sizeof(double));
    // Few rows, each another number: places would come on top.
    make_column(100, 101);
    assert_int_equal(pack_and_back(100), 100 * sizeof(double));
    assert_int_equal(pack_and_back(0), 0);
}

// Gaps and words of a table are NaN with bits of their own.
static void every_bit_comes_back(void **state)
{
    (void)state;
    make_column(ROWS, 40);
    for (size_t row = 0; row < 3000; row += 3) {
        const uint64_t bits = 0x7FF8000000000000u + row % 90;
        memcpy(&column[row], &bits, sizeof bits);
        column[row + 1] = row % 2 ? 0.0 : -0.0;
        column[row + 2] = row % 2 ? INFINITY : -INFINITY;
    }
    assert_true(pack_and_back(ROWS) < 2 * ROWS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_different_numbers_take_a_byte_a_row),
        cmocka_unit_test(more_of_them_take_two),
        cmocka_unit_test(too_many_take_what_they_took),
        cmocka_unit_test(every_bit_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
